"""Whether two tickets may be about one matter."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_COMMON = 3
LIKE = 60
"""In hundredths: from here on two wordings are taken for alike."""
SAME_CALLER, SAME_PLACE = "同一来电人", "同一地点、同类事项"


@dataclass(frozen=True, slots=True)
class Telling(Generic[_Key]):
    """What a ticket is compared by: digests of caller and place (empty where unknown), topic, words of its matter."""

    key: _Key
    caller: str
    place: str
    topic: str
    words: frozenset[str]
    more: frozenset[str] = frozenset()
    """Words of what else was said: of a new ticket, its content."""


@dataclass(frozen=True, slots=True)
class Likeness(Generic[_Key]):
    """A ticket that may be about the same matter, why, and how much the wordings agree in hundredths."""

    key: _Key
    why: str
    percent: int


def likeness(one: Collection[str], other: Collection[str]) -> int:
    """Return twice the words in common over the words of both, in hundredths rounded down: 100 for equal ones."""
    total = len(set(one)) + len(set(other))
    return 200 * len(set(one) & set(other)) // total if total else 0


def contained(matter: Collection[str], said: Collection[str]) -> int:
    """Return how much of a short matter a longer telling says too, in hundredths rounded down; 0 below three words in
    common, which any two tellings of one topic may have."""
    common = len(set(matter) & set(said))
    return 100 * common // len(set(matter)) if common >= _COMMON else 0


def alike(new: Telling[_Key], others: Iterable[Telling[_Key]], *, most: int = 5) -> list[Likeness[_Key]]:
    """Return the tickets that may be about the matter of the new one, the likeliest first.

    Same caller and same topic or alike words; same place and same topic; same topic and alike words. A proposal only:
    a person decides.
    """
    found = [like for like in (_like(new, other) for other in others) if like]
    return sorted(found, key=lambda like: (like.why, -like.percent), reverse=False)[:most]


def _like(new: Telling[_Key], other: Telling[_Key]) -> Likeness[_Key] | None:
    percent = max(likeness(new.words, other.words), contained(other.words, new.words | new.more))
    topic = bool(new.topic) and new.topic == other.topic
    if new.caller and new.caller == other.caller and (topic or percent >= LIKE):
        return Likeness(other.key, SAME_CALLER, percent)
    if new.place and new.place == other.place and (topic or percent >= LIKE):
        return Likeness(other.key, SAME_PLACE, percent)
    if topic and percent >= LIKE:
        return Likeness(other.key, "事由相近", percent)
    return None
