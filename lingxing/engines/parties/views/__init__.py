"""Pages of accounts, one's own data, duties and the tree of organs."""
