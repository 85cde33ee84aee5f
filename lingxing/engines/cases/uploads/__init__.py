"""Files that are handed in: what they are, where they lie, how they leave."""
