"""How Xianning reserves land: plans, the ledger of parcels, care, temporary use, supply and money (2024)."""
