"""Duties in organs: who works where in which duty, and who stands in for whom."""
