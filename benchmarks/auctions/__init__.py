"""Parts of the benchmarks of the auctions."""
