"""What a page's address asks for: filters, page number, look-ahead."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from lingxing.engines.documents.domain.status import StatusState
from lingxing.engines.documents.labels import label
from lingxing.engines.documents.queries import PAGE_SIZE
from lingxing.engines.documents.queries.values import Facets, FacetValue, Filters
from lingxing.kernel.errors import LingxingError

_FACETS = (
    ("city", "城市", "cities"),
    ("issuer", "发文机关", "issuers"),
    ("kind", "文种", "kinds"),
    ("year", "年份", "years"),
    ("status", "状态", "statuses"),
    ("organ", "责任单位", "organs"),
)
_REMEDY = "请从筛选栏中选择"


@dataclass(frozen=True, slots=True)
class FacetField:
    """A select of the filter bar: `chosen` is the value in the address, kept even where it has no document."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    chosen: str


def read_filters(query: QueryDict) -> Filters:
    """Return the filters that the address holds. LingxingError names a value that can't be one."""
    return Filters(
        city=query.get("city", ""),
        issuer=query.get("issuer", ""),
        kind=query.get("kind", ""),
        year=_year(query),
        status=_status(query.get("status", "")),
        organ=_whole(query, "organ", "责任单位"),
    )


def _whole(query: QueryDict, name: str, called: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise LingxingError(f"“{text[:20]}”不是{called}", where=name, remedy=_REMEDY)
    return int(text)


def _year(query: QueryDict) -> int | None:
    year = _whole(query, "year", "年份")
    if year is not None and not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise LingxingError(f"“{year}”不是年份", where="year", remedy=_REMEDY)
    return year


def _status(text: str) -> StatusState | None:
    if not text:
        return None
    try:
        return StatusState(text)
    except ValueError:
        choices = "、".join(state.value for state in StatusState)
        raise LingxingError(f"没有“{text[:20]}”这种状态", where="status", remedy=f"可写：{choices}") from None


def read_page(query: QueryDict) -> int:
    """Return the page number of the address, 1 without one. LingxingError for anything but a whole number from 1."""
    text = query.get("page", "1") or "1"
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 6 and int(text) >= 1):
        raise LingxingError(f"“{text[:20]}”不是页码", where="page", remedy="请写 1 以上的整数")
    return int(text)


def facet_fields(filters: Filters, facets: Facets) -> Iterator[FacetField]:
    """Return the selects of the filter bar that have a choice or are set."""
    for name, called, attribute in _FACETS:
        chosen = getattr(filters, name)
        text = "" if chosen is None else str(chosen)
        found: tuple[FacetValue, ...] = getattr(facets, attribute)
        values = tuple(FacetValue(one.value, _label(name, one.value) or one.label, one.count) for one in found)
        if text and text not in {value.value for value in values}:
            values = (*values, FacetValue(text, _label(name, text) or text, 0))
        if values:
            yield FacetField(name, called, values, text)


def _label(name: str, text: str) -> str:
    """Return the words for a state; empty for values that speak for themselves."""
    return label(StatusState(text)) if name == "status" else ""


def chosen_filters(filters: Filters) -> Mapping[str, str]:
    """Return the filters that are set, by their names in addresses."""
    values = {field.name: getattr(filters, field.name) for field in fields(filters)}
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def numbered_page(total: int, page: int, size: int = PAGE_SIZE) -> Page[int]:
    """Return Django's page object for the pagination component."""
    return Paginator(range(total), size).get_page(page)
