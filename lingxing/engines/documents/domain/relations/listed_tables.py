"""Lists of documents as tables: 序号, 文件名称, 文号, and perhaps 清理意见 row by row."""

import re

from lingxing.engines.documents.domain.model import Table
from lingxing.engines.documents.domain.relations.collecting import Collector, Place
from lingxing.engines.documents.domain.relations.context import Part
from lingxing.engines.documents.domain.relations.numbers import first_number
from lingxing.engines.documents.domain.relations.references import Reference
from lingxing.engines.documents.domain.relations.verbs import list_action

_TITLE = re.compile(r"(?:文件|规范性文件|规章)?(?:名称|标题|题目)\Z|文件名")
_NUMBER = re.compile(r"文号|编号|文件号|发文字号")
_ACTION = re.compile(r"清理(?:意见|结果|结论|方式)|处理(?:意见|结果|方式)|备注")


def read_table(table: Table, part: Part, collector: Collector) -> None:
    """Collect what a table does to the documents in its rows: by its own column, its title or the part's title."""
    header = [re.sub(r"\s+", "", cell) for cell in table.header]
    titles = [at for at, cell in enumerate(header) if _TITLE.search(cell)]
    numbers = [at for at, cell in enumerate(header) if _NUMBER.search(cell)]
    actions = [at for at, cell in enumerate(header) if _ACTION.search(cell)]
    if not titles or not numbers:
        return
    common = list_action(table.title) or list_action(part.title)
    for at, row in enumerate(table.rows, 1):
        title = re.sub(r"\s+", "", row[titles[0]]).strip("《》")
        number = first_number(re.sub(r"\s+", "", row[numbers[0]]))
        own = [list_action(row[column]) for column in actions if column < len(row) and row[column].strip()]
        kind = own[0] if own and own[0] else common
        if title and kind and not _is_kept(row, actions):
            place = Place(part, f"{table.title or part.title}第{at}行", table.id, table.first_line)
            collector.add(kind, Reference(title, number, 0, 0), place, " ".join(cell for cell in row if cell))


def _is_kept(row: tuple[str, ...], actions: list[int]) -> bool:
    return any("继续有效" in row[column] or "保留" in row[column] for column in actions if column < len(row))
