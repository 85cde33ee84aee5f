"""Powers split by matter, post and level in Xianning, and rotation: lists and reports by day (2024)."""
