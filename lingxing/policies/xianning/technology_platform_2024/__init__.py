"""Ten measures for the technology supply-chain platform in Xianning (2024)."""
