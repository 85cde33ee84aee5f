"""Pure rules of the hotline; no Django."""
