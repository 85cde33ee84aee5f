"""The write transactions of cases, for an engine whose own rows are written together with an act."""

from lingxing.engines.cases.statements import insert
from lingxing.engines.cases.writing import write_transaction
from lingxing.engines.ledger.services import Together

__all__ = ["Together", "insert", "write_transaction"]
