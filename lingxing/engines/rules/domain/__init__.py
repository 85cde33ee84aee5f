"""Pure rules of the rules engine: cases, answers, columns."""
