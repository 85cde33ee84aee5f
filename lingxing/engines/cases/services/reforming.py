"""Bringing what waits for an organ that has ended to the lists of those that carry on its work."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.models import Case, Turn
from lingxing.engines.cases.queries.bindings import bound_organs, playing_in
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import every_service, procedure, service
from lingxing.engines.cases.services.clock_rows import write_turns
from lingxing.engines.cases.services.reminding import locked_cases
from lingxing.engines.parties.organs.queries_standing import ended_by
from lingxing.kernel.dates import SHANGHAI

CHUNK = 100


def follow_reforms(at: dt.datetime, *, limit: int = CHUNK) -> int:
    """Move the turns that wait for organs that cases name and that have ended, in at most `limit` cases; return in how
    many. Those that somebody else holds are left for the next round.

    Roles that an organ is bound to stay with it until another is bound. Two queries where nothing is to be moved.
    """
    day = at.astimezone(SHANGHAI).date()
    ended = ended_by(day)
    packages = {card.service.package for card in every_service()} if ended else set()
    names = {role.name for package in packages for role in procedure(package).roles.values() if role.named_by}
    waiting = Turn.objects.filter(organ__in=ended, role__in=names) if names else Turn.objects.none()
    found = waiting.order_by("case").values_list("case_id", "role", "package")
    named = {case for case, role, package in found[:limit] if package in packages and _is_named(package, role)}
    return _move(named, day, at) if named else 0


def _is_named(package: str, role: str) -> bool:
    declared = procedure(package).roles.get(role)
    return declared is not None and bool(declared.named_by)


@transaction.atomic
def _move(case_ids: set[UUID], day: dt.date, at: dt.datetime) -> int:
    moved, days = 0, calendar()
    for key in list(locked_cases(case_ids).values_list("pk", flat=True)):
        case = Case.objects.get(pk=key)
        declared, whole = service(case.package, case.service), procedure(case.package)
        bound = playing_in(bound_organs(case.package, case.service), whole.roles, case.plain, day)
        write_turns(case, declared, whole, state_of(case, declared), bound, days, at)
        moved += 1
    return moved
