"""The credit grades of Ezhou by penalties in a year (2021)."""
