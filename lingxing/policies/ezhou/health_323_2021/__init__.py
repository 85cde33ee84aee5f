"""Three diseases, two conditions and three health problems of Ezhou fought until 2025: tasks, 17 indicators (2021)."""
