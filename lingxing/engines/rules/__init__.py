"""Runs policy packages: exact answers for one case, columns for millions."""
