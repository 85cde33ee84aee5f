"""Files of a ticket: those of letters, and what callers, operators and units add to it while it is open."""

import base64
import datetime as dt
import hashlib
import uuid
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum

from lingxing.engines.cases.services.attaching import safe_name
from lingxing.engines.cases.services.filing import check_file
from lingxing.engines.cases.services.tracking import track_case
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.hotline.models import Ticket, TicketFile
from lingxing.engines.hotline.queries.callers import has_ticket, takes_calls
from lingxing.engines.hotline.queries.files import (
    CALLER,
    CENTRE,
    UNIT,
    FileCard,
    callers_file,
    content_context,
    name_context,
)
from lingxing.engines.hotline.queries.tickets import ticket_shown
from lingxing.engines.hotline.queries.tracking import ticket_numbered
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST_FILES = 20
_SIZES = 5
"""All files of a ticket together may have so many times the size of the largest one."""
_WHERE = "附件"


def enclose(
    account: Account, ticket_id: UUID, name: str, content: bytes, at: dt.datetime, *, of_caller: bool = False
) -> UUID:
    """Add a file to a ticket as one of the hotline's operators, or as the unit that has it, and return its key.

    `of_caller`: an operator was given it by the caller, so that it is kept from whoever may not know the caller.
    NotFound for a ticket that the account does not see; NotAllowed for who only watches; RefusedFile for what no upload
    may be; LingxingError once the ticket is closed or holds too many.
    """
    on = at.astimezone(SHANGHAI).date()
    ticket = ticket_shown(account, ticket_id, on).ticket
    if takes_calls(account, ticket, on):
        source = CALLER if of_caller else CENTRE
    elif has_ticket(account, ticket, on):
        source = UNIT
    else:
        raise NotAllowed("只有热线和承办单位能添加附件", where=ticket.number, remedy="请联系热线")
    return _add(ticket, source, name, content, account.actor, at)


def enclose_with_code(number: str, code: str, address: str, name: str, content: bytes, at: dt.datetime) -> UUID:
    """Add a file of the caller, who has number and code, and return its key.

    NotFound where number and code do not fit; NotAllowed after too many guesses; otherwise as `enclose`.
    """
    track_case(number, code, address, at)
    return _add(ticket_numbered(number), CALLER, name, content, SYSTEM, at)


def load_with_code(number: str, code: str, address: str, key: UUID, at: dt.datetime) -> tuple[FileCard, bytes]:
    """Return one of the caller's own files with its content. Errors as `enclose_with_code`; NotFound for others."""
    track_case(number, code, address, at)
    return callers_file(ticket_numbered(number), key)


def _add(ticket: Ticket, source: str, name: str, content: bytes, actor: Actor, at: dt.datetime) -> UUID:
    kind = check_file(name, content, settings.PAPER_MAX_BYTES)
    told = {"number": ticket.number, "source": source, "size": len(content), "digest": _digest(content)}
    with write_transaction():
        # The case's chain before the ticket, as every act takes them: two that wait for each other would never end.
        record(f"case:{ticket.pk}", "enclose", actor, told, at)
        held = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
        if not held.open:
            raise LingxingError("工单已经结束，不能再添加附件", where=held.number, remedy="还有要求的，请另行反映")
        room = TicketFile.objects.filter(ticket=held).aggregate(many=Count("pk"), size=Sum("size"))
        if room["many"] >= MOST_FILES or (room["size"] or 0) + len(content) > _SIZES * settings.PAPER_MAX_BYTES:
            raise LingxingError(
                f"这张工单的附件过多或过大，最多{MOST_FILES}个", where=_WHERE, remedy="请压缩、合并，或者只留要紧的"
            )
        return keep_file(held, safe_name(name, kind), kind.media_type, content, at, source)


def keep_file(
    ticket: Ticket, name: str, media_type: str, content: bytes, at: dt.datetime, source: str = CALLER
) -> UUID:
    """Seal a checked file beside a ticket and return its key. Within a transaction."""
    key = uuid.uuid4()
    TicketFile.objects.create(
        id=key,
        ticket=ticket,
        place=TicketFile.objects.filter(ticket=ticket).count(),
        source=source,
        name_sealed=seal_text(name, name_context(key)),
        content_sealed=seal_text(base64.b64encode(content).decode("ascii"), content_context(key)),
        media_type=media_type,
        size=len(content),
        digest=_digest(content),
        at=at,
    )
    return key


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
