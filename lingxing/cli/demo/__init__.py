"""`lingxing demo`: examples, accounts, an invented town's offices and their cases, in a home of its own."""
