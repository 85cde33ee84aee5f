"""The sale of rights to use state-owned construction land by listing online in Xianning (2024)."""
