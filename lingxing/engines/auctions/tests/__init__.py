"""Tests of the auctions."""
