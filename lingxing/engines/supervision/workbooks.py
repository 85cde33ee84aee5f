"""Workbooks of supervision: what units fill in and send back, and the form by which matters are imported."""

from collections.abc import Iterable

from lingxing.engines.supervision.domain.answers import COLUMNS as ANSWER_COLUMNS
from lingxing.engines.supervision.domain.answers import KIND, TEXT, WAYS
from lingxing.engines.supervision.domain.entries import COLUMNS as ENTRY_COLUMNS
from lingxing.engines.supervision.models import Source
from lingxing.engines.supervision.queries.units import UnitLine
from lingxing.engines.supervision.sheets import Sheet, workbook

_TRUTH = ("是", "否")
_TOLD = ("列", "怎么填")
_HELPS = ("会办答复",)
_LEADS = tuple(way for way in WAYS if way not in _HELPS)


def answer_workbook(lines: Iterable[UnitLine]) -> bytes:
    """Return the workbook of these matters for their units to fill in; a second sheet says how."""
    rows = [
        (
            line.case_number,
            line.item.heading,
            line.requirement,
            line.role_label,
            line.due.isoformat() if line.due else "",
            line.state_label,
            str(line.revision),
            "",
            "",
            "",
        )
        for line in lines
    ]
    told = [
        ("编号、版本", "不要改动：交回时靠它们认出是哪一件、下载以后有没有新的办理。"),
        ("填报类型", f"主办的填：{'、'.join(_LEADS)}；会办的填：{'、'.join(_HELPS)}。不填报的行留空。"),
        ("填报内容", "写清做了什么、到了什么程度。附件请在网页上随填报上传。"),
        ("预计办结日期", "只有延期说明要填，写作 2026-01-05。"),
        ("交回", "在“本单位督办”页上传。每行单独收下、并入或退回，退回的写明原因，不会只收一半。"),
    ]
    return workbook([Sheet("填报", ANSWER_COLUMNS, rows, {KIND: tuple(WAYS)}, (TEXT,)), Sheet("说明", _TOLD, told)])


def entry_workbook() -> bytes:
    """Return the empty workbook by which matters are imported; a second sheet says how."""
    told = [
        ("来源", "、".join(Source.labels)),
        ("主办单位、会办单位", "写机构名录中的名称或别名；会办单位之间用顿号分开。"),
        ("承办形式", "有会办单位的填合办或者分办，不填按合办。"),
        ("时限", "写作 2026-01-05；没有规定的留空，按30个工作日。"),
        ("特别紧急、重大事项", "填“是”，否则留空。"),
    ]
    words = {"来源": Source.labels, "承办形式": ("独办", "合办", "分办"), "特别紧急": _TRUTH, "重大事项": _TRUTH}
    empty = Sheet("督查事项", ENTRY_COLUMNS, [], words, ("督查事项", "工作要求"))
    return workbook([empty, Sheet("说明", _TOLD, told)])
