"""The table of data that a web page prints above a paper: 索引号, 发文机关, 发文字号, 有效性…"""

import re
from collections.abc import Sequence

_TEXT_KEYS = r"(?:信息|文件|公文)?名称|标题|发文字号|文号|文件(?:编号|字号)"
_KEYS = re.compile(
    rf"{_TEXT_KEYS}|(?:信息)?索引号|公开目录|(?:信息|主题|体裁|组配|所属)?分类|所属主题|主题词|关键[词字]|内容概述"
    r"|(?:发文|发布|制发|制文)(?:机关|机构|单位)|(?:公开)?责任部门|(?:信息)?来源|服务对象"
    r"|(?:成文|发文|发布|生成|公开|印发|写作|实施|生效|失效|废止)(?:日期|时间)|效力状态|有效性|是否有效|文件状态|时效性?"
    r"|公文种类|文种|公开(?:方式|形式|范围|时限|程序|类型)|(?:规范性文件)?(?:统一)?(?:登记号|编号)"
)
_KEPT = re.compile(_TEXT_KEYS)
_BULLET = re.compile(r"^\s*[-•·*|]\s*")
_TIME = re.compile(r"\s*\d{4}[年\-./]\s*\d{1,2}[月\-./]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*")
_PAIR = re.compile(r"(?P<key>[^:：]{2,14})[:：](?P<value>.*)")
_GAP = re.compile(r"\t+|\s{2,}(?=[^\s:：]{2,10}\s*[:：])")
_LEAST, _LONGEST, _LOOKED_BELOW = 3, 300, 30
_NOTHING = frozenset(("", "无", "暂无", "/", "-", "——"))

Pairs = list[tuple[str, str]]


def page_data(texts: Sequence[str], cells: Sequence[Sequence[str] | None]) -> dict[int, str]:
    """Return the lines of such a table by index, each with what of it belongs to the text.

    Lines in a row with three keys or more are such a table. Its title and number belong to the text only when they
    aren't printed again below.
    """
    kept: dict[int, str] = {}
    run: dict[int, Pairs] = {}
    for at in range(len(texts) + 1):
        pairs = _pairs(texts[at], cells[at]) if at < len(texts) else []
        if not pairs and run and at < len(texts) and (key := _waiting(run, texts, at)):
            pairs = [(key, texts[at].strip())]
        if pairs:
            run[at] = pairs
        elif run:
            if sum(len(found) for found in run.values()) >= _LEAST:
                below = _squeezed("".join(texts[at : at + _LOOKED_BELOW]))
                kept.update((one, _text_of(found, below)) for one, found in run.items())
            run = {}
    return kept


def _pairs(text: str, cells: Sequence[str] | None) -> Pairs:
    """Return the keys and values of a line that holds nothing else."""
    if cells is None and (not 2 <= len(text) <= _LONGEST or text[-1] in "。；"):
        return []
    pieces = list(cells) if cells else _GAP.split(_BULLET.sub("", text))
    found: Pairs = []
    waiting = ""
    for piece in pieces:
        if found and not waiting and piece.strip() in ("", found[-1][1]):
            continue
        pair = _PAIR.fullmatch(piece.strip())
        key = _squeezed(pair["key"] if pair else piece).rstrip(":：")
        if waiting and not _KEYS.fullmatch(key):
            found.append((waiting, piece.strip()))
            waiting = ""
        elif waiting or not _KEYS.fullmatch(key):
            return []
        elif pair and pair["value"].strip():
            found.append((key, pair["value"].strip()))
        else:
            waiting = key
    if waiting and not (len(pieces) == 1 and text.rstrip().endswith((":", "："))):
        return []
    return [*found, (waiting, "")] if waiting else found


def _waiting(run: dict[int, Pairs], texts: Sequence[str], at: int) -> str:
    """Return the key alone on the line above, when this line is its value: another key or nothing follows."""
    above = run.get(at - 1)
    if not above or above[-1][1] or len(texts[at]) > _LONGEST:
        return ""
    follows = _pairs(texts[at + 1], None) if at + 1 < len(texts) else []
    return above[-1][0] if follows or _TIME.fullmatch(texts[at]) else ""


def _text_of(pairs: Pairs, below: str) -> str:
    for key, value in pairs:
        if _KEPT.fullmatch(key) and value not in _NOTHING and _squeezed(value) not in below:
            return value
    return ""


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
