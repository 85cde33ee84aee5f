"""What is published: paragraphs and a table, and the digest that the ledger holds of them."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lingxing.engines.disclosure.domain.detection import Concern, concerns_in
from lingxing.kernel.canonical import canonical_json


@dataclass(frozen=True, slots=True)
class Content:
    """The public's view: a title, paragraphs, and rows under headings (both may be empty)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def digest(self) -> str:
        """Return SHA-256 of the canonical content, 64 hexadecimal digits."""
        return hashlib.sha256(canonical_json(self.to_json()).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """Return the content as it is stored, exported and digested."""
        return {
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "headings": list(self.headings),
            "rows": [list(row) for row in self.rows],
        }

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield every text of it with where it stands, in Chinese."""
        yield "标题", self.title
        for number, paragraph in enumerate(self.paragraphs, 1):
            yield f"正文第{number}段", paragraph
        for number, row in enumerate(self.rows, 1):
            for heading, text in zip(self.headings, row, strict=True):
                yield f"第{number}行“{heading}”", text

    def concerns(self) -> tuple[Concern, ...]:
        """Return what still looks personal in it, in order."""
        return tuple(concerns_in(self.pieces()))


def content_from_json(stored: Mapping[str, Any]) -> Content:
    """Return stored content; that of a withdrawn publication is empty."""
    return Content(
        stored.get("title", ""),
        tuple(stored.get("paragraphs", ())),
        tuple(stored.get("headings", ())),
        tuple(tuple(row) for row in stored.get("rows", ())),
    )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the lines that say something, without spaces around them."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
