"""Money that needs the officer: statements, lines that match nothing, guarantees."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.auctions.forms.deposits import GuaranteeForm, NoteForm, StatementForm
from lingxing.engines.auctions.queries.deposits import problem_lines
from lingxing.engines.auctions.services.deposits import (
    GuaranteeText,
    mark_returned,
    record_guarantee,
    take_lines,
)
from lingxing.engines.auctions.statement_files import statement_lines
from lingxing.engines.auctions.views.answers import sent, today, uploads
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_safe
@requires(Permission.RUN_LISTINGS)
def money(request: Request) -> HttpResponse:
    """List the money that a person has to settle."""
    account = account_of(request)
    context = {
        "open": problem_lines(account, today()),
        "settled": problem_lines(account, today(), settled=True),
        "form": NoteForm(),
    }
    return render(request, "auctions/money.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def statement(request: Request) -> HttpResponse:
    """Take in a bank statement. The answer tells how many lines were new, not whose they are."""
    form = StatementForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        ((name, content),) = uploads(request, "file")[:1]
        try:
            lines = statement_lines(name, content, form.cleaned_data["headings"])
            new = take_lines(lines, "file", timezone.now(), account_of(request).actor)
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"对账单有 {len(lines)} 笔到账，新导入 {new} 笔。")
            return redirect("auctions:money")
    return render(request, "auctions/statement.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@requires(Permission.RUN_LISTINGS)
def give_back(request: Request, line: int) -> HttpResponse:
    """Note that money went back."""
    form = NoteForm(request.POST)
    if form.is_valid():
        mark_returned(account_of(request), line, form.cleaned_data["note"], timezone.now())
        messages.success(request, "已记下。")
    else:
        messages.error(request, "请写明处理情况，2 至 500 个字。")
    return redirect("auctions:money")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def guarantee(request: Request) -> HttpResponse:
    """Record a bank guarantee."""
    form = GuaranteeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            record_guarantee(account_of(request), GuaranteeText(**form.cleaned_data), timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "保函已登记。")
            return redirect("auctions:guarantee")
    return render(request, "auctions/guarantee.html", {"form": form}, status=422 if form.errors else 200)
