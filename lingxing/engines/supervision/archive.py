"""The bound file of a matter (art. 6(7)): cover, index, course, records, every paper, and what was handed in."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from lingxing.engines.cases.queries.binding import BoundPaper, HandedIn, bound_papers, handed_in_files
from lingxing.engines.cases.queries.course import Course, course_of
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.archived_files import volume_files
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.findings import findings
from lingxing.engines.supervision.queries.records import ShownRecord, item_for, records_of
from lingxing.engines.supervision.queries.sight import office_of
from lingxing.engines.supervision.services.recording import stream_of
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import LingxingError
from lingxing.printing.binding import Bound, Volume
from lingxing.printing.binding import HandedIn as VolumeFile
from lingxing.printing.characters import file_name
from lingxing.printing.coverage import covered
from lingxing.printing.typesetting import typeset

_LAYOUT = Path(__file__).parent / "layout" / "archive.typ"


@dataclass(frozen=True, slots=True)
class Archive:
    """The file of a matter, open at its beginning, and its name. Whoever has it closes it."""

    name: str
    content: BinaryIO


def archive_of(account: Account, item_id: UUID, at: dt.datetime) -> Archive:
    """Return the bound file of a matter that has been concluded, for its office; the ledger says who took it.

    Files handed in follow the papers page by page; what has no pages of its own lies inside as an attachment.
    NotAllowed for others, LingxingError before the matter is concluded.
    """
    day = at.astimezone(SHANGHAI).date()
    item, _ = item_for(account, item_id, day)
    office_of(account, item.case.package, day)
    if item.concluded_on is None and not item.closed:
        raise LingxingError("还没有办结，不能立卷", where=item.number, remedy="办结后再生成案卷")
    # Read as it is sent: a matter's files may be many times what one process should hold.
    content = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        _bind(content, account, item, at)
        record(stream_of(item.pk), "bind_file", account.actor, {"item": item.number}, at, article="第六条第（七）项")
    except BaseException:
        content.close()
        raise
    content.seek(0)
    return Archive(file_name(f"{item.number} {item.heading} 督查案卷", "pdf", item.number), content)


def _bind(target: BinaryIO, account: Account, item: Item, at: dt.datetime) -> None:
    day, fonts = at.astimezone(SHANGHAI).date(), [settings.FONT_DIRECTORY] if settings.FONT_DIRECTORY else []
    title = f"督查案卷 {item.number}"
    cases = [item.case_id, *(unit.case_id for unit in item.units.all() if unit.case_id)]
    files, records = handed_in_files(cases), list(reversed(records_of(item, every=True)))
    data: dict[str, object] = {
        "title": title,
        "heading": item.heading,
        "cover": _cover(item, at),
        "tables": [_course_table([course_of(case, day) for case in cases]), _files_table(files), _findings_table(item)],
        "records": [_record(one) for one in records],
        "papers": [_paper(one) for one in bound_papers(cases)],
    }
    if not files and not any(one.files for one in records):
        target.write(_papers(data, [], title, at, fonts))
        return
    volume = Volume(target)
    bound = [volume.take(_printable(one, fonts)) for one in volume_files(account, files, records, day)]
    volume.close(_papers(data, bound, title, at, fonts), title=title, moment=at, font_directories=fonts)


def _printable(one: VolumeFile, fonts: list[Path]) -> VolumeFile:
    lines = tuple(covered(line, fonts).text for line in one.lines)
    return replace(one, title=covered(one.title, fonts).text, lines=lines)


def _papers(data: dict[str, object], bound: Sequence[Bound], title: str, at: dt.datetime, fonts: list[Path]) -> bytes:
    handed = [{"title": one.title, "after": one.after, "told": one.told} for one in bound]
    whole = {**data, "handed": handed, "sheets": sum(one.sheets for one in bound)}
    return typeset(
        _LAYOUT.read_bytes(), _covered(whole, fonts), title=title, moment=at, font_directories=fonts, archival=True
    )


def _covered(value: object, fonts: list[Path]) -> dict[str, object]:
    made = _each(value, fonts)
    return made if isinstance(made, dict) else {}


def _each(value: object, fonts: list[Path]) -> object:
    if isinstance(value, str):
        return covered(value, fonts).text
    if isinstance(value, list | tuple):
        return [_each(one, fonts) for one in value]
    return {key: _each(one, fonts) for key, one in value.items()} if isinstance(value, dict) else value


def _cover(item: Item, at: dt.datetime) -> list[list[str]]:
    joint = "、".join(unit.organ.name for unit in item.units.select_related("organ") if unit.case_id)
    days = (
        ("登记", item.registered_on),
        ("交办", item.assigned_on),
        ("时限", item.due_on),
        ("报告办结", item.reported_on),
        ("办结", item.concluded_on),
    )
    rows = [
        ["编号", item.number],
        ["督查事项", item.heading],
        ["来源", f"{item.get_source_display()}　{item.origin}{item.place}".strip()],
        ["主办单位", item.lead.name if item.lead else ""],
        ["会办单位", joint],
        *([label, format_date(day)] for label, day in days if day),
        ["生成时间", f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"],
    ]
    return [row for row in rows if row[1]]


def _course_table(courses: list[Course]) -> dict[str, object]:
    done = sorted(((one.at, course, one) for course in courses for one in course.done), key=lambda row: row[0])
    rows = [
        [f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", course.number, one.label, one.article, str(one.entry)]
        for at, course, one in done
    ]
    return _table("办理经过", ("时间", "编号", "步骤", "条款", "台账序号"), (4, 4, 6, 4, 2), rows)


def _files_table(files: list[HandedIn]) -> dict[str, object]:
    rows = [[one.case_number, one.paper, one.name, one.by, f"{one.size}"] for one in files]
    return _table("随件材料", ("编号", "材料", "文件", "提交", "字节"), (4, 4, 6, 5, 2), rows)


def _findings_table(item: Item) -> dict[str, object]:
    rows = [
        [
            format_date(one.row.found_on),
            one.act_label,
            one.ground.label,
            {None: "未决定", True: "已采纳", False: f"不采纳：{one.reason}"}[one.row.taken],
        ]
        for one in findings(item=item.pk, open_only=False)
    ]
    return _table("系统提示与决定", ("日期", "提示", "情形", "决定"), (3, 3, 5, 6), rows)


def _table(title: str, columns: tuple[str, ...], widths: tuple[int, ...], rows: list[list[str]]) -> dict[str, object]:
    return {"title": title, "columns": list(columns), "widths": list(widths), "rows": rows}


def _record(one: ShownRecord) -> dict[str, object]:
    return {"title": f"督查记录：{one.kind_label}", "rows": list(_record_rows(one))}


def _record_rows(one: ShownRecord) -> Iterator[list[str]]:
    yield ["时间", f"{one.row.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"]
    drawn = f"{one.row.draw.title}（{one.row.draw.commitment}）" if one.row.draw else ""
    said = (
        ("地点", one.row.place),
        ("督查组", one.team),
        ("接触的人", one.spoken_to),
        ("情况", one.found),
        ("结论", one.conclusion),
        ("随机抽取", drawn),
        ("照片和材料", "；".join(file.name for file in one.files)),
    )
    yield from ([label, text] for label, text in said if text)


def _paper(one: BoundPaper) -> dict[str, object]:
    return {
        "title": one.title,
        "number": one.number,
        "organ": one.organ,
        "date": one.date,
        "paragraphs": list(one.paragraphs),
        "rows": [list(row) for row in one.rows],
        "digest": one.digest,
    }
