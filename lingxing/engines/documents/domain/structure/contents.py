"""A contents page printed before the text: its lines look like heads and are none."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.structure.entries import Entry, silence

_TITLE = re.compile(r"[【\[]?目\s*[录次][】\]]?")
_PAGE = re.compile(r"[\s.…·．\d()（）—-]+$")
_SEARCHED, _LONGEST, _MOST = 20, 60, 400


def silence_contents(entries: Sequence[Entry]) -> None:
    """Take their markers from the lines between 目录 and the place where its first line is printed once more.

    Nothing happens where a line between is long or a sentence, or where the first line never comes back.
    """
    top = next((i for i, e in enumerate(entries[:_SEARCHED]) if _TITLE.fullmatch(e.words)), None)
    if top is None or top + 1 >= len(entries):
        return
    first = _bare(entries[top + 1].words)
    for end in range(top + 2, min(len(entries), top + _MOST)):
        words = entries[end].words
        if _bare(words) == first:
            silence(entries[top:end])
            return
        if len(words) > _LONGEST or words.endswith("。"):
            return


def _bare(words: str) -> str:
    """Return the words of a contents line without its dots, page number and white space."""
    return "".join(_PAGE.sub("", words).split())
