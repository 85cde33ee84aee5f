"""Units' answers, records, measures and draws through the API."""

import datetime as dt
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from lingxing.engines.cases.services.filing import FILE_TYPES, as_download
from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_api import SIGNED_IN, Done
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.supervision.api.look_schemas import LookFileInfo
from lingxing.engines.supervision.api.schemas import (
    LookAsked,
    LookInfo,
    MatterInfo,
    MatterOutcome,
    MeasureDecided,
    MeasureInfo,
    RandomDrawAsked,
    RandomDrawInfo,
    SheetRowOutcome,
    UnitMatterInfo,
)
from lingxing.engines.supervision.archive import archive_of
from lingxing.engines.supervision.models import Draw, RecordKind
from lingxing.engines.supervision.queries.findings import findings
from lingxing.engines.supervision.queries.records import ShownRecord, draws, file_card, file_of, item_for, records_of
from lingxing.engines.supervision.queries.units import unit_lines, unit_organs
from lingxing.engines.supervision.services.answering import take_answers
from lingxing.engines.supervision.services.circulating import follow_problems
from lingxing.engines.supervision.services.drawing import draw, open_draw
from lingxing.engines.supervision.services.finding import decline, take
from lingxing.engines.supervision.services.recording import NewRecord, add_file, add_record, share_record
from lingxing.engines.supervision.sheets import XLSX, read_rows
from lingxing.engines.supervision.views.answers import download, download_file
from lingxing.engines.supervision.workbooks import answer_workbook
from lingxing.kernel.errors import LingxingError

router = Router(tags=["政务督查"], auth=SESSION)


def _bytes(*media_types: str) -> dict[str, object]:
    content = {name: {"schema": {"type": "string", "format": "binary"}} for name in media_types}
    return {"responses": {200: {"content": content}}}


_WORKBOOK, _FILE = _bytes(XLSX), _bytes("application/pdf")


@router.get(
    "/supervision/mine",
    response={200: list[UnitMatterInfo], **SIGNED_IN},
    summary="本单位督办",
)
@requires(Permission.HANDLE_CASES)
def mine(request: Request, closed: bool = False, on: dt.date | None = None) -> list[UnitMatterInfo]:  # noqa: FBT001, FBT002
    """Return the matters of the account's units across all plans."""
    del on
    lines = unit_lines(unit_organs(account_of(request), today()), today(), closed=closed)
    return [
        UnitMatterInfo(
            item=line.item.pk,
            case=line.case,
            number=line.case_number,
            heading=line.item.heading,
            requirement=line.requirement,
            role=line.role,
            organ=line.organ,
            due_on=line.due,
            state=line.state,
            state_label=line.state_label,
            standing=line.standing.value,
            waits=line.waits,
        )
        for line in lines
    ]


@router.get(
    "/supervision/mine/answers.xlsx",
    response={200: None, **SIGNED_IN},
    summary="填报表",
    openapi_extra=_WORKBOOK,
)
@requires(Permission.HANDLE_CASES)
def sheet(request: Request, number: str = "", on: dt.date | None = None) -> HttpResponse:
    """Return the workbook of the matters that wait for an answer of the account's units, or of one of them."""
    del on
    lines = unit_lines(unit_organs(account_of(request), today()), today())
    wanted = [line for line in lines if line.waits and number in ("", line.case_number)]
    return download(answer_workbook(wanted), XLSX, "督查填报表.xlsx")


@router.post(
    "/supervision/mine/answers",
    response={200: list[SheetRowOutcome], **SIGNED_IN},
    summary="交回填报表",
)
@requires(Permission.HANDLE_CASES)
def answers(request: Request, file: File[UploadedFile]) -> list[SheetRowOutcome]:
    """Take a returned workbook in; each row is changed, merged or refused on its own."""
    found = take_answers(account_of(request), read_rows(file.read()), timezone.now())
    return [
        SheetRowOutcome(place=one.place, number=one.number, standing=one.standing.value, told=one.told) for one in found
    ]


@router.get(
    "/supervision/items/{uuid:item_id}",
    response={200: MatterInfo, **SIGNED_IN},
    summary="一个督查事项",
)
@requires(Permission.READ_BOARDS)
def item(request: Request, item_id: UUID, on: dt.date | None = None) -> MatterInfo:
    """Return a matter that the account sees, with the records that it may read."""
    del on
    found, every = item_for(account_of(request), item_id, today())
    names = (
        *("number", "heading", "source", "origin", "state", "closed", "registered_on", "assigned_on", "due_on"),
        *("reported_on", "concluded_on", "urged_on", "listed_on", "referred_on", "calls", "returns"),
    )
    return MatterInfo(
        id=found.pk,
        case=found.case_id,
        lead=found.lead_id,
        joint=[unit.organ_id for unit in found.units.all() if unit.case_id],
        records=[_look(one, every=every) for one in records_of(found, every=every)],
        **{name: getattr(found, name) for name in names},
    )


@router.get(
    "/supervision/items/{uuid:item_id}/file.pdf",
    response={200: None, **SIGNED_IN},
    summary="督查案卷",
    openapi_extra=_FILE,
)
@requires(Permission.RUN_SUPERVISION)
def archive(request: Request, item_id: UUID, on: dt.date | None = None) -> FileResponse:
    """Return the bound file of a matter that is concluded."""
    del on
    made = archive_of(account_of(request), item_id, timezone.now())
    return download_file(made.content, "application/pdf", made.name)


@router.post(
    "/supervision/items/{uuid:item_id}/records",
    response={200: LookInfo, **SIGNED_IN},
    summary="记录督查",
)
@requires(Permission.RUN_SUPERVISION)
def look(request: Request, item_id: UUID, asked: LookAsked) -> LookInfo:
    """Keep how a matter was looked at; its photos and papers follow one by one."""
    if asked.kind not in RecordKind.values:
        raise LingxingError("没有这种督查方式", where=asked.kind[:40], remedy=f"可以是 {'、'.join(RecordKind.values)}")
    if asked.at.tzinfo is None:
        raise LingxingError("时间要带时区", where="at", remedy="如 2026-04-20T09:00:00+08:00")
    new = NewRecord(RecordKind(asked.kind), **asked.dict(exclude={"kind"}))
    made = add_record(account_of(request), item_id, new, [], timezone.now())
    return next(_look(one, every=True) for one in records_of(made.item, every=True) if one.row.pk == made.pk)


@router.post(
    "/supervision/records/{uuid:record_id}/share", response={200: Done, **SIGNED_IN}, summary="让承办单位看到记录"
)
@requires(Permission.RUN_SUPERVISION)
def share(request: Request, record_id: UUID) -> Done:
    """Let the units of the matter read a record."""
    share_record(account_of(request), record_id, timezone.now())
    return Done()


@router.post(
    "/supervision/records/{uuid:record_id}/files",
    response={200: LookFileInfo, **SIGNED_IN},
    summary="上传督查照片、材料",
)
@requires(Permission.RUN_SUPERVISION)
def look_file(request: Request, record_id: UUID, file: File[UploadedFile]) -> LookFileInfo:
    """Keep a photo or paper with a record: JPEG, PNG, PDF, DOCX, XLSX or OFD, at most 20 for a record."""
    card = file_card(add_file(account_of(request), record_id, file.name or "", file.read(), timezone.now()))
    return LookFileInfo(id=card.id, name=card.name, media_type=card.media_type, size=card.size, digest=card.digest)


@router.get(
    "/supervision/records/files/{uuid:file_id}",
    response={200: None, **SIGNED_IN},
    summary="督查照片、材料",
    openapi_extra=_bytes(*(kind.media_type for kind in FILE_TYPES)),
)
@requires(Permission.READ_BOARDS)
def look_file_content(request: Request, file_id: UUID, on: dt.date | None = None) -> HttpResponse:
    """Return a photo or paper of a record that the account may read, of its own media type."""
    del on
    card, content = file_of(account_of(request), file_id, today())
    return as_download(content, card.media_type, card.name)


@router.get(
    "/supervision/proposals",
    response={200: list[MeasureInfo], **SIGNED_IN},
    summary="处置提示",
)
@requires(Permission.RUN_SUPERVISION)
def proposals(request: Request, on: dt.date | None = None) -> list[MeasureInfo]:
    """Return what the system proposes and nobody has decided."""
    del request, on
    return [
        MeasureInfo(
            id=one.row.pk,
            item=one.row.item_id,
            act=one.row.act,
            ground=one.row.ground,
            article=one.ground.article,
            found_on=one.row.found_on,
        )
        for one in findings()
    ]


@router.post(
    "/supervision/proposals/{int:finding}",
    response={200: Done, **SIGNED_IN},
    summary="决定处置提示",
)
@requires(Permission.RUN_SUPERVISION)
def decide(request: Request, finding: int, asked: MeasureDecided) -> Done:
    """Do what was proposed, or decline it with a reason."""
    account, at = account_of(request), timezone.now()
    if asked.take:
        words = {"listing_note": asked.note, "facts_text": asked.note}
        day = asked.correct_by.isoformat() if asked.correct_by else ""
        take(account, finding, {**words, "correct_by": day}, at)
    else:
        decline(account, finding, asked.reason, at)
    return Done()


@router.get(
    "/supervision/draws",
    response={200: list[RandomDrawInfo], **SIGNED_IN},
    summary="随机抽取",
)
@requires(Permission.RUN_SUPERVISION)
def every_draw(request: Request, on: dt.date | None = None) -> list[RandomDrawInfo]:
    """Return the draws, the newest first."""
    del request, on
    return [_draw(one) for one in draws()]


@router.post("/supervision/draws", response={200: RandomDrawInfo, **SIGNED_IN}, summary="封存抽取名单")
@requires(Permission.RUN_SUPERVISION)
def new_draw(request: Request, asked: RandomDrawAsked) -> RandomDrawInfo:
    """Fix the lists and the seed of a draw."""
    wanted = (asked.wanted_objects, asked.wanted_people)
    return _draw(open_draw(account_of(request), asked.title, asked.objects, asked.people, wanted, timezone.now()))


@router.post(
    "/supervision/draws/{uuid:draw_id}",
    response={200: RandomDrawInfo, **SIGNED_IN},
    summary="抽取",
)
@requires(Permission.RUN_SUPERVISION)
def draw_now(request: Request, draw_id: UUID) -> RandomDrawInfo:
    """Draw."""
    return _draw(draw(account_of(request), draw_id, timezone.now()))


@router.post(
    "/supervision/circulars/{number}", response={200: list[MatterOutcome], **SIGNED_IN}, summary="通报问题立项跟踪"
)
@requires(Permission.RUN_SUPERVISION)
def follow_circular(request: Request, number: str) -> list[MatterOutcome]:
    """Follow every problem of an issued circular that nobody follows yet."""
    found = follow_problems(account_of(request), number[:40], timezone.now())
    return [MatterOutcome(heading=one.heading, number=one.number, refusal=one.refusal) for one in found]


def _look(one: ShownRecord, *, every: bool) -> LookInfo:
    return LookInfo(
        id=one.row.pk,
        kind=one.row.kind,
        at=one.row.at,
        place=one.row.place,
        team=one.team if every else "",
        spoken_to=one.spoken_to if every else "",
        found=one.found,
        conclusion=one.conclusion,
        shared=one.row.shared,
        files=[file.id for file in one.files],
    )


def _draw(one: Draw) -> RandomDrawInfo:
    result = one.result or {"seed": "", "objects": [], "people": []}
    return RandomDrawInfo(
        id=one.pk,
        title=one.title,
        commitment=one.commitment,
        objects=one.objects_list,
        people=one.people_list,
        wanted_objects=one.wanted_objects,
        wanted_people=one.wanted_people,
        seed=result["seed"],
        drawn_objects=result["objects"],
        drawn_people=result["people"],
    )
