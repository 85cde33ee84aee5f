"""What the page of a bulletin shows: its blocks in order, cells with their columns, charts with their words."""

from collections.abc import Mapping
from typing import Any

from lingxing.engines.supervision.domain.bulletins import blocks_of
from lingxing.engines.supervision.domain.snapshots import snapshot_from_json
from lingxing.engines.supervision.models import Bulletin
from lingxing.printing.paper import Paragraph
from lingxing.printing.report import Chart, ChartKind, ReportTable

_KINDS = {Paragraph: "paragraph", ReportTable: "table", Chart: "chart"}
_DRAWN: Mapping[ChartKind, str] = {ChartKind.COLUMNS: "columns", ChartKind.BARS: "across"}
"""How boards.js calls what it draws; bulletins have no other charts."""
_BAD = "逾期"


def shown_blocks(row: Bulletin) -> list[dict[str, Any]]:
    """Return the bulletin's blocks in the order of its text: each cell of a table with its column, each chart with the
    name under which `drawn_charts` has it."""
    found: list[dict[str, Any]] = []
    for place, block in enumerate(blocks_of(row.text, snapshot_from_json(row.snapshot))):
        found.append({"kind": _KINDS[type(block)], "block": block, "rows": _labelled(block), "name": f"chart{place}"})
    return found


def _labelled(block: object) -> list[list[tuple[str, str]]]:
    if not isinstance(block, ReportTable):
        return []
    return [list(zip(block.columns, cells, strict=True)) for cells in block.rows]


def drawn_charts(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the page's charts draw, by name: the numbers of the bulletin and no others."""
    return {one["name"]: _drawn(one["block"]) for one in blocks if one["kind"] == "chart"}


def _drawn(chart: Chart) -> dict[str, Any]:
    series = [{"name": one.name, "values": list(one.values), "bad": one.name.startswith(_BAD)} for one in chart.series]
    return {"kind": _DRAWN[chart.kind], "names": list(chart.names), "series": series}
