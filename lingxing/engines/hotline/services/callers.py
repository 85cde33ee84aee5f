"""Looking at who called: every look is recorded."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.callers import caller_of, why_hidden
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotAllowed, NotFound


@transaction.atomic
def reveal_caller(account: Account, ticket_id: UUID, at: dt.datetime) -> dict[str, str]:
    """Return who called, in the clear, and record that the account looked. NotAllowed, with the reason, for others."""
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound("没有这张工单", where="工单", remedy="请从工单列表中选择")
    why = why_hidden(account, ticket, at.astimezone(SHANGHAI).date())
    if why:
        raise NotAllowed(why, remedy="需要联系来电人的，请通过热线")
    record(f"case:{ticket.pk}", "see_caller", account.actor, {"number": ticket.number}, at)
    return caller_of(ticket.pk)
