"""The rules of the city of Jingzhou."""
