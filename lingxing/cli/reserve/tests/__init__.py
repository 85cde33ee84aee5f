"""Tests of the sealed reserve price on the command line."""
