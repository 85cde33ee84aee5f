"""Benchmarks of supervision."""
