"""What a query asks for. Any text is a query; none is an error.

`"…"` and its Chinese forms (“…” 「…」 『…』 《…》) ask for a phrase, `-` before a word or phrase excludes it, words
apart from each other must all stand there. A document number may be written with any brackets or none: 〔2024〕11号,
[2024]11, 2024年11号, 2024 11, each with or without the issuing mark.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.documents.search.tokens import CHINESE, is_chinese, phrase_tokens, runs

LONGEST = 200
_MOST_TERMS = 12
_RELAXED_FROM = 4
_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "《": "》"}
_MINUS = "-－−﹣"
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r'[^\s"“”「『《]+')
_MARK = rf"(?:([{CHINESE}]{{1,11}}[发函规字令文告])\s*|([{CHINESE}]{{0,12}}))"
_BRACKETED = re.compile(
    rf"{_MARK}[〔\[［（(【﹝「{{]\s*(\d{{4}})\s*[〕\]］）)】﹞」}}]\s*第?\s*(\d{{1,5}})(?!\d)\s*号?"
)
_YEARLY = re.compile(rf"{_MARK}((?:19|20)\d{{2}})\s*年\s*第?\s*(\d{{1,5}})\s*号")
_BARE = re.compile(rf"{_MARK}((?:19|20)\d{{2}})\s+(?!(?:19|20)\d{{2}}(?!\d))(\d{{1,4}})(?!\d)\s*号?(?=\s|$)")


class TermKind(StrEnum):
    """How a term was asked for."""

    WORD = "word"
    PHRASE = "phrase"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that must stand side by side; `open_end` lets the last one go on. `text` is what the reader typed."""

    kind: TermKind
    text: str
    tokens: tuple[str, ...]
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All `required` terms must stand in a place, none of `excluded`."""

    required: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def relaxed(self) -> "Query | None":
        """Return the query with long words cut into words of two characters, or None where there are no long ones."""
        terms = [part for term in self.required for part in _apart(term)]
        return Query(tuple(terms), self.excluded) if len(terms) > len(self.required) else None


def parse_query(text: str) -> Query:
    """Return what `text` asks for: its first 200 characters, at most twelve terms, none that say nothing."""
    rest = unicodedata.normalize("NFC", text).translate(_DIGITS)[:LONGEST]
    required: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    while rest := rest.lstrip():
        minus = rest[0] in _MINUS and len(rest) > 1 and not rest[1].isspace()
        term, rest = _next_term(rest[1:] if minus else rest)
        if term and len(required) + len(excluded) < _MOST_TERMS:
            (excluded if minus else required)[term] = None
    return Query(tuple(required), tuple(excluded))


def _next_term(rest: str) -> tuple[Term | None, str]:
    for pattern in (_BRACKETED, _YEARLY, _BARE):
        if found := pattern.match(rest):
            return _number(found), rest[found.end() :]
    if rest[0] in _QUOTES:
        inner, _, rest = rest[1:].partition(_QUOTES[rest[0]])
        return _term(TermKind.PHRASE, inner), rest
    word = _WORD.match(rest)
    return (_term(TermKind.WORD, word[0]), rest[word.end() :]) if word else (None, rest[1:])


def _term(kind: TermKind, text: str) -> Term | None:
    tokens, open_end = phrase_tokens(text)
    return Term(kind, _SPACE.sub(" ", text.strip()), tokens, open_end) if tokens else None


def _number(found: re.Match[str]) -> Term | None:
    mark, year, sequence = found[1] or found[2] or "", found[3], int(found[4])
    return _term(TermKind.NUMBER, f"{mark}〔{year}〕{sequence}号")


def _apart(term: Term) -> list[Term]:
    words = runs(term.text)
    whole = term.kind is not TermKind.WORD or max((len(word) for word in words if is_chinese(word[0])), default=0)
    if whole is True or whole < _RELAXED_FROM:
        return [term]
    parts = [part for word in words for part in (_words_of_two(word) if is_chinese(word[0]) else [word])]
    return [found for part in dict.fromkeys(parts) if (found := _term(TermKind.WORD, part))]


def _words_of_two(run: str) -> list[str]:
    """Return the run cut into words of two characters, as most are; the last one overlaps where one is left over."""
    return [run[min(at, max(0, len(run) - 2)) :][:2] for at in range(0, len(run), 2)]
