"""What an officer has to publish, and what the officer's organs have published."""

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.labels import service_label
from lingxing.engines.cases.queries.publication import (
    open_publication_orders,
    publication_of,
    releasing_duty_of,
    taken_back,
)
from lingxing.engines.disclosure.domain.deadlines import Deadline, deadline
from lingxing.engines.disclosure.domain.states import Life, PublicationState
from lingxing.engines.disclosure.models import Publication, PublishedOrder
from lingxing.engines.disclosure.queries.access import may_change, publishing_duties
from lingxing.engines.disclosure.queries.lasting import life_of
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.terms import parse_term

MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """A case that waits for its publication. `group` is the same for those that may be released together."""

    order_id: int
    case_id: UUID
    case_number: str
    case_title: str
    ordered_on: dt.date
    due_on: dt.date
    deadline: Deadline
    group: str


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Orders of one organ and one publication, by the last day for their release."""

    key: str
    label: str
    service: str
    organ: str
    article: str
    kind: str
    lasts: str
    orders: tuple[WaitingOrder, ...]


@dataclass(frozen=True, slots=True)
class OwnPublication:
    """A publication of an organ of the officer's. `act_taken_back`: the act that ordered it does not stand any more.

    `changeable`: the officer may correct and withdraw it now.
    """

    publication: Publication
    life: Life
    state: PublicationState
    deadline: Deadline | None
    act_taken_back: bool
    changeable: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits, what is drafted, and the publications released last, the newest first."""

    waiting: tuple[WaitingGroup, ...]
    drafts: tuple[OwnPublication, ...]
    released: tuple[OwnPublication, ...]


def desk(account: Account, on: dt.date) -> Desk:
    """Return the officer's desk on the day: only of organs and duties that the account acts in."""
    duties = publishing_duties(account, on)
    organs = {organ for organ, _ in duties}
    own = Publication.objects.filter(organ__in=organs).select_related("organ")
    drafts = [
        _own(row, on, duties, taken=False) for row in own.filter(released_at=None).order_by("due_on", "drafted_at")
    ]
    newest = list(own.filter(released_at__isnull=False).order_by("-released_at")[:MOST_OWN])
    wrong = _taken_back(newest)
    released = [_own(row, on, duties, taken=row.pk in wrong) for row in newest]
    return Desk(tuple(_waiting(duties, organs, on)), tuple(drafts), tuple(released))


def _waiting(duties: frozenset[tuple[int, str]], organs: set[int], on: dt.date) -> list[WaitingGroup]:
    work = calendar()
    groups: dict[str, list[WaitingOrder]] = {}
    heads: dict[str, WaitingGroup] = {}
    for order in open_publication_orders(organs):
        publication = publication_of(order)
        if publication is None or (order.organ_id, releasing_duty_of(order)) not in duties:
            continue
        case, ordered = order.case, order.ordered_at.astimezone(SHANGHAI).date()
        key = f"{case.package}/{case.service}/{order.name}/{order.organ_id}"
        light = deadline(ordered, order.due_on, on, work)
        line = WaitingOrder(order.pk, case.pk, case.number, case.title, ordered, order.due_on, light, key)
        groups.setdefault(key, []).append(line)
        heads[key] = WaitingGroup(
            key,
            publication.label,
            service_label(case.package, case.service),
            order.organ.name if order.organ else "",
            publication.article,
            str(publication.kind),
            term_label(publication.lasts),
            (),
        )
    return [replace(heads[key], orders=tuple(orders)) for key, orders in groups.items()]


def term_label(term: str) -> str:
    """Return a term in Chinese; empty where there is none."""
    return parse_term(term).label if term else ""


def _own(row: Publication, on: dt.date, duties: frozenset[tuple[int, str]], *, taken: bool) -> OwnPublication:
    life = life_of(row)
    state = life.state(on)
    waits = row.due_on is not None and state is PublicationState.DRAFTED
    light = deadline(row.ordered_on, row.due_on, on, calendar()) if waits and row.due_on else None
    released = state is PublicationState.RELEASED
    return OwnPublication(row, life, state, light, taken and released, released and may_change(row, duties))


def _taken_back(rows: list[Publication]) -> set[UUID]:
    links = PublishedOrder.objects.filter(publication__in=rows).select_related("order")
    held = {link.order_id: link.publication_id for link in links}
    return {held[key] for key in taken_back(link.order for link in links)}
