"""Documents as Akoma Ntoso 3.0 (OASIS LegalDocML)."""
