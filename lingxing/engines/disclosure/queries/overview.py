"""What a supervisor sees: due, late and done publications of the organs below, and the share that was in time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from lingxing.engines.cases.queries.publication import (
    PublicationOrder,
    open_publication_orders,
    publication_of,
    release_counts,
)
from lingxing.engines.disclosure.domain.deadlines import thousandths
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import watched_organs
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI

FREE = "主动公开"
MOST_LATE = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """Publications of one organ and kind: waiting in time, late, released in time, released late."""

    organ: str
    label: str
    waiting: int
    late: int
    in_time: int
    released_late: int

    @property
    def per_thousand(self) -> int | None:
        """Return how many in a thousand were in time, of those released and those that are late already; or None.

        Reading: 逾期仍未公开的计入未按期.
        """
        return thousandths(self.in_time, self.in_time + self.released_late + self.late)

    @property
    def rate(self) -> str:
        """Return the share in time as 98.5%, a dash where nothing was due."""
        if self.per_thousand is None:
            return "—"
        whole, tenth = divmod(self.per_thousand, 10)
        return f"{whole}.{tenth}%"


@dataclass(frozen=True, slots=True)
class LateRelease:
    """A publication whose last day has passed without a release."""

    organ: str
    label: str
    case_number: str
    due_on: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by organ and publication, those with most that is late first; their sum; what is late, oldest first."""

    rows: tuple[Counts, ...]
    total: Counts
    late: tuple[LateRelease, ...]


def overview(account: Account, on: dt.date) -> Overview:
    """Return what is due, late and done in the organs that the account supervises on the day, and all below them."""
    organs = watched_organs(account, on)
    rows = [
        Counts(row.organ, row.label, row.waiting, row.late, row.in_time, row.released_late)
        for row in release_counts(organs, on)
    ]
    rows += _free_standing(organs, on)
    rows.sort(key=lambda row: (-row.late, row.organ, row.label))
    return Overview(tuple(rows), _sum(rows), tuple(_late(organs, on)))


def _free_standing(organs: Iterable[int], on: dt.date) -> list[Counts]:
    rows = (
        Publication.objects.filter(organ__in=list(organs), package="", due_on__isnull=False)
        .annotate(released_on=TruncDate("released_at", tzinfo=SHANGHAI))
        .values_list("organ__name")
        .annotate(
            waiting=Count("pk", filter=Q(released_at=None, due_on__gte=on)),
            late=Count("pk", filter=Q(released_at=None, due_on__lt=on)),
            in_time=Count("pk", filter=Q(released_on__lte=F("due_on"))),
            released_late=Count("pk", filter=Q(released_on__gt=F("due_on"))),
        )
        .order_by("organ__name")
    )
    return [Counts(row[0], FREE, *row[1:]) for row in rows]


def _sum(rows: list[Counts]) -> Counts:
    columns = [(row.waiting, row.late, row.in_time, row.released_late) for row in rows]
    return Counts("", "合计", *(sum(column) for column in zip(*columns, strict=True))) if rows else _NOTHING


_NOTHING = Counts("", "合计", 0, 0, 0, 0)


def _late(organs: tuple[int, ...], on: dt.date) -> list[LateRelease]:
    orders = [order for order in open_publication_orders(organs) if order.due_on < on][:MOST_LATE]
    found = [_late_order(order, on) for order in orders]
    drafts = Publication.objects.filter(organ__in=organs, package="", released_at=None, due_on__lt=on)
    found += [
        LateRelease(draft.organ.name, draft.title, "", draft.due_on, (on - draft.due_on).days)
        for draft in drafts.select_related("organ").order_by("due_on")[:MOST_LATE]
        if draft.due_on is not None
    ]
    return sorted(found, key=lambda late: late.due_on)[:MOST_LATE]


def _late_order(order: PublicationOrder, on: dt.date) -> LateRelease:
    publication = publication_of(order)
    label = publication.label if publication else order.name
    organ = order.organ.name if order.organ else ""
    return LateRelease(organ, label, order.case.number, order.due_on, (on - order.due_on).days)
