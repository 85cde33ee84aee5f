"""Departments of government: 住建局 is 住房和城乡建设局, in whichever city."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from lingxing.engines.documents.domain.organs.tables import read_table

_ENDINGS = {"局": "局", "委": "委员会", "办": "办公室", "厅": "厅", "部": "部", "馆": "馆", "中心": "中心"}
_PARTS = ("科", "处", "支队", "大队", "分局", "中心", "站", "所", "队", "室")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The full names a short one may stand for; `sure` where the first holds without further evidence."""

    names: tuple[str, ...]
    sure: bool


@cache
def departments() -> Mapping[str, Candidates]:
    """Return the full names by every short and every full name in use (住建局, 住房和城乡建设局)."""
    known: dict[str, Candidates] = {}
    full_names: set[str] = set()
    for short, suffixes, full in read_table("departments"):
        stems = full.removeprefix("?").split("|")
        for ending in _split_endings(suffixes):
            names = tuple(stem + _ENDINGS[ending] for stem in stems)
            full_names.update(names)
            for written in (short + ending, short + _ENDINGS[ending]):
                known.setdefault(written, Candidates(names, sure=not full.startswith("?")))
    return known | {name: Candidates((name,), sure=True) for name in full_names}


def _split_endings(suffixes: str) -> tuple[str, ...]:
    plain = suffixes.replace("中心", "")
    return (*plain, "中心") if plain != suffixes else tuple(plain)


@cache
def doubtful_names() -> frozenset[str]:
    """Return the full names that need evidence: they are taken when the gazette itself prints them."""
    return frozenset(name for found in departments().values() if not found.sure for name in found.names)


def full_department(name: str, printed: Collection[str]) -> str | None:
    """Return the full name of a department without its place, or None where it is unknown or open.

    `printed` holds the doubtful full names that the gazette prints. A part of a department keeps its own words:
    公安局交警支队, 政府办公室金融科.
    """
    whole = _pick(name, printed)
    if whole or not name.endswith(_PARTS):
        return whole
    for length in range(len(name) - 2, 1, -1):
        head = _pick(name[:length], printed)
        if head:
            return head + name[length:]
    return None


def _pick(name: str, printed: Collection[str]) -> str | None:
    found = departments().get(name)
    if found is None:
        return None
    if found.sure:
        return found.names[0]
    seen = [full for full in found.names if full in printed]
    return seen[0] if len(seen) == 1 else None
