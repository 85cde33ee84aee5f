"""The only place that writes cases; one function a use case, atomic, with its ledger entry."""
