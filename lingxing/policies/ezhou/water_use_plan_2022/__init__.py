"""The yearly plan of water use of units on the public supply of Ezhou (2022)."""
