"""What a line looks like on its own: a marker in front, a date, a signature, a list row, an annex head."""

import re
from enum import StrEnum

_NUMERAL = "一二三四五六七八九十百零〇两"
_MARKER = re.compile(
    rf"第\s*[{_NUMERAL}\d]{{1,7}}\s*[编章节条]|[{_NUMERAL}]{{1,3}}[、．.]|[（(]\s*[{_NUMERAL}\d]{{1,3}}\s*[）)]"
    r"|\d{1,3}\s*[.．、](?!\d)|——|[①-⑳]|[●◆■▲★※]|注\s*[:：]|备注\s*[:：]"
)
_HEADING_MARKER = re.compile(
    rf"第\s*[{_NUMERAL}\d]{{1,7}}\s*[编章节]|[{_NUMERAL}]{{1,3}}[、．.]|[（(]\s*[{_NUMERAL}\d]{{1,3}}\s*[）)]|\d{{1,3}}\s*[.．、](?!\d)"
)
_CITED = re.compile(
    rf"第\s*[{_NUMERAL}\d]{{1,7}}\s*[编章节条](?:\s*(?:规定|所列|所称|第[{_NUMERAL}\d]|、第|和第|至第|或者第|的|之|款|项))"
    rf"|[{_NUMERAL}]、[{_NUMERAL}](?:、|级|类|章|条|款|项)|[（(][{_NUMERAL}\d]{{1,3}}[）)](?:项|款|目|、[（(]|和[（(]|至[（(]|或者[（(])"
    r"|\d{1,3}、\d"
)
_DATE = re.compile(
    r"[（(]?\s*(?:\d{4}|[〇○Ｏ零一二三四五六七八九]{4})\s*年\s*[\d元一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*[）)]?"
)
_ADOPTED = re.compile(
    r"[（(]\s*(?P<date>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[^（）()].*?(?:发布|公布|通过|印发|颁布|批准|施行|实施|修[正订]).*[）)]"
)
_LONGEST_ADOPTION = 300
_ANNEX_STARTS = ("附", "【附", "[附")
_ANNEX = re.compile(
    r"[【\[]?(?:附件|附表|附录|附)\s*[\d一二三四五六七八九十]{0,3}(?:[-—－.]\d{1,2})?\s*[】\]]?\s*(?:[:：].*)?(?:\d[.．、].*)?"
)
_PUBLIC = re.compile(r"[（(]\s*此[件文](?:公开发布|主动公开|依申请公开|不予公开|不公开|删减后公开)[^）)]{0,12}[）)]")
_REMARK = re.compile(
    r"[（(]\s*(?:(?:本文|此件|文件|全文|附件)?(?:略?有|已作|作)?(?:删减|删节|删改|改动)|(?:附件)?[此从]?略)\s*[）)]"
)
_ORGAN_END = re.compile(
    r"(?:人民政府|办公室|办公厅|委员会|局|厅|委|院|中心|公司|指挥部|领导小组|联席会议|银行|部|大队|总队|支队|调查队|管委会|公署|办事处)$"
)
_SEAL = re.compile(r"\s*[（(]\s*(?:公|印|盖|代)?\s*(?:章|印)\s*[）)]$")
_INNER_STOP = re.compile(r"[。；！？，：].")
_INNER_SENTENCE = re.compile(r"[。；！？：].")
_DAMAGED = re.compile(rf"第\s?[{_NUMERAL}]{{1,6}}|[二三四五六七八九]?十[{_NUMERAL}]{{0,2}}[^{_NUMERAL}]")
_UNITS_OPENING = re.compile(r"\s*[（(]?(?:责任|牵头|配合|主办|协办|实施)(?:单位|部门)\s*[:：]")
_UNITS_CLAUSE = re.compile(
    r"[（(](?:责任|牵头|配合|主办|协办|承办|实施|落实|主管|参加)(?:单位|部门|领导|主体)[^（）()]{2,400}[）)]。?"
)


def has_marker(text: str) -> bool:
    """Tell whether the line starts as an article, a heading or an item does."""
    return bool(_MARKER.match(text))


def is_cited_marker(text: str) -> bool:
    """Tell whether what looks like a marker is a citation inside a sentence: 第十条规定…, 三、四、五级…."""
    return bool(_CITED.match(text))


def is_date(text: str) -> bool:
    """Tell whether the line is a date and nothing else."""
    return len(text) <= 24 and bool(_DATE.fullmatch(text.strip()))


def adoption_date(text: str) -> str | None:
    """Return the first date of the bracket below a title, （1998年3月26日…令第19号发布…），or None for other lines."""
    if text[:1] not in "（(" or len(text) > _LONGEST_ADOPTION:
        return None
    found = _ADOPTED.fullmatch(text)
    return found["date"] if found else None


def is_annex_head(text: str) -> bool:
    """Tell whether the line announces an annex: 附件, 附件1, 附件：1.…清单."""
    return text.startswith(_ANNEX_STARTS) and bool(_ANNEX.fullmatch(text.strip()))


def is_public_note(text: str) -> bool:
    """Tell whether the line says how far the paper is public: （此件公开发布）."""
    return len(text) <= 30 and bool(_PUBLIC.fullmatch(text.strip()))


def is_remark(text: str) -> bool:
    """Tell whether the line says in brackets that something was left out: （本文有删减）, （附件略）."""
    return text[:1] in "（(" and len(text) <= 20 and bool(_REMARK.fullmatch(text.strip()))


def is_organ(text: str) -> bool:
    """Tell whether the line is an organ's name as a signature prints it."""
    return 3 <= len(text) <= 40 and not _INNER_STOP.search(text) and bool(_ORGAN_END.search(without_seal(text)))


def without_seal(text: str) -> str:
    """Return a signature without the word for its seal: 临江市水利局（章）."""
    return _SEAL.sub("", text.rstrip()) if text.rstrip().endswith(("）", ")")) else text.rstrip()


def is_units_clause(text: str) -> bool:
    """Tell whether the whole line is a clause of responsible units in brackets."""
    return text[:1] in "（(" and bool(_UNITS_CLAUSE.fullmatch(text))


def ends_with_units(text: str) -> bool:
    """Tell whether the last sentence is a list of responsible units, which needs no stop: …。责任单位：市水利局."""
    return bool(_UNITS_OPENING.match(text[text.rfind("。") + 1 :]))


class Style(StrEnum):
    """The kinds of markers that head a paragraph."""

    DIVISION = "第一章"
    TOP = "一、"
    BRACKETED = "（一）"
    NUMBERED = "1."


def heading_style(text: str) -> tuple[Style, int] | None:
    """Return the style of the marker that a heading may start with and where its words start, or None."""
    marker = _HEADING_MARKER.match(text)
    if not marker:
        return None
    first = marker[0][0]
    if first == "第":
        style = Style.DIVISION
    elif first in "（(":
        style = Style.BRACKETED
    else:
        style = Style.NUMBERED if first.isdigit() else Style.TOP
    return style, marker.end()


def has_no_sentence(text: str, *, commas: bool) -> bool:
    """Tell whether the words could be a heading's: short, no sentence in them, not cut behind a comma."""
    if len(text) > 60 or text[-1:] in "，、；":
        return False
    return not (_INNER_STOP if not commas else _INNER_SENTENCE).search(text)


def may_be_damaged_marker(text: str) -> bool:
    """Tell whether the line starts with what is left of an article's marker: 第十本…, 三十九市…."""
    return bool(_DAMAGED.match(text))


def is_list_row(text: str) -> bool:
    """Tell whether the line is a short row of words parted by spaces, as lists of names are."""
    return len(text) <= 60 and " " in text.strip() and not _INNER_STOP.search(text)
