"""Writing publications."""
