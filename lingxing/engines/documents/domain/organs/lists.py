"""Lists of units as documents print them: 市财政局、教育局，各区人民政府，葛店开发区、临空经济区管委会等."""

import re

from lingxing.engines.documents.domain.organs.groups import COLLECTIVE

_OPEN, _CLOSE, _SEPARATORS = "（(〔[【", "）)〕]】", frozenset("、，,；;。\n\t/")
_MARK = re.compile(r"[（(〔\[【）)〕\]】、，,；;。\n\t/]")
_JOINED = re.compile(
    r"(?<=[局委办部会院行府团司心门位])(?:以及|及其|及|和|与|会同)(?=[市县区省州各有相其]|团市|人行|国网)"
)
_DUTY = re.compile(
    r"(?:等?(?:部门|单位)?(?:按照?(?:各自)?职[责能]分?工?)?(?:分别|共同|具体)?(?:负责|落实)|按照?(?:各自)?职[责能]分工)\Z"
)
_A_LINE_EACH = re.compile(r"(?<=[局委办府会部院心团司队位门])\s*\n\s*(?=[市各省县区州]|团市|人行|国网)")
_WRAPPED = re.compile(r"\s*\n\s*")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_AND_SO_ON = re.compile(r"等(?:相关|有关)?(?:部门|单位|成员单位)?\Z")


def split_unit_list(text: str) -> tuple[str, ...]:
    """Return the names of a list in printed order; brackets and 各县、市、区人民政府 stay whole, a closing 等 goes.

    A line break parts names that are whole on both sides, and joins what it cuts. Brackets that do not pair protect
    nothing.
    """
    text = _WRAPPED.sub("", _A_LINE_EACH.sub("、", _DUTY.sub("", text.strip(" 　。；;，,：:"))))
    names: list[str] = []
    for piece in _pieces(text):
        names.extend(_clean(part) for part in _JOINED.split(piece))
    return tuple(name for name in names if _WORD.search(name))


def _pieces(text: str) -> list[str]:
    marks = list(_MARK.finditer(text))
    paired = sum((mark.group() in _OPEN) - (mark.group() in _CLOSE) for mark in marks) == 0
    whole = [found.span() for found in COLLECTIVE.finditer(text)] if "各" in text else []
    pieces, start, depth, next_whole = [], 0, 0, 0
    for mark in marks:
        at, character = mark.start(), mark.group()
        while next_whole < len(whole) and whole[next_whole][1] <= at:
            next_whole += 1
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        kept = next_whole < len(whole) and whole[next_whole][0] <= at
        if character in _SEPARATORS and not (paired and depth) and not kept:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]


def _clean(name: str) -> str:
    name = re.sub(r"\s+", "", name).strip("：:。“”\"'")
    return _AND_SO_ON.sub("", name) if len(name) > 1 else name
