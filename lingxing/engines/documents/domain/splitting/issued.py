"""Which texts a notice issues, by its title and its own words, and where they stand below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.splitting import titles
from lingxing.engines.documents.domain.splitting.orders import is_order

_ISSUING = re.compile(
    r"(?P<verb>印发|转发|批转|发布|公布|颁布|颁发)(?P<what>.+?)的?(?:通知|通告|公告|命令|令|决定)(?:[（(][^）)]*[）)])*$"
)
_QUOTED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》|〈([^〈〉]*)〉")
_DECREED = re.compile(r"(?:现予|现将|予以|已经|已由|审议通过|印发|同意)")
_LISTS = ("清单", "目录", "名单", "标准", "名录", "结果", "事项", "表")
_MOST_LINES, _ALIKE, _SHORTEST = 4, 0.88, 4


@dataclass(frozen=True, slots=True)
class Issued:
    """The names of the texts that the paper issues, and whether they are mere lists that it publishes."""

    names: tuple[str, ...]
    lists: bool


def issued_texts(title: str, notice: Sequence[Line]) -> Issued:
    """Return what the title says is issued; the notice's own words count where they name more texts than the title."""
    found = _ISSUING.search(title)
    if not found and not title.endswith("令") and not is_order(title):
        return Issued((), lists=False)
    by_title = _names(found["what"]) if found else ()
    by_notice = names_in_notice(notice)
    names = by_notice if len(by_notice) > len(by_title) or _spell_out(by_notice, by_title) else by_title
    kind = titles.kind_at_end(names[0]) if names else None
    lists = bool(found) and found["verb"] in ("公布", "发布") and (kind in _LISTS or kind is None)  # type: ignore[index]
    return Issued(names, lists)


def _spell_out(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Tell whether the notice gives the same names in full, with the years or remarks that the title leaves out."""
    if not shorter or len(longer) != len(shorter):
        return False
    pairs = zip(longer, shorter, strict=True)
    return all(titles.title_key(one).startswith(titles.title_key(other)) for one, other in pairs)


def _names(what: str) -> tuple[str, ...]:
    quoted = _quoted(what) if what.startswith("《") else ()
    if quoted:
        return quoted
    return (what.removeprefix("关于") if what.startswith("关于印发") else what,)


def _quoted(text: str) -> tuple[str, ...]:
    names = (found[1] or found[2] or "" for found in _QUOTED.finditer(text))
    return tuple(name for name in names if titles.kind_at_end(name))


def names_in_notice(notice: Sequence[Line]) -> tuple[str, ...]:
    """Return the names in 《》 that the notice's first sentence says are issued."""
    text = "".join(line.text for line in notice[:8])[:1200]
    start = text.find("《")
    decreed = _DECREED.search(text, max(start, 0))
    if start < 0 or not decreed:
        return ()
    opening = text[: decreed.start()] if decreed.start() > start else text
    opening = opening[max(opening.rfind("。"), opening.rfind("制定"), opening.rfind("现将")) + 1 :]
    return _quoted(opening)


def find_title(lines: Sequence[Line], name: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return the indexes of the first line of the text's title and of the line behind it, or None.

    Damaged titles are found too: their characters must agree to nine tenths.
    """
    wanted = _essential(name)
    if len(wanted) < _SHORTEST:
        return None
    for at in range(start, stop):
        line = lines[at]
        if line.cells or len(line.text) > 2 * len(name) + 20 or not _may_open(titles.title_key(line.text), wanted):
            continue
        end = _end_of_title(lines, at, min(stop, at + _MOST_LINES), wanted)
        if end is not None:
            return at, end
    return None


def _may_open(key: str, wanted: str) -> bool:
    return len(key) >= 2 and (key[:6] in wanted or wanted[:6] in key)


def _end_of_title(lines: Sequence[Line], at: int, stop: int, wanted: str) -> int | None:
    best: tuple[float, int] | None = None
    key = ""
    for end in range(at, stop):
        if not titles.could_be_title_line(lines[end]):
            break
        key += titles.title_key(lines[end].text)
        likeness = _likeness(_essential(key), wanted)
        if likeness >= _ALIKE and (best is None or likeness > best[0]):
            best = (likeness, end + 1)
        if len(key) > len(wanted) + 12:
            break
    return best[1] if best else None


def _essential(text: str) -> str:
    key = titles.title_key(text)
    return key.removeprefix("关于").replace("的", "").removesuffix("试行").removesuffix("暂行")


def _likeness(key: str, wanted: str) -> float:
    if key == wanted:
        return 1.0
    if abs(len(key) - len(wanted)) > max(4, len(wanted) // 4):
        return 0.0
    return SequenceMatcher(None, key, wanted, autojunk=False).ratio()
