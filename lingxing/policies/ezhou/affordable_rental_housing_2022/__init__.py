"""Affordable rental housing in Ezhou: who may rent, how large, for how much (2022)."""
