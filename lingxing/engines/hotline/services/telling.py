"""Messages to callers: short ones to a mobile number, e-mails to an address, through the outbox of casework.

They name the number and where to look, never the matter, the answer or another caller: who reads a telephone over
somebody's shoulder learns nothing. Runs with every sweep.
"""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from lingxing.engines.cases.services.telling import post, sends_messages
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.models.ticket import TO_TELL
from lingxing.engines.hotline.queries.callers import caller_of

_MOST = 200


def tell_callers(at: dt.datetime) -> int:
    """Send a message to every caller whose ticket has been answered, or was not accepted, since the last one; return
    how many were looked at. Nothing where the installation has no channel for messages. Each ticket is a transaction;
    of several processes that run this one tells."""
    if not sends_messages():
        return 0
    waiting = list(Ticket.objects.filter(TO_TELL).order_by("replied_at").values_list("pk", flat=True)[:_MOST])
    return sum(_tell(key, at) for key in waiting)


def _tell(key: UUID, at: dt.datetime) -> bool:
    with write_transaction():
        ticket = Ticket.objects.select_for_update(of=("self",)).filter(TO_TELL, pk=key).first()
        if ticket is None:
            return False
        declined = ticket.state == "declined"
        told = "不属于受理的事项，原因和可以找谁" if declined else "已有答复"
        closing = "" if declined else "和评价"
        send(ticket, f"您反映的事项（编号{ticket.number}）{told}，凭编号和查询码在{tracking_page()}查看{closing}。", at)
        ticket.told_at = at if ticket.replied_at is None else max(at, ticket.replied_at)
        ticket.save(update_fields=["told_at"])
    return True


def acknowledge(ticket: Ticket, code: str, at: dt.datetime) -> None:
    """Tell a caller number and code of a ticket that was made of a letter. Within its transaction."""
    text = f"来信已经登记，编号{ticket.number}，查询码{code}。凭编号和查询码在{tracking_page()}查看办理情况。"
    send(ticket, text, at)


def send(ticket: Ticket, text: str, at: dt.datetime) -> bool:
    """Put a message for the ticket's caller into the outbox and return whether there was a way to. In a transaction."""
    held = caller_of(ticket.pk)
    return post(ticket.pk, held.get("phone", ""), held.get("address", ""), text, at)


def tracking_page() -> str:
    """Return the whole address of the page on which callers look."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('hotline:track')}"
