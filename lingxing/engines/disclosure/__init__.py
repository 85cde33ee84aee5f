"""Disclosure: what must be published, by when; redacted, corrected, withdrawn."""
