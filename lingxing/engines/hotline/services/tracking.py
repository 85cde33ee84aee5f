"""What callers do with number and code: look, say how satisfied they are, take back what they asked."""

import datetime as dt

from lingxing.engines.cases.services.outside import carry_on
from lingxing.engines.cases.services.tracking import track_case
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.hotlines import hotline_named
from lingxing.engines.hotline.queries.tracking import TicketTracked, tracked
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


def look(number: str, code: str, address: str, at: dt.datetime) -> TicketTracked:
    """Return the ticket. NotFound where number and code do not fit; NotAllowed after too many guesses."""
    track_case(number, code, address, at)
    return tracked(number, at.astimezone(SHANGHAI).date())


def evaluate(number: str, code: str, address: str, satisfied: str, remark: str, at: dt.datetime) -> TicketTracked:
    """Keep how satisfied the caller is with the answer. Refused where the ticket has none to be judged."""
    values = {"satisfied": satisfied, "remark": remark.strip()}
    return _do(number, code, address, "evaluate", {name: value for name, value in values.items() if value}, at)


def withdraw(number: str, code: str, address: str, at: dt.datetime) -> TicketTracked:
    """Take back what was asked. Refused once it is answered."""
    return _do(number, code, address, "withdraw", {}, at)


def _do(number: str, code: str, address: str, act: str, values: dict[str, object], at: dt.datetime) -> TicketTracked:
    track_case(number, code, address, at)
    ticket = Ticket.objects.get(number=number.strip().upper())
    declared = hotline_named(ticket.package, ticket.service).service.acts.get(act)
    if declared is None:
        raise LingxingError("这条热线不在网上办理这一步", where=ticket.number, remedy="请拨打热线")
    carry_on(ticket.pk, act, {name: value for name, value in values.items() if name in declared.fields}, at)
    return tracked(number, at.astimezone(SHANGHAI).date())
