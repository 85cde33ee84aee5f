"""The words that search goes by, for engines that search texts of their own."""

from lingxing.engines.documents.search.tokens import index_tokens, runs

__all__ = ["index_tokens", "runs"]
