"""Append-only record of every act: hash chains, verification without a database."""
