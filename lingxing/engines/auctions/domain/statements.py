"""Lines of a bank statement: which column is which, exact amounts and times, and what is refused."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lingxing.engines.auctions.domain.order_numbers import canonical_order_number, order_number_in
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

MOST_LINES = 20_000
LONGEST_CELL = 500
Headings = Mapping[str, tuple[str, ...]]

HEADINGS: Headings = {
    "reference": ("交易流水号", "银行流水号", "流水号", "凭证号"),
    "amount": ("贷方发生额", "贷方金额", "收入金额", "入账金额", "交易金额", "金额"),
    "paid_at": ("入账时间", "交易时间", "到账时间", "记账时间", "交易日期时间"),
    "paid_on": ("交易日期", "入账日期", "记账日期"),
    "order_number": ("订单流水号", "订单号"),
    "remark": ("摘要", "附言", "用途", "备注"),
    "payer": ("对方户名", "付款人", "付款户名", "付款人户名"),
    "payer_account": ("对方账号", "付款账号", "付款人账号"),
}
"""The headings under which banks print what is needed, the likelier ones first."""
COLUMN_LABELS = {
    "reference": "流水号",
    "amount": "金额",
    "paid_at": "时间",
    "paid_on": "日期",
    "order_number": "订单流水号",
    "remark": "附言",
    "payer": "付款人",
    "payer_account": "付款账号",
}
_AMOUNT = re.compile(r"(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.([0-9]+))?")
_MOMENT = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?[ T]*(\d{1,2}):?(\d{2}):?(\d{2})?(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_TIME = re.compile(r"(\d{1,2}):?(\d{2}):?(\d{2})?")


class WrongStatement(LingxingError):
    """A statement that can't be taken; nothing of it is."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Money that came in: fen, the bank's time of receipt, its own reference, and what the payer wrote.

    `order_number` is empty where none, or no valid one, can be read off.
    """

    reference: str
    amount: int
    paid_at: dt.datetime
    order_number: str
    remark: str
    payer: str
    payer_account: str


def read_statement(rows: Sequence[Sequence[str]], given: Headings | None = None) -> list[StatementLine]:
    """Return the credits of a statement whose first row that names reference and amount holds the headings.

    `given` puts other headings in place of the usual ones. Rows without an amount are debits, or empty, and are passed
    over. WrongStatement names the first row that can't be read; then none is taken.
    """
    place, columns = _headings(rows, {**HEADINGS, **(given or {})})
    lines = []
    for number, row in enumerate(rows[place + 1 :], place + 2):
        cells = {name: _cell(row, column) for name, column in columns.items()}
        if not cells["amount"] or re.fullmatch(r"0(\.0+)?|-|--", cells["amount"]):
            continue
        lines.append(_line(cells, number))
        if len(lines) > MOST_LINES:
            raise WrongStatement(f"一次最多 {MOST_LINES} 行", where="对账单", remedy="请分几次导入")
    _refuse_repeated(lines)
    return lines


def line_of(cells: Mapping[str, str], number: int) -> StatementLine:
    """Return one line from its named texts, as the bank's own messages hold them. WrongStatement names the line."""
    return _line({name: clean_cell(str(cells.get(name, ""))) for name in HEADINGS}, number)


def read_amount(text: str) -> int:
    """Return an amount in fen, above 0, with at most two decimals. ValueError in Chinese for all else."""
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise ValueError("金额须为不带正负号和指数的数字")
    if len(found[1] or "") > 2 and set(found[1][2:]) != {"0"}:
        raise ValueError("金额最多两位小数")
    fen = int(Decimal(text.replace(",", "")) * 100)
    if not 0 < fen <= MAXIMUM_PRICE:
        raise ValueError("金额须大于 0，不超过十万亿元")
    return fen


def clean_cell(text: str) -> str:
    """Return a cell's text, full-width characters made plain, blanks around dropped."""
    return unicodedata.normalize("NFKC", text[: 4 * LONGEST_CELL]).strip()


def _headings(rows: Sequence[Sequence[str]], names: Headings) -> tuple[int, dict[str, int]]:
    for place, row in enumerate(rows[:30]):
        cells = [clean_cell(cell) for cell in row]
        columns = {name: _column(cells, known) for name, known in names.items()}
        found = {name: column for name, column in columns.items() if column >= 0}
        if {"reference", "amount"} <= set(found) and {"paid_at", "paid_on"} & set(found):
            return place, found
    wanted = "、".join("或".join(names[name][:2]) for name in ("reference", "amount", "paid_at"))
    remedy = "请导出带表头的对账单，或在“列名对应”里写明各列的名称"
    raise WrongStatement(f"没有找到表头（须有{wanted}等列）", where="对账单", remedy=remedy)


def _column(cells: Sequence[str], known: Sequence[str]) -> int:
    return next((cells.index(clean_cell(name)) for name in known if clean_cell(name) in cells), -1)


def _cell(row: Sequence[str], column: int) -> str:
    return clean_cell(row[column]) if column < len(row) else ""


def _line(cells: Mapping[str, str], number: int) -> StatementLine:
    try:
        if any(len(text) > LONGEST_CELL for text in cells.values()):
            raise ValueError(f"每格最多 {LONGEST_CELL} 个字")
        if not cells.get("reference"):
            raise ValueError("缺少流水号")
        remark = cells.get("remark", "")
        order = canonical_order_number(cells.get("order_number", "")) or order_number_in(remark)
        amount, paid_at = read_amount(cells.get("amount", "")), _paid_at(cells)
    except ValueError as error:
        remedy = "请核对这一行，改好后整份重新导入"
        raise WrongStatement(str(error), where=f"第{number}行", remedy=remedy) from None
    payer = (cells.get("payer", ""), cells.get("payer_account", ""))
    return StatementLine(cells["reference"], amount, paid_at, order, remark, *payer)


def _paid_at(cells: Mapping[str, str]) -> dt.datetime:
    """Return the bank's time.

    Reading: a day without a time counts from its end (24:00), so that no money is taken for being in time by a guess.
    """
    text, day = cells.get("paid_at", ""), cells.get("paid_on", "")
    if found := _MOMENT.fullmatch(text):
        return _moment([int(part or 0) for part in found.groups()])
    on = _DAY.fullmatch(day or text)
    if not on:
        raise ValueError("时间须写作 2026-12-01 10:30:00 这样的日期和时间")
    parts = [int(part) for part in on.groups()]
    if day and (time := _TIME.fullmatch(text)):
        return _moment([*parts, *(int(part or 0) for part in time.groups())])
    if day and text:
        raise ValueError("时间看不明白")
    return _moment([*parts, 0, 0, 0]) + dt.timedelta(days=1)


def _moment(parts: Sequence[int]) -> dt.datetime:
    year, month, day, hour, minute, second = parts
    if not 2000 <= year < 2099:
        raise ValueError("年份不对")
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        raise ValueError("没有这个日期或时间") from None


def _refuse_repeated(lines: Sequence[StatementLine]) -> None:
    seen: dict[str, StatementLine] = {}
    for line in lines:
        if seen.setdefault(line.reference, line) != line:
            what = "同一个流水号有两行不同的内容"
            raise WrongStatement(what, where=f"流水号末四位 {line.reference[-4:]}", remedy="请核对对账单后重新导入")
