"""Proofs that a commitment may stand for in Ezhou: forty matters, and how each proof is verified (2021)."""
