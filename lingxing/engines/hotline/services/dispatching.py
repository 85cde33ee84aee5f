"""What operators decide on a ticket: answered at once, given to a unit, joined to another, not accepted.

Each act is one of the procedure's; the ticket and the figures follow in the same transaction.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.hotlines import hotline_named, operator_of
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound


@dataclass(frozen=True, slots=True)
class Step:
    """An act of an operator in a ticket, with what it fills in."""

    act: str
    values: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


def ticket_of(ticket_id: UUID) -> Ticket:
    """Return a ticket. NotFound where there is none."""
    found = Ticket.objects.filter(pk=ticket_id).first()
    if found is None:
        raise NotFound("没有这张工单", where="工单", remedy="请从工单列表中选择")
    return found


def do_step(account: Account, ticket_id: UUID, step: Step, at: dt.datetime) -> None:
    """Do an operator's act. Refused as by the procedure; NotAllowed for who takes no calls of the hotline."""
    ticket = ticket_of(ticket_id)
    hotline = hotline_named(ticket.package, ticket.service)
    who = operator_of(account, hotline, at.astimezone(SHANGHAI).date())
    perform(ticket_id, Command(step.act, step.values, step.reason), who, at)


def reply_by(hotline: Hotline, kind: str, on: dt.date) -> dt.date | None:
    """Return the unit's last day for a ticket of the kind that is given to it on the day, by the configured working
    days; None where the package has none, and the clock of the procedure counts."""
    known = hotline.kinds.get(kind)
    return calendar().add_working_days(on, known.working_days) if known and known.working_days else None


def forward(
    account: Account, ticket_id: UUID, unit: int, note: str, at: dt.datetime, by: dt.date | None = None
) -> None:
    """Give a ticket to a unit until `by`, or until the last day of the configured term. Errors as `do_step`."""
    ticket = ticket_of(ticket_id)
    hotline = hotline_named(ticket.package, ticket.service)
    last = by or reply_by(hotline, ticket.kind, at.astimezone(SHANGHAI).date())
    fields = hotline.service.acts["forward"].fields if "forward" in hotline.service.acts else ()
    told = {"unit": unit, "reply_by": last.isoformat() if last else "", "unit_note": note.strip()}
    values = {name: value for name, value in told.items() if name in fields and value != ""}
    do_step(account, ticket_id, Step("forward", values), at)


def join(account: Account, ticket_id: UUID, main_number: str, at: dt.datetime) -> None:
    """Join a ticket to another one of the same matter, so that its caller gets the answer of that one.

    LingxingError where the other one is closed, joined itself, of another hotline, or this very ticket.
    """
    ticket = ticket_of(ticket_id)
    hotline = hotline_named(ticket.package, ticket.service)
    who = operator_of(account, hotline, at.astimezone(SHANGHAI).date())
    with write_transaction():
        main = _main(ticket, main_number)
        perform(ticket_id, Command("join", {"joined_to": main.number}), who, at)


def dispatch(account: Account, ticket_id: UUID, then: str, typed: Mapping[str, Any], at: dt.datetime) -> None:
    """Do what a form chose: answer_now, forward, decline or join, with what was typed; nothing for any other word."""
    if then == "forward":
        forward(account, ticket_id, int(typed.get("unit") or 0), typed.get("note", ""), at)
    elif then == "answer_now":
        do_step(account, ticket_id, Step(then, {"answer": typed.get("answer", "")}), at)
    elif then == "decline":
        do_step(account, ticket_id, Step(then, {"ground": typed.get("ground", "")}), at)
    elif then == "join":
        join(account, ticket_id, typed.get("main", ""), at)


def _main(ticket: Ticket, number: str) -> Ticket:
    found = Ticket.objects.select_for_update(of=("self",)).filter(number=number.strip().upper()).first()
    same = found is not None and (found.package, found.service) == (ticket.package, ticket.service)
    if found is None or not same or found.pk == ticket.pk:
        raise LingxingError("没有这张可以并入的工单", where=number, remedy="请核对编号")
    if found.main_id is not None or not found.open or ",concluded," in found.counts:
        raise LingxingError("这张工单已经办结或者并入别的工单", where=number, remedy="请并入正在办理的那一张")
    if Ticket.objects.filter(main=ticket).exists():
        raise LingxingError("已有工单并入这一张，不能再并出去", where=ticket.number, remedy="请反过来并入")
    return found
