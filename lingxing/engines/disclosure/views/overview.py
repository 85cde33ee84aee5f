"""What a supervisor sees of disclosure: due, late and done, by organ and kind; also as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.disclosure.files import XLSX, xlsx_bytes
from lingxing.engines.disclosure.queries.overview import overview as overview_of
from lingxing.engines.disclosure.views.answers import file, today
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.dates import format_date

_COLUMNS = ("单位", "公开内容", "待公开", "逾期未公开", "按期公开", "逾期公开", "按期率")


@require_safe
@requires(Permission.SUPERVISE_CASES)
def overview(request: Request) -> HttpResponse:
    """Show how the organs that the account supervises publish what they must."""
    return render(request, "disclosure/overview.html", {"found": overview_of(account_of(request), today())})


@require_safe
@requires(Permission.SUPERVISE_CASES)
def overview_workbook(request: Request) -> HttpResponse:
    """Return the same as an Excel workbook."""
    found = overview_of(account_of(request), today())
    rows = [
        (row.organ, row.label, *map(str, (row.waiting, row.late, row.in_time, row.released_late)), row.rate)
        for row in (*found.rows, found.total)
    ]
    return file(xlsx_bytes("公开督办", _COLUMNS, rows), XLSX, f"公开督办-{format_date(today())}.xlsx")
