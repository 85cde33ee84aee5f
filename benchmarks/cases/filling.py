"""Very many stored cases, copied by the database itself from cases that went through the services.

A copy is a case with its clocks and its turns, in another organ and with days of its own; every tenth that was decided
is rated. Its events, papers and ledger entries are left out, and its sealed values, which open under their own case's
key alone, stand for their size.
"""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import AutoField, Model

from benchmarks.cases.throughput import apply
from benchmarks.cases.town import NOW, Town
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, CaseClock, Rating, Turn
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.rating import rate

STAGES = ("submitted", "producing", "usable")
RUNNING = ("running", "paused")
_CHUNK = 50_000
_RATED = "n.i %% 10 = 0"


@dataclass(frozen=True)
class Filled:
    """The cases that were copied, by stage, and how many copies there are of each."""

    originals: Mapping[str, UUID]
    copies: Mapping[str, int]
    seconds: float


def fill(
    town: Town, shares: Mapping[str, int], today: dt.date, sets: Mapping[str, str], states: Sequence[str] = RUNNING
) -> Filled:
    """Store so many copies of each stage, with their clocks in these states.

    `sets` has SQL for columns of the clocks, with {i} for the copy's number.
    """
    begun = time.perf_counter()
    originals = {stage: _brought(town, stage) for stage in STAGES}
    rate(originals["usable"], 5, "", town.citizens[-1].acting, NOW)
    among = f"t.state IN ({', '.join(repr(state) for state in states)})"
    for tag, stage in enumerate(STAGES, 1):
        for start in range(1, shares.get(stage, 0) + 1, _CHUNK):
            span = (start, min(start + _CHUNK - 1, shares[stage]))
            with transaction.atomic():
                _copy_all(town, originals[stage], tag, span, today, sets, among)
    if connection.vendor == "postgresql":  # its autovacuum does the same within a minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return Filled(originals, shares, time.perf_counter() - begun)


def copy_id(stage: str, number: int) -> UUID:
    """Return the id of a stage's copy of that number, from 1."""
    return UUID(f"{STAGES.index(stage) + 1:08x}{number:024x}")


def _brought(town: Town, stage: str) -> UUID:
    """Return a case that went through the services up to the stage."""
    case = apply(town.citizens[-1])
    for act in ("accept", "deliver")[: STAGES.index(stage)]:
        perform(case, Command(act, originals_seen=True), town.clerks[0], NOW)
    return case


def _copy_all(
    town: Town, original: UUID, tag: int, span: tuple[int, int], today: dt.date, sets: Mapping[str, str], among: str
) -> None:
    key, organ = uuid_of(tag), _organ(town)
    number = f"'K{tag}' || " + padded("{i}", 8)
    settled = f"CASE WHEN t.settled_at IS NOT NULL THEN {_moment(today)} END"
    opened = _moment(today - dt.timedelta(days=9))
    days = {"opened_at": opened, "settled_at": settled, "organ_id": organ}
    copy_rows(Case, "id", original, span, {"id": key, "number": number, "code_digest": "''", **days})
    copy_rows(CaseClock, "case_id", original, span, {"case_id": key, **sets}, among)
    copy_rows(Rating, "case_id", original, span, {"case_id": key}, _RATED)
    due = {
        "assignee_id": _assignee(town),
        "due_on": day_of(today, "({i} % 60) - 10"),
        "yellow_on": day_of(today, "({i} % 60) - 13"),
    }
    copy_rows(Turn, "case_id", original, span, {"case_id": key, "organ_id": organ, **due})


def copy_rows(
    model: type[Model],
    column: str,
    original: UUID,
    span: tuple[int, int],
    changed: Mapping[str, str],
    among: str = "TRUE",
) -> None:
    """Copy the rows of the original so often, with the changed columns worked out from the copy's number."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = [field.column for field in fields if field.column and not field.generated]
    picked = ", ".join(changed[name].format(i="n.i") if name in changed else f"t.{name}" for name in columns)
    where = f"FROM {model._meta.db_table} t, n WHERE t.{column} = %s AND {among}"
    insert = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {picked} {where}"
    native = original if connection.features.has_native_uuid_field else original.hex
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE n(i) AS ({_numbers()}) {insert}", [*span, native])


def _numbers() -> str:
    if connection.vendor == "postgresql":
        return "SELECT generate_series(%s::int, %s::int)"
    return "SELECT %s UNION ALL SELECT i + 1 FROM n WHERE i < %s"


def padded(number: str, width: int) -> str:
    """Return SQL for the number, itself SQL, as text with zeros before it."""
    if connection.vendor == "postgresql":
        return f"lpad(({number})::text, {width}, '0')"
    return f"printf('%%0{width}d', {number})"


def uuid_of(tag: int) -> str:
    """Return SQL for the id of a copy: the tag, then the copy's number {i}."""
    if connection.vendor == "postgresql":
        return f"('{tag:08x}' || lpad(to_hex({{i}}), 24, '0'))::uuid"
    return f"'{tag:08x}' || printf('%%024x', {{i}})"


def _organ(town: Town) -> str:
    """Return SQL for the organ of a copy: half of them lie with the first station."""
    first, count = town.organs[0], len(town.organs)
    return f"CASE WHEN {{i}} %% 2 = 0 THEN {first} ELSE {first} + {{i}} %% {count} END"


def _assignee(town: Town) -> str:
    """Return SQL for who has the line: a sixth of them lies with a clerk of the first station."""
    keys = [account.pk for account in town.clerk_accounts[:: len(town.organs)]]
    marks = [f"'{key}'::uuid" if connection.features.has_native_uuid_field else f"'{key.hex}'" for key in keys]
    places = " ".join(f"WHEN {place} THEN {mark}" for place, mark in enumerate(marks))
    return f"CASE WHEN {{i}} %% 6 = 0 THEN CASE ({{i}} / 6) %% {len(marks)} {places} END END"


def day_of(day: dt.date, offset: str) -> str:
    """Return SQL for the day so many days after `day`; `offset` is SQL with {i} for the copy's number."""
    offset = offset.replace("%", "%%")
    if connection.vendor == "postgresql":
        return f"DATE '{day}' + ({offset})::int"
    return f"date('{day}', ({offset}) || ' days')"


def _moment(day: dt.date) -> str:
    if connection.vendor == "postgresql":
        return f"TIMESTAMPTZ '{day} 01:00:00+00' - ({{i}} %% 700) * INTERVAL '1 day'"
    return f"strftime('%%Y-%%m-%%d 01:00:00', '{day}', '-' || ({{i}} %% 700) || ' days')"
