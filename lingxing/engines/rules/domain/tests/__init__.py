"""Tests of cases and answers."""
