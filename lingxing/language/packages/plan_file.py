"""The sections `indicators` and `tasks` of catalogue.yaml: a plan's aims, and corrections of its extracted tasks."""

import calendar
import datetime as dt
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from lingxing.language.packages.articles import article
from lingxing.language.packages.assessments_file import read_assessments
from lingxing.language.packages.items import Item, Section, nearest, read_file
from lingxing.language.packages.procedures.entries import named, texts, truth, word
from lingxing.language.plans import (
    MEASURES,
    PARTS,
    Baseline,
    Better,
    Goal,
    Indicator,
    IndicatorKind,
    Over,
    Part,
    PlanCatalogue,
    Target,
    TaskCorrection,
)

SECTIONS = ("lists", "indicators", "tasks", "assessments")
"""What may stand in catalogue.yaml; `lists` belongs to procedures."""
_INDICATOR = (
    *("label", "article", "unit", "kind", "better", "baseline", "targets", "area", "holder", "over", "since", "note"),
)
_TASK = ("article", "text", "lead", "joint", "due", "every", "drop", "merge", "split", "goals", "reason")
_PART = ("article", "text", "lead", "joint", "due", "every", "goals")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_EXTRACTED = re.compile(r"task__[A-Za-z0-9_]+")
_TOGETHER = (Over.PERIOD, Over.AVERAGE)
_OPEN = "open"
"""Written in place of a day: the task has none."""
EVERY = ("half_month", "month", "quarter", "half_year", "year")
"""How often a task may come back."""


def read_plan(folder: Path, city: str) -> PlanCatalogue:
    """Return the indicators and corrections of tasks that catalogue.yaml declares; none where it is absent.

    `city` is the area of indicators that name none. WrongPackage says what is wrong, where, and what to do.
    """
    root = read_file(folder / "catalogue.yaml")
    if root is None:
        return PlanCatalogue()
    section = root.section(SECTIONS)
    indicators = {name: _indicator(name, item, city) for name, item in named(section.get("indicators"))}
    tasks = {name: _task(name, item) for name, item in _entries(section.get("tasks"))}
    _check_merges(tasks, section.get("tasks"))
    return PlanCatalogue(indicators, tasks, read_assessments(section.get("assessments")))


def _entries(item: Item | None) -> Iterator[tuple[str, Item]]:
    """Yield the entries of `tasks`: ids of extracted tasks, and names of added ones."""
    entries = item.section().items if item else {}
    for name, entry in entries.items():
        if not _EXTRACTED.fullmatch(name) and not (name.isascii() and name.isidentifier() and name.islower()):
            raise entry.wrong(f"{name!r} can't be a task", "write the id of an extracted task, or a name for a new one")
        yield name, entry


def _indicator(name: str, item: Item, city: str) -> Indicator:
    section = item.section(_INDICATOR)
    kind = IndicatorKind(word(section, "kind", [kind.value for kind in IndicatorKind]))
    area, targets = section.text("area", city), _targets(section.item("targets"))
    over = Over(word(section, "over", [one.value for one in Over], Over.STANDING))
    return Indicator(
        name=name,
        label=section.text("label"),
        article=article(section),
        unit=_unit(section, kind),
        kind=kind,
        better=Better(word(section, "better", [one.value for one in Better])),
        targets=targets,
        area=area,
        baseline=_baseline(section.get("baseline"), area, targets[0]),
        holder=_organs(section, "holder") or (),
        over=over,
        since=_since(section, over),
        note=section.text("note", ""),
        where=item.where,
    )


def _unit(section: Section, kind: IndicatorKind) -> str:
    item = section.item("unit")
    unit = item.word(tuple(MEASURES))
    if kind in (IndicatorKind.GROWTH, IndicatorKind.SHARE) and unit not in PARTS:
        raise item.wrong(f"a {kind} is not measured in {unit}", f"write one of {', '.join(sorted(PARTS))}")
    if kind is IndicatorKind.COUNT and unit in PARTS:
        raise item.wrong(f"a count is not measured in {unit}", "write what is counted, or kind: share")
    return unit


def _baseline(item: Item | None, area: str, first: Target) -> Baseline | None:
    if item is None:
        return None
    section = item.section(("value", "on", "area"))
    year = _year(section.item("on"))
    if year > first.year:
        raise section.item("on").wrong("the baseline is later than the first target", "write the year it was measured")
    return Baseline(section.item("value").number(), year, section.text("area", area))


def _year(item: Item) -> int:
    if not _YEAR.fullmatch(item.raw):
        raise item.wrong(f"{item.raw!r} is no year", "write four digits: 2020")
    return int(item.raw)


def _targets(item: Item) -> tuple[Target, ...]:
    targets = tuple(Target(_due(key, value), value.number()) for key, value in item.section().items.items())
    if not targets:
        raise item.wrong("has no target", "write {year: value}")
    for before, after in itertools.pairwise(targets):
        if after.on <= before.on:
            raise item.wrong("the years do not rise", "write the targets from the earliest on")
    return targets


def _due(key: str, value: Item) -> dt.date:
    """Return the last day of a year or month, or the day that the key writes."""
    if _YEAR.fullmatch(key):
        return dt.date(int(key), 12, 31)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", key):
            year, month = int(key[:4]), int(key[5:])
            return dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date.fromisoformat(key)
    except ValueError as error:
        raise value.wrong(f"{key!r} is no year, month or day", "write 2025, 2025-06 or 2025-06-30") from error


def _since(section: Section, over: Over) -> int | None:
    item = section.get("since")
    if item is None:
        if over in _TOGETHER:
            raise section.at.wrong(
                "the key 'since' is missing", "add since: the year from which the values come together"
            )
        return None
    if over not in _TOGETHER:
        raise item.wrong("since belongs to over: period and over: average", "leave it away, or write one of them")
    return _year(item)


def _organs(section: Section, key: str) -> tuple[str, ...] | None:
    """Return the organs' names in order; None where the key is absent."""
    item = section.get(key)
    if item is None:
        return None
    names = texts(section, key) if item.is_list else (item.text(),)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise item.wrong(f"{twice!r} stands twice", "leave one away")
    return names


def _task(name: str, item: Item) -> TaskCorrection:
    section, adds = item.section(_TASK), not _EXTRACTED.fullmatch(name)
    if adds:
        _check_added(section)
    drop = truth(section, "drop")
    if drop and set(section.items) - {"drop", "reason"}:
        raise item.wrong("a task that is dropped needs no other key than reason", "leave the others away")
    return TaskCorrection(
        id=name,
        adds=adds,
        reason=section.text("reason"),
        article=article(section, required=adds),
        text=section.text("text", ""),
        lead=_organs(section, "lead"),
        joint=_organs(section, "joint"),
        due=_day(section),
        undated=_undated(section),
        every=word(section, "every", EVERY, ""),
        drop=drop,
        merge=_merged(name, section),
        split=tuple(_part(key, entry) for key, entry in named(section.get("split"))),
        goals=_goals(section),
        where=item.where,
    )


def _check_added(section: Section) -> None:
    """Refuse an added task without words or a leading organ, and what only extracted tasks can have."""
    section.item("text"), section.item("lead")
    for key in ("drop", "merge"):
        item = section.get(key)
        if item is not None:
            raise item.wrong(f"{key} belongs to extracted tasks", "leave it away, or write the id of one")


def _undated(section: Section) -> bool:
    item = section.get("due")
    return item is not None and item.raw == _OPEN


def _day(section: Section) -> dt.date | None:
    """Return the day under `due`; None where it is absent or open."""
    item = section.get("due")
    return item.date() if item and not _undated(section) else None


def _merged(name: str, section: Section) -> tuple[str, ...]:
    item = section.get("merge")
    if item is None:
        return ()
    for member in item.list():
        if not _EXTRACTED.fullmatch(member.raw) or member.raw == name:
            raise member.wrong(f"{member.raw!r} is no other extracted task", "write its id: task__…")
    return texts(section, "merge")


def _check_merges(tasks: dict[str, TaskCorrection], item: Item | None) -> None:
    """Refuse a task that goes into two others, or is corrected although it goes into another."""
    seen: dict[str, str] = {}
    for correction in tasks.values():
        for other in correction.merge:
            if (other in tasks or other in seen) and item is not None:
                at = item.section().items[correction.id]
                raise at.wrong(f"{other} is merged here and named elsewhere", "name it once")
            seen[other] = correction.id


def _part(name: str, item: Item) -> Part:
    section = item.section(_PART)
    return Part(
        name=name,
        text=section.text("text"),
        article=article(section, required=False),
        lead=_organs(section, "lead"),
        joint=_organs(section, "joint"),
        due=_day(section),
        undated=_undated(section),
        every=word(section, "every", EVERY, ""),
        goals=_goals(section),
    )


def _goals(section: Section) -> tuple[Goal, ...]:
    item = section.get("goals")
    return tuple(_goal(member) for member in item.list()) if item else ()


def _goal(item: Item) -> Goal:
    section = item.section(("label", "unit", "value", "due"))
    unit = section.item("unit")
    if unit.raw not in MEASURES:
        raise unit.wrong(f"{unit.raw!r} is not known", nearest(unit.raw, tuple(MEASURES)))
    return Goal(section.text("label"), unit.raw, section.item("value").number(), _day(section))
