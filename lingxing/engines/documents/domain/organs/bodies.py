"""Bodies named by a pattern around their place: 团市委, 市委编办, 市残联, 市法院, 市税务局."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lingxing.engines.documents.domain.organs.context import OrganContext
from lingxing.engines.documents.domain.organs.divisions import is_municipality, is_prefecture
from lingxing.engines.documents.domain.organs.tables import read_table


def body_names(context: OrganContext) -> Mapping[str, tuple[str, ...]]:
    """Return the full names by every short name in this city: its own bodies, its districts' and its province's.

    市纪委监委 stands for two organs; a name that changed at a reform is read by the context's day.
    """
    return _names(context.city, context.short, context.province, context.districts, context.day)


@lru_cache(maxsize=128)
def _names(
    city: str, short: str, province: str, districts: tuple[str, ...], day: dt.date | None
) -> Mapping[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for pattern, full, since, until in read_table("bodies"):
        if not _holds(since, until, day):
            continue
        for written, place in _places(city, short, province, districts):
            names = full.replace("{court}", _court(place)).replace("{c}", place).replace("{l}", place[-1])
            known.setdefault(pattern.replace("{l}", written), tuple(names.split("|")))
    return known


def _holds(since: str, until: str, day: dt.date | None) -> bool:
    if day is None:
        return not until
    iso = day.isoformat()
    return (not since or since <= iso) and (not until or iso <= until)


def _court(place: str) -> str:
    if place.endswith("省") or is_municipality(place):
        return "高级人民法院"
    return "中级人民法院" if is_prefecture(place) else "人民法院"


def _places(city: str, short: str, province: str, districts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield how a place is written and its full name; the city's own level character stands for the city."""
    if city:
        yield city[-1], city
        yield city, city
        if short != city:
            yield short, city
    if province and province != city:
        yield "省" if province.endswith("省") else province, province
        yield province, province
    for district in districts:
        yield district, qualified(district, city)


def qualified(district: str, city: str) -> str:
    """Return the district as its organs are named: an urban district behind its city, a county or county city alone."""
    return city + district if district.endswith("区") else district
