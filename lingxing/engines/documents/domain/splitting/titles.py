"""Titles of official papers: organ, 关于…, and the kind of paper at the end."""

import re
from collections.abc import Iterable, Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair import line_shapes as shape

PAPER_KINDS = (
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "复函",
    "函",
    "纪要",
    "决议",
    "令",
)
TEXT_KINDS = (
    *("办法", "方案", "措施", "意见", "细则", "规则", "规定", "条例", "规划", "计划", "要点", "清单", "目录", "标准"),
    *("预案", "制度", "章程", "指南", "规程", "规范", "准则", "基准", "纲要", "导则", "政策", "机制", "名单", "名录"),
    *("指引", "工作安排", "任务分工", "通则", "工作任务", "重点任务", "手册", "公约", "倡议书", "区划"),
)
_KIND = "|".join(sorted((*PAPER_KINDS, *TEXT_KINDS), key=len, reverse=True))
_REMARK = r"[（(〔][^（）()〔〕]{1,30}[）)〕]?|(?:19|20)\d{2}\s*[年\-—–~至]*\s*(?:(?:19|20)?\d{2})?年?[度版本]?[）)]?"
_KIND_END = re.compile(rf"(?P<kind>{_KIND})(?:{_REMARK})*$")
_ORGAN = (
    r"(?:中共)?[\u4e00-\u9fff、 ]{0,40}?"
    r"(?:人民政府(?:办公[室厅]|[督研参法]\w{1,2}室)?|委员会(?:办公[室厅])?|办公[室厅]|局|厅|指挥部|领导小组(?:办公室)?|法院|检察院|公署|行署|管委会|调查队|总队|支队|中心|委|院|部)"
)
_VERBS = "印发|转发|批转|公布|发布|颁布|废止|修改|同意|授予|表彰|任免|调整|撤销|成立|命名"
_MEETING = r"[第〇零一二三四五六七八九十百\d次届]*(?:常务|全体|专题|办公|党组)?会议(?:纪要|公报)"
_ORGAN_START = re.compile(
    rf"(?P<organ>{_ORGAN}) *(?=关于|(?:\d{{4}}年\d{{0,2}}月?份?)?(?:{_VERBS})|令|公告|通告|{_MEETING})"
)
_ORGAN_ALONE = re.compile(rf"{_ORGAN}")
_ABOUT = re.compile(rf"关于|{_VERBS}")
_GOES_ON = re.compile(r"(?:关于|印发|转发|批转|发布|公布|颁布|同意|和|与|及|的|、|《[^》]*)$")
_MASTHEAD = re.compile(r"(?:政府|办公[室厅]|委员会|公报)公报$|^公报$")
_STOP = re.compile(r"[。；！？|»]|[：:]$|，$|^[，、；。）》”]")
_LONGEST_LINE, _LONGEST = 120, 200
_KEY = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff0-9A-Za-z]+")
_PAIR_SPACE = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")


def title_key(text: str) -> str:
    """Return the characters that tell titles apart: Chinese, digits and letters."""
    return _KEY.sub("", text).lower()


def join_title(texts: Iterable[str]) -> str:
    """Return a title of several lines as one, without the spaces that line breaks left."""
    return _PAIR_SPACE.sub("", " ".join(text.strip() for text in texts)).strip()


def kind_at_end(title: str) -> str | None:
    """Return the kind that the title ends with (办法, 方案, 通知…), a remark such as （试行） behind it aside."""
    found = _KIND_END.search(title[-60:])
    return found["kind"] if found else None


def opening_organ(title: str) -> str | None:
    """Return the organ that the title opens with, before 关于 or a verb such as 印发; None where none stands."""
    found = _ORGAN_START.match(title)
    return found["organ"].strip() if found and found["organ"] else None


def is_whole_title(title: str) -> bool:
    """Tell whether the title has an organ, its subject and its kind."""
    return len(title) <= _LONGEST and opening_organ(title) is not None and kind_at_end(title) is not None


def opens_title(text: str) -> bool:
    """Tell whether a title may start with this line: an organ alone, an organ and its subject, or 关于…."""
    bare = join_title([text])
    return bool(_ORGAN_ALONE.fullmatch(bare)) or opening_organ(bare) is not None or bare.startswith("关于")


def is_masthead(title: str) -> bool:
    """Tell whether the line is a gazette's own name (临江市人民政府公报) and no document's title."""
    return bool(_MASTHEAD.search(title))


def starts_about(text: str) -> bool:
    """Tell whether the text starts with 关于 or a verb of issuing."""
    return bool(_ABOUT.match(text))


def could_be_title_line(line: Line) -> bool:
    """Tell whether the line could be a part of a title: no sentence, no date, no cells, no marker."""
    text = line.text
    if line.cells or "\t" in text or not 1 <= len(text) <= _LONGEST_LINE or _STOP.search(text):
        return False
    if (
        shape.is_date(text)
        or shape.is_public_note(text)
        or shape.is_remark(text)
        or shape.is_annex_head(text)
        or shape.adoption_date(text)
    ):
        return False
    return not shape.has_marker(text) and any("\u4e00" <= c <= "\u9fff" for c in text)


def goes_on(text: str) -> bool:
    """Tell whether a title can't end with this line, because the next one must follow: …办公室关于转发."""
    return bool(_GOES_ON.search(text.rstrip())) or bool(_ORGAN_ALONE.fullmatch(text.strip()))


def longest_title_up(lines: Sequence[Line], below: int, most: int = 8) -> int | None:
    """Return the index at which the whole title above index `below` starts, or None when none ends there.

    A line further up belongs to it as long as it can't end a title itself (市人民政府办公室关于转发).
    """
    start: int | None = None
    for at in range(below - 1, max(-1, below - 1 - most), -1):
        if not could_be_title_line(lines[at]):
            break
        if start is not None and (not goes_on(lines[at].text) or _names_again(lines[at].text, lines[start].text)):
            break
        if is_whole_title(join_title(line.text for line in lines[at:below])):
            start = at
    return start


def _names_again(above: str, opening: str) -> bool:
    """Tell whether the organ alone on the line above is the one that the title already opens with."""
    organ = opening_organ(opening)
    return organ is not None and above.replace(" ", "").endswith(organ)


def bare_title_up(lines: Sequence[Line], below: int, most: int = 5) -> int | None:
    """Return where a title without an organ starts that ends above `below`: 关于…, or only its kind at the end."""
    if below == 0 or not could_be_title_line(lines[below - 1]):
        return None
    start = None
    for at in range(below - 1, max(-1, below - 1 - most), -1):
        if not could_be_title_line(lines[at]):
            break
        title = join_title(line.text for line in lines[at:below])
        if kind_at_end(title) is None:
            break
        start = at
        if starts_about(title):
            break
    return start
