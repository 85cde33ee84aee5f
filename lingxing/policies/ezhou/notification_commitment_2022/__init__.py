"""Business licences on commitment in Ezhou: told once, committed, decided on the spot, checked afterwards (2022)."""
