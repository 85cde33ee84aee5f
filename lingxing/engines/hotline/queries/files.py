"""The files of a ticket, as far as somebody may open them.

What is the caller's is kept from whoever may not know the caller; what the hotline or a unit has added is for those who
work on the ticket, and not for the caller.
"""

import base64
import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from lingxing.engines.hotline.models import Ticket, TicketFile
from lingxing.engines.hotline.queries.callers import why_hidden
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound

CALLER, CENTRE, UNIT = "caller", "centre", "unit"
SOURCES = {CALLER: "来电人", CENTRE: "热线", UNIT: "承办单位"}


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file of a ticket; `source` says in Chinese from whom it is."""

    id: UUID
    name: str
    media_type: str
    size: int
    source: str
    at: dt.datetime


def name_context(key: UUID) -> str:
    """Return the context in which a file's name is sealed."""
    return f"hotline:file:{key}:name"


def content_context(key: UUID) -> str:
    """Return the context in which a file's content is sealed."""
    return f"hotline:file:{key}:content"


def files_of(account: Account, ticket: Ticket, on: dt.date) -> tuple[list[FileCard], str]:
    """Return the files of a ticket that the account may open, the oldest first, and why others are kept from it.

    The account must see the ticket: see `tickets.ticket_shown`. Reading: 匿名和举报 — a file may show who sent it, so
    that whoever may not know the caller does not get it either.
    """
    rows = list(_rows(ticket))
    theirs = any(row.source == CALLER for row in rows)
    why = why_hidden(account, ticket, on) if theirs else ""
    return [_card(row) for row in rows if not (why and row.source == CALLER)], why


def load_file(account: Account, ticket: Ticket, key: UUID, on: dt.date) -> tuple[FileCard, bytes]:
    """Return a file with its content. NotFound where there is none, or the account may not open it."""
    row = TicketFile.objects.filter(ticket=ticket, pk=key).first()
    if row is None or (row.source == CALLER and why_hidden(account, ticket, on)):
        raise NotFound("没有这份附件，或者您不能打开", where="附件", remedy="需要的，请通过热线")
    return _card(row), _content(row)


def callers_files(ticket: Ticket) -> list[FileCard]:
    """Return the files that are the caller's own, the oldest first: for whoever has proved to hold the code."""
    return [_card(row) for row in _rows(ticket).filter(source=CALLER)]


def callers_file(ticket: Ticket, key: UUID) -> tuple[FileCard, bytes]:
    """Return one of the caller's own files with its content. NotFound for all others."""
    row = TicketFile.objects.filter(ticket=ticket, pk=key, source=CALLER).first()
    if row is None:
        raise NotFound("没有这份附件", where="附件", remedy="请从列表中选择")
    return _card(row), _content(row)


def file_card(key: UUID) -> FileCard:
    """Return a file that was just added."""
    return _card(TicketFile.objects.defer("content_sealed").get(pk=key))


def _rows(ticket: Ticket) -> QuerySet[TicketFile]:
    return TicketFile.objects.filter(ticket=ticket).defer("content_sealed").order_by("place", "pk")


def _content(row: TicketFile) -> bytes:
    return base64.b64decode(unseal_text(row.content_sealed, content_context(row.pk)))


def _card(row: TicketFile) -> FileCard:
    name = unseal_text(row.name_sealed, name_context(row.pk))
    return FileCard(row.pk, name, row.media_type, row.size, SOURCES.get(row.source, row.source), row.at)
