"""What the benchmarks of casework share."""
