"""Farmland kept for grain in Ezhou: half-yearly surveys, clearing of misuse, area and output to hold (2021)."""
