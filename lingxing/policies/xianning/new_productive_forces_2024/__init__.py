"""Xianning's new productive forces, 2024 to 2026: 12 task groups and their indicators (2024)."""
