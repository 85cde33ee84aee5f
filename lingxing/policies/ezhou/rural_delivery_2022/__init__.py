"""Parcels to and from every village of Ezhou: county centres, township stations, village outlets by 2025 (2022)."""
