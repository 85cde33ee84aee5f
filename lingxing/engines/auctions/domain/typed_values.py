"""What people type, made exact: areas, whole numbers, moments, yes and no. ValueError says in Chinese what is wrong."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.exact import Exact, exact

LONGEST_NUMBER = 40
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,10})?")
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(:00)?")
_EARLIEST, _LATEST = 2000, 2098


def read_area(text: str) -> Exact:
    """Return an area in square metres, more than nothing, with at most two decimals."""
    value = read_decimal(text, places=2)
    if not 0 < value < 10**9:
        raise ValueError("须大于 0，小于 10 亿平方米")
    return exact(value)


def read_decimal(text: str, *, places: int) -> Fraction:
    """Return a plain number that is not negative; commas between digits are passed over, exponents refused."""
    plain = plain_number(text)
    if not _PLAIN.fullmatch(plain):
        raise ValueError("须为不带正负号和指数的数字，如 12345.67")
    if len(plain.partition(".")[2]) > places:
        raise ValueError(f"最多 {places} 位小数")
    return Fraction(Decimal(plain))


def read_whole(text: str, lowest: int, highest: int) -> int:
    """Return a whole number between the two, both included."""
    plain = plain_number(text)
    if not re.fullmatch(r"[0-9]{1,9}", plain) or not lowest <= int(plain) <= highest:
        raise ValueError(f"须为 {lowest} 至 {highest} 的整数")
    return int(plain)


def read_moment(text: str) -> dt.datetime:
    """Return a moment typed as 2026-12-01 09:00 (or with a T between), to the minute, in Shanghai's time."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text.strip()[:LONGEST_NUMBER]))
    if not found:
        raise ValueError("须写作 2026-12-01 09:00 这样的日期和时间")
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(f"年份须在 {_EARLIEST} 至 {_LATEST} 之间")
    try:
        return dt.datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)
    except ValueError:
        raise ValueError("没有这个日期或时间") from None


def read_day(text: str) -> dt.date:
    """Return a day typed as 2026-12-01."""
    try:
        return dt.date.fromisoformat(unicodedata.normalize("NFKC", text.strip()[:LONGEST_NUMBER]))
    except ValueError:
        raise ValueError("须写作 2026-12-01 这样的日期") from None


def read_choice(text: str) -> bool:
    """Return whether `yes` was chosen over `no`."""
    if text not in ("yes", "no"):
        raise ValueError("请选择是或否")
    return text == "yes"


def plain_number(text: str) -> str:
    """Return a typed number with full-width characters made plain and commas between digits dropped."""
    if len(text) > LONGEST_NUMBER:
        raise ValueError("太长")
    plain = unicodedata.normalize("NFKC", text.strip())
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?:[^0-9]|$))", "", plain) if plain.count(",") < 4 else plain
