"""Jingzhou's hotline 12345: which lines it took in, how a ticket goes from the call to the archive (2017)."""
