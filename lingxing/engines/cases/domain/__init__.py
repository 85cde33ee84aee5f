"""Cases without a database: what an act makes of a case, and whether it may be done."""
