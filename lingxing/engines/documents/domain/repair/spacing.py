"""Spaces that printing left inside Chinese text, and half-width punctuation next to it."""

import re

from lingxing.engines.documents.domain.repair.characters import FULL_PUNCTUATION, HAN

_HAN = f"[{HAN}]"
_TIGHT = re.compile(
    rf"(?<=[{HAN}{FULL_PUNCTUATION}]) +(?=[0-9A-Za-z{FULL_PUNCTUATION}])"
    rf"|(?<=[0-9A-Za-z%％{FULL_PUNCTUATION}]) +(?=[{HAN}{FULL_PUNCTUATION}])"
)
_HEADED = re.compile(rf"^((?:第[{HAN}\d]{{1,6}}[章节编]|[一二三四五六七八九十]{{1,3}}、)\s*)?(.{{2,12}})$")
_PROTECTED = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+", re.ASCII)
_HALF = re.compile(rf"(?<=[{HAN}{FULL_PUNCTUATION}]) *[,;:?!]+|[,;:?!]+(?= *[{HAN}“《（])")
_PAIR = re.compile(r"\(([^()\t]{0,200})\)")
_BRACKET = re.compile(r"[()]")
_BESIDE = re.compile(rf"[{HAN}{FULL_PUNCTUATION}]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAS_HAN = re.compile(_HAN)
_DEEPEST = 3
_NUMBERED_HEAD = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}} (?={_HAN})(?![年月日万亿元个倍])|\d{{1,2}} (?={_HAN}{{2,12}}$)(?![年月日时个项])"
)
_FEWEST_SPACES, _SPACED_SHARE = 6, 0.9
_SENTENCE_SIGN = re.compile(r"[，。；：、〔《（年]|[府局委厅室部法案则定知见施]$")
_ENUMERATED = re.compile(r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}")


def tighten(text: str) -> str:
    """Return the text without spaces next to Chinese where none belong.

    Spaces between two Chinese words stay, they may part names; letter-spaced words (总 则, 通 知) are closed.
    Tabs stay: they part table cells.
    """
    if " " not in text:
        return text
    if _is_spaced_out(text):
        return text.replace(" ", "")
    if text[0].isdigit() and (numbered := _NUMBERED_HEAD.match(text)):
        return numbered[0] + tighten(text[numbered.end() :])
    text = _TIGHT.sub("", text)
    if " " not in text:
        return text
    headed = _HEADED.match(text)
    if headed and _is_letter_spaced(headed[2]):
        return (headed[1] or "") + headed[2].replace(" ", "")
    return text


def _is_spaced_out(text: str) -> bool:
    """Tell whether a whole sentence or organ's name is printed with a space behind each character; names are not."""
    if "  " in text or "\t" in text or text.count(" ") < _FEWEST_SPACES:
        return False
    words = text.split(" ")
    single = sum(len(word) == 1 for word in words)
    return single >= _SPACED_SHARE * len(words) and bool(_SENTENCE_SIGN.search(text))


def _is_letter_spaced(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(len(word) == 1 and _HAS_HAN.match(word) for word in words)


def widen(text: str) -> str:
    """Return the text with full-width punctuation where Chinese stands next to it; addresses and numbers are left."""
    if text.isascii():
        return text
    if not any(sign in text for sign in ",;:?!()"):
        return text
    kept = list(_PROTECTED.finditer(text)) if ("www" in text or "http" in text or "@" in text) else []
    if not kept:
        return _widen_plain(text)
    pieces, at = [], 0
    for match in kept:
        pieces += [_widen_plain(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*pieces, _widen_plain(text[at:])])


def _widen_plain(text: str) -> str:
    for _ in range(_DEEPEST):
        text, times = _PAIR.subn(_widen_pair, text)
        if not times:
            break
    return tighten(_HALF.sub(_widen_run, _widen_lone(text)))


def _widen_run(found: re.Match[str]) -> str:
    return "".join(_FULL.get(sign, "") for sign in found[0])


def _widen_pair(found: re.Match[str]) -> str:
    inner = found[1]
    before = found.string[max(0, found.start() - 1) : found.start()]
    beside = before + found.string[found.end() : found.end() + 1]
    if _HAS_HAN.search(inner):
        return f"（{inner}）"
    latin = before.isascii() and before.isalnum()
    chinese = not latin and (_BESIDE.search(beside) or not beside.strip())
    return f"（{inner}）" if chinese or (not latin and _ENUMERATED.fullmatch(inner)) else found[0]


def _widen_lone(text: str) -> str:
    """Widen the half-width brackets whose partner stands on another line, where they touch Chinese."""
    if "(" not in text and ")" not in text:
        return text
    open_at: list[int] = []
    alone: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "(":
            open_at.append(found.start())
        elif open_at:
            open_at.pop()
        else:
            alone.append(found.start())
    signs = list(text)
    for at in (*open_at, *alone):
        if _BESIDE.search(text[max(0, at - 1) : at] + text[at + 1 : at + 2]):
            signs[at] = "（" if signs[at] == "(" else "）"
    return "".join(signs)
