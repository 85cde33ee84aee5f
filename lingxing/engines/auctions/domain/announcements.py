"""What an announcement says (arts. 8 to 10): put together from the description, the files and what changed."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lingxing.engines.auctions.domain.days import extended_close
from lingxing.engines.auctions.domain.description_lines import Change, Line, changes, lines_json, lines_of
from lingxing.engines.auctions.domain.descriptions import Description
from lingxing.engines.auctions.domain.terms import Rules
from lingxing.kernel.canonical import Json, canonical_json

FORMAT = "lingxing-announcement-1"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the sale, as the announcement names it."""

    key: str
    kind: str
    label: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over an announcement: the lot, the version, who issues it and on which rule."""

    lot: str
    number: int
    kind: str
    title: str
    grantor: str
    agency: str
    rule: str


@dataclass(frozen=True, slots=True)
class Content:
    """An announcement as it is published. `changes` and `reason` are those of a supplementary one."""

    heading: Heading
    lines: tuple[Line, ...]
    files: tuple[PublishedFile, ...]
    changes: tuple[Change, ...] = ()
    reason: str = ""
    moves_price: bool = False
    reserve_key: str = ""
    """The public key to which the reserve price is sealed; empty where the lot has none."""

    def to_json(self) -> dict[str, Json]:
        """Return the content as it is stored and digested."""
        heading = {name: getattr(self.heading, name) for name in Heading.__slots__}
        return {
            "format": FORMAT,
            **heading,
            "lines": lines_json(self.lines),
            "files": [{name: getattr(file, name) for name in PublishedFile.__slots__} for file in self.files],
            "changes": [{name: getattr(change, name) for name in Change.__slots__} for change in self.changes],
            "reason": self.reason,
            "moves_price": self.moves_price,
            "reserve_key": self.reserve_key,
        }

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content's canonical JSON, hexadecimal."""
        return hashlib.sha256(canonical_json(self.to_json()).encode()).hexdigest()


def content_from_json(values: Mapping[str, object]) -> Content:
    """Return the content that `to_json` wrote."""
    return Content(
        Heading(**{name: values[name] for name in Heading.__slots__}),  # type: ignore[arg-type]
        tuple(Line(**line) for line in _rows(values, "lines")),
        tuple(PublishedFile(**file) for file in _rows(values, "files")),  # type: ignore[arg-type]
        tuple(Change(**change) for change in _rows(values, "changes")),
        str(values["reason"]),
        bool(values["moves_price"]),
        str(values["reserve_key"]),
    )


def title_of(description: Description, number: str) -> str:
    """Return the title of a lot: where it lies and its number."""
    return f"{description.location}国有建设用地使用权（{number}）"


def supplemented(description: Description, rules: Rules, at: dt.datetime, *, moves_price: bool) -> Description:
    """Return the description with the close where it must lie once it is published as a change at `at` (art. 10)."""
    if not moves_price:
        return description
    closes = extended_close(description.terms.closes_at, at, rules.extension_days)
    return replace(description, terms=replace(description.terms, closes_at=closes))


def difference(before: Content, after: Description) -> tuple[Change, ...]:
    """Return what the description changes against what was published last."""
    return changes(before.lines, lines_of(after))


def _rows(values: Mapping[str, object], name: str) -> Sequence[Mapping[str, str]]:
    found = values[name]
    return found if isinstance(found, list) else []
