"""The fines for construction waste in Qianjiang (2026)."""
