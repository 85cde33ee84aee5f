"""Business licences parted from registration in Ezhou in four ways, and supervision afterwards (2022)."""
