"""How Jingzhou registers a firm once for many certificates: one form, three days, data claimed daily (2017)."""
