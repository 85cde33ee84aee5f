"""Lists of documents as tables: 序号, 文件名称, 文号, and perhaps 清理意见 row by row."""

import datetime as dt
import re

from lingxing.engines.documents.domain.model import RelationKind, Table
from lingxing.engines.documents.domain.relations.collecting import Collector, Place
from lingxing.engines.documents.domain.relations.context import Part
from lingxing.engines.documents.domain.relations.effects import extended_until
from lingxing.engines.documents.domain.relations.numbers import first_number
from lingxing.engines.documents.domain.relations.references import Reference, bare_title, find_references
from lingxing.engines.documents.domain.relations.verbs import list_action
from lingxing.kernel.dates import parse_date

_TITLE = re.compile(r"(?:文件|规范性文件|规章)?(?:名称|标题|题目)\Z|文件名")
_NUMBER = re.compile(r"文号|编号|文件号|发文字号")
_LAST_DAY = re.compile(r"有效期|延长|延续|截止")
_ACTION = re.compile(r"清理(?:意见|结果|结论|方式)|处理(?:意见|结果|方式)|备注")


def read_table(table: Table, part: Part, collector: Collector) -> None:
    """Collect what a table does to the documents in its rows: by its own column, its title or the part's title."""
    header = [re.sub(r"\s+", "", cell) for cell in table.header]
    titles = [at for at, cell in enumerate(header) if _TITLE.search(cell)]
    numbers = [at for at, cell in enumerate(header) if _NUMBER.search(cell)]
    actions = [at for at, cell in enumerate(header) if _ACTION.search(cell)]
    lasts = [at for at, cell in enumerate(header) if _LAST_DAY.search(cell)]
    common = list_action(table.title) or list_action(part.title)
    if not titles or not (numbers or common):
        return
    for at, row in enumerate(table.rows, 1):
        reference = _reference(row[titles[0]], row[numbers[0]] if numbers else "")
        own = [list_action(row[column]) for column in actions if column < len(row) and row[column].strip()]
        kind = own[0] if own and own[0] else common
        if reference and kind and not _is_kept(row, actions):
            place = Place(part, f"{table.title or part.title}第{at}行", table.id, table.first_line)
            until = _until(row, lasts) if kind is RelationKind.EXTENDS else None
            collector.add(kind, reference, place, " ".join(cell for cell in row if cell), deadline=until)


def _reference(title: str, number: str) -> Reference | None:
    """Return the document of a row; its number may stand in the title's cell."""
    words = re.sub(r"\s+", "", title)
    inside = next(iter(find_references(words)), None) if words.startswith("《") else bare_title(words)
    name = inside.title if inside else words.strip("《》")
    found = first_number(re.sub(r"\s+", "", number)) or (inside.number if inside else None)
    return Reference(name, found, 0, 0) if name else None


def _until(row: tuple[str, ...], columns: list[int]) -> dt.date | None:
    days = [extended_until(row[at]) or parse_date(row[at].strip()) for at in columns if at < len(row)]
    return next((day for day in days if day), None)


def _is_kept(row: tuple[str, ...], actions: list[int]) -> bool:
    return any("继续有效" in row[column] or "保留" in row[column] for column in actions if column < len(row))
