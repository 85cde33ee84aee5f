"""Papers that organs issue: what they say is settled when they are issued, the file is printed from that."""
