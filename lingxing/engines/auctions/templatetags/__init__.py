"""Template tags of the auctions."""
