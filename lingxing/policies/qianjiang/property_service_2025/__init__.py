"""Property service in the housing estates of Qianjiang led by the party: four levels of service, until 2027 (2025)."""
