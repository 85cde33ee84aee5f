"""Duties in organs, and who stands in for whom."""

import datetime as dt
from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_api import SIGNED_IN, Done, Given
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.parties.api.organs import MadeKey
from lingxing.engines.parties.duties import queries, services
from lingxing.engines.parties.duties.domain import Duty
from lingxing.engines.parties.duties.services import NewStandIn, Span
from lingxing.engines.parties.views.answers import account_in_use

router = Router(tags=["机构和任职"])
_LARGEST = 2**31
OfOrgan = Annotated[int | None, Query(ge=1, le=_LARGEST, description="只要这个机构的")]
Username = Annotated[str, Field(min_length=1, max_length=60, description="用户名")]
OrganKey = Annotated[int, Field(ge=1, le=_LARGEST, description="机构编号")]


class MembershipInfo(Schema):
    """A duty of an account in an organ; first and last day included, open where `until` is null."""

    id: int
    username: str
    organ: int
    organ_name: str
    city: str
    duty: Duty
    since: dt.date
    until: dt.date | None


class MembershipGiven(Given):
    """A duty to give."""

    username: Username
    organ: OrganKey
    duty: Duty
    since: dt.date
    until: dt.date | None = Field(None, description="不写为长期")


class StandInInfo(Schema):
    """Who stands in for whom; first and last day included."""

    id: int
    absent: str = Field(description="本人的姓名或岗位")
    substitute: str = Field(description="代理人的姓名或岗位")
    organ: int
    organ_name: str
    since: dt.date
    until: dt.date


class StandInGiven(Given):
    """A stand-in to appoint, for a year at most."""

    absent: Username
    substitute: Username
    organ: OrganKey
    since: dt.date
    until: dt.date
    reason: str = Field(..., min_length=1, max_length=200)


@router.get("/memberships", response={200: list[MembershipInfo], **SIGNED_IN}, auth=SESSION, summary="今天的任职")
@requires(Permission.MANAGE_MEMBERSHIPS)
def memberships(request: Request, organ: OfOrgan = None) -> list[MembershipInfo]:
    """Return the duties held today, by city, organ, duty and user name."""
    del request
    return [
        MembershipInfo(
            id=row.pk,
            username=row.account.username,
            organ=row.organ_id,
            organ_name=row.organ.name,
            city=row.organ.city,
            duty=Duty(row.duty),
            since=row.since,
            until=row.until,
        )
        for row in queries.memberships_on(today())
        if organ in (None, row.organ_id)
    ]


@router.post("/memberships", response={200: MadeKey, **SIGNED_IN}, auth=SESSION, summary="新的任职")
@requires(Permission.MANAGE_MEMBERSHIPS)
def add(request: Request, membership: MembershipGiven) -> MadeKey:
    """Give an account a duty in an organ."""
    account, span = account_in_use(membership.username, "账号"), Span(membership.since, membership.until)
    actor, now = account_of(request).actor, timezone.now()
    return MadeKey(id=services.add_membership(account, membership.organ, membership.duty, span, actor, now))


@router.delete("/memberships/{int:membership_id}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="结束任职")
@requires(Permission.MANAGE_MEMBERSHIPS)
def end(request: Request, membership_id: int) -> Done:
    """End a duty at once. What has ended already is refused."""
    services.end_membership(membership_id, account_of(request).actor, timezone.now())
    return Done()


@router.get("/stand-ins", response={200: list[StandInInfo], **SIGNED_IN}, auth=SESSION, summary="代理安排")
@requires(Permission.MANAGE_MEMBERSHIPS)
def stand_ins(request: Request, organ: OfOrgan = None) -> list[StandInInfo]:
    """Return the stand-ins of today and later, by first day."""
    del request
    return [
        StandInInfo(
            id=card.id,
            absent=card.absent,
            substitute=card.substitute,
            organ=card.organ_id,
            organ_name=card.organ_name,
            since=card.since,
            until=card.until,
        )
        for card in queries.stand_ins(today())
        if organ in (None, card.organ_id)
    ]


@router.post("/stand-ins", response={200: MadeKey, **SIGNED_IN}, auth=SESSION, summary="安排代理")
@requires(Permission.MANAGE_MEMBERSHIPS)
def appoint(request: Request, stand_in: StandInGiven) -> MadeKey:
    """Let one account act with another's duties in an organ for some days."""
    absent, substitute = account_in_use(stand_in.absent, "本人"), account_in_use(stand_in.substitute, "代理人")
    new = NewStandIn(absent, substitute, stand_in.organ, stand_in.since, stand_in.until, stand_in.reason)
    return MadeKey(id=services.appoint_stand_in(new, account_of(request).actor, timezone.now()))


@router.delete("/stand-ins/{int:stand_in_id}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="结束代理")
@requires(Permission.MANAGE_MEMBERSHIPS)
def recall(request: Request, stand_in_id: int) -> Done:
    """End a stand-in at once. What has ended already is refused."""
    services.end_stand_in(stand_in_id, account_of(request).actor, timezone.now())
    return Done()
