"""Tests of accounts and access."""
