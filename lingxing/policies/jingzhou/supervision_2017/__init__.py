"""How Jingzhou supervises: assigned, reminded, reported, reviewed, circulated, filed (2017)."""
