"""The clocks of a service: how long, from which act, counted how, and what happens when time runs out."""

import re
from collections.abc import Mapping

from lingxing.kernel.terms import CountingRule
from lingxing.language.packages.articles import article
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.procedures.entries import counting_rule, named, pairs, term, truth, word, words
from lingxing.language.packages.procedures.outlines import Outline
from lingxing.language.procedures.definitions import SYSTEM, Clock, ClockKind, ClockStart, FieldKind, Role, Rung

_KEYS = (
    "label",
    "article",
    "kind",
    "term",
    "rule",
    "holder",
    "starts",
    "stops",
    "until_field",
    "pauses",
    "extended_by",
    "extension",
    "rungs",
    "expires",
    "opens",
    "reading",
)
_RUNG = re.compile(r"half|due|[1-9][0-9]{0,2} (working day|day)s? (before|after)")


def read_clocks(outline: Outline, roles: Mapping[str, Role]) -> Mapping[str, Clock]:
    """Return the clocks in the order of the file."""
    return {name: _clock(name, entry, outline, roles) for name, entry in named(outline.section.get("clocks"))}


def _clock(name: str, item: Item, outline: Outline, roles: Mapping[str, Role]) -> Clock:
    section = item.section(_KEYS)
    kind = ClockKind(section.item("kind").word(tuple(ClockKind)))
    dates = tuple(key for key, held in outline.fields.items() if held.kind is FieldKind.DATE)
    clock = Clock(
        name=name,
        label=section.text("label"),
        article=article(section),
        kind=kind,
        term=term(section, "term"),
        rule=counting_rule(section, "plain" if "until_field" in section else None),
        holder=word(section, "holder", roles, SYSTEM if kind is ClockKind.WAIT else None),
        starts=tuple(_start(entry, outline, dates) for entry in section.item("starts").list()),
        stops=words(section, "stops", outline.acts),
        until_field=word(section, "until_field", dates, ""),
        pauses={state: entry.text() for state, entry in pairs(section, "pauses", outline.states).items()},
        extended_by=word(section, "extended_by", outline.acts, ""),
        extension=term(section, "extension"),
        rungs=tuple(_rung(entry, roles) for entry in section.item("rungs").list()) if "rungs" in section else (),
        expires=word(section, "expires", outline.acts, ""),
        opens=term(section, "opens"),
        reading=section.text("reading", ""),
        where=item.where,
    )
    _check(clock, section, outline)
    return clock


def _check(clock: Clock, section: Section, outline: Outline) -> None:
    """Refuse what can't be counted."""
    if not clock.term and not clock.until_field:
        raise section.at.wrong("needs term or until_field", "write how long it runs, or the date field that ends it")
    if clock.term and clock.until_field and clock.kind not in (ClockKind.DUTY, ClockKind.WINDOW):
        told = f"a {clock.kind.value} has either term or until_field"
        raise section.at.wrong(told, "leave one away; duty and window may have both")
    if clock.term and "rule" not in section:
        raise section.at.wrong("a term is counted by a rule", f"add rule: {', '.join(CountingRule)}")
    if not clock.starts:
        raise section.item("starts").wrong("no act starts it", "name one")
    if bool(clock.extension) != bool(clock.extended_by):
        raise section.at.wrong("extension and extended_by belong together", "write both, or leave both away")
    rungs = [(rung.at, rung.tells) for rung in clock.rungs]
    if len(set(rungs)) < len(rungs):
        raise section.item("rungs").wrong("somebody is told twice on one day", "leave one rung away")
    if clock.expires and SYSTEM not in outline.acts[clock.expires].by:
        raise section.item("expires").wrong(
            f"{clock.expires} is not done by the system", "add system to its roles in by"
        )


def _start(item: Item, outline: Outline, dates: tuple[str, ...]) -> ClockStart:
    if not item.is_section:
        return ClockStart(item.word(tuple(outline.acts)))
    section = item.section(("act", "anchor"))
    return ClockStart(word(section, "act", outline.acts), word(section, "anchor", ("event", "due", *dates)))


def _rung(item: Item, roles: Mapping[str, Role]) -> Rung:
    if not item.is_section:
        return Rung(_rung_day(item))
    section = item.section(("at", "tells", "escalates"))
    return Rung(_rung_day(section.item("at")), word(section, "tells", roles, ""), truth(section, "escalates"))


def _rung_day(item: Item) -> str:
    text = item.text()
    if not _RUNG.fullmatch(text):
        raise item.wrong(f"{text!r} is no rung", "write half, due, 2 working days before or 1 working day after")
    return text
