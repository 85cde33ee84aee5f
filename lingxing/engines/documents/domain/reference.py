"""Which document of the library another one speaks of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """The document that speaks."""

    id: int
    city: str
    signed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be meant; `number` is its number's slug, `titles` its bare titles."""

    id: int
    city: str
    signed_on: dt.date | None
    number: str
    titles: frozenset[str]


def choose_target(speaker: Speaker, number: str, title: str, candidates: Iterable[Candidate]) -> int | None:
    """Return the id of the document meant by a number's slug and a bare title, or None.

    A number decides. Without one (here or there) a title of the same city decides.
    Reading: of several editions under one title the latest signed before the speaker is meant, never a later one.
    """
    others = [candidate for candidate in candidates if candidate.id != speaker.id]
    numbered = [candidate for candidate in others if number and candidate.number == number]
    if numbered:
        return min(numbered, key=lambda candidate: (title not in candidate.titles, candidate.id)).id
    titled = [
        candidate
        for candidate in others
        if title in candidate.titles
        and not (number and candidate.number)
        and (candidate.city == speaker.city or not candidate.city or not speaker.city)
        and not _later(candidate, speaker)
    ]
    return max(titled, key=lambda candidate: (candidate.signed_on or dt.date.min, -candidate.id)).id if titled else None


def _later(candidate: Candidate, speaker: Speaker) -> bool:
    return bool(candidate.signed_on and speaker.signed_on and candidate.signed_on > speaker.signed_on)
