"""Pure rules of disclosure: redaction, detection, content, states, deadlines."""
