"""The rules of the city of Qianjiang."""
