"""Callers of one matter: the answer to the ticket that theirs was joined to is passed on to each of them.

Runs with every sweep, ticket by ticket, so that no unit waits while hundreds of callers are told.
"""

import datetime as dt
import logging

from django.db.models import F, Q, QuerySet

from lingxing.engines.cases.services.outside import carry_on
from lingxing.engines.cases.services.results import Refused
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.hotlines import hotline_named

_MOST = 500
"""At most so many in one round; the next one takes the rest."""
_log = logging.getLogger("lingxing.hotline")


def pass_on(at: dt.datetime) -> int:
    """Let every joined caller have the answer to the main ticket, and set those on their own again whose main ticket
    ended without one; return how many. Each is a transaction and done once, however often and wherever this runs.

    Reading: 复核回访 — a caller whose ticket was joined is called back and asked as every other; who is dissatisfied
    is heard on the own ticket. An answer given anew after redoing is passed on to those who have not closed theirs.
    """
    return sum(_pass_on(ticket, at) for ticket in _waiting()[:_MOST])


def _waiting() -> "QuerySet[Ticket]":
    rows = Ticket.objects.select_related("main").filter(open=True, main__isnull=False)
    unheard = Q(state="joined") | Q(replied_at__lt=F("main__replied_at"))
    answered = Q(main__replied_at__isnull=False) & ~Q(main__state__in=("withdrawn", "declined")) & unheard
    return rows.filter(answered | Q(state="joined", main__open=False)).order_by("taken_at")


def _pass_on(ticket: Ticket, at: dt.datetime) -> bool:
    main = ticket.main
    acts = hotline_named(ticket.package, ticket.service).service.acts
    if main is None:
        return False
    answered = main.replied_at is not None and main.state not in ("withdrawn", "declined")
    act = acts.get("answer_joined" if answered else "unjoin")
    if act is None or ticket.state not in act.source:
        return False
    values = {"answered_by": main.organ_id} if answered and main.handled and "answered_by" in act.fields else {}
    key = f"{act.name}:{main.pk}:{main.replied_at.isoformat() if main.replied_at else main.revision}"
    try:
        carry_on(ticket.pk, act.name, values, at, key=f"{ticket.pk}:{key}")
    except Refused as refused:
        # The caller was quicker: withdrew, or was called back a moment ago.
        _log.info("not passed on", extra={"ticket": ticket.number, "why": str(refused)})
        return False
    return True
