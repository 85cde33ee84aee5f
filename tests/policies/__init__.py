"""Every package of the tree, held against its examples and against arithmetic of its own."""
