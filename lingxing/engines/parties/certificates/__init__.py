"""Digital certificates of bidders: trust, registering, proof of possession, loss, the lock after wrong passwords."""
