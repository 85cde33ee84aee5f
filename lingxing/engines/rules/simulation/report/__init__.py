"""A simulation's findings as one page that needs no network: charts, and beside each the table that says the same."""

from lingxing.engines.rules.simulation.report.page import write_report

__all__ = ["write_report"]
