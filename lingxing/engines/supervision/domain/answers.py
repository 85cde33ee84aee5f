"""The workbook that goes out with an assignment and comes back filled in: its rows, read and judged one by one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lingxing.kernel.errors import LingxingError

COLUMNS = (
    *("编号", "督查事项", "工作要求", "承办", "时限", "目前状态", "版本（勿改）"),
    *("填报类型", "填报内容", "预计办结日期"),
)
NUMBER, REVISION, KIND, TEXT, EXPECTED = "编号", "版本（勿改）", "填报类型", "填报内容", "预计办结日期"
_NEEDED = (NUMBER, REVISION, KIND, TEXT, EXPECTED)
MOST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Way:
    """What a unit may fill in: the acts that it may be, in the order tried, and the field that takes the words."""

    acts: tuple[str, ...]
    field: str
    dated: bool = False
    """Whether the day on which it will be done goes with it."""


WAYS: Mapping[str, Way] = {
    "办结": Way(("report",), "report_text"),
    "进展": Way(("progress_monthly", "progress"), "progress_note"),
    "延期说明": Way(("explain_delay",), "delay_reason", dated=True),
    "会办答复": Way(("answer",), "answer_text"),
}
HARMLESS = frozenset({"call", "name_tracker", "inspect_jointly", "commission", "report_commission"})
"""Acts of the office that leave what a unit has to answer as it was: an answer is joined to them, not refused."""


class Standing(StrEnum):
    """What became of a row."""

    CHANGED = "changed"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """Return the word for it in Chinese."""
        return {"changed": "已收下", "merged": "已并入", "unchanged": "没有填报", "refused": "没有收"}[self.value]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row as it came back. `wrong` says why it can't be taken whatever the matter's state, empty where it can."""

    place: int
    number: str
    revision: int | None
    way: Way | None
    text: str
    expected: dt.date | None
    wrong: str = ""

    @property
    def empty(self) -> bool:
        """Return whether nothing was filled in."""
        return not (self.wrong or self.way or self.text or self.expected)


@dataclass(frozen=True, slots=True)
class Since:
    """An act that was done after the workbook went out."""

    act: str
    label: str
    day: dt.date


def read_answers(rows: Sequence[Sequence[str]]) -> list[AnswerRow]:
    """Return the rows of a workbook that came back. LingxingError where it is not the one that went out."""
    heads = [head.strip() for head in rows[0]] if rows else []
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        told = f"表头缺少：{'、'.join(missing)}"
        raise LingxingError(told, where="填报表", remedy="请用下载的表格填写，不要改动表头")
    places = {name: heads.index(name) for name in _NEEDED}
    cells = ({name: row[at] if at < len(row) else "" for name, at in places.items()} for row in rows[1:])
    return [_read(place, row) for place, row in enumerate(cells, 2) if any(row.values())]


def _read(place: int, row: Mapping[str, str]) -> AnswerRow:
    number, kind, text = row[NUMBER].strip(), row[KIND].strip(), row[TEXT].strip()
    version, given = row[REVISION].strip(), row[EXPECTED].strip()
    revision = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None
    expected, wrong_day = _day(given)
    if not (kind or text or given):
        return AnswerRow(place, number, revision, None, "", None)
    way = WAYS.get(kind)
    wrong = _wrong(number, revision, kind, way, text) or wrong_day or _undated(way, expected)
    return AnswerRow(place, number, revision, way, text, expected, wrong)


def _wrong(number: str, revision: int | None, kind: str, way: Way | None, text: str) -> str:
    if not number:
        return "没有编号，认不出是哪一件；请重新下载表格，不要改动编号"
    if revision is None:
        return "版本被改动或删去了，请重新下载表格"
    if way is None:
        return (
            f"填报类型“{kind}”不认识，可填：{'、'.join(WAYS)}" if kind else f"没有写填报类型，可填：{'、'.join(WAYS)}"
        )
    if not text:
        return "没有写填报内容；请写明做了什么，不报的把填报类型也清空"
    return f"填报内容超过{MOST_TEXT}字，请精简，细节作为附件在网页上交" if len(text) > MOST_TEXT else ""


def _undated(way: Way | None, expected: dt.date | None) -> str:
    return "延期说明要写预计办结日期，写作 2026-01-05" if way is not None and way.dated and expected is None else ""


def _day(text: str) -> tuple[dt.date | None, str]:
    if not text:
        return None, ""
    try:
        return dt.date.fromisoformat(text.replace("/", "-")), ""
    except ValueError:
        return None, f"预计办结日期“{text[:20]}”不是日期，请写作 2026-01-05"


def moved_on(since: Sequence[Since]) -> str:
    """Return why an answer that was written before these acts is refused; empty where it may be joined to them."""
    blocking = [one for one in since if one.act not in HARMLESS]
    if not blocking:
        return ""
    told = "、".join(f"{one.day.month}月{one.day.day}日{one.label}" for one in blocking)
    return f"表格下载以后已有新的办理：{told}。请重新下载后填报"
