"""The standards of social assistance of Ezhou (2021)."""
