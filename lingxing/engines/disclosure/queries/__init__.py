"""Reading publications."""
