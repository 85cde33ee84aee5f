"""The hotline: tickets, the knowledge base, the lines that were joined, duplicates and rates."""
