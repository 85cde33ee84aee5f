"""Search over units: pairs of Chinese characters and whole words of other scripts, the same on both databases."""
