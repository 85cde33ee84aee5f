"""Who takes part: accounts and their roles, organs, and who may do what."""
