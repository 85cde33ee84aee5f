"""Relations: what a document repeals, amends, extends, implements and cites, and where it says so."""
