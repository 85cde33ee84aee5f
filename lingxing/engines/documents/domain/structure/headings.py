"""Where the heading behind a marker ends and the text begins."""

import re

from lingxing.engines.documents.domain.structure.markers import Style

_LONGEST_LINE = 45
_SENTENCE = re.compile(r"[^。；;：:！？，,（(]{2,24}(?:（[^（）。；]{1,16}）|\([^()。；]{1,16}\))?[。.](?!\d)")
_OUTLINE_SENTENCE = re.compile(r"[^。；;：:！？]{2,36}[。.](?!\d)")
_STATES_RULE = re.compile(r"应当|应[由在于及]|不得|可以|必须|须|负责|的[。.]|之日|予以|视为|属于|不予|不超过|低于")
_STATES_FIGURE = re.compile(r"[是由自按将]|[％%]|\d{2}")
_FINISHED = re.compile(r"[。；;：:，,、！？]$")
_TOP = (Style.CHINESE, Style.DIVISION)


def split_heading(words: str, style: Style, *, in_article: bool, has_more: bool) -> int:
    """Return how many characters of `words` (a unit's words behind its marker) are its heading; 0 in doubt.

    A line without closing punctuation is a heading whole where more follows below it (`has_more`); of a longer one the
    first short sentence that states no rule (加强领导。各部门…) is, its full stop included, so that heading and text
    together are the printed words.
    """
    if style < Style.ARTICLE:
        return len(words)
    if style in (Style.ARTICLE, Style.PARAGRAPH):
        return 0
    if _is_heading_line(words, style, has_more=has_more):
        return len(words)
    found = (_OUTLINE_SENTENCE if style in _TOP and not in_article else _SENTENCE).match(words)
    if not found or found.end() == len(words) or _STATES_RULE.search(found[0]) or _STATES_FIGURE.search(found[0]):
        return 0
    return found.end()


def _is_heading_line(words: str, style: Style, *, has_more: bool) -> bool:
    if len(words) > _LONGEST_LINE or _STATES_RULE.search(words + "。"):
        return False
    if not _FINISHED.search(words):
        return has_more or style in _TOP
    return has_more and words.endswith("。") and words.count("。") == 1 and bool(_OUTLINE_SENTENCE.fullmatch(words))
