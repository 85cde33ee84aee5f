"""Pure rules on documents: bytes in, frozen values out. No Django, no clock, no database."""
