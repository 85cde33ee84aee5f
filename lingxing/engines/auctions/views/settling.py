"""What follows a sale, for its officer: cases with their terms, deposits that go back, the record for the archive."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingxing.engines.auctions.archive import archive_of
from lingxing.engines.auctions.domain.payments import read_answer
from lingxing.engines.auctions.forms.settling import AnswerForm, RefundForm
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.payment_files import CSV, XLSX, payment_csv, payment_workbook
from lingxing.engines.auctions.queries.applications import OVER
from lingxing.engines.auctions.queries.archive import record_of
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.queries.refunds import (
    file_rows,
    interest_rule,
    owed_lines,
    payment_file,
    payment_files,
)
from lingxing.engines.auctions.queries.settling import courses_of, refund_due, settlement_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.refunding import order_refunds, take_answer
from lingxing.engines.auctions.statement_files import table_rows
from lingxing.engines.auctions.views.answers import file, today, uploads
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError, NotFound


@require_safe
@requires(Permission.RUN_LISTINGS)
def after(request: Request, number: str) -> HttpResponse:
    """Show how far the work after a sale has come."""
    return _page(request, number, RefundForm(initial={"pay_on": today()}), AnswerForm())


@require_POST
@requires(Permission.RUN_LISTINGS)
def order(request: Request, number: str) -> HttpResponse:
    """Order the chosen payments back, as a file for the bank."""
    form = RefundForm(request.POST)
    if form.is_valid():
        try:
            lines = {int(text) for text in request.POST.getlist("line") if text.isascii() and text.isdecimal()}
            pay_on = form.cleaned_data["pay_on"]
            made = order_refunds(account_of(request), number, lines, pay_on, timezone.now())
            messages.success(request, f"付款文件第{made.number}号已生成，请下载后交银行办理。")
            return redirect("auctions:after", number)
        except LingxingError as error:
            form.add_error(None, str(error))
    return _page(request, number, form, AnswerForm())


@require_POST
@requires(Permission.RUN_LISTINGS)
def answer(request: Request, number: str) -> HttpResponse:
    """Take in what the bank says of the payment files."""
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        ((name, content),) = uploads(request, "file")[:1]
        try:
            news = take_answer(account_of(request), number, read_answer(table_rows(name, content)), timezone.now())
            messages.success(request, f"回执已导入，新核销 {news} 笔。")
            return redirect("auctions:after", number)
        except LingxingError as error:
            form.add_error(None, str(error))
    return _page(request, number, RefundForm(initial={"pay_on": today()}), form)


@require_safe
@requires(Permission.RUN_LISTINGS)
def order_file(request: Request, number: str, place: int, form: str) -> HttpResponse:
    """Return a payment file as the bank takes it in."""
    lot = own_lot(account_of(request), number, today())
    card = payment_file(lot, place)
    rows = file_rows(card)
    content, media = (payment_csv(rows), CSV) if form == "csv" else (payment_workbook(rows, card.made_at), XLSX)
    return file(content, media, f"{lot.number} 退还保证金 第{place}号.{form}")


@require_safe
@requires(Permission.RUN_LISTINGS)
def record_page(request: Request, number: str) -> HttpResponse:
    """Show the whole record of a lot that is over, as the archive's paper prints it."""
    lot = own_lot(account_of(request), number, today())
    return render(request, "auctions/record.html", {"lot": lot, "record": record_of(lot, today())})


@require_safe
@requires(Permission.RUN_LISTINGS)
def record(request: Request, number: str) -> HttpResponse:
    """Return the whole record of a lot that is over, for the archive (art. 32): a printable paper and the proof."""
    lot = own_lot(account_of(request), number, today())
    archive = archive_of(lot, timezone.now())
    return file(archive.packed(), "application/zip", f"{lot.number} 归档.zip")


def _page(request: Request, number: str, form: RefundForm, answering: AnswerForm) -> HttpResponse:
    lot = own_lot(account_of(request), number, today())
    state = state_of(lot.pk)
    if state.stage not in OVER:
        raise NotFound("挂牌出让还没有结束", where=lot.number, remedy="结束后再办理")
    wrong = form if form.errors else answering
    context = {"lot": lot, "state": state, "refund_form": form, "answer_form": answering, "form": wrong}
    return render(request, "auctions/after.html", context | _money(lot), status=422 if wrong.errors else 200)


def _money(lot: Lot) -> dict[str, Any]:
    settlement = settlement_of(lot)
    if settlement is None:
        return {"courses": [], "owed": [], "files": []}
    return {
        "courses": courses_of(settlement, today()),
        "due": refund_due(settlement, today()),
        "owed": owed_lines(lot, settlement, today()),
        "rule": interest_rule(lot, today()),
        "files": payment_files(lot),
    }
