"""People and firms: one record each across all services, who acts for them, what they gave and may be asked no more."""
