"""Where the heading behind a marker ends and the text begins."""

import re

from lingxing.engines.documents.domain.structure.markers import NUMERAL, Style

_LONGEST_LINE = 45
_BRACKETED = r"(?:（[^（）。；]{1,20}）|\([^()。；]{1,20}\))?"
_STOP = r"(?:。|\.(?!\d))"
_SENTENCE = re.compile(rf"[^。.；;：:！？，,（(]{{2,24}}{_BRACKETED}{_STOP}")
_OUTLINE_SENTENCE = re.compile(
    rf"(?:[^。.；;：:！？，,（(“]|“[^”]{{1,12}}”){{2,24}}(?:[，,][^。；;：:！？，,（(]{{2,20}})?{_BRACKETED}{_STOP}"
)
_STATES_RULE = re.compile(
    r"应当|应[由在于及]|不得|可以|必须|须|(?<![主重需必紧纲摘概提])要(?![求素点件闻务])|负责|(?<!目)的[。.]|之日|予以|视为|属于|不予|不超过|低于"
)
_STATES_FIGURE = re.compile(r"[是由自按将]|[％%]|\d{2}")
_IN_BRACKETS = re.compile(r"[（(][^（()）]{1,20}[）)]")
_ARTICLE_TITLE = re.compile(
    rf"【[^【】]{{1,30}}】|[（(](?![{NUMERAL}\d]{{1,3}}[）)])[\u4e00-\u9fff、]{{2,16}}[）)](?=\s|$|[\u4e00-\u9fff])"
)
_TOP = (Style.CHINESE, Style.DIVISION, Style.DECIMAL_1)


def split_heading(words: str, style: Style, *, in_article: bool, has_more: bool) -> int:
    """Return how many characters of `words` (a unit's words behind its marker) are its heading; 0 in doubt.

    A line without closing punctuation is a heading whole where more follows below it (`has_more`); of a longer one the
    first short sentence that states no rule (加强领导。各部门…) is, its full stop included, so that heading and text
    together are the printed words.
    """
    if style < Style.ARTICLE:
        return len(words)
    if style in (Style.ARTICLE, Style.PARAGRAPH):
        found = _ARTICLE_TITLE.match(words)
        return found.end() if found else 0
    if words.startswith("《") and style not in _TOP:
        return 0
    if _is_heading_line(words, style, has_more=has_more):
        return len(words)
    found = (_SENTENCE if in_article else _OUTLINE_SENTENCE).match(words)
    if not found or found.end() == len(words) or _states_something(found[0]):
        return 0
    return found.end()


def _states_something(sentence: str) -> bool:
    """Whether the sentence is no title: it states a rule or a figure; dates in brackets are part of titles."""
    return bool(_STATES_RULE.search(sentence) or _STATES_FIGURE.search(_IN_BRACKETS.sub("", sentence)))


def _is_heading_line(words: str, style: Style, *, has_more: bool) -> bool:
    if len(words) > _LONGEST_LINE or _STATES_RULE.search(words + "。"):
        return False
    if "。" not in words and words[-1:] not in "；;：:，,、！？":
        return has_more or style in _TOP
    return has_more and bool(_OUTLINE_SENTENCE.fullmatch(words))
