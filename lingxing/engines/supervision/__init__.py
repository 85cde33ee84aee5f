"""Supervision: from a published plan to a finished task."""
