"""What the gazette says of itself: name, year, issue, serial and day of publication."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lingxing.engines.documents.domain.model import GazetteInfo
from lingxing.kernel.dates import parse_date

_NAME = re.compile(r"([\u4e00-\u9fff]{2,14}?(?:省|市|县|区|州|盟|旗)人民政府(?:办公[室厅])?公报)")
_ISSUE = re.compile(r"第\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*([号期])(?!\s*令)")
_SERIAL_NUMBER = re.compile(r"总\s*号\s*[:：]?\s*(\d{1,4})")
_SERIAL_PRINTED = re.compile(r"总\s*第\s*(\d{1,4})\s*([号期])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?(?!\d)")
_RUNNING = re.compile(r"公报\s*[（(]?\s*((?:19|20)\d{2})\s*[.．·]\s*(\d{1,2})")
_NUMBERED = re.compile(r"((?:19|20)\d{2})\s*[.．·•]\s*(\d{1,2})")
_DATE_ALONE = re.compile(r"[\d〇○零一二三四五六七八九十]{4}\s*年.{1,4}月.{1,4}日(?:出版|出刊|印制)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(?:印制|出版|编印|印刷|出刊)?")
_PUBLISHED = re.compile(r"发布时间|发布日期|出版|出刊|印制|编印|总号|总第")
_LONGEST = 80
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def read_info(front: Sequence[str], everywhere: Iterable[str], place: str | None, years: Counter[int]) -> GazetteInfo:
    """Return what the front lines and the running heads say; the year falls back to that of most document numbers."""
    lines = [line.strip().translate(_HALF_WIDTH) for line in front if 0 < len(line.strip()) <= _LONGEST]
    running = next((found for text in everywhere if len(text) <= _LONGEST and (found := _RUNNING.search(text))), None)
    running = running or next((found for line in lines if (found := _NUMBERED.fullmatch(line))), None)
    name = _first(_NAME, (*lines, running.string if running else ""))
    year = _first(_YEAR, (line for line in lines if _names_issue(line)))
    if running and not year:
        year = running[1]
    likely = years.most_common(1)[0][0] if years else None
    return GazetteInfo(
        name=_from_place(name, place),
        city=place,
        year=int(year) if year else likely,
        issue=_issue(lines) or (f"{running[1]}.{running[2]}" if running else None),
        serial=_serial(lines),
        published=_published(lines),
    )


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str | None:
    return next((found[1] for line in lines if (found := pattern.search(line))), None)


def _names_issue(line: str) -> bool:
    return bool(_ISSUE.search(line)) or "公报" in line or line.isdigit() or bool(re.fullmatch(r"\d{4}\s*年", line))


def _from_place(name: str | None, place: str | None) -> str | None:
    return name[name.index(place) :] if name and place and place in name else name


def _issue(lines: Sequence[str]) -> str | None:
    found = next((found for line in lines if "总第" not in line[:2] and (found := _ISSUE.search(line))), None)
    return f"第{found[1]}{found[2]}" if found else None


def _serial(lines: Sequence[str]) -> str | None:
    for line in lines:
        if found := _SERIAL_PRINTED.search(line):
            return f"总第{found[1]}{found[2]}"
        if found := _SERIAL_NUMBER.search(line):
            return f"总号{found[1]}"
    return None


def _published(lines: Sequence[str]) -> str | None:
    told = [line for line in lines if _PUBLISHED.search(line) or _DATE_ALONE.fullmatch(line)]
    for line in told:
        iso = _ISO.search(line)
        day = _day(*(int(part) for part in iso.groups())) if iso else parse_date(line)
        if day:
            return day.isoformat()
    month = next((found for line in told if (found := _MONTH.search(line))), None)
    return f"{month[1]}-{int(month[2]):02d}" if month and 1 <= int(month[2]) <= 12 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
