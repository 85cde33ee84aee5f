"""How Qianjiang answers enterprises, grants without application and shows cards to units that lag (2025)."""
