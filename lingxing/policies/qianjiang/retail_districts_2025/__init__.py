"""Incentives for shopping districts and streets in Qianjiang (2025)."""
