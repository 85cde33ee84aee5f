"""Documents on their way out: Akoma Ntoso, PDF, DOCX, XLSX, ICS, JSON. Pure functions from values to bytes."""
