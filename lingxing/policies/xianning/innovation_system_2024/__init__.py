"""Xianning's system of innovation for use, 2024 to 2026: 18 task groups and their indicators (2024)."""
