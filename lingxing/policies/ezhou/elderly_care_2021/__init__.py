"""Support for the care of the elderly in Ezhou (2021)."""
