"""Files that came with letters, and letters that became no ticket."""

import base64
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import LetterFile, LetterSeen, Ticket
from lingxing.engines.hotline.queries.callers import why_hidden
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound

REFUSED = "refused"
_SHOWN = 10
_DAYS = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file that came with a letter."""

    id: UUID
    name: str
    media_type: str
    size: int


def name_context(key: UUID) -> str:
    """Return the context in which a file's name is sealed."""
    return f"hotline:file:{key}:name"


def content_context(key: UUID) -> str:
    """Return the context in which a file's content is sealed."""
    return f"hotline:file:{key}:content"


def files_of(account: Account, ticket: Ticket, on: dt.date) -> tuple[list[FileCard], str]:
    """Return the files of a ticket that the account may open, in the order of the letter, or why it may not.

    Reading: 匿名和举报 — a file may show who sent it, so that whoever may not know the caller does not get it either.
    """
    rows = list(LetterFile.objects.filter(ticket=ticket).defer("content_sealed").order_by("place", "pk"))
    if not rows:
        return [], ""
    why = why_hidden(account, ticket, on)
    return ([], why) if why else ([_card(row) for row in rows], "")


def load_file(account: Account, ticket: Ticket, key: UUID, on: dt.date) -> tuple[FileCard, bytes]:
    """Return a file with its content. NotFound where there is none, or the account may not open it."""
    row = LetterFile.objects.filter(ticket=ticket, pk=key).first()
    if row is None or why_hidden(account, ticket, on):
        raise NotFound("没有这份附件，或者您不能打开", where="附件", remedy="需要的，请通过热线")
    return _card(row), base64.b64decode(unseal_text(row.content_sealed, content_context(row.pk)))


def letters_refused(hotline: Hotline, at: dt.datetime) -> Sequence[LetterSeen]:
    """Return the newest letters of the last fourteen days that became no ticket and wait for a person, at most ten."""
    rows = LetterSeen.objects.filter(package=hotline.package, service=hotline.name, at__gte=at - _DAYS)
    return list(rows.filter(outcome=REFUSED).order_by("-at")[:_SHOWN])


def _card(row: LetterFile) -> FileCard:
    return FileCard(row.pk, unseal_text(row.name_sealed, name_context(row.pk)), row.media_type, row.size)
