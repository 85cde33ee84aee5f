"""Five thousand dwellings for those who serve the public in Ezhou: by seven units, five ways and batches (2022)."""
