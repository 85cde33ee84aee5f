"""`python -m lingxing` is the `lingxing` command."""

from lingxing.cli.main import main

main()
