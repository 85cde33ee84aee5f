"""What belongs to the page or the web site and not to any document."""

import re
from collections import Counter
from collections.abc import Sequence

from lingxing.engines.documents.domain.repair.characters import HAN

_PAGE_NUMBER = re.compile(
    r"\s*(?:[—–－\-―·•~]+\s*\d{1,4}\s*[—–－\-―·•~]*|\d{1,4}\s*[—–－―·•~]+"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}\s*页?)\s*"
)
_RUNNING_HEAD = re.compile(
    rf"\s*[{HAN}·]{{0,12}}?人民政府(?:办公[室厅])?公报\s*[（(]?\s*(?:19|20)\d{{2}}\s*"
    rf"(?:[.．·]\s*\d{{1,2}}|年\s*(?:第\s*\d{{1,2}}\s*[期号]|\d{{1,2}}\s*月).{{0,12}})\s*[)）]?\s*"
)
_ISSUE_FIRST = re.compile(rf"\s*(?:19|20)\d{{2}}\s*[.．·]\s*\d{{1,2}}\s*[{HAN}]{{2,12}}公报[{HAN}]{{0,6}}\s*")
_SITE = re.compile(
    r"\s*(?:[•·]\s*)?(?:字号\s*[:：].{0,40}|分享到\s*[:：]?.{0,40}|【?\s*(?:打印|关闭|收藏)(?:本页|窗口|此页)?\s*】?.{0,20}"
    r"|责任编辑\s*[:：].{0,30}|扫一扫.{0,30}|【?字体\s*[:：].{0,40}|当前位置\s*[:：].{0,80}|首页\s*[>＞].{0,80}|附件下载\s*[:：]?.{0,80}|(?:浏览|点击|阅读)(?:次数|量|数)\s*[:：]?\s*\d*\s*次?"
    r"|(?:索引号|信息来源|来源|作者|发布时间|发布日期|发文日期|信息分类|主题分类)\s*[:：].{0,60}"
    r"|(?:返回|回到)(?:顶部|首页|上一页|列表)|上一[篇条].{0,80}|下一[篇条].{0,80}|版权所有.{0,80}|.{0,20}ICP备.{0,30})\s*"
)
_DATA = re.compile(
    r"\s*(?:[•·]\s*)?(?P<key>索\s*引\s*号|发文机[关构]|发布机[关构]|制发机关|来\s*源|内容概述|成文日期|发文日期|生效日期|失效日期|废止日期|效力状态|有效性|文件状态|主题词|主题分类|体裁分类"
    r"|组配分类|公开日期|公开形式|公开方式|信息来源|发布日期|标\s*题|名\s*称|发文字号|文\s*号)\s*[:：]\s*(?P<value>.{0,160})"
)
_TIME = re.compile(r"\s*\d{4}[年\-./]\s*\d{1,2}[月\-./]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*")
_KEY = re.compile("[:：]")
_KEPT = ("标题", "名称", "发文字号", "文号")
_LEAST_DATA, _LONGEST_DATA, _LOOKED_BELOW = 3, 200, 30
_FIELD = re.compile(r"\s*[•·]\s*(?:主办单位|公报年份|总号|期号|发布时间|期刊名称|出版日期|刊期)\s*[:：].{0,40}")
_ISSUE_LINE = re.compile(rf"\s*[{HAN}]{{2,12}}公报\s*[（(]\s*\d{{4}}\s*年?\s*第?\s*\d{{1,3}}\s*[期号]\s*[)）]\s*")
_REPEATED_HEAD_AT_LEAST = 3


def page_heads(texts: Sequence[str]) -> frozenset[str]:
    """Return the short lines naming the gazette that stand on three pages or more: they head the pages."""
    named = Counter(text.strip() for text in texts if len(text) <= 40 and "公报" in text)
    return frozenset(text for text, times in named.items() if times >= _REPEATED_HEAD_AT_LEAST)


def is_furniture(text: str, heads: frozenset[str]) -> bool:
    """Tell whether the whole line is a page number, a running head or a part of the web page around the text."""
    if len(text) > 100:
        return False
    patterns = (_PAGE_NUMBER, _RUNNING_HEAD, _ISSUE_FIRST, _SITE, _FIELD, _ISSUE_LINE)
    return text.strip() in heads or any(pattern.fullmatch(text) for pattern in patterns)


def page_data(texts: Sequence[str]) -> dict[int, str]:
    """Return the lines of a web page's table of data by index, each with what of it belongs to the text.

    Three lines in a row or more are such a table (索引号：…, 发文机关：…). Its title and number belong to the text
    only when they aren't printed again below.
    """
    kept: dict[int, str] = {}
    run: dict[int, str] = {}
    keys = 0
    for at, text in enumerate((*texts, "")):
        found = _DATA.fullmatch(text) if _KEY.search(text[:12]) and len(text) <= _LONGEST_DATA else None
        if found:
            key = re.sub(r"\s", "", found["key"])
            run[at], keys = key, keys + 1
            continue
        if run and at - 1 in run and _is_value(texts, at):
            run[at] = run[at - 1]
            continue
        if keys >= _LEAST_DATA:
            below = "".join(texts[at : at + _LOOKED_BELOW])
            kept.update((one, _value(texts[one], key, below)) for one, key in run.items())
        run, keys = {}, 0
    return kept


def _is_value(texts: Sequence[str], at: int) -> bool:
    """Return whether the line is the value of the key that stands alone on the line above, with another key below."""
    found = _DATA.fullmatch(texts[at - 1]) if at < len(texts) else None
    alone = found is not None and not found["value"].strip()
    follows = texts[at + 1] if at + 1 < len(texts) else ""
    return alone and len(texts[at]) <= _LONGEST_DATA and bool(_DATA.fullmatch(follows) or _TIME.fullmatch(texts[at]))


def _value(text: str, key: str, below: str) -> str:
    if key not in _KEPT:
        return ""
    found = _DATA.fullmatch(text)
    value = (found["value"] if found else text).strip()
    squeezed = re.sub(r"\s", "", value)
    return "" if squeezed and squeezed in re.sub(r"\s", "", below) else value
