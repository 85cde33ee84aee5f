"""Template tags of the base pages; loaded everywhere."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Paginator
from django.template.context import Context
from django.urls import reverse

from lingxing.engines.rules import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a route, with the day of `?on=` kept: {% link "documents:document" number %}."""
    return _with_day(context, reverse(name, args=args, kwargs=kwargs))


@register.simple_tag(takes_context=True)
def on_day(context: Context, address: str) -> str:
    """Return `address` with the day of `?on=` kept."""
    return _with_day(context, address)


@register.inclusion_tag("lingxing/components/rules_of.html", takes_context=True)
def rules_of(context: Context, document: Any) -> dict[str, Any]:
    """Show links to the rules that run a document: what the library's page of it can't know by itself."""
    titles = (document.title, *(instrument.title for instrument in document.instruments))
    found = queries.rules_of((document.number or "",), titles, context["on"])
    return {"rules": found, "on": context["on"], "on_given": context["on_given"]}


@register.inclusion_tag("lingxing/components/doors.html", takes_context=True)
def doors(context: Context) -> dict[str, Any]:
    """Show the ways from the first page to what the rules answer; nothing where there are no rules."""
    return {"count": len(queries.rules(context["on"])), "on": context["on"], "on_given": context["on_given"]}


@register.filter
def page_numbers(paginator: "Paginator[Any]", current: int) -> list[int]:
    """Return the page numbers to show around `current`, 0 standing for a gap: 1 0 4 5 6 0 20."""
    shown = sorted({1, paginator.num_pages, *range(max(1, current - 1), min(paginator.num_pages, current + 1) + 1)})
    numbers: list[int] = []
    for number in shown:
        if numbers and number > numbers[-1] + 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


def _with_day(context: Context, address: str) -> str:
    if not context.get("on_given") or "on=" in address:
        return address
    path, mark, fragment = address.partition("#")
    joint = "&" if "?" in path else "?"
    return path + joint + urlencode({"on": context["on"].isoformat()}) + mark + fragment
