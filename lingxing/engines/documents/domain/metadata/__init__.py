"""Metadata: title, number, issuer, date, kind, validity, and what the gazette says of itself."""
