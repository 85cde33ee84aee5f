"""The engines: procedures without policy, one folder each."""
