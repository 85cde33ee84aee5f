"""Which permission a route names, for views and API operations alike."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.openapi.views import default_home
from ninja.operation import PathView

from lingxing.engines.parties.access import PUBLIC, Permission, access_of, stores_nothing

_View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One address pattern, one method (GET for pages) and the permission it names (None where it names none).

    `answers` is set where a POST only answers and stores nothing.
    """

    pattern: str
    name: str
    method: str
    access: Permission | str | None
    view: _View
    answers: bool = False


def access_for(view: _View, method: str) -> Permission | str | None:
    """Return the permission that `view` names for `method`, PUBLIC, or None.

    An API path holds one operation a method, each with a mark of its own; a method that no operation answers is
    refused by the library itself, so it is public here.
    """
    path = _api_path(view)
    if path is None:
        return PUBLIC if _api_root(view) else access_of(view)
    for operation in path.operations:
        if method in operation.methods:
            return access_of(operation.view_func)
    return PUBLIC


def routes() -> Iterator[Route]:
    """Yield every route of the site in the order of the URL configuration, each pattern and method once.

    An API path with several operations is entered into the URL configuration once for each of their names.
    """
    seen: set[tuple[str, str]] = set()
    for route in _walk(get_resolver(), ""):
        if (route.pattern, route.method) not in seen:
            seen.add((route.pattern, route.method))
            yield route


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern)
        else:
            yield from _routes_of(entry, pattern)


def _routes_of(entry: URLPattern, pattern: str) -> Iterator[Route]:
    path = _api_path(entry.callback)
    methods = [m for o in path.operations for m in o.methods] if path else ["GET"]
    for method in methods:
        access, answers = access_for(entry.callback, method), _answers(entry.callback, method)
        yield Route(pattern, entry.name or "", method, access, entry.callback, answers)


def _answers(view: _View, method: str) -> bool:
    path = _api_path(view)
    if path is None:
        return stores_nothing(view)
    return all(stores_nothing(operation.view_func) for operation in path.operations if method in operation.methods)


def _api_path(view: _View) -> PathView | None:
    """Return the library's object behind an API view: it hands out a plain closure and keeps no other way to it."""
    if not getattr(view, "__module__", "").startswith("ninja."):
        return None
    found = inspect.getclosurevars(view).nonlocals.get("self")
    return found if isinstance(found, PathView) else None


def _api_root(view: _View) -> bool:
    """Return whether this is the library's page at the API's root, which only ever answers 404 and takes no mark."""
    return getattr(view, "func", None) is default_home
