"""Tests of people and firms."""
