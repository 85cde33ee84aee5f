"""What was typed into generated forms, by field; rows added to a list and taken out of it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from django.http import QueryDict

from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import Field, FieldKind

_CELL = re.compile(r"(?P<list>\w+)-(?P<row>\d{1,3})-(?P<column>\w+)", re.ASCII)
_ROW_ACT = re.compile(r"(?P<act>add|remove) (?P<list>\w+)(?: (?P<row>\d{1,3}))?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff\x00]")
_NARROW = {
    FieldKind.MONEY,
    FieldKind.RATE,
    FieldKind.QUANTITY,
    FieldKind.COUNT,
    FieldKind.IDENTITY_NUMBER,
    FieldKind.CREDIT_CODE,
    FieldKind.PHONE,
    FieldKind.DATE,
}
"""Kinds whose figures are often typed full-width, or with spaces in them."""
_PARTED = re.compile(r"[ ,_]")
LONGEST = 20_000


def posted_values(fields: Sequence[Field], post: QueryDict) -> dict[str, object]:
    """Return what was typed, by field: a text, or a list of rows without those left empty. Absent fields are empty.

    Half characters and NUL, which no storage takes, are refused.
    """
    rows = _rows(post)
    found: dict[str, object] = {}
    for one in fields:
        if one.kind is FieldKind.ROWS:
            filled = [row for row in rows.get(one.name, []) if any(row.values())]
            found[one.name] = [_cells(one, row) for row in filled]
        else:
            found[one.name] = _plain(one, clean_text(post.get(one.name, "")))
    return found


def _cells(one: Field, row: Mapping[str, str]) -> dict[str, str]:
    return {name: _plain(one.columns[name], text) for name, text in row.items() if name in one.columns}


def _plain(one: Field, text: str) -> str:
    """Return figures as they are read: full-width ones narrow, 1,000 without its comma; an organ that is among the
    choices by its id; words as they are."""
    if one.kind is FieldKind.ORGAN:
        return next((key for key, name in one.choices.items() if name == text), text)
    if one.kind not in _NARROW:
        return text
    narrow = unicodedata.normalize("NFKC", text)
    return narrow if one.kind is FieldKind.PHONE else _PARTED.sub("", narrow)


def all_rows(one: Field, post: QueryDict) -> list[dict[str, str]]:
    """Return the rows of a list as the page showed them, the empty ones too."""
    return _rows(post).get(one.name, [])


def clean_text(text: str) -> str:
    """Return the text without space around it. LingxingError where it is no text, or longer than any field takes."""
    if _HALF.search(text):
        raise LingxingError("填写的内容里有不能使用的字符", remedy="请删去看不见的字符或重新输入")
    if len(text) > LONGEST:
        raise LingxingError(f"填写的内容太长，最多 {LONGEST} 个字", remedy="请缩短，或改为上传材料")
    return text.strip()


def _rows(post: QueryDict) -> dict[str, list[dict[str, str]]]:
    found: dict[str, dict[int, dict[str, str]]] = {}
    for name, value in post.items():
        cell = _CELL.fullmatch(name)
        if cell:
            row = found.setdefault(cell["list"], {}).setdefault(int(cell["row"]), {})
            row[cell["column"]] = clean_text(str(value))
    return {name: [rows[number] for number in sorted(rows)] for name, rows in found.items()}


def with_row_act(fields: Sequence[Field], values: Mapping[str, object], post: QueryDict, act: str) -> dict[str, object]:
    """Return the values with a row added or removed, as `add family` or `remove family 2` says."""
    asked = _ROW_ACT.fullmatch(act)
    one = next((field for field in fields if asked and field.name == asked["list"]), None)
    if asked is None or one is None or one.kind is not FieldKind.ROWS:
        raise LingxingError("没有这种操作", where=act[:40], remedy="请用页面上的按钮")
    rows = all_rows(one, post)
    if asked["act"] == "add" and len(rows) < one.most:
        rows.append({})
    elif asked["act"] == "remove" and asked["row"]:
        rows = [row for number, row in enumerate(rows) if number != int(asked["row"])]
    return {**values, one.name: rows}
