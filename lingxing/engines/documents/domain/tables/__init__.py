"""Tables: taken out of a text's lines, put together from rows, real cells or printed columns."""

from lingxing.engines.documents.domain.tables.finding import TablesFound, extract_tables

__all__ = ["TablesFound", "extract_tables"]
