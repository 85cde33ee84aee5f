"""Template tags of the base pages; loaded everywhere."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a route, with the day of `?on=` kept: {% link "documents:document" number %}."""
    return _with_day(context, reverse(name, args=args, kwargs=kwargs))


@register.simple_tag(takes_context=True)
def on_day(context: Context, address: str) -> str:
    """Return `address` with the day of `?on=` kept."""
    return _with_day(context, address)


def _with_day(context: Context, address: str) -> str:
    if not context.get("on_given") or "on=" in address:
        return address
    path, mark, fragment = address.partition("#")
    joint = "&" if "?" in path else "?"
    return path + joint + urlencode({"on": context["on"].isoformat()}) + mark + fragment
