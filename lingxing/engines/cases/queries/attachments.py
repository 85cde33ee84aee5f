"""Reading files that were handed in."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.models import Attachment
from lingxing.engines.cases.queries.access import Sight, sight_of
from lingxing.engines.cases.queries.drafts import attachment_card
from lingxing.engines.cases.uploads.storing import load_file
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file to be sent: see `uploads.serving.as_download`."""

    name: str
    media_type: str
    content: bytes


def content_context(attachment_id: UUID) -> str:
    """Return the context in which the content of a file is sealed."""
    return f"attachment:{attachment_id}"


def load_attachment(account: Account, attachment_id: UUID, on: dt.date) -> LoadedFile:
    """Return the file with its content. NotFound for everybody but the applicant, those who handle the case, and
    while it belongs to no case the account that uploaded it: a supervisor sees no files."""
    found = Attachment.objects.select_related("case").filter(pk=attachment_id).first()
    if found is None or not _may_load(account, found, on):
        raise NotFound("没有这份文件", where="材料", remedy="请从办件页面打开")
    card = attachment_card(found)
    return LoadedFile(card.name, card.media_type, load_file(found.stored_as, content_context(found.pk)))


def _may_load(account: Account, found: Attachment, on: dt.date) -> bool:
    if found.case is None:
        return found.account_id == account.pk
    return sight_of(account, found.case, on) in (Sight.APPLICANT, Sight.HANDLER)
