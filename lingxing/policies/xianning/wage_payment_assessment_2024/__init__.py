"""The yearly assessment of the payment of migrant workers in Xianning (2024)."""
