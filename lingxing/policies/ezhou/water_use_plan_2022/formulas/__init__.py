"""What a unit on the public supply may use in a year, what is added for incidents, and what the excess costs."""
