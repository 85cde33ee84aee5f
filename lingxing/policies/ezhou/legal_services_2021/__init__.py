"""Putting Hubei's regulation on public legal services to work in Ezhou: 29 tasks (2021)."""
