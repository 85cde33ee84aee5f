"""Deposits go back by order number, by files to the bank and its answers (art. 30)."""

import csv
import datetime as dt
import hashlib
import io
import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lingxing.engines.auctions.domain.order_numbers import spaced
from lingxing.engines.auctions.domain.payments import Told
from lingxing.engines.auctions.models import BankLine, PaymentFile, Refund
from lingxing.engines.auctions.queries.deposits import problem_lines
from lingxing.engines.auctions.queries.refunds import left_to_return, owed_lines, payment_file
from lingxing.engines.auctions.services.deposits import STREAM, take_lines
from lingxing.engines.auctions.services.refunding import order_refunds, take_answer
from lingxing.engines.auctions.tests.aftermath import ENDED, Over, pay, sale_over, settled
from lingxing.engines.auctions.tests.bureau import DEPOSIT, LISTED, Bureau, at, clock, line, open_bureau, order_of
from lingxing.engines.ledger.queries import entries
from lingxing.engines.parties.access_types import Role
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.errors import LingxingError, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.database]

IN_TIME, LAST, LATE = at("2027-01-07 10:00"), at("2027-01-12 17:00"), at("2027-01-15 10:00")
"""The fifth working day after Tuesday 5 January is Tuesday 12 January; the 15th is three days late."""


@pytest.fixture
def bureau() -> Bureau:
    return open_bureau()


@pytest.fixture
def over(bureau: Bureau) -> Over:
    """A lot that 湖光 won against 白鹭; 芦花 paid, and never bid."""
    made = sale_over(bureau, "白鹭", "湖光", others=("芦花",))
    settled(made)
    return made


@pytest.fixture
def rate(settings, tmp_path):
    """An installation that has given the bank's rate: 1.5 % a year."""
    folder = tmp_path / "xianning"
    folder.mkdir()
    (folder / "land_listing_2024.yaml").write_text("deposit_rate: 0.015\n")
    settings.PARAMETER_DIRECTORY = tmp_path


def ordered(bureau: Bureau, over: Over, moment: dt.datetime) -> PaymentFile:
    """Order everything back that is owed, for the day itself."""
    with clock(moment):
        lines = [line.line for line in owed_lines(over.lot, over.settlement, moment.date())]
        return order_refunds(bureau.officer, over.lot.number, lines, moment.date(), moment)


def answered(bureau: Bureau, over: Over, moment: dt.datetime, *, paid: bool = True, only: int | None = None) -> int:
    """Let the bank answer for all orders of the first file, or for one place of it."""
    with clock(moment):
        cards = payment_file(over.lot, 1).refunds
        told = [Told(card.reference, card.amount, moment.date(), paid) for card in cards]
        return take_answer(bureau.officer, over.lot.number, told if only is None else [told[only]], moment)


def test_all_but_the_winners_deposit_is_owed_by_order_number(over):
    found = owed_lines(over.lot, over.settlement, ENDED.date())
    losers = {order_of(over.applications[name]) for name in ("白鹭", "芦花")}
    assert {line.order_number for line in found} == losers
    assert [(line.owed.principal, line.owed.interest) for line in found] == [(DEPOSIT, 0)] * 2


def test_in_time_nothing_bears_interest_and_the_case_is_done_when_the_bank_has_paid_all(bureau, over):
    ordered(bureau, over, IN_TIME)
    assert over.settlement.conclusion.state == "running"
    assert owed_lines(over.lot, over.settlement, IN_TIME.date()) == []
    assert answered(bureau, over, IN_TIME, only=0) == 1
    assert over.settlement.conclusion.plain["left"] == DEPOSIT
    assert answered(bureau, over, LAST, only=1) == 1
    assert over.settlement.conclusion.state == "publishing"
    assert answered(bureau, over, LAST, only=1) == 0
    assert [row.interest for row in Refund.objects.all()] == [0, 0]


def test_what_is_late_bears_interest_by_the_day(bureau, over, rate):
    ordered(bureau, over, LATE)
    # 24,000,000.00 × 1.5 % × 3 ÷ 360 = 3,000.00
    assert [(row.late_days, row.interest) for row in Refund.objects.all()] == [(3, 300_000)] * 2
    answered(bureau, over, LATE)
    assert over.settlement.conclusion.state == "publishing"


def test_where_the_bank_pays_later_than_ordered_the_rest_of_the_interest_follows(bureau, over, rate):
    ordered(bureau, over, LATE)
    answered(bureau, over, at("2027-01-18 10:00"))
    left = owed_lines(over.lot, over.settlement, dt.date(2027, 1, 18))
    # six days late are 6,000.00 each, of which 3,000.00 were ordered
    assert [(line.owed.principal, line.owed.interest) for line in left] == [(0, 300_000)] * 2
    assert over.settlement.conclusion.state == "running"
    assert left_to_return(over.lot, over.settlement, dt.date(2027, 1, 18)) == 600_000


def test_without_a_rate_nothing_late_is_ordered_and_what_is_in_time_is(bureau, over):
    with pytest.raises(LingxingError, match="没有设定利率"):
        ordered(bureau, over, LATE)
    ordered(bureau, over, LAST)


def test_what_the_bank_could_not_pay_is_owed_again(bureau, over):
    ordered(bureau, over, IN_TIME)
    answered(bureau, over, IN_TIME, paid=False, only=1)
    (again,) = owed_lines(over.lot, over.settlement, IN_TIME.date())
    assert again.owed.principal == DEPOSIT
    with pytest.raises(LingxingError, match="另一个结果"):
        answered(bureau, over, IN_TIME, only=1)


def test_short_late_and_excess_money_goes_back_with_the_deposits_and_leaves_the_list_for_hands(bureau):
    over = sale_over(bureau, "湖光", others=("白鹭",))
    pay(over.applications["白鹭"], "L-more", 700)
    pay(over.applications["湖光"], "L-own", 900)
    found = settled(over)
    with clock(ENDED):
        assert len(problem_lines(bureau.officer, ENDED.date())) == 2
    owed = {line.received: line.owed.principal for line in owed_lines(over.lot, found, ENDED.date())}
    assert owed == {DEPOSIT: DEPOSIT, 700: 700, 900: 900}
    ordered(bureau, over, IN_TIME)
    assert problem_lines(bureau.officer, IN_TIME.date()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reference": "TK2026-0001-9-9"}, "不是这宗地的退款"),
        ({"amount": DEPOSIT + 1}, "金额与付款文件不符"),
        ({"on": dt.date(2027, 1, 6)}, "付款日期早于付款文件"),
        ({"on": dt.date(2027, 1, 8)}, "或晚于今天"),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(bureau, over, change, told):
    ordered(bureau, over, IN_TIME)
    with clock(IN_TIME):
        cards = payment_file(over.lot, 1).refunds
        good = {"reference": cards[1].reference, "amount": DEPOSIT, "on": IN_TIME.date(), "paid": True}
        answer = [Told(cards[0].reference, DEPOSIT, IN_TIME.date(), paid=True), Told(**{**good, **change})]
        with pytest.raises(LingxingError, match=told):
            take_answer(bureau.officer, over.lot.number, answer, IN_TIME)
    assert not Refund.objects.exclude(paid_on=None).exists()


def test_what_names_no_payer_is_not_ordered_until_the_bank_has_said_whose_it_was(bureau):
    over = sale_over(bureau, "湖光", others=("白鹭",))
    order, whole = order_of(over.applications["白鹭"]), line("L-more", order_of(over.applications["白鹭"]), 700)
    with clock(LISTED):
        take_lines([replace(whole, payer="", payer_account="")], "file", LISTED)
    settled(over)
    with pytest.raises(LingxingError, match="有 1 笔对账单没有写付款人户名或者账号") as caught:
        ordered(bureau, over, IN_TIME)
    assert caught.value.where == f"订单流水号 {spaced(order)}"
    assert not PaymentFile.objects.exists()
    with clock(IN_TIME):
        page = bureau.client(bureau.officer).get(f"/listing-desk/{over.lot.number}/after/").content.decode()
        assert (page.count("checked"), page.count("补齐以前不能列入付款文件")) == (1, 1)
        # A statement that names another sum, or nobody, adds nothing; one that names the account alone adds that.
        for said in (replace(whole, amount=701), replace(whole, payer="", payer_account="")):
            assert take_lines([said], "file", IN_TIME) == 0
        assert take_lines([replace(whole, payer="")], "file", IN_TIME) == 0
        assert not all(one.named for one in owed_lines(over.lot, over.settlement, IN_TIME.date()))
        assert take_lines([replace(whole, payer_account="9999")], "file", IN_TIME, bureau.officer.actor) == 0
    (short,) = (one for one in owed_lines(over.lot, over.settlement, IN_TIME.date()) if one.received == 700)
    # What the bank had said before stays.
    assert (short.payer, short.payer_account) == (whole.payer, whole.payer_account)
    added = [json.loads(entry.payload)["added"] for entry in entries(STREAM, 0) if entry.act == "add_payer"]
    assert added == [["payer_account"], ["payer"]]
    assert ordered(bureau, over, IN_TIME).refunds.count() == 2


def test_nothing_is_ordered_twice_nor_by_others(bureau, over):
    ordered(bureau, over, IN_TIME)
    line = BankLine.objects.order_by("pk").first()
    assert line is not None
    with clock(IN_TIME):
        with pytest.raises(LingxingError, match="已经列入付款文件"):
            order_refunds(bureau.officer, over.lot.number, [line.pk], IN_TIME.date(), IN_TIME)
        with pytest.raises(NotFound):
            order_refunds(bureau.elsewhere, over.lot.number, [line.pk], IN_TIME.date(), IN_TIME)


def test_the_officer_does_it_on_the_page(bureau, over):
    client = bureau.client(bureau.officer)
    address = f"/listing-desk/{over.lot.number}/after/"
    with clock(IN_TIME):
        page = client.get(address).content.decode()
        assert "成交确认" in page
        assert "2027年1月12日" in page
        assert 'value="2027-01-07"' in page
        lines = [line.line for line in owed_lines(over.lot, over.settlement, IN_TIME.date())]
        assert client.post(f"{address}refunds/", {"pay_on": "2027-01-07"}).status_code == 422
        done = client.post(f"{address}refunds/", {"pay_on": "2027-01-07", "line": lines[:1]})
        assert done.status_code == 302
        text = client.get(f"{address}refunds/1.csv").content.decode("utf-8-sig")
        book = load_workbook(io.BytesIO(client.get(f"{address}refunds/1.xlsx").content))
        head, row = list(csv.reader(io.StringIO(text)))
        assert [cell.value for cell in book.worksheets[0][2]] == row
        told = dict(zip(head, row, strict=True))
        assert (told["金额（元）"], told["收款账号"]) == ("24000000.00", "6222000011112222")
        answer = f"退款编号,金额,付款日期\n{told['退款编号']},24000000.00,2027-01-07\n"
        file = SimpleUploadedFile("回执.csv", answer.encode())
        assert client.post(f"{address}answer/", {"file": file}).status_code == 302
        assert "银行已全部回执" in client.get(address).content.decode()
        wrong = client.post(f"{address}answer/", {"file": SimpleUploadedFile("回执.csv", b"a,b\n1,2\n")})
        assert wrong.status_code == 422
        assert client.get(f"{address}refunds/7.csv").status_code == 404
    assert over.settlement.conclusion.plain["left"] == DEPOSIT


def test_a_payment_file_is_the_same_whenever_it_is_downloaded(bureau, over, rate):
    file = ordered(bureau, over, IN_TIME)
    client, address = bureau.client(bureau.officer), f"/listing-desk/{over.lot.number}/after/refunds/1"

    def downloaded(moment: dt.datetime) -> tuple[bytes, bytes]:
        with clock(moment):
            return client.get(f"{address}.csv").content, client.get(f"{address}.xlsx").content

    first = downloaded(IN_TIME)
    answered(bureau, over, IN_TIME, paid=False, only=0)
    ordered(bureau, over, LATE)
    assert downloaded(LATE) == first
    assert hashlib.sha256(first[0]).hexdigest() == file.digest


def test_bidders_see_their_own_money_go_back(bureau, over):
    def page(name: str) -> str:
        key = over.applications[name].key
        return bureau.client(bureau.firm(name)).get(f"/my/listings/{key}/").content.decode()

    with clock(IN_TIME):
        assert "应退 <strong>24,000,000.00 元" in page("白鹭")
        assert "2027年1月12日（含当天）以前退还不计利息" in page("白鹭")
        assert "作为这宗地的定金" in page("湖光")
        assert "应退" not in page("湖光")
    ordered(bureau, over, IN_TIME)
    with clock(IN_TIME):
        assert "已交银行办理" in page("白鹭")
    answered(bureau, over, IN_TIME)
    with clock(IN_TIME):
        assert "已全部退还" in page("芦花")


def test_who_watches_sees_how_far_the_confirmation_is_and_no_names(bureau, over):
    with clock(IN_TIME):
        client = bureau.client(account("zhuchi_one", Role.AUCTIONEER))
        page = client.get(f"/listing-watch/{over.lot.number}/").content.decode()
    assert "待打印成交确认书" in page
    assert "2027年1月8日" in page
    assert "湖光" not in page


def test_a_lot_that_goes_on_has_nothing_to_settle(bureau):
    over = sale_over(bureau, "湖光")
    with clock(LISTED):
        assert bureau.client(bureau.elsewhere).get(f"/listing-desk/{over.lot.number}/after/").status_code == 404
