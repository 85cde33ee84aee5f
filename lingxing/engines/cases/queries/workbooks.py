"""Tables as an Excel workbook, for other engines' lists."""

from lingxing.engines.cases.workbook import CONTENT_TYPE, Table, workbook

__all__ = ["CONTENT_TYPE", "Table", "workbook"]
