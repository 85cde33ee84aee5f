"""`lingxing ledger`."""
