"""What the benchmarks of the hotline share."""
