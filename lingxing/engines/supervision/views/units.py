"""The page of a unit: its matters across all plans, and the workbook that goes out and comes back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.engines.supervision.queries.units import UnitLine, unit_lines, unit_organs
from lingxing.engines.supervision.services.answering import RowOutcome, take_answers
from lingxing.engines.supervision.sheets import XLSX, read_rows
from lingxing.engines.supervision.views.answers import download, uploads
from lingxing.engines.supervision.views.board_shown import LIGHTS
from lingxing.engines.supervision.workbooks import answer_workbook
from lingxing.kernel.errors import LingxingError


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def mine(request: Request) -> HttpResponse:
    """Show what the units of the account have to answer, or take a returned workbook in and tell of each row."""
    outcomes: list[RowOutcome] = []
    refused: LingxingError | None = None
    if request.method == "POST":
        try:
            outcomes = take_answers(account_of(request), _sent(request), timezone.now())
        except LingxingError as error:
            refused = error
    lines = _lines(request)
    context = {
        "lines": [(line, LIGHTS.get(line.standing, "")) for line in lines],
        "closed": request.GET.get("closed") == "yes",
        "organs": unit_organs(account_of(request), today()),
        "sees_every": sight_of(account_of(request), today()).every,
        "outcomes": outcomes,
        "taken": sum(one.standing in ("changed", "merged") for one in outcomes),
        "not_taken": sum(one.standing == "refused" for one in outcomes),
        "refused": refused,
        "on": today(),
    }
    return render(request, "supervision/mine.html", context, status=422 if refused else 200)


@require_safe
@requires(Permission.HANDLE_CASES)
def sheet(request: Request) -> HttpResponse:
    """Send the workbook of the matters that wait for an answer, or of one of them."""
    wanted = request.GET.get("number", "")
    lines = [line for line in _lines(request) if line.waits and (not wanted or line.case_number == wanted)]
    return download(answer_workbook(lines), XLSX, f"督查填报表{f' {wanted}' if wanted and lines else ''}.xlsx")


def _lines(request: Request) -> list[UnitLine]:
    organs = unit_organs(account_of(request), today())
    return unit_lines(organs, today(), closed=request.GET.get("closed") == "yes")


def _sent(request: Request) -> list[list[str]]:
    files = uploads(request, "file")
    if not files:
        raise LingxingError("没有选择文件", where="填报表", remedy="请选择填好的 XLSX 表格")
    return read_rows(files[0][1])
