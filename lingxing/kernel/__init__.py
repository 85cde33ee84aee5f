"""Plain values that every room shares: numerals, dates, document numbers, citations, errors. No Django."""
