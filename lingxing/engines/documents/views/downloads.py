"""Documents and lists in other formats."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from pydantic import TypeAdapter

from lingxing.engines.documents import queries
from lingxing.engines.documents.exports.akoma_ntoso.document import akoma_ntoso
from lingxing.engines.documents.exports.calendar import Occasion, calendar
from lingxing.engines.documents.exports.edition import Edition, file_name
from lingxing.engines.documents.exports.pdf import pdf
from lingxing.engines.documents.exports.tasks_workbook import task_line, tasks_workbook
from lingxing.engines.documents.exports.word import word
from lingxing.engines.documents.labels import status_sentence
from lingxing.engines.documents.queries.pages import DocumentPage
from lingxing.engines.documents.views.answers import attachment
from lingxing.engines.documents.views.document import found_page
from lingxing.engines.documents.views.rows import (
    deadline_occasions,
    document_address,
    task_lines,
)
from lingxing.engines.documents.views.selection import read_filters
from lingxing.engines.parties.access import Request, public

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar; charset=utf-8"
_JSON = TypeAdapter(DocumentPage)


@require_safe
@public
def document_xml(request: Request, key: str) -> HttpResponse:
    """Return the document as Akoma Ntoso."""
    made = edition(request, found_page(request, key))
    return attachment(request, akoma_ntoso(made), "application/akn+xml; charset=utf-8", file_name(made, "xml"))


@require_safe
@public
def document_pdf(request: Request, key: str) -> HttpResponse:
    """Return the document as PDF, shown in the browser."""
    made = edition(request, found_page(request, key))
    fonts: Path | None = settings.FONT_DIRECTORY
    return attachment(
        request, pdf(made, (fonts,) if fonts else ()), "application/pdf", file_name(made, "pdf"), inline=True
    )


@require_safe
@public
def document_docx(request: Request, key: str) -> HttpResponse:
    """Return the document as DOCX."""
    made = edition(request, found_page(request, key))
    return attachment(request, word(made), DOCX, file_name(made, "docx"))


@require_safe
@public
def document_xlsx(request: Request, key: str) -> HttpResponse:
    """Return the document's tasks as an Excel workbook."""
    page = found_page(request, key)
    document = page.document
    lines = (
        task_line(task, document.title, document.number or "", document_address(request, page.key, task.unit_id))
        for task in document.tasks
    )
    name = file_name(edition(request, page), "xlsx").replace(".xlsx", " 任务清单.xlsx")
    return attachment(request, tasks_workbook(lines, "任务清单"), XLSX, name)


@require_safe
@public
def document_ics(request: Request, key: str) -> HttpResponse:
    """Return the document's last day and its tasks' deadlines as an iCalendar file."""
    page = found_page(request, key)
    made = calendar(_occasions(request, page), page.document.title, page.version.imported_at)
    return attachment(request, made, CALENDAR, file_name(edition(request, page), "ics"))


@require_safe
@public
def document_json(request: Request, key: str) -> HttpResponse:
    """Return the document as JSON, the same as the API's."""
    page = found_page(request, key)
    made = _JSON.dump_json(page)
    return attachment(request, made, "application/json; charset=utf-8", f"{page.key}.json", inline=True)


def _occasions(request: Request, page: DocumentPage) -> list[Occasion]:
    document = page.document
    made = [
        Occasion(
            identity=f"{page.key}/{task.id}",
            day=task.deadline.due_on,
            title=f"期限：{task.text[:60]}",
            text=f"{task.text}\n\n《{document.title}》{task.place}",
            url=document_address(request, page.key, task.unit_id),
            category="任务期限",
        )
        for task in document.tasks
        if task.deadline and task.deadline.due_on
    ]
    last_days = ((page.status.until, "有效期届满"), (page.status.revise_by, "修改期限届满"))
    for day, event in last_days:
        if day and page.status.binding:
            title = f"{event}：{document.title[:60]}"
            address = document_address(request, page.key)
            made.append(Occasion(f"{page.key}/{event}", day, title, document.title, address, "文件到期"))
    return sorted(made, key=lambda occasion: occasion.day)


@require_safe
@public
def tasks_xlsx(request: Request) -> HttpResponse:
    """Return the tasks that the filters leave as an Excel workbook."""
    found = queries.tasks(read_filters(request.GET), request.on)
    return attachment(request, tasks_workbook(task_lines(request, found), "任务清单"), XLSX, "任务清单.xlsx")


@require_safe
@public
def deadlines_ics(request: Request) -> HttpResponse:
    """Return the last days of tasks and documents that the filters leave as an iCalendar file."""
    found = queries.deadlines(read_filters(request.GET), request.on)
    made = calendar(deadline_occasions(request, found), "任务与文件期限", timezone.now())
    return attachment(request, made, CALENDAR, "期限.ics")


def edition(request: Request, page: DocumentPage) -> Edition:
    """Return what the exports take."""
    return Edition(
        key=page.key,
        document=page.document,
        gazette=page.gazette.info,
        url=document_address(request, page.key),
        version=page.version.sequence,
        on=page.on,
        status=status_sentence(page.status),
        ended_on=page.status.until,
        taken_in_at=page.version.imported_at,
    )
