"""What values are called in Chinese, for pages, papers and the API's messages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from lingxing.engines.documents.domain.corrections import MarkState
from lingxing.engines.documents.domain.diff import ChangeKind
from lingxing.engines.documents.domain.model import (
    Comparator,
    Confidence,
    DeadlineKind,
    ProblemKind,
    RelationKind,
    RepairKind,
)
from lingxing.engines.documents.domain.status import EventKind, Status, StatusState
from lingxing.kernel.dates import format_date

_STATES = {
    StatusState.NOT_YET: "尚未施行",
    StatusState.IN_FORCE: "现行有效",
    StatusState.EXPIRING: "即将到期",
    StatusState.MUST_BE_REVISED: "限期修改",
    StatusState.EXPIRED: "已过有效期",
    StatusState.REPEALED: "已废止",
    StatusState.LAPSED: "已失效",
}
_EVENTS = {
    EventKind.SIGNED: "成文",
    EventKind.EFFECTIVE: "施行",
    EventKind.AMENDED: "修改",
    EventKind.REVISION_ORDERED: "被要求修改",
    EventKind.REVISION_DUE: "修改期限届满",
    EventKind.EXTENDED: "延长有效期",
    EventKind.EXPIRES: "有效期届满",
    EventKind.REPEALED: "废止",
    EventKind.LAPSED: "失效",
}
_RELATIONS = {
    RelationKind.REPEALS: "废止",
    RelationKind.LAPSES: "宣布失效",
    RelationKind.AMENDS: "修改",
    RelationKind.MUST_REVISE: "要求修改",
    RelationKind.EXTENDS: "延长有效期",
    RelationKind.IMPLEMENTS: "贯彻落实",
    RelationKind.CITES: "引用",
}
_INCOMING = {
    RelationKind.REPEALS: "被下列文件废止",
    RelationKind.LAPSES: "被下列文件宣布失效",
    RelationKind.AMENDS: "被下列文件修改",
    RelationKind.MUST_REVISE: "被下列文件要求修改",
    RelationKind.EXTENDS: "被下列文件延长有效期",
    RelationKind.IMPLEMENTS: "由下列文件贯彻落实",
    RelationKind.CITES: "被下列文件引用",
}
_DEADLINES = {
    DeadlineKind.DATE: "限期",
    DeadlineKind.PERIOD: "期间",
    DeadlineKind.CONTINUOUS: "持续实施",
    DeadlineKind.RECURRING: "定期",
}
_COMPARATORS = {
    Comparator.AT_LEAST: "不低于",
    Comparator.AT_MOST: "不超过",
    Comparator.ABOVE: "高于",
    Comparator.BELOW: "低于",
    Comparator.EQUAL: "达到",
    Comparator.ABOUT: "约",
}
_REPAIRS = {
    RepairKind.DOUBLED_TEXT: "重影文字",
    RepairKind.SPACING: "多余空格",
    RepairKind.PUNCTUATION: "标点",
    RepairKind.MARKUP: "网页标记",
    RepairKind.BROKEN_LINE: "断行",
    RepairKind.PAGE_FURNITURE: "页码页眉",
    RepairKind.SPAM: "混入网址",
    RepairKind.DOCUMENT_NUMBER: "发文字号",
    RepairKind.DATE: "日期",
    RepairKind.MARKER: "条款序号",
    RepairKind.TABLE: "表格",
    RepairKind.MISPLACED: "错位",
    RepairKind.TITLE: "标题",
}
_PROBLEMS = {
    ProblemKind.LOST_TEXT: "文字缺失",
    ProblemKind.LOST_MARKER: "序号缺失",
    ProblemKind.NUMBERING: "编号不连续",
    ProblemKind.DATE: "日期存疑",
    ProblemKind.DOCUMENT_NUMBER: "字号存疑",
    ProblemKind.ISSUER: "机关存疑",
    ProblemKind.TITLE: "标题存疑",
    ProblemKind.UNPAIRED: "符号不成对",
    ProblemKind.TABLE: "表格存疑",
    ProblemKind.UNIT_NAME: "单位未识别",
    ProblemKind.ANNEX_MISSING: "附件未刊印",
    ProblemKind.CONTENTS: "与目录不符",
    ProblemKind.ORDER: "次序存疑",
}
_CONFIDENCES = {Confidence.CERTAIN: "确定", Confidence.LIKELY: "很可能"}
_CHANGES = {
    ChangeKind.ADDED: "新增",
    ChangeKind.REMOVED: "删去",
    ChangeKind.CHANGED: "改动",
    ChangeKind.MOVED: "移动",
}
_MARKS = {
    MarkState.APPLIED: "已更正",
    MarkState.AGREES: "已确认",
    MarkState.CONFLICT: "已更正，原文另有变化",
    MarkState.LOST: "更正未能套用",
}
_ROLES = {"lead": "牵头", "responsible": "责任", "supporting": "配合"}
_LABELS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    StatusState: _STATES,
    EventKind: _EVENTS,
    RelationKind: _RELATIONS,
    DeadlineKind: _DEADLINES,
    Comparator: _COMPARATORS,
    RepairKind: _REPAIRS,
    ProblemKind: _PROBLEMS,
    Confidence: _CONFIDENCES,
    ChangeKind: _CHANGES,
    MarkState: _MARKS,
}


def label(value: StrEnum) -> str:
    """Return what the value is called in Chinese."""
    return _LABELS[type(value)][value]


def incoming_label(kind: RelationKind) -> str:
    """Return what the relation is called from the side of the document that it speaks of."""
    return _INCOMING[kind]


def role_label(role: str) -> str:
    """Return 牵头, 责任 or 配合 for the role of a unit in a task."""
    return _ROLES.get(role, role)


def status_sentence(status: Status) -> str:
    """Return the status with its days: 现行有效，2024年6月7日起施行，有效期至2029年6月6日."""
    return "，".join(part for part in (label(status.state), status_days(status)) if part)


def status_days(status: Status) -> str:
    """Return the days of a status alone, empty where none is known."""
    parts: list[str] = []
    if status.state in (StatusState.REPEALED, StatusState.LAPSED, StatusState.EXPIRED):
        if status.until:
            parts.append(f"最后有效日为{format_date(status.until)}")
        return "，".join(parts)
    if status.since:
        parts.append(f"{format_date(status.since)}起施行")
    if status.revise_by:
        parts.append(f"须在{format_date(status.revise_by)}前完成修改")
    if status.until and status.until != status.revise_by:
        parts.append(f"有效期至{format_date(status.until)}")
    return "，".join(parts)
