"""A case as its page shows it: who acts, until when, what was filled in and done, masked where it has to be."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from lingxing.engines.cases.domain.clocks import ClockRun, due_of, explain_run
from lingxing.engines.cases.domain.lights import Color, Light, light_of
from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.cases.models import Case, Turn
from lingxing.engines.cases.papers.filling import shown_value
from lingxing.engines.cases.queries.access import Viewer, may_see
from lingxing.engines.cases.queries.case_parts import case_turns, handed_in, issued_documents, links_of
from lingxing.engines.cases.queries.drafts import AttachmentCard
from lingxing.engines.cases.queries.labels import role_label, service_label, state_label
from lingxing.engines.cases.queries.seen import SeenCase
from lingxing.engines.cases.views.answers import Place, Places
from lingxing.engines.parties.access_masking import mask_address, mask_name, mask_number, mask_phone
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import format_date
from lingxing.kernel.explaining import Step
from lingxing.language.procedures.chart import term_label
from lingxing.language.procedures.definitions import APPLICANT, Clock, ClockKind, Field, FieldKind, Personal

LONGEST_EXPLAINED = 130
"""Days of a term that is explained day by day on the page."""
_MASKS: Mapping[Personal, Callable[[str], str]] = {
    Personal.NAME: mask_name,
    Personal.IDENTITY: mask_number,
    Personal.PHONE: mask_phone,
    Personal.ADDRESS: mask_address,
    Personal.ACCOUNT: mask_number,
}


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """Whose turn it is."""

    label: str
    organ: str
    assignee: str
    mine: bool
    light: Light | None
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock's last run."""

    label: str
    term: str
    light: Light
    due: dt.date | None
    reading: str
    place: Place
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Rows that were filled in."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that was handed in."""

    id: UUID
    name: str
    size: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper with the files that count now."""

    label: str
    original_seen: bool
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """An issued paper with its downloads."""

    label: str
    number: str
    issued_at: dt.datetime
    valid_until: dt.date | None
    revoked: bool
    pdf: str
    docx: str


@dataclass(frozen=True, slots=True)
class ShownLink:
    """Another case; `address` is empty where the viewer must not open it."""

    label: str
    number: str
    title: str
    state_label: str
    address: str


def doer(label: str, organ: str) -> str:
    """Return who does something: the organ, after its role where its name does not end with that."""
    return organ if organ.endswith(label) else f"{label}（{organ}）" if organ else label


def said(field: Field, value: FieldValue, *, masked: bool) -> str:
    """Return a value in words, personal ones masked where asked."""
    if isinstance(value, tuple):
        return f"{len(value)}行"
    text = shown_value(field, value)
    if not masked or field.personal is None:
        return text
    mask = _MASKS.get(field.personal)
    return mask(text) if mask else "****"


def shown_values(seen: SeenCase, *, masked: bool) -> list[tuple[str, str]]:
    """Return label and text of every value but rows, in the order of the declaration."""
    held = seen.state.values
    plain = (one for one in seen.service.fields.values() if one.kind not in (FieldKind.ROWS, FieldKind.CASE))
    return [(one.label, said(one, held[one.name], masked=masked)) for one in plain if one.name in held]


def shown_tables(seen: SeenCase, *, masked: bool) -> list[ShownTable]:
    """Return the rows that were filled in."""
    tables = []
    for one in seen.service.fields.values():
        rows = seen.state.values.get(one.name)
        if one.kind is FieldKind.ROWS and isinstance(rows, tuple):
            cells = tuple(tuple(_cells(one, row, masked=masked)) for row in rows)
            tables.append(ShownTable(one.label, tuple(column.label for column in one.columns.values()), cells))
    return tables


def _cells(one: Field, row: Mapping[str, FieldValue], *, masked: bool) -> Iterator[tuple[str, str]]:
    for column in one.columns.values():
        yield column.label, said(column, row[column.name], masked=masked) if column.name in row else "—"


def shown_turns(seen: SeenCase, roles: frozenset[str], on: dt.date) -> list[ShownTurn]:
    """Return whose turn it is; `roles` are those that the viewer may act in now."""
    return [_turn(seen, turn, roles, on) for turn in case_turns(seen.case)]


def _turn(seen: SeenCase, turn: Turn, roles: frozenset[str], on: dt.date) -> ShownTurn:
    return ShownTurn(
        role_label(seen.case.package, turn.role),
        turn.organ.name if turn.organ else "",
        turn.assignee.display_name if turn.assignee and seen.sight.value != "applicant" else "",
        turn.role in roles,
        light_of(seen.service, seen.state, turn.clock, on, seen.world.calendar) if _ran(seen, turn.clock) else None,
        turn.due_on,
    )


def shown_clocks(seen: SeenCase, places: Places, on: dt.date) -> list[ShownClock]:
    """Return the last run of every clock that has run: what is still to be done first, what only has to pass later."""
    shown = [
        (clock, _clock(seen, clock, seen.state.clocks[name][-1], places, on))
        for name, clock in seen.service.clocks.items()
        if _ran(seen, name)
    ]
    shown.sort(key=lambda pair: (not _counts(seen, pair[0], pair[1].light), pair[0].kind is ClockKind.WAIT))
    return [one for _, one in shown]


def _counts(seen: SeenCase, clock: Clock, shown: Light) -> bool:
    """Return whether the clock still runs, or is a duty that ran out and is still to be done; not what has passed."""
    passed = clock.kind is ClockKind.WAIT and shown.color is Color.GREY
    running = seen.state.clocks[clock.name][-1].stopped is None
    return shown.color is Color.RED or (running and not passed)


def _ran(seen: SeenCase, name: str) -> bool:
    return bool(seen.state.clocks.get(name))


def _clock(seen: SeenCase, clock: Clock, run: ClockRun, places: Places, on: dt.date) -> ShownClock:
    work = seen.world.calendar
    due = due_of(run, work)
    return ShownClock(
        clock.label,
        term_label(clock, seen.service),
        light_of(seen.service, seen.state, clock.name, on, work),
        due.day if due else None,
        clock.reading,
        places.place(clock.article),
        _explained(run, due.day if due else None, work),
    )


def _explained(run: ClockRun, due: dt.date | None, work: WorkCalendar) -> tuple[str, ...]:
    if due is None or (due - run.start).days > LONGEST_EXPLAINED:
        return ()
    return tuple(_step(step) for step in explain_run(run, work))


def _step(step: Step) -> str:
    counted = f"，第{step.counted}日" if step.counted else ""
    source = f"（{step.source}）" if step.source else ""
    return f"{format_date(step.day)}：{step.label}{counted}{source}"


def shown_papers(seen: SeenCase) -> list[ShownPaper]:
    """Return the papers of the case with the files that count now."""
    files = handed_in(seen.case)
    found = []
    for paper in seen.service.papers.values():
        ids = [UUID(key) for key in seen.state.papers.get(paper.name, ())]
        own = [files[key] for key in ids if key in files]
        if own:
            shown = tuple(_file(card, row.at) for row, card in own)
            found.append(ShownPaper(paper.label, any(card.original_seen for _, card in own), shown))
    return found


def _file(card: AttachmentCard, at: dt.datetime) -> ShownFile:
    return ShownFile(card.id, card.name, card.size, at)


def shown_documents(case: Case, labels: Mapping[str, str]) -> list[ShownDocument]:
    """Return the issued papers, the newest first; `labels` names them."""
    return [
        ShownDocument(
            labels.get(row.name, row.name),
            row.number,
            row.issued_at,
            row.valid_until,
            row.revoked_at is not None,
            f"/papers/{row.pk}.pdf",
            f"/papers/{row.pk}.docx",
        )
        for row in issued_documents(case)
    ]


def shown_links(account: Viewer, seen: SeenCase, on: dt.date) -> list[ShownLink]:
    """Return the cases that this one names, and those that name it."""
    return [
        ShownLink(
            seen.service.fields[link.name].label if link.name in seen.service.fields else _named(link.case),
            link.case.number,
            link.case.title,
            state_label(link.case.package, link.case.service, link.case.state),
            reverse("cases:case", args=[link.case.pk]) if may_see(account, link.case, on) else "",
        )
        for link in links_of(seen.case)
    ]


def _named(case: Case) -> str:
    return service_label(case.package, case.service)


def is_mine(seen: SeenCase) -> bool:
    """Return whether the viewer sees the case as its applicant."""
    return seen.sight.value == APPLICANT
