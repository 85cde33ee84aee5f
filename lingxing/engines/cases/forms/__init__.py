"""Forms of casework: controls made from the fields that a procedure declares, and the few that are always the same."""
