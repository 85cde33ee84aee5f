"""Funding floors of vocational schools in Ezhou (2022)."""
