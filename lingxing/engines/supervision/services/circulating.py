"""Following the problems that a circular lists, each as a case of its own until it is corrected (art. 6(6))."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.course import case_numbered, course_of, naming
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.commands import Acting, Command
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.queries.circulars import PROBLEM
from lingxing.engines.supervision.services.assigning import OFFICE, Outcome, acting_in, capacity
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


def follow_problems(account: Account, number: str, at: dt.datetime, instead: dt.date | None = None) -> list[Outcome]:
    """Open a case for every problem of an issued circular that nobody follows yet, and return what came of each.

    Each names matter, unit, person and last day as the list does; `instead` is the last day of those whose own has
    come by then. NotAllowed for who does not act for the office.
    """
    key = case_numbered(number)
    if key is None:
        raise LingxingError("没有这份督查通报", where=number, remedy="请从督查通报列表中选择")
    _, package = acting_in(account, key, OFFICE, at)
    day = at.astimezone(SHANGHAI).date()
    who = capacity(acting_for(account, service(package, PROBLEM), day), OFFICE)
    course = course_of(key, day)
    rows = course.values.get("problems")
    held = {str(course_of(one, day).values.get("matter")) for one in naming(key, PROBLEM)}
    if not isinstance(rows, tuple):
        return []
    left = [(place, row) for place, row in enumerate(rows, 1) if str(row.get("matter")) not in held]
    if instead is not None:
        left = [(place, {**row, "correct_by": instead} if _has_come(row, day) else row) for place, row in left]
    return [_followed(package, key, place, row, who, at) for place, row in left]


def _has_come(row: Mapping[str, object], day: dt.date) -> bool:
    due = row.get("correct_by")
    return isinstance(due, dt.date) and due <= day


def _followed(
    package: str, circular: UUID, place: int, row: Mapping[str, object], who: Acting, at: dt.datetime
) -> Outcome:
    matter = str(row.get("matter", ""))
    values = {name: row[name] for name in ("matter", "unit", "person", "correct_by") if name in row}
    if isinstance(due := values.get("correct_by"), dt.date):
        values["correct_by"] = due.isoformat()
    try:
        with write_transaction():
            command = Command("follow", {"circular": str(circular), **values})
            made = start_case(package, PROBLEM, command, who, at, key=f"problem:{circular}:{place}")
            return Outcome(matter, made.case.number)
    except LingxingError as refused:
        return Outcome(matter, "", str(refused))
