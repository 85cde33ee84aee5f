"""Writing of the hotline: one use case, one transaction."""
