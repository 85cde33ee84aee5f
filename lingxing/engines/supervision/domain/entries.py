"""Matters that come in as rows of a table: every row read, every wrong one named, nothing by half."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.supervision.domain.drafts import DraftUnit, doubts

COLUMNS = (
    *("督查事项", "来源", "依据", "工作要求", "主办单位", "会办单位", "承办形式"),
    *("主要责任人", "时限", "特别紧急", "重大事项"),
)
_NEEDED = ("督查事项", "来源", "工作要求", "主办单位")
_SPLIT = {"": False, "独办": False, "合办": False, "分办": True}
_TRUTH = {"": False, "否": False, "是": True}
_LONGEST = {"督查事项": 200, "依据": 300, "主要责任人": 100}


@dataclass(frozen=True, slots=True)
class Entry:
    """A matter as a row gives it."""

    heading: str
    source: str
    origin: str
    text: str
    units: tuple[DraftUnit, ...]
    split: bool
    person: str
    due_on: dt.date | None
    urgent: bool
    major: bool


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that can't be taken (the headings are row 1), and everything that is wrong with it."""

    place: int
    told: tuple[str, ...]


def names_in(rows: Sequence[Sequence[str]]) -> set[str]:
    """Return the names of units that the rows give."""
    cells = [_cells(rows[0], row) for row in rows[1:]] if rows else []
    return {name for row in cells for name in (*_listed(row["主办单位"]), *_listed(row["会办单位"]))}


def read_entries(
    rows: Sequence[Sequence[str]], sources: Mapping[str, str], organs: Mapping[str, int], on: dt.date
) -> tuple[list[Entry], list[WrongRow]]:
    """Return the matters of a table, and the rows that are wrong. `sources` is label → name, `organs` name → id.

    A missing heading is told as a wrong row 1.
    """
    heads = [head.strip() for head in rows[0]] if rows else []
    if missing := [name for name in _NEEDED if name not in heads]:
        return [], [WrongRow(1, (f"表头缺少：{'、'.join(missing)}",))]
    entries, wrong = [], []
    for place, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        cells = _cells(heads, row)
        told = tuple(_told(cells, sources, organs, on))
        if told:
            wrong.append(WrongRow(place, told))
        else:
            entries.append(_entry(cells, sources, organs))
    if not entries and not wrong:
        wrong.append(WrongRow(2, ("没有一行督查事项",)))
    return entries, wrong


def _cells(heads: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    found = {head.strip(): row[place].strip() for place, head in enumerate(heads) if place < len(row)}
    return {name: found.get(name, "") for name in COLUMNS}


def _listed(text: str) -> list[str]:
    for mark in "，,;；\n":
        text = text.replace(mark, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def _told(
    cells: Mapping[str, str], sources: Mapping[str, str], organs: Mapping[str, int], on: dt.date
) -> Iterable[str]:
    if cells["来源"] not in sources:
        yield f"来源“{cells['来源']}”不认识，可填：{'、'.join(sources)}"
    for name, most in _LONGEST.items():
        if len(cells[name]) > most:
            yield f"{name}超过{most}字"
    for name, known in (("承办形式", _SPLIT), ("特别紧急", _TRUTH), ("重大事项", _TRUTH)):
        if cells[name] not in known:
            yield f"{name}“{cells[name]}”不认识，可填：{'、'.join(word for word in known if word)}"
    unknown = [name for key in ("主办单位", "会办单位") for name in _listed(cells[key]) if name not in organs]
    if unknown:
        yield f"机构名录中没有：{'、'.join(unknown)}"
        return
    due = _due(cells["时限"])
    if cells["时限"] and due is None:
        yield f"时限“{cells['时限'][:20]}”不是日期，请写作 2026-01-05"
    if cells["特别紧急"] == "是" and not cells["时限"]:
        yield "特别紧急的事项要写时限"
    yield from (one.told for one in doubts(cells["督查事项"], cells["工作要求"], due, _units(cells, organs), on))


def _due(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.replace("/", "-")) if text else None
    except ValueError:
        return None


def _units(cells: Mapping[str, str], organs: Mapping[str, int]) -> tuple[DraftUnit, ...]:
    leads = [DraftUnit("lead", name, organs[name]) for name in _listed(cells["主办单位"])]
    return (*leads, *(DraftUnit("joint", name, organs[name]) for name in _listed(cells["会办单位"])))


def _entry(cells: Mapping[str, str], sources: Mapping[str, str], organs: Mapping[str, int]) -> Entry:
    return Entry(
        cells["督查事项"],
        sources[cells["来源"]],
        cells["依据"],
        cells["工作要求"],
        _units(cells, organs),
        _SPLIT[cells["承办形式"]],
        cells["主要责任人"],
        _due(cells["时限"]),
        _TRUTH[cells["特别紧急"]],
        _TRUTH[cells["重大事项"]],
    )
