"""Under which address a document lives, and under which names others speak of it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Document
from lingxing.kernel.document_numbers import parse_document_number

_MARKS = re.compile(r"[\s《》〈〉<>“”\"'‘’「」『』（）()【】\[\]、，,。.：:；;·—\-_]+")
_NOTICE = re.compile(r"(?:关于)?(?:印发|转发|公布|发布)(?P<inner>.+?)(?:等\w+个?文件)?的(?:通知|公告|决定)$")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a document: its number's slug (empty without a number) and its titles without marks."""

    number: str
    titles: tuple[str, ...]


def address(document: Document, city: str, taken: Iterable[str] = ()) -> str:
    """Return the document's address: its number (咸政规-2024-2), else its city and eight digits of its title's digest.

    Where `taken` holds the address already, the title's digest is added: two texts printed under one number stay two.
    """
    number = parse_document_number(document.number) if document.number else None
    digest = hashlib.sha256(bare_title(document.title).encode("utf-8", "replace")).hexdigest()[:8]
    base = number.slug if number and number.prefix else f"{city}-{digest}" if city else digest
    used = set(taken)
    if base not in used:
        return base
    distinct = f"{base}-{digest}" if not base.endswith(digest) else base
    return next(key for key in _numbered(distinct) if key not in used)


def _numbered(base: str) -> Iterable[str]:
    yield base
    sequence = 2
    while True:
        yield f"{base}-{sequence}"
        sequence += 1


def addresses(documents: Sequence[Document], city: str) -> tuple[str, ...]:
    """Return the addresses of a gazette's documents, all different."""
    taken: list[str] = []
    for document in documents:
        taken.append(address(document, city, taken))
    return tuple(taken)


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
    """Return the bare title, and that of the instrument inside …关于印发X的通知 (at most 300 characters each)."""
    whole = bare_title(title)
    inner = _NOTICE.search(whole) if len(whole) < 1000 else None
    return tuple(name[:300] for name in (whole, inner["inner"] if inner else "") if name)


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
