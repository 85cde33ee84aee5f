"""The rules of the city of Ezhou."""
