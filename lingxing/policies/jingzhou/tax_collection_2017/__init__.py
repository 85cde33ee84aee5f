"""Taxes collected with the help of all offices in Jingzhou: shared information and checkpoints of tax first (2017)."""
