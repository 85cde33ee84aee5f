"""Taking in what the telephone exchange counts: calls of a day, and how many were put through."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from openpyxl import load_workbook

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import CallDay
from lingxing.engines.hotline.queries.hotlines import operator_of
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

MOST_ROWS = 4000
MOST_BYTES = 2_000_000
_MOST_CALLS = 10_000_000
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class CallsRead:
    """What a file said: how many days were taken, and each row that was refused with the reason."""

    days: int
    refused: tuple[str, ...]


def import_calls(account: Account, hotline: Hotline, name: str, content: bytes, at: dt.datetime) -> CallsRead:
    """Take a table of days in: date, calls that came in, calls put through. A day that is known already is replaced.

    Rows that do not fit are refused one by one with the reason; the others are taken. LingxingError for a file that is
    no table.
    """
    on = at.astimezone(SHANGHAI).date()
    operator_of(account, hotline, on)
    good: dict[dt.date, tuple[int, int]] = {}
    refused = []
    for place, row in enumerate(_rows(name, content), 1):
        try:
            if read := _read(row, on, place):
                good[read[0]] = read[1:]
        except LingxingError as error:
            refused.append(f"第{place}行：{error.what}")
    _keep(account, hotline, name, good, at)
    return CallsRead(len(good), tuple(refused))


@transaction.atomic
def _keep(account: Account, hotline: Hotline, name: str, days: dict[dt.date, tuple[int, int]], at: dt.datetime) -> None:
    for day, (offered, connected) in days.items():
        CallDay.objects.update_or_create(
            package=hotline.package,
            service=hotline.name,
            day=day,
            defaults={"offered": offered, "connected": connected, "source": name[:200]},
        )
    if days:
        told = {"days": [[day.isoformat(), *calls] for day, calls in sorted(days.items())]}
        record(f"hotline:{hotline.id}", "import_calls", account.actor, told, at)


def _read(row: Sequence[object], on: dt.date, place: int) -> tuple[dt.date, int, int] | None:
    cells = [cell for cell in row if cell not in (None, "")]
    if not cells or (place == 1 and _day(cells[0]) is None):
        return None
    day = _day(cells[0])
    if day is None or len(cells) < 3:
        raise LingxingError("须有日期、打进来的来电、接通的来电三列", where="来电统计")
    offered, connected = _calls(cells[1]), _calls(cells[2])
    if connected > offered:
        raise LingxingError("接通的比打进来的多", where="来电统计")
    if day > on:
        raise LingxingError("日期还没有到", where="来电统计")
    return day, offered, connected


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = _DAY.fullmatch(str(value).strip())
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _calls(value: object) -> int:
    text = str(value).strip().removesuffix(".0")
    if not text.isascii() or not text.isdigit() or int(text[:9]) > _MOST_CALLS or len(text) > 8:
        raise LingxingError(f"“{text[:20]}”不是次数", where="来电统计")
    return int(text)


def _rows(name: str, content: bytes) -> Iterable[Sequence[object]]:
    if len(content) > MOST_BYTES:
        raise LingxingError("文件太大", where=name, remedy="请按月上传")
    if content[:2] == b"PK":
        return _sheet(name, content)
    text = _decoded(name, content)
    return list(csv.reader(io.StringIO(text)))[:MOST_ROWS]


def _sheet(name: str, content: bytes) -> list[Sequence[object]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [tuple(row) for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS, max_col=10, values_only=True)]
    except Exception as error:  # whatever the library makes of a broken file
        raise LingxingError("打不开这个表格", where=name, remedy="请另存为 XLSX 或 CSV 后上传") from error


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LingxingError("文字编码无法识别", where=name, remedy="请另存为 UTF-8 的 CSV 或 XLSX")
