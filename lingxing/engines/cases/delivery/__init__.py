"""How messages leave the house: one sender a channel."""
