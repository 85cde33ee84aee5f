"""Reading duties: what an account may act in, and who acts in a duty."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from lingxing.engines.parties.duties.domain import Duty, MembershipCard
from lingxing.engines.parties.duties.models import Membership, StandIn
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.spans import in_force


@dataclass(frozen=True, slots=True)
class StandInCard:
    """A stand-in as it is shown: names are those of accounts."""

    id: int
    absent: str
    absent_id: UUID
    substitute: str
    organ_id: int
    organ_name: str
    since: dt.date
    until: dt.date
    reason: str


def memberships(account_id: UUID, on: dt.date) -> tuple[MembershipCard, ...]:
    """Return the duties that the account may act in on the day: its own first, then those it stands in for.

    Each by organ and duty; two queries. A stand-in acts with the duties that the absent one has in that organ that day.

    Reading: 代理不再转代理 — who stands in for a stand-in gets only that one's own duties.
    """
    absences = StandIn.objects.filter(in_force(on), substitute=account_id, absent__is_active=True)
    wanted = Q(account=account_id)
    for absent, organ in absences.values_list("absent_id", "organ_id"):
        wanted |= Q(account=absent, organ=organ)
    rows = Membership.objects.filter(in_force(on) & wanted).select_related("organ").distinct()
    own = Account(pk=account_id)
    found = sorted(rows, key=lambda row: (row.account_id != own.pk, row.organ.name, row.duty, row.pk))
    return tuple(_card(row, None if row.account_id == own.pk else row.account_id) for row in found)


def members_of(organ_id: int, duty: Duty, on: dt.date) -> list[Account]:
    """Return the accounts in use that act in that duty of the organ on the day, by user name.

    Substitutes are among them, and so are those they stand in for: an absent one may still act.
    """
    members = Membership.objects.filter(in_force(on), organ=organ_id, duty=duty).values_list("account_id", flat=True)
    absences = StandIn.objects.filter(in_force(on), organ=organ_id, absent__in=members, absent__is_active=True)
    wanted = Q(pk__in=members) | Q(pk__in=absences.values_list("substitute_id", flat=True))
    return list(Account.objects.filter(wanted, is_active=True).order_by("username"))


def memberships_on(on: dt.date) -> list[Membership]:
    """Return the duties held on the day, with account and organ, by city, organ, duty and user name."""
    rows = Membership.objects.filter(in_force(on)).select_related("account", "organ")
    return list(rows.order_by("organ__city", "organ__name", "duty", "account__username"))


def colleagues(organ_ids: Iterable[int], on: dt.date) -> list[Account]:
    """Return the accounts in use that have a duty in any of these organs on the day, by user name."""
    members = Membership.objects.filter(in_force(on), organ__in=list(organ_ids)).values_list("account_id", flat=True)
    return list(Account.objects.filter(pk__in=members, is_active=True).order_by("username"))


def stand_ins(on: dt.date, *, account_id: UUID | None = None) -> list[StandInCard]:
    """Return the stand-ins in force on the day or later, by first day; of one account, absent or substitute, or all."""
    rows = StandIn.objects.filter(ended_at=None, until__gte=on).select_related("absent", "substitute", "organ")
    if account_id is not None:
        rows = rows.filter(Q(absent=account_id) | Q(substitute=account_id))
    return [
        StandInCard(
            row.pk,
            str(row.absent),
            row.absent_id,
            str(row.substitute),
            row.organ_id,
            row.organ.name,
            row.since,
            row.until,
            row.reason,
        )
        for row in rows.order_by("since", "pk")
    ]


def _card(row: Membership, absent: UUID | None) -> MembershipCard:
    return MembershipCard(row.organ_id, row.organ.name, Duty(row.duty), absent, row.until)
