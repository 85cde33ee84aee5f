"""`lingxing backup` and `lingxing restore`: one file with a manifest and the digest of everything in it."""
