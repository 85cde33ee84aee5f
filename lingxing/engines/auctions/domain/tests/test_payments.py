"""What the bank answers to a payment file: read exactly, or refused by its row."""

import datetime as dt

import pytest

from lingxing.engines.auctions.domain.payments import Told, WrongAnswer, read_answer, refund_reference

HEAD = ["退款编号", "金额（元）", "付款日期", "结果"]


def test_orders_are_read_with_day_and_outcome():
    rows = [
        ["某银行付款回执"],
        HEAD,
        ["TK2026-0001-1-1", "24,000,000.00", "2027-01-11", "成功"],
        ["TK2026-0001-1-2", "24003000", "2027年1月12日", "账号有误，退票"],
        ["", "", "", ""],
        ["合计", "48,003,000.00", "", ""],
    ]
    assert read_answer(rows) == [
        Told("TK2026-0001-1-1", 24_000_000_00, dt.date(2027, 1, 11), paid=True),
        Told("TK2026-0001-1-2", 24_003_000_00, dt.date(2027, 1, 12), paid=False),
    ]


def test_a_bank_that_only_keeps_the_remark_is_understood():
    rows = [["交易日期", "借方发生额", "摘要"], ["20270111", "1.00", "退保证金 TK2026-0001-2-13 原路"]]
    assert read_answer(rows) == [Told(refund_reference("2026-0001", 2, 13), 100, dt.date(2027, 1, 11), paid=True)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "没有找到表头"),
        ([["退款编号", "金额"], ["TK2026-0001-1-1", "1"]], "没有找到表头"),
        ([HEAD], "没有一行写有退款编号"),
        ([HEAD, ["别的", "1", "2027-01-11", ""]], "没有一行写有退款编号"),
        ([HEAD, ["TK2026-0001-1-1", "-1", "2027-01-11", ""]], "第2行"),
        ([HEAD, ["TK2026-0001-1-1", "1.001", "2027-01-11", ""]], "第2行"),
        ([HEAD, ["TK2026-0001-1-1", "1e3", "2027-01-11", ""]], "第2行"),
        ([HEAD, ["TK2026-0001-1-1", "1", "2027-02-30", ""]], "第2行"),
        ([HEAD, ["TK2026-0001-1-1", "1", "", ""]], "第2行"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_row(rows, told):
    with pytest.raises(WrongAnswer, match=told):
        read_answer(rows)
