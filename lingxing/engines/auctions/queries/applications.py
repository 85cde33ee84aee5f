"""Applications: one's own at any time, everybody's for the officer once the lot has ended (arts. 7, 32)."""

import base64
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lingxing.engines.auctions.domain.order_numbers import spaced
from lingxing.engines.auctions.domain.state import Admission, LotState, Stage
from lingxing.engines.auctions.models import Application, ApplicationFile, Lot
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.parties.access_sealing import digest, unseal_text
from lingxing.kernel.errors import NotAllowed, NotFound

OVER = (Stage.ENDED, Stage.TERMINATED)


@dataclass(frozen=True, slots=True)
class FileCard:
    """A supporting file."""

    key: UUID
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """An application in the clear. `admission` says what has come in; `details` as `Details.to_json` writes them."""

    key: UUID
    lot: Lot
    party: UUID
    order_number: str
    details: Mapping[str, Any]
    admission: Admission
    paddle: int | None
    applied_at: dt.datetime
    identified_at: dt.datetime | None
    files: tuple[FileCard, ...]

    @property
    def spaced_number(self) -> str:
        """Return the order number as people read it off."""
        return spaced(self.order_number)


def order_digest(number: str) -> str:
    """Return the keyed digest by which an order number is found."""
    return digest(f"order:{number}")


def order_context(key: UUID) -> str:
    """Return the context in which an application's order number is sealed."""
    return f"application:{key}:order"


def details_context(key: UUID) -> str:
    """Return the context in which an application's details are sealed."""
    return f"application:{key}:details"


def identified_context(key: UUID) -> str:
    """Return the context in which it is sealed how an applicant was identified."""
    return f"application:{key}:identified"


def file_context(key: UUID) -> str:
    """Return the context in which a supporting file is sealed."""
    return f"application-file:{key}"


def file_name_context(key: UUID) -> str:
    """Return the context in which a supporting file's name is sealed."""
    return f"application-file:{key}:name"


def found_by_order(number: str) -> Application | None:
    """Return the application of an order number, or None."""
    return Application.objects.filter(order_digest=order_digest(number)).first() if number else None


def applications_of(lot: Lot) -> list[ApplicationCard]:
    """Return every application of a lot that has ended or was terminated, the first one first.

    NotAllowed before that: who applies, and how many, is nobody's business then.
    """
    state = state_of(lot.pk)
    if state.stage not in OVER:
        raise _not_yet()
    rows = Application.objects.filter(lot=lot).select_related("lot").order_by("applied_at", "key")
    return [application_card(row, state) for row in rows]


def application_card(row: Application, state: LotState) -> ApplicationCard:
    """Return an application in the clear, for those who may see it."""
    return ApplicationCard(
        row.key,
        row.lot,
        row.party_id,
        unseal_text(row.order_sealed, order_context(row.key)),
        json.loads(unseal_text(row.details_sealed, details_context(row.key))),
        state.admissions.get(row.key.hex, Admission()),
        row.paddle,
        row.applied_at,
        row.identified_at,
        tuple(_file(file) for file in row.files.defer("content_sealed").order_by("pk")),
    )


def application_file(row: Application, key: UUID) -> tuple[FileCard, str, bytes]:
    """Return a supporting file with its media type and content. NotFound where the application has no such file."""
    file = ApplicationFile.objects.filter(application=row, key=key).first()
    if file is None:
        raise NotFound("没有这份材料", where="申请材料", remedy="请从申请页面选择")
    return _file(file), file.media_type, base64.b64decode(unseal_text(file.content_sealed, file_context(file.key)))


def _file(file: ApplicationFile) -> FileCard:
    return FileCard(file.key, unseal_text(file.name_sealed, file_name_context(file.key)), file.size, file.digest)


def opened_row(lot: Lot, key: UUID) -> Application:
    """Return an application of a lot that has ended. NotAllowed before that, NotFound where the lot has none such."""
    if state_of(lot.pk).stage not in OVER:
        raise _not_yet()
    row = Application.objects.filter(lot=lot, key=key).select_related("lot").first()
    if row is None:
        raise NotFound("没有这份竞买申请", where=lot.number, remedy="请从申请列表中选择")
    return row


def _not_yet() -> NotAllowed:
    what = "挂牌出让活动结束前，任何人不能查看竞买申请"
    return NotAllowed(what, where="第七条、第三十二条", remedy="请在活动结束后再看")
