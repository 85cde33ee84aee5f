"""Forms about accounts, people, duties and organs."""
