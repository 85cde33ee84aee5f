"""How prices, moments and shares stand on pages."""

import datetime as dt

from django import template

from lingxing.engines.auctions.domain.description_lines import format_moment
from lingxing.engines.auctions.domain.prices import format_price

register = template.Library()


@register.filter
def price(fen: int) -> str:
    """Return a price: 1,250,000.00 元, 0.00 元 for none."""
    return format_price(fen)


@register.filter
def moment(at: dt.datetime) -> str:
    """Return a moment in Shanghai: 2026年12月1日 09:00."""
    return format_moment(at)


@register.filter
def of(names: dict[str, str], key: str) -> str:
    """Return the label of a key."""
    return names.get(key, key)
