"""Document numbers inside running text, national and provincial ones too, brackets lost or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.kernel.document_numbers import parse_document_number
from lingxing.kernel.numerals import parse_numeral

_OPEN, _CLOSE = "〔[（(【﹝「［{", "〕])）】﹞」］}"
_NUMBER = re.compile(
    rf"(?:[{re.escape(_OPEN)}]\s*(?P<year>(?:19|20)\d\d)\s*[{re.escape(_CLOSE)}]|(?<=[\u4e00-\u9fff])(?P<bare>(?:19|20)\d\d)(?=\d{{1,4}}\s*号))"
    r"\s*第?\s*(?P<sequence>\d{1,5})\s*(?:号|(?=[）)等]))"
)
_ORDER = re.compile(
    r"令\s*(?:[〔\[（(]?\d{4}[〕\])）]?年?)?\s*第?\s*(?P<sequence>\d{1,4}|[〇零一二三四五六七八九十百]{1,7})\s*号"
)
_PREFIX = re.compile(r"[\u4e00-\u9fff]{2,14}\s*\Z")
_ORGAN = re.compile(r"[\u4e00-\u9fff、]{2,30}\Z")
_BEFORE_MARK = re.compile(
    r".*(?:的|公布|发布|印发|转发|修改|修订|修正|延长有效期|有效期|根据|按照|依据|依照|执行|落实|废止|以及|原|见|及|与|和|按|经|由|以|对|将|在|等|号)"
)
_BEFORE_ORGAN = re.compile(
    r"\A.*(?:根据|按照|依据|依照|经|以|及|和(?!城乡建设|社会保障|信息化|改革|旅游|规划|草原|物资|计划生育|综合执法|国土))"
)
_MARK_END = re.compile(
    r"(?:发|函|规|办|字|电|令|文|通|告|复|干|任|党|议|建|综|明电|政|便函|通字|委|财|医|法|人|教|农|水|环|审|监|卫|体|计|标|房|城)\Z"
)


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number in a text: `normal` as it is stored, `start` and `end` of the printed one."""

    normal: str
    start: int
    end: int


def find_numbers(text: str) -> Iterator[NumberFound]:
    """Yield the document numbers of a text in order, normalised: 国办发[2015]38号 → 国办发〔2015〕38号.

    A number that lost its brackets (某政办发202131号) is read where four digits of a year stand before its sequence.
    Orders keep their form: 国务院令第649号.
    """
    found = [*_plain(text), *_orders(text)]
    yield from sorted(found, key=lambda one: one.start)


def _plain(text: str) -> Iterator[NumberFound]:
    for match in _NUMBER.finditer(text):
        before = _PREFIX.search(text[max(0, match.start() - 16) : match.start()])
        prefix = _BEFORE_MARK.sub("", before.group().strip()) if before else ""
        if prefix.startswith("日") and before and text[max(0, match.start() - len(before.group()) - 1)].isdigit():
            prefix = prefix[1:]
        if not 2 <= len(prefix) <= 10 or not _MARK_END.search(prefix):
            continue
        number = parse_document_number(f"{prefix}〔{match['year'] or match['bare']}〕{match['sequence']}号")
        if number:
            yield NumberFound(str(number), text.rindex(prefix, 0, match.start()), match.end())


def _orders(text: str) -> Iterator[NumberFound]:
    for match in _ORDER.finditer(text):
        before = _ORGAN.search(text[max(0, match.start() - 30) : match.start()])
        organ = _BEFORE_ORGAN.sub("", before.group()) if before else ""
        if organ.startswith("日") and text[match.start() - len(organ) - 1 : match.start() - len(organ)].isdigit():
            organ = organ[1:]
        sequence = parse_numeral(match["sequence"])
        if organ and sequence:
            yield NumberFound(f"{organ}令第{sequence}号", match.start() - len(organ), match.end())


def first_number(text: str) -> str | None:
    """Return the first number of a text, or None."""
    return next((found.normal for found in find_numbers(text)), None)
