"""Payment files to the bank, and what it answers: which order was carried out when, and which was not."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.auctions.domain.statements import clean_cell, read_amount
from lingxing.kernel.errors import LingxingError

COLUMNS = ("退款编号", "订单流水号", "收款户名", "收款账号", "保证金（元）", "利息（元）", "金额（元）", "附言")
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "reference": ("退款编号", "附言", "摘要", "用途", "备注"),
    "amount": ("金额（元）", "金额(元)", "付款金额", "借方发生额", "支出金额", "金额"),
    "paid_on": ("付款日期", "交易日期", "办理日期", "记账日期", "日期"),
    "result": ("结果", "处理结果", "状态"),
}
_REFERENCE = re.compile(r"TK\d{4}-\d{4,}-\d{1,5}-\d{1,5}")
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?")
_FAILED = ("失败", "退票", "未成功", "拒绝")


class WrongAnswer(LingxingError):
    """A file of the bank's that can't be taken; nothing of it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the bank says of one order: fen, the day, and whether it was carried out."""

    reference: str
    amount: int
    on: dt.date
    paid: bool


def refund_reference(lot: str, file: int, place: int) -> str:
    """Return by which an order is known, in the file and at the bank: TK2026-0001-1-12."""
    return f"TK{lot}-{file}-{place}"


def read_answer(rows: Sequence[Sequence[str]]) -> list[Told]:
    """Return what the bank says, row by row. Rows that name no order of ours are passed over.

    WrongAnswer names the first row that can't be read, or a file without the needed headings.
    """
    place, columns = _headings(rows)
    told = []
    for number, row in enumerate(rows[place + 1 :], place + 2):
        cells = {name: clean_cell(row[at]) if at < len(row) else "" for name, at in columns.items()}
        if found := _REFERENCE.search(cells["reference"]):
            told.append(_told(found.group(), cells, number))
    if not told:
        raise WrongAnswer("没有一行写有退款编号", where="银行回执", remedy="编号形如 TK2026-0001-1-1，见付款文件")
    return told


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for place, row in enumerate(rows[:30]):
        cells = [clean_cell(cell) for cell in row]
        found = {name: _column(cells, known) for name, known in _HEADINGS.items()}
        if all(found[name] >= 0 for name in ("reference", "amount", "paid_on")):
            return place, {name: at for name, at in found.items() if at >= 0}
    remedy = "请导出带表头的回执或对账单，须有退款编号（或附言）、金额、付款日期"
    raise WrongAnswer("没有找到表头", where="银行回执", remedy=remedy)


def _column(cells: Sequence[str], known: Sequence[str]) -> int:
    return next((cells.index(clean_cell(name)) for name in known if clean_cell(name) in cells), -1)


def _told(reference: str, cells: Mapping[str, str], number: int) -> Told:
    try:
        amount, on = read_amount(cells["amount"]), _day(cells["paid_on"])
    except ValueError as error:
        raise WrongAnswer(str(error), where=f"第{number}行", remedy="请核对这一行后整份重新导入") from None
    return Told(reference, amount, on, not any(word in cells.get("result", "") for word in _FAILED))


def _day(text: str) -> dt.date:
    found = _DAY.fullmatch(text)
    try:
        year, month, day = (int(part) for part in (found.groups() if found else (0, 0, 0)))
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError("日期须写作 2026-12-01") from None
