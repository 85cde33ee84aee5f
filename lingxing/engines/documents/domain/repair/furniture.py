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
    r"\s*(?:[•·]\s*)?(?:字号\s*[:：].{0,40}|分享到\s*[:：]?.{0,40}|【?\s*(?:打印|关闭|收藏)(?:本页|窗口|此页)?\s*(?:[】\s].{0,20})?"
    r"|责任编辑\s*[:：].{0,30}|扫一扫.{0,30}|【?字体\s*[:：].{0,40}|当前位置\s*[:：].{0,80}|首页\s*[>＞].{0,80}|附件下载\s*[:：]?.{0,80}|(?:浏览|点击|阅读)(?:次数|量|数)\s*[:：]?\s*\d*\s*次?"
    r"|(?:索引号|信息来源|来源|作者|发布时间|发布日期|发文日期|信息分类|主题分类)\s*[:：].{0,60}"
    r"|(?:返回|回到)(?:顶部|首页|上一页|列表)|上一[篇条].{0,80}|下一[篇条].{0,80}|版权所有.{0,80}|.{0,20}ICP备.{0,30})\s*"
)
_SITE_WORD = re.compile(
    r"(?:^|(?<=[\s【\[|（(0-9次]))(?:(?P<strong>(?:信息)?来源\s*[:：]|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：]|字[号体](?:大小)?\s*[:：]|分享到?\s*[:：]"
    r"|我要打印|打印|关闭|收藏|首页\s*[>＞»|]|首页$|ICP备|网站标识码|设为首页|上一[篇条]|下一[篇条]|繁体|无障碍)"
    r"|(?:作者|(?:发布|信息|更新)?(?:时间|日期)|编辑|责编|审核|位置|您(?:当前)?(?:所在)?的?位置)\s*[:：])"
)
_SITE_ALONE = re.compile(
    r"\s*【?(?:相关(?:文档|链接|附件|阅读|文件|信息|解读|稿件)|网站标识码\s*[:：].{0,20}|(?:您(?:的|当前|现在)?的?)?(?:当前|所在)?的?位置\s*[:：].{0,80}|下载地址\s*[:：].{0,30}"
    r"|主办单位\s*[:：].{0,20}承办.{0,30}|网站地图|联系我们|关于我们|无障碍阅读|打开适老化|保留字段信息|正文阅览)】?\s*"
)
_TWICE = 2
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
    patterns = (_PAGE_NUMBER, _RUNNING_HEAD, _ISSUE_FIRST, _SITE, _SITE_ALONE, _FIELD, _ISSUE_LINE)
    return text.strip() in heads or any(pattern.fullmatch(text) for pattern in patterns) or _is_site_bar(text)


def _is_site_bar(text: str) -> bool:
    """Tell whether the line is made of a web site's own words: 来源：… 作者：… 阅读：…, 【打印】【关闭】."""
    if any(stop in text for stop in "。；，、") or "\t" in text:
        return False
    words = [found["strong"] for found in _SITE_WORD.finditer(text)]
    return len(words) >= _TWICE and any(words)
