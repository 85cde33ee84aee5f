"""The demo's hotline: units, what is known, and two months of invented calls."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction

from lingxing.cli.demo.script import TOWN, read_town, working_day_before
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Acting, Command
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.hotlines import hotlines, operator_of
from lingxing.engines.hotline.services.calls import import_calls
from lingxing.engines.hotline.services.dispatching import Step, do_step, forward, join
from lingxing.engines.hotline.services.intake import CallerFacts, Intake, take
from lingxing.engines.hotline.services.knowledge import Writing, write_article
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.services import register_aliases
from lingxing.engines.parties.organs.services_adding import NewOrgan, add_organ
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

_SINCE = dt.date(2017, 1, 1)
_CENTRE = "12345市长服务热线"


@dataclass(frozen=True, slots=True)
class _Office:
    """Who has to do with the demo's hotline."""

    hotline: Hotline
    operator: Account
    clerk: Account
    units: Mapping[str, int]


def fill_calls(now: dt.datetime) -> str:
    """Open the hotline and, at the first run, let people call; return a line that says what was made."""
    hotline = next((one for one in hotlines() if one.lines), None)
    if hotline is None:
        return "热线：没有热线的规则包"
    if Ticket.objects.exists():
        return "热线：已有演示工单"
    told = yaml.safe_load((TOWN / "calls" / "calls.yaml").read_text("utf-8"))
    with transaction.atomic():
        office = _open(hotline, told, now)
        for article in told["articles"]:
            _know(office, article, now)
        numbers: dict[str, UUID] = {}
        for place, call in enumerate(told["calls"]):
            numbers[call.get("name", str(place))] = _call(office, call, numbers, now, place)
        _count(office, now)
    return f"热线：{len(told['calls'])} 件演示工单"


def _open(hotline: Hotline, told: Mapping[str, Any], now: dt.datetime) -> _Office:
    town = read_town()
    operator, clerk = account_named("telephonist"), account_named("clerk")
    if operator is None or clerk is None:
        raise RuntimeError("the demo's accounts come first")
    centre = organs_by_name(town.city, [town.organ_for(_CENTRE)])[town.organ_for(_CENTRE)]
    above = organs_by_name(town.city, [town.government])[town.government]
    _give(operator, centre, now)
    units: dict[str, int] = {}
    for alias, name in told["units"].items():
        known = organs_by_name(town.city, [name, alias])
        units[alias] = known.get(name) or known.get(alias) or _unit(town.city, name, alias, above, now)
        _give(clerk, units[alias], now)
    register_aliases(town.city, units)
    return _Office(hotline, operator, clerk, units)


def _give(account: Account, organ: int, now: dt.datetime) -> None:
    held = {card.organ_id for card in memberships(account.pk, now.date()) if card.duty == Duty.CLERK}
    if organ not in held:
        add_membership(account.pk, organ, Duty.CLERK, Span(_SINCE), OPERATOR, now)


def _unit(city: str, name: str, alias: str, above: int, now: dt.datetime) -> int:
    return add_organ(NewOrgan(city, name, "", above, (alias,)), OPERATOR, now)


def _know(office: _Office, told: Mapping[str, str], now: dt.datetime) -> None:
    today = now.astimezone(SHANGHAI).date()
    writing = Writing(
        office.units[told["unit"]],
        told["title"],
        told["text"],
        today - dt.timedelta(days=200),
        today + dt.timedelta(days=int(told.get("review", 120))),
        source=told.get("source", ""),
        topic=told["topic"],
        document=told.get("document", ""),
        place=told.get("place", ""),
    )
    # Written a while ago, so that one of them should have been looked at again by now.
    write_article(office.operator, office.hotline, writing, now - dt.timedelta(days=90))


def _call(office: _Office, told: Mapping[str, Any], numbers: Mapping[str, UUID], now: dt.datetime, place: int) -> UUID:
    day = _day(told["day"], now)
    who = operator_of(office.operator, office.hotline, day)
    phone = told.get("phone", f"1380000{place:04}")
    intake = Intake(
        told.get("channel", "telephone"),
        told["kind"],
        told["matter"],
        told["content"],
        place=told.get("place", ""),
        anonymous=told.get("anonymous", False),
        caller=CallerFacts(told.get("caller", "演示来电人"), phone),
    )
    taken = take(office.hotline, intake, who, _at(day, 9, place))
    for step in told.get("then", ()):
        _step(office, taken.case_id, step, numbers, now)
    return taken.case_id


def _step(
    office: _Office, ticket: UUID, step: Mapping[str, Any], numbers: Mapping[str, UUID], now: dt.datetime
) -> None:
    at = _at(_day(step["day"], now), 14, step.get("minute", 0))
    act, values = step["act"], dict(step.get("values", {}))
    if days := step.get("days"):
        values["reply_by"] = calendar().add_working_days(at.date(), days).isoformat()
    if act == "forward":
        forward(office.operator, ticket, office.units[step["unit"]], "", at)
    elif act == "join":
        join(office.operator, ticket, Ticket.objects.get(pk=numbers[step["main"]]).number, at)
    elif act in ("reply", "send_back"):
        unit = Ticket.objects.get(pk=ticket).organ_id
        who = Acting(office.clerk.actor, office.clerk.pk, "unit", unit)
        perform(ticket, Command(act, values, step.get("reason", "")), who, at)
    else:
        do_step(office.operator, ticket, Step(act, values, step.get("reason", "")), at)


def _count(office: _Office, now: dt.datetime) -> None:
    """Let the exchange have counted the calls of the last sixty days: two in a hundred are lost on Mondays."""
    today = now.astimezone(SHANGHAI).date()
    rows = ["日期,打进来的来电,接通的来电"]
    for back in range(60, 0, -1):
        day = today - dt.timedelta(days=back)
        offered = 100 + 7 * (back % 9)
        rows.append(f"{day.isoformat()},{offered},{offered - (2 if day.weekday() == 0 else 0)}")
    import_calls(office.operator, office.hotline, "话务统计（演示）.csv", "\n".join(rows).encode(), now)


def _day(back: int, now: dt.datetime) -> dt.date:
    return working_day_before(calendar(), now.astimezone(SHANGHAI).date(), -back)


def _at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), SHANGHAI) + dt.timedelta(minutes=minute)
