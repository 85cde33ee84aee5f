"""Titles made whole: a lost first character, brackets that lost their partner."""

import re
from collections import Counter
from collections.abc import Sequence

from lingxing.engines.documents.domain.repair.pairing import is_balanced
from lingxing.engines.documents.domain.splitting.issued import issued_texts, names_in_notice
from lingxing.engines.documents.domain.splitting.parts import DocumentParts
from lingxing.engines.documents.domain.splitting.titles import title_key

_BARE_ORGAN = re.compile(r"人民政府(?:办公[室厅])?(?:关于|印发|转发|批转|公布|发布)")
_LEVEL_ORGAN = re.compile(r"([省市县区州盟旗])人民政府")
_CLOSING = "）》”〉】"


def level_in_titles(titles: Sequence[str]) -> str | None:
    """Return the level by which most titles of the gazette call their government (市 in 市人民政府关于…), or None."""
    levels = Counter(found[1] for title in titles if (found := _LEVEL_ORGAN.match(title)))
    return levels.most_common(1)[0][0] if levels else None


def mend_title(parts: DocumentParts, level: str | None) -> str:
    """Return the title with the lost level of its organ and the lost brackets of the issued text's name put back."""
    title = parts.head.title
    if level and _BARE_ORGAN.match(title):
        title = level + title
    if is_balanced(title):
        return title
    for name in _names(parts):
        if is_balanced(name) and (mended := _with_name(title, name)):
            return mended
    return title


def mend_instrument_title(title: str, parts: DocumentParts) -> str:
    """Return the printed title, or, when it lost a bracket, the same name as the notice gives it whole."""
    if is_balanced(title):
        return title
    key = title_key(title)
    return next((name for name in _names(parts) if title_key(name) == key and is_balanced(name)), title)


def _names(parts: DocumentParts) -> tuple[str, ...]:
    by_notice = names_in_notice(parts.notice)
    by_title = issued_texts(parts.head.title, ()).names
    return (*by_notice, *by_title, *(part.title for part in parts.instruments))


def _with_name(title: str, name: str) -> str | None:
    """Return the title with the run of characters that spells `name` replaced by it."""
    wanted = title_key(name)
    spelled = [(at, sign) for at, sign in enumerate(title) if title_key(sign)]
    flat = "".join(title_key(sign) for _, sign in spelled)
    found = flat.find(wanted)
    if found < 0 or len(flat) != len(spelled):
        return None
    first, last = spelled[found][0], spelled[found + len(wanted) - 1][0] + 1
    while last < len(title) and title[last] in _CLOSING and name[-1:] in _CLOSING:
        last += 1
    return title[:first] + name + title[last:]
