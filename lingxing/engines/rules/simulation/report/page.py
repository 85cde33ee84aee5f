"""The report's file: template, style, script and chart library in one."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from lingxing.engines.rules.simulation.report.parts import report_parts
from lingxing.engines.rules.simulation.running import Findings

_HERE = Path(__file__).parent
_LIBRARY = _HERE.parents[1] / "static" / "rules" / "vendor" / "echarts.min.js"


def write_report(findings: Findings, path: Path, made_on: dt.date) -> None:
    """Write the report; it appears under its name when it is complete."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(report_text(findings, made_on), encoding="utf-8")
    partial.replace(path)


def report_text(findings: Findings, made_on: dt.date) -> str:
    """Return the report as HTML."""
    parts = report_parts(findings, made_on)
    charts = {chart["id"]: chart for output in parts["outputs"] for chart in output["charts"]}
    given = {
        **parts,
        "style": _held("report.css"),
        "script": _held("report.js"),
        "library": _LIBRARY.read_text("utf-8"),
        "data": _script_json(charts),
    }
    page = Engine(dirs=[str(_HERE)], autoescape=True).get_template("report.html")
    return page.render(Context(given, use_l10n=False, use_tz=False))


def _held(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _script_json(charts: Mapping[str, Any]) -> str:
    """Return JSON that can stand in a script element whatever its texts hold."""
    text = json.dumps(charts, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
