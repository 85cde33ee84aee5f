"""Document numbers and dates that lost characters on the way."""

import datetime as dt
import re
from dataclasses import dataclass

_NO_CLOSE = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,12})(?P<open>[〔\[［﹝【])(?P<year>(?:19|20)\d{2})(?P<seq>\d{1,4})(?:号|$|(?=[^\d年月日〕\]]))"
)
_NO_CLOSE_ROUND = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,11}[发规函令字电文办])[（(](?P<year>(?:19|20)\d{2})(?P<seq>\d{1,4})(?:号|$)"
)
_NO_OPEN = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,12}[发规函令字电文办])(?P<year>(?:19|20)\d{2})[〕\]］﹞】](?P<seq>\d{1,4})号"
)
_NO_BRACKETS = re.compile(r"(?P<prefix>[\u4e00-\u9fff]{1,11}[发规函字令电文])(?P<year>20\d{2})(?P<seq>\d{1,3})号")
_NO_MARK = re.compile(
    r"\s*[\u4e00-\u9fff]{2,12}\s*[〔\[［﹝【(（]\s*(?:19|20)\d{2}\s*[〕\]］﹞】)）]\s*第?\s*\d{1,4}\s*"
)
_GLUED = re.compile(r"((?:19|20)\d{2})(\d{2,4})")
_NO_YEAR_MARK = re.compile(r"((?:19|20)\d{2})\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NO_DAY_MARK = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})")


def mend_number(text: str) -> str:
    """Return the text with the bracket or 号 put back into a document number that lost it.

    A number without its closing bracket is read as four digits of year and the rest as sequence: 〔20242 → 〔2024〕2号.
    """
    if "20" not in text and "19" not in text:
        return text
    for pattern in (_NO_CLOSE, _NO_CLOSE_ROUND, _NO_OPEN, _NO_BRACKETS):
        text = pattern.sub(lambda m: f"{m['prefix']}〔{m['year']}〕{m['seq']}号", text)
    if len(text) <= 40 and _NO_MARK.fullmatch(text):
        return text.rstrip() + "号"
    return text


@dataclass(frozen=True, slots=True)
class GluedDate:
    """A date printed without its marks and all calendar dates that it may be, earliest first."""

    printed: str
    choices: tuple[dt.date, ...]


def read_glued_date(text: str) -> GluedDate | None:
    """Return what a line such as 202467 or 202412月26日 may mean, or None when it is no such line."""
    text = text.strip()
    marked = _NO_YEAR_MARK.fullmatch(text) or _NO_DAY_MARK.fullmatch(text)
    if marked:
        day = _day(*(int(group) for group in marked.groups()))
        return GluedDate(text, (day,)) if day else None
    glued = _GLUED.fullmatch(text)
    if not glued:
        return None
    year, rest = int(glued[1]), glued[2]
    splits = [(rest[:cut], rest[cut:]) for cut in (1, 2) if 1 <= len(rest) - cut <= 2]
    plain = [pair for pair in splits if not any(part.startswith("0") for part in pair)]
    padded = [pair for pair in splits if len(rest) == 4 and pair[0].startswith("0")]
    days = sorted({day for month, d in plain or padded if (day := _day(year, int(month), int(d)))})
    return GluedDate(text, tuple(days)) if days else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
