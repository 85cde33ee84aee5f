"""Support for childcare under three in Ezhou (2021)."""
