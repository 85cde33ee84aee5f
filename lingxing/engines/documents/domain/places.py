"""Paths to the values of a document that an editor may set, and the values behind them.

A path is made of segments with / between: `date`, `validity/expires_on`, `tasks/task_3/deadline/due_on`,
`units/art_5/text`, `relations/repeals:咸政办发〔2017〕35号/effective_on`. An element of a list is named by its id, a
relation by its kind and the number (or title) it speaks of, a unit of a task by its printed name, a row or cell by its
position from 0. In a name, / is written ~1 and ~ is written ~0. Units and tables are named from the root wherever they
stand.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lingxing.kernel.dates import parse_date
from lingxing.kernel.document_numbers import parse_document_number
from lingxing.kernel.errors import LingxingError

_DATE, _TEXT, _NUMBER, _WHOLE, _NAMES, _UNITS = "date", "text", "number", "whole", "names", "units"
_NAME = r"[^/]+"
_VALIDITY = (
    (r"(?:effective|valid)_text", _TEXT, "原文"),
    ("effective_from", _TEXT, "施行时间（原文）"),
    ("effective_on", _DATE, "施行日期"),
    ("valid_until_or_period", _TEXT, "有效期（原文）"),
    ("valid_for", _TEXT, "有效期"),
    ("expires_on", _DATE, "有效期截止日"),
    ("interpreter", _TEXT, "解释机关"),
)
_FORMS = tuple(
    (re.compile(pattern), form, label)
    for pattern, form, label in (
        ("title", _TEXT, "标题"),
        ("number", _NUMBER, "发文字号"),
        ("issuer", _TEXT, "发文机关"),
        ("date", _DATE, "成文日期"),
        ("kind", _TEXT, "文种"),
        ("recipients", _TEXT, "主送机关"),
        ("public_note", _TEXT, "公开标注"),
        *((f"validity/{field}", form, label) for field, form, label in _VALIDITY),
        (f"instruments/{_NAME}/title", _TEXT, "所附文本标题"),
        (f"instruments/{_NAME}/kind", _TEXT, "所附文本文种"),
        *((f"instruments/{_NAME}/validity/{field}", form, f"所附文本{label}") for field, form, label in _VALIDITY),
        (f"units/{_NAME}/heading", _TEXT, "条文标题"),
        (f"units/{_NAME}/text", _TEXT, "条文"),
        (f"units/{_NAME}/marker", _TEXT, "条文序号（原文）"),
        (f"units/{_NAME}/number", _WHOLE, "条文序号"),
        (f"tables/{_NAME}/title", _TEXT, "表题"),
        (f"tables/{_NAME}/header/{_NAME}", _TEXT, "表头"),
        (rf"tables/{_NAME}/rows/\d+/\d+", _TEXT, "表格单元格"),
        (f"relations/{_NAME}/title", _TEXT, "所涉文件标题"),
        (f"relations/{_NAME}/number", _NUMBER, "所涉文件字号"),
        (f"relations/{_NAME}/kind", _TEXT, "关系"),
        (f"relations/{_NAME}/(?:effective_on|deadline)", _DATE, "所涉文件日期"),
        (f"tasks/{_NAME}/text", _TEXT, "任务内容"),
        (f"tasks/{_NAME}/lead_units", _UNITS, "牵头单位"),
        (f"tasks/{_NAME}/responsible_units", _UNITS, "责任单位"),
        (f"tasks/{_NAME}/supporting_units", _UNITS, "配合单位"),
        (f"tasks/{_NAME}/(?:lead|responsible|supporting)_units/{_NAME}/organs", _NAMES, "单位全称"),
        (f"tasks/{_NAME}/deadline/due_on", _DATE, "完成期限"),
        (f"tasks/{_NAME}/deadline/(?:text|kind)", _TEXT, "完成期限（原文）"),
        (f"tasks/{_NAME}/indicators/{_NAME}/due_on", _DATE, "指标期限"),
        (f"tasks/{_NAME}/indicators/{_NAME}/(?:value|unit|comparator|name)", _TEXT, "指标"),
    )
)
_NULLABLE = frozenset(
    {"number", "issuer", "date", "recipients", "public_note", "interpreter", "deadline", "due_on", "valid_for"}
    | {"effective_from", "effective_on", "valid_until_or_period", "expires_on"}
)


class LostPlace(LookupError):
    """The path leads nowhere in this text."""


def place_label(path: str) -> str:
    """Return what the value is called in Chinese; LingxingError where no editor may set it."""
    return _form(path)[1]


def read_value(path: str, text: str) -> object:
    """Return the JSON value that `text`, typed by a person, means at `path`.

    Dates may be written 2024-06-07 or 2024年6月7日, several units with 、 between, numbers with any brackets; nothing
    typed means that there is no value. LingxingError where the text has not the value's form.
    """
    form, label = _form(path)
    typed = text.strip()
    if not typed and form in (_NAMES, _UNITS):
        return []
    if not typed and path.rsplit("/", 1)[-1] in _NULLABLE:
        return None
    try:
        return _READERS[form](typed)
    except ValueError as error:
        raise LingxingError(f"“{typed}”不能作为{label}", where=label, remedy=str(error)) from None


def value_at(said: Mapping[str, Any], path: str) -> object:
    """Return the value at `path` of a document laid out as JSON values; LostPlace where the path leads nowhere."""
    holder, last = _holder(said, path)
    return holder[last]


def set_value(said: Mapping[str, Any], path: str, value: object) -> None:
    """Put `value` at `path` in a document laid out as JSON values; LostPlace where the path leads nowhere."""
    holder, last = _holder(said, path)
    holder[last] = value


def segment(name: str) -> str:
    """Return a list element's name as it stands in a path."""
    return name.replace("~", "~0").replace("/", "~1")


def relation_name(kind: str, number: str | None, title: str) -> str:
    """Return how a relation is named in a path, not yet escaped."""
    return f"{kind}:{number or title}"


def _form(path: str) -> tuple[str, str]:
    for pattern, form, label in _FORMS:
        if pattern.fullmatch(path):
            return form, label
    raise LingxingError("这一项不能更正", where=path, remedy="请从页面上选择要更正的内容")


def _holder(said: Mapping[str, Any], path: str) -> tuple[Any, Any]:
    names = [name.replace("~1", "/").replace("~0", "~") for name in path.split("/")]
    node: Any = said
    if names[0] in ("units", "tables") and len(names) > 2:
        node = _standing_anywhere(said, names[0], names[1])
        names = names[2:]
    for name in names[:-1]:
        node = node[_step(node, name)]
    return node, _step(node, names[-1])


def _step(node: object, name: str) -> str | int:
    if isinstance(node, dict) and name in node:
        return name
    if isinstance(node, list):
        found = next((at for at, element in enumerate(node) if name in _names_of(element)), None)
        if found is not None:
            return found
        if name.isascii() and name.isdecimal() and int(name) < len(node) and not isinstance(node[int(name)], dict):
            return int(name)
    raise LostPlace(name)


def _names_of(element: object) -> tuple[str, ...]:
    if not isinstance(element, dict):
        return ()
    if "id" in element:
        return (element["id"],)
    if "instructions" in element:
        return (relation_name(element["kind"], element["number"], element["title"]),)
    return (element.get("printed") or element.get("name") or "",)


def _standing_anywhere(said: Mapping[str, Any], sort: str, name: str) -> Any:
    candidates = _all_units(said) if sort == "units" else _all_tables(said)
    for element in candidates:
        if element["id"] == name:
            return element
    raise LostPlace(name)


def _all_units(said: Mapping[str, Any]) -> Iterable[Any]:
    waiting = [*said["notice"]]
    for part in (*said["instruments"], *said["annexes"]):
        waiting += part["units"]
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(unit["children"])


def _all_tables(said: Mapping[str, Any]) -> Iterable[Any]:
    return (table for part in (*said["instruments"], *said["annexes"]) for table in part["tables"])


def _read_date(typed: str) -> str:
    try:
        return (parse_date(typed) or dt.date.fromisoformat(typed)).isoformat()
    except ValueError:
        raise ValueError("请写作 2024-06-07 或 2024年6月7日，且须是存在的日期") from None


def _read_number(typed: str) -> str:
    number = parse_document_number(typed)
    if number is None or not number.prefix:
        raise ValueError("请写全机关代字、年份和序号，例如 临政办发〔2024〕11号")
    return str(number)


def _read_whole(typed: str) -> int:
    if not typed.isascii() or not typed.isdecimal():
        raise ValueError("请写阿拉伯数字")
    return int(typed)


def _read_names(typed: str) -> list[str]:
    return [name.strip() for name in re.split(r"[、，,;；\n]", typed) if name.strip()]


def _read_units(typed: str) -> list[dict[str, object]]:
    return [{"printed": name, "organs": []} for name in _read_names(typed)]


_READERS: Mapping[str, Callable[[str], object]] = {
    _DATE: _read_date,
    _TEXT: str,
    _NUMBER: _read_number,
    _WHOLE: _read_whole,
    _NAMES: _read_names,
    _UNITS: _read_units,
}
