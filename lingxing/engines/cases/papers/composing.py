"""From what was settled at issue to a paper that can be set."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lingxing.kernel.dates import format_date
from lingxing.printing.paper import Checking, Paper, PaperKind, Row, paragraphs_of


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A line of the table; `personal` is the kind of personal data that its value is, empty where it is none."""

    label: str
    value: str
    personal: str


def compose(values: Mapping[str, str], issued_at: dt.datetime, digest: str, address: str) -> Paper:
    """Return the paper that the settled values make.

    `digest` is theirs, `address` where it is verified; both stand beside the printed code.
    """
    kind = PaperKind(values["kind"])
    lines = [line for part in ("body", "remedy") for line in values[part].split("\n") if line.strip()]
    rows = [Row(row.label, row.value) for row in settled_rows(values)]
    if kind is PaperKind.CERTIFICATE:
        rows += [Row("有效期", validity(values))]
    return Paper(
        kind=kind,
        title=values["title"],
        number=values["number"],
        organ=values["organ"],
        date=format_date(dt.date.fromisoformat(values["issued_on"])),
        issued_at=issued_at,
        paragraphs=paragraphs_of(lines),
        red_head=values["red_head"] == "yes",
        rows=tuple(rows),
        notes=tuple(_notes(kind, values)),
        checking=Checking(address, ("扫描二维码或打开下列网址可核验真伪：", address, f"内容摘要（SHA-256）：{digest}")),
    )


def settled_rows(values: Mapping[str, str]) -> Iterator[SettledRow]:
    """Return the lines of the paper's table in their order."""
    for name in sorted(values):
        if name.startswith("row.") and name.endswith(".label"):
            start = name.removesuffix("label")
            yield SettledRow(values[name], values[f"{start}value"], values[f"{start}personal"])


def validity(values: Mapping[str, str]) -> str:
    """Return how long the paper is valid, in Chinese: 2026年1月5日至2027年1月4日, 自2026年1月5日起长期有效."""
    first = format_date(dt.date.fromisoformat(values["valid_from"] or values["issued_on"]))
    if not values["valid_until"]:
        return f"自{first}起长期有效"
    return f"{first}至{format_date(dt.date.fromisoformat(values['valid_until']))}"


def _notes(kind: PaperKind, values: Mapping[str, str]) -> Iterator[str]:
    if values["valid_until"] and kind is not PaperKind.CERTIFICATE:
        yield f"本件有效期：{validity(values)}"
