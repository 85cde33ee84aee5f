"""Gazettes in; documents, structure, tasks, relations, versions and search out."""
