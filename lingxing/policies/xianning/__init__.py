"""The rules of the city of Xianning."""
