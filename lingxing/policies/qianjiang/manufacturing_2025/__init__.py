"""Incentives for manufacturers in Qianjiang (2025)."""
