"""The files of a ticket: listed, added and opened by who works on it, and by its caller with number and code."""

import datetime as dt
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from lingxing.engines.cases.services.filing import FILE_TYPES, as_download
from lingxing.engines.hotline.api.schemas import CallersFileAsked, FileGiver, TicketFileInfo, TicketFileList, file_info
from lingxing.engines.hotline.queries.files import file_card, files_of, load_file
from lingxing.engines.hotline.queries.tickets import ticket_shown
from lingxing.engines.hotline.services.enclosing import enclose, enclose_with_code, load_with_code
from lingxing.engines.parties.access import Permission, Request, account_of, only_answers, public, requires, today
from lingxing.engines.parties.access_api import REFUSALS, SIGNED_IN, ErrorAnswer
from lingxing.engines.parties.access_session import SESSION

router = Router()
_TYPES = (*(kind.media_type for kind in FILE_TYPES), "text/plain")
_BYTES = {
    "responses": {
        200: {
            "description": "附件",
            "content": {name: {"schema": {"type": "string", "format": "binary"}} for name in _TYPES},
        }
    }
}
_GUESSED = {403: ErrorAnswer, **REFUSALS}


@router.get(
    "/hotline/tickets/{uuid:ticket_id}/files",
    response={200: TicketFileList, **SIGNED_IN},
    auth=SESSION,
    summary="工单的附件",
)
@requires(Permission.HANDLE_CASES)
def ticket_files(request: Request, ticket_id: UUID, on: dt.date | None = None) -> TicketFileList:
    """Return the files of a ticket that the account may open, and why those of the caller are kept from it."""
    del on
    account = account_of(request)
    found, why = files_of(account, ticket_shown(account, ticket_id, today()).ticket, today())
    return TicketFileList(items=[file_info(card) for card in found], hidden=why)


@router.post(
    "/hotline/tickets/{uuid:ticket_id}/files",
    response={200: TicketFileInfo, **SIGNED_IN},
    auth=SESSION,
    summary="给工单添加附件",
)
@requires(Permission.HANDLE_CASES)
def add_file(
    request: Request, ticket_id: UUID, file: File[UploadedFile], given_by: Form[FileGiver] = FileGiver.OWN
) -> TicketFileInfo:
    """Add a file as an operator or as the unit that has the ticket. `given_by` caller: the operator was given it by the
    caller, so that it is kept from whoever may not know the caller; of a unit it means nothing."""
    account, of_caller = account_of(request), given_by is FileGiver.CALLER
    key = enclose(account, ticket_id, file.name or "", file.read(), timezone.now(), of_caller=of_caller)
    return file_info(file_card(key))


@router.get(
    "/hotline/tickets/{uuid:ticket_id}/files/{uuid:key}",
    response={200: None, **SIGNED_IN},
    auth=SESSION,
    summary="打开工单的附件",
    openapi_extra=_BYTES,
)
@requires(Permission.HANDLE_CASES)
def ticket_file(request: Request, ticket_id: UUID, key: UUID, on: dt.date | None = None) -> HttpResponse:
    """Return a file of a ticket, as a download."""
    del on
    account = account_of(request)
    card, content = load_file(account, ticket_shown(account, ticket_id, today()).ticket, key, today())
    return as_download(content, card.media_type, card.name)


@router.post("/hotline/files", response={200: TicketFileInfo, **SIGNED_IN}, auth=SESSION, summary="来电人补充附件")
@requires(Permission.OWN_ACCOUNT)
def add_callers_file(request: Request, number: Form[str], code: Form[str], file: File[UploadedFile]) -> TicketFileInfo:
    """Add a file of the caller, who has number and code. Listed in the answer of `track`."""
    where = request.META.get("REMOTE_ADDR", "")
    key = enclose_with_code(number[:40], code[:20], where, file.name or "", file.read(), timezone.now())
    return file_info(file_card(key))


@router.post(
    "/hotline/track/file", response={200: None, **_GUESSED}, summary="来电人打开自己的附件", openapi_extra=_BYTES
)
@public
@only_answers
def callers_file(request: Request, asked: CallersFileAsked) -> HttpResponse:
    """Return one of the caller's own files to who has number and code. Guesses are counted, and only they are kept."""
    where = request.META.get("REMOTE_ADDR", "")
    card, content = load_with_code(asked.number, asked.code, where, asked.file, timezone.now())
    return as_download(content, card.media_type, card.name)
