"""Bold heads that the source prints twice: every run of characters of one kind stands there two times in a row.

11.. 落实专项规划落实专项规划。。 is 1. 落实专项规划。: the doubling ends with the doubled stop and may run over lines.
"""

import re

from lingxing.engines.documents.domain.repair.characters import HAN

_RUN = re.compile(rf"[{HAN}]+|[0-9]+|[A-Za-z]+|[^\s{HAN}0-9A-Za-z]|\s+")
_WORDS = re.compile(rf"[{HAN}0-9A-Za-z]+")
_MARK = re.compile(r"\s*(\d{1,2})\1([.．、])\2|\s*([（(])\3|\s*[一二三四五六七八九十]{2,6}、、")
_SIGNS = re.compile(r"。。|，，|、、|““|””|：：|；；|（（|））|《《|》》|\.\.(?!\.)|—————|\+\+")
_SQUARE = re.compile(rf"([{HAN}]{{6,40}})\1")
_STOPS = "。．.：；"


def has_doubling(text: str) -> bool:
    """Tell whether the line starts with a doubled marker or holds doubled signs beside a doubled word."""
    return bool(_MARK.match(text)) or (bool(_SIGNS.search(text)) and _holds_doubled_word(text))


def _holds_doubled_word(text: str) -> bool:
    return any(_halved(run[0]) is not None and len(run[0]) >= 4 for run in _RUN.finditer(text))


def undouble(text: str, *, carried: bool) -> tuple[str, bool]:
    """Return the line with its doubled runs printed once, and whether the doubling goes on in the next line.

    `carried` says that the line before ended inside a doubled head, so that even a short double (制制) counts.
    """
    if carried:
        return _from(text, 0, weak=True)
    if _MARK.match(text):
        return _from(text, 0, weak=True)
    at = _first_sure_double(text)
    return (text, False) if at is None else _from(text, at, weak=False)


def close_squares(text: str) -> str:
    """Return the text with long words that stand twice in a row printed once; for sources known to double."""
    return _SQUARE.sub(r"\1", text)


def _from(text: str, at: int, *, weak: bool) -> tuple[str, bool]:
    out = [text[:at]]
    doubles = 0
    end = at
    while end < len(text):
        single, after, stop = _next_double(text, end)
        if single is None:
            break
        out.append(single)
        doubles += single.strip() != ""
        end = after
        if stop and _next_double(text, end)[0] is None:
            return "".join(out) + text[end:], False
    if not doubles or (not weak and doubles < 2):
        return text, False
    return "".join(out) + text[end:], end >= len(text)


def _next_double(text: str, at: int) -> tuple[str | None, int, bool]:
    run = _RUN.match(text, at)
    if run is None:
        return None, at, False
    if run[0].isspace():
        return run[0], run.end(), False
    if len(run[0]) == 1:
        sign = run[0]
        same = text[at + 1 : at + 2] == sign and sign not in "…—"
        return (sign, at + 2, sign in _STOPS) if same else (None, at, False)
    half = _halved(run[0])
    if half is not None:
        return half, run.end(), False
    words = _WORDS.match(text, at)
    half = _halved(words[0]) if words and words.end() > run.end() else None
    return (half, words.end(), False) if half is not None and words else (None, at, False)


def _halved(run: str) -> str | None:
    middle = len(run) // 2
    return run[:middle] if len(run) % 2 == 0 and run[:middle] == run[middle:] else None


def _first_sure_double(text: str) -> int | None:
    """Return where a chain of doubled words and doubled signs starts, or None."""
    if not _SIGNS.search(text):
        return None
    for run in _RUN.finditer(text):
        half = _halved(run[0])
        if half is None or len(half) < 2 or run[0].isdigit():
            continue
        if _SIGNS.match(text, run.end()) or _SIGNS.match(text, max(0, run.start() - 2)):
            start = run.start()
            return start - 2 if _SIGNS.match(text, max(0, start - 2)) and start >= 2 else start
    return None
