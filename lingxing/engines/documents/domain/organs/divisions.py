"""Administrative divisions: the districts of a city, the province it lies in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lingxing.engines.documents.domain.organs.tables import read_table

COUNTY_LEVEL = "县市区旗"


@dataclass(frozen=True, slots=True)
class Division:
    """A city or county-level division: `districts` is empty where it has no county-level divisions of its own."""

    name: str
    province: str
    districts: tuple[str, ...] = ()


@cache
def divisions() -> Mapping[str, Division]:
    """Return all cities by name, and every county-level division whose name only one city has."""
    known: dict[str, Division] = {}
    below: dict[str, list[Division]] = {}
    for name, province, districts in read_table("divisions"):
        known[name] = Division(name, province, tuple(districts.split()))
        for district in known[name].districts:
            below.setdefault(district, []).append(Division(district, province))
    return {name: found[0] for name, found in below.items() if len(found) == 1} | known


def districts_as_printed(districts: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the districts under the names that `text` uses: what is a city now is still a county in an old text."""
    return tuple(_as_printed(district, text) for district in districts)


def districts_on(districts: Iterable[str], day: dt.date) -> tuple[str, ...]:
    """Return the districts under the names they bore on `day`: counties that became cities later are counties."""
    formerly = {now: old for now, old, since in read_table("division_changes") if day.isoformat() < since}
    return tuple(formerly.get(district, district) for district in districts)


def missing_districts(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return those of `names` that `known` holds neither so, nor at another level, nor under a later name."""
    formerly = {old: now for now, old, _ in read_table("division_changes")}
    districts = frozenset(known)
    stems = {district[:-1] for district in districts}
    return tuple(name for name in names if name[:-1] not in stems and formerly.get(name) not in districts)


def _as_printed(district: str, text: str) -> str:
    stem = district[:-1]
    if len(stem) < 2 or district in text:
        return district
    other = [stem + ending for ending in COUNTY_LEVEL if stem + ending in text]
    return other[0] if len(other) == 1 else district


@lru_cache(maxsize=4096)
def is_municipality(name: str) -> bool:
    """Return whether the city stands directly under the State Council, as a province does."""
    return any(row[0] == name == row[1] for row in read_table("divisions"))


@lru_cache(maxsize=4096)
def is_prefecture(name: str) -> bool:
    """Return whether the city has an intermediate court: one of prefecture level, with or without districts."""
    return any(row[0] == name and (row[2] or name in _WITHOUT_DISTRICTS) for row in read_table("divisions"))


_WITHOUT_DISTRICTS = frozenset(("东莞市", "中山市", "儋州市", "嘉峪关市"))
