"""Residence permits in Jingzhou: who may apply, when they are endorsed, what a move changes (2017)."""
