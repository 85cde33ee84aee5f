"""Measures to steady growth in Ezhou in the second half of 2022."""
