"""The municipal allowance for named experts in Qianjiang (2025)."""
