"""Procedures with statutory clocks: applications, acts, work lists, papers, notices."""
