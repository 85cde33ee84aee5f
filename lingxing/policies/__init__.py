"""Policies written as rules: content only, one package for each instrument."""
