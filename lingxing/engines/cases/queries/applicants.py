"""An applicant's own cases, and one case by its number and code without an account."""

import datetime as dt
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from lingxing.engines.cases.domain.lights import Light
from lingxing.engines.cases.models import Case, CaseEvent, Turn
from lingxing.engines.cases.queries.access import met_by
from lingxing.engines.cases.queries.desk import lights_of
from lingxing.engines.cases.queries.labels import act_label, role_label, service_label
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.tracking import code_digest
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.people.queries import parties_for
from lingxing.kernel.errors import LingxingError, NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case in its applicant's list. `turn` is whose turn it is, in words; `mine` that the applicant must act."""

    case: Case
    service: str
    state: str
    help: str
    turn: str
    mine: bool
    light: Light | None


@dataclass(frozen=True, slots=True)
class TrackedStep:
    """Something that was done: when, what, by which role. No names."""

    at: dt.datetime
    act: str
    role: str


@dataclass(frozen=True, slots=True)
class TrackView:
    """What whoever holds number and code may know: where the case stands and what was done, no values, no names."""

    number: str
    service: str
    state: str
    help: str
    closed: bool
    turn: str
    due_on: dt.date | None
    light: Light | None
    steps: tuple[TrackedStep, ...]


def my_cases(account: Account, on: dt.date, *, before: dt.datetime | None = None, size: int = PAGE) -> list[OwnCase]:
    """Return a page of the cases of every party that the account is or represents, newest first; of those that it only
    declares to be, what was opened through unchecked accounts.

    `before` is when the last case of the page before was opened. As many queries for any number of cases.
    """
    met = [met_by(account.pk, card.id, on) for card in parties_for(account.pk, on)]
    own = reduce(or_, (condition for condition in met if condition), Q(party=None, account=account.pk))
    found = Case.objects.filter(own).defer("sealed", "snapshot")
    if before is not None:
        found = found.filter(opened_at__lt=before)
    return list(_own(list(found.order_by("-opened_at", "-number")[:size]), on))


def track(number: str, code: str, on: dt.date) -> TrackView:
    """Return where the case with that number and code stands. NotFound for any other pair, in the same words and after
    the same work, whether the number exists or not. Whoever asks counts the guesses: `services.tracking`."""
    wanted = number.strip().upper()[:40]
    case = Case.objects.filter(number=wanted).first()
    held = case.code_digest if case else ""
    if not hmac.compare_digest(code_digest(wanted, code[:40]), held or "-") or case is None:
        raise NotFound("编号或查询码不对", where="办件查询", remedy="请核对收件凭证上的编号和查询码")
    return _tracked(case, on)


def _tracked(case: Case, on: dt.date) -> TrackView:
    own = next(_own([case], on))
    turns = Turn.objects.filter(case=case.pk)
    events = CaseEvent.objects.filter(case=case.pk).order_by("sequence")
    steps = tuple(
        TrackedStep(at, act_label(case.package, case.service, act), role_label(case.package, role))
        for at, act, role in events.values_list("at", "act", "role")
    )
    due = min((turn.due_on for turn in turns if turn.due_on), default=None)
    return TrackView(case.number, own.service, own.state, own.help, case.closed, own.turn, due, own.light, steps)


def _own(cases: Sequence[Case], on: dt.date) -> Iterator[OwnCase]:
    turns: dict[UUID, list[Turn]] = {}
    rows = Turn.objects.filter(case__in=[case.pk for case in cases]).select_related("organ", "case")
    for turn in rows.order_by("due_on", "pk"):
        turns.setdefault(turn.case_id, []).append(turn)
    lights = lights_of([turn for own in turns.values() for turn in own], on)
    for case in cases:
        waiting = turns.get(case.pk, [])
        label, words = _state(case)
        shown = (lights.get((case.pk, turn.clock)) for turn in waiting)
        yield OwnCase(
            case,
            service_label(case.package, case.service),
            label,
            words,
            "、".join(turn.organ.name if turn.organ else "申请人" for turn in waiting),
            any(turn.organ_id is None for turn in waiting),
            next((light for light in shown if light), None),
        )


def _state(case: Case) -> tuple[str, str]:
    """Return the state's label and what it says to the applicant."""
    try:
        state = service(case.package, case.service).states.get(case.state)
    except LingxingError:
        state = None
    return (state.label, state.help) if state else (case.state, "")
