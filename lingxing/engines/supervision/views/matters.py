"""Matters: entered or imported, waiting to be approved and assigned, looked at, archived."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.cases.queries.course import course_of
from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.organs.queries import organ_card
from lingxing.engines.parties.organs.queries_standing import standing_in
from lingxing.engines.supervision.archive import archive_of
from lingxing.engines.supervision.domain.drafts import DraftUnit
from lingxing.engines.supervision.domain.entries import Entry, WrongRow
from lingxing.engines.supervision.models import RecordKind, Source
from lingxing.engines.supervision.queries.drafts import check_office_sight
from lingxing.engines.supervision.queries.findings import findings
from lingxing.engines.supervision.queries.pending import pending
from lingxing.engines.supervision.queries.records import draws, file_of, item_for, records_of
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.services.assigning import approve, register_and_assign
from lingxing.engines.supervision.services.entering import WrongRows, enter, import_matters
from lingxing.engines.supervision.services.recording import NewRecord, add_record, share_record
from lingxing.engines.supervision.sheets import XLSX, read_rows
from lingxing.engines.supervision.views.answers import clean, day, download, download_file, listed, uploads
from lingxing.engines.supervision.views.plans import chosen_cases, outcomes_page
from lingxing.engines.supervision.workbooks import entry_workbook
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

_FORM = ("heading", "source", "origin", "text", "lead", "joint", "handling", "person", "due")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def waiting(request: Request) -> HttpResponse:
    """Show what waits to be approved and to be assigned, or do it with those that were ticked; NotFound for units."""
    check_office_sight(account_of(request), today())
    if request.method == "POST":
        account, at, cases = account_of(request), timezone.now(), chosen_cases(request)
        if not cases:
            raise LingxingError("没有选中事项", where="督查事项", remedy="请勾选要办理的事项")
        if request.POST.get("do") == "approve":
            outcomes = approve(account, cases, at)
        else:
            outcomes = register_and_assign(account, cases, at, clean(request.POST, "tracker"))
        return outcomes_page(request, outcomes, ("supervision:waiting",), "回待审核、待交办")
    context = {"pending": pending(account_of(request), today()), "sees_every": True}
    return render(request, "supervision/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SUPERVISION)
def entry(request: Request) -> HttpResponse:
    """Show the form of a new matter and of an import, or propose what it holds."""
    refused: LingxingError | None = None
    wrong: tuple[WrongRow, ...] = ()
    if request.method == "POST":
        try:
            if request.POST.get("do") == "import":
                outcomes = import_matters(account_of(request), _rows(request), timezone.now())
            else:
                outcomes = enter(account_of(request), [_entry(request)], timezone.now())
            messages.success(request, f"已提出 {len(outcomes)} 件，待分管副秘书长审核。")
            return redirect("supervision:waiting")
        except WrongRows as error:
            refused, wrong = error, error.rows
        except LingxingError as error:
            refused = error
    context = {
        "refused": refused,
        "wrong": wrong,
        "sources": Source.choices,
        "organs": sorted(_organs(request).values()),
        "form": {name: request.POST.get(name, "") for name in (*_FORM, "urgent", "major")},
    }
    return render(request, "supervision/entry.html", context, status=422 if refused else 200)


@require_safe
@requires(Permission.RUN_SUPERVISION)
def entry_sheet(request: Request) -> HttpResponse:
    """Send the empty workbook by which matters are imported."""
    del request
    return download(entry_workbook(), XLSX, "督查事项导入表.xlsx")


def _rows(request: Request) -> list[list[str]]:
    files = uploads(request, "file")
    if not files:
        raise LingxingError("没有选择文件", where="导入表", remedy="请选择填好的 XLSX 表格")
    return read_rows(files[0][1])


def _organs(request: Request) -> dict[int, str]:
    cards = [organ_card(office) for office in own_offices(account_of(request), today())]
    return standing_in(cards[0].city, today()) if cards and cards[0] else {}


def _entry(request: Request) -> Entry:
    post = request.POST
    organs = {name: key for key, name in _organs(request).items()}
    leads, joint = listed(clean(post, "lead")), listed(clean(post, "joint"))
    unknown = [name for name in (*leads, *joint) if name not in organs]
    if unknown:
        told = f"机构名录中没有：{'、'.join(unknown)}"
        raise LingxingError(told, where="单位", remedy="请从提示的名称中选择")
    units = [DraftUnit("lead", name, organs[name]) for name in leads]
    units += [DraftUnit("joint", name, organs[name]) for name in joint]
    return Entry(
        clean(post, "heading")[:200],
        post.get("source", "") if post.get("source", "") in Source.values else Source.OTHER.value,
        clean(post, "origin")[:300],
        clean(post, "text"),
        tuple(units),
        post.get("handling") == "split",
        clean(post, "person")[:100],
        day(post, "due", "时限"),
        post.get("urgent") == "yes",
        post.get("major") == "yes",
    )


@require_safe
@requires(Permission.READ_BOARDS)
def item(request: Request, item_id: UUID) -> HttpResponse:
    """Show a matter: its days, its units, its course, its records, and what the system proposes."""
    return _page(request, item_id)


def _page(request: Request, item_id: UUID, refused: LingxingError | None = None) -> HttpResponse:
    account, on = account_of(request), today()
    found, every = item_for(account, item_id, on)
    runs = found.case.package in own_offices(account, on).values()
    context = {
        "item": found,
        "course": course_of(found.case_id, on),
        "units": list(found.units.select_related("organ", "case")),
        "records": records_of(found, every=every),
        "findings": findings(item=found.pk, open_only=False) if every else [],
        "runs": runs,
        "every": every,
        "kinds": RecordKind.choices,
        "draws": [one for one in draws() if one.drawn_at] if runs else [],
        "refused": refused,
        "posted": request.POST if refused else {},
    }
    return render(request, "supervision/item.html", context, status=422 if refused else 200)


@require_POST
@requires(Permission.RUN_SUPERVISION)
def new_record(request: Request, item_id: UUID) -> HttpResponse:
    """Keep how the matter was looked at."""
    try:
        add_record(account_of(request), item_id, _record(request), uploads(request, "files"), timezone.now())
    except LingxingError as refused:
        return _page(request, item_id, refused)
    messages.success(request, "已记录。")
    return redirect("supervision:item", item_id)


def _record(request: Request) -> NewRecord:
    post = request.POST
    kind = post.get("kind", "")
    if kind not in RecordKind.values:
        raise LingxingError("没有选督查方式", where="督查方式", remedy="请选择")
    drawn = post.get("draw", "")
    return NewRecord(
        RecordKind(kind),
        _moment(clean(post, "at")),
        clean(post, "place"),
        clean(post, "team"),
        clean(post, "spoken_to"),
        clean(post, "found"),
        clean(post, "conclusion"),
        UUID(drawn) if len(drawn) == 36 and set(drawn) <= set("0123456789abcdef-") else None,
        post.get("shared") == "yes",
    )


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise LingxingError("没有写督查时间", where="督查时间", remedy="请填写日期和时间") from None


@require_POST
@requires(Permission.RUN_SUPERVISION)
def share(request: Request, record_id: UUID) -> HttpResponse:
    """Let the units read a record."""
    made = share_record(account_of(request), record_id, timezone.now())
    messages.success(request, "承办单位现在可以看到这份记录。")
    return redirect("supervision:item", made.item_id)


@require_safe
@requires(Permission.READ_BOARDS)
def record_file(request: Request, file_id: UUID) -> HttpResponse:
    """Send a photo or paper of a record."""
    card, content = file_of(account_of(request), file_id, today())
    return as_download(content, card.media_type, card.name)


@require_safe
@requires(Permission.RUN_SUPERVISION)
def archive(request: Request, item_id: UUID) -> FileResponse:
    """Send the bound file of a matter as a PDF."""
    made = archive_of(account_of(request), item_id, timezone.now())
    return download_file(made.content, "application/pdf", made.name)
