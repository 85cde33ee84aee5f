"""Listing sale of land-use rights online: lots, bidders, bids, the live auction, and its record."""
