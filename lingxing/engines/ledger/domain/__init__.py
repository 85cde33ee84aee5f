"""What the ledger is made of: entries and their chains, commitments to fields, the tree over all chains. No Django."""
