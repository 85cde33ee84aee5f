"""What the benchmarks of rules share."""
