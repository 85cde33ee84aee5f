"""The write transactions of cases, for an engine whose own rows are written together with an act."""

from lingxing.engines.cases.writing import write_transaction

__all__ = ["write_transaction"]
