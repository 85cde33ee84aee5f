"""Under which address a document lives, and under which names others speak of it."""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Document
from lingxing.kernel.document_numbers import parse_document_number

_MARKS = re.compile(r"[\s《》〈〉<>“”\"'‘’「」『』（）()【】\[\]、，,。.：:；;·—\-_]+")
_LOGIN = re.compile(r"(?<=://)[^/?#]*@")
_NOTICE = re.compile(r"(?:关于)?(?:印发|转发|公布|发布)(?P<inner>.+?)(?:等\w+个?文件)?的(?:通知|公告|决定)$")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a document: its number's slug (empty without a number) and its titles without marks."""

    number: str
    titles: tuple[str, ...]


def addresses(document: Document, city: str) -> Iterator[str]:
    """Yield the addresses that may be the document's, best first, without end.

    The first is its number (咸政规-2024-2), else its city and eight digits of its title's digest; the next ones keep
    another text printed under the same number apart.
    """
    digest = hashlib.sha256(bare_title(document.title).encode("utf-8", "replace")).hexdigest()[:8]
    number = number_slug(document.number)
    if number:
        yield number
    base = f"{number or city[:60]}-{digest}".removeprefix("-")
    yield base
    yield from (f"{base}-{sequence}" for sequence in itertools.count(2))


def gazette_label(name: str, city: str, year: int | None, issue: str) -> str:
    """Return how a gazette is named in lists: 某市人民政府公报2024年第2号; without a masthead 某市文件2017年.

    Empty where neither a name nor a city is known.
    """
    if not name and not city:
        return ""
    dated = f"{year}年" if year and not issue.startswith(str(year)) else ""
    return (name or f"{city}文件") + dated + issue


def source_label(name: str) -> str:
    """Return a source's name without the folders it lay in and an address without its login: nobody's business."""
    return _LOGIN.sub("", name) if "://" in name else re.split(r"[/\\]", name.rstrip("/\\"))[-1]


def bare_title(title: str) -> str:
    """Return the title without quotation marks, brackets, punctuation and spaces, in compatible form."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", title))


def number_slug(number: str | None) -> str:
    """Return the slug of a printed number, or an empty string where it is none."""
    parsed = parse_document_number(number) if number else None
    return parsed.slug if parsed and parsed.prefix else ""


def names_of(document: Document) -> Names:
    """Return the names under which other documents may refer to this one, each once, the title first."""
    titles = [document.title, *(instrument.title for instrument in document.instruments)]
    bare = dict.fromkeys(name for title in titles for name in title_names(title))
    return Names(number_slug(document.number), tuple(bare)[:50])


def title_names(title: str) -> tuple[str, ...]:
    """Return the names a title gives, outermost first: whole, from 关于 on, and the text inside 关于印发…的通知.

    Each is bare and at most 300 characters long; the last one is how a text is looked up.
    """
    whole = bare_title(title)[:1000]
    about = whole[whole.find("关于") :] if "关于" in whole else ""
    inner = _NOTICE.search(whole)
    return tuple(dict.fromkeys(name[:300] for name in (whole, about, inner["inner"] if inner else "") if name))


def same_title(one: str, other: str) -> bool:
    """Return whether two titles name the same text: equal without marks, or one inside the other, or nearly equal."""
    first, second = bare_title(one), bare_title(other)
    if not first or not second or first in second or second in first:
        return True
    return pair_similarity(first, second) >= 0.5


def pair_similarity(one: str, other: str) -> float:
    """Return how many neighbouring pairs of characters two texts share, from 0 to 1 (Dice's coefficient)."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 1.0 if one == other else 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
