"""Catastrophic insurance of the residents of Xianning: what it pays on top of basic insurance, claim by claim."""
