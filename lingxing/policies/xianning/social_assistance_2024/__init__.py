"""The standards of social assistance of Xianning (2024)."""
