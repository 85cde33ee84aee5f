"""Tasks: what a plan or a task table orders, whose it is, until when, and the figures it is measured by."""
