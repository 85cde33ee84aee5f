"""The `lingxing` command."""
