"""The list of what can be calculated."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.parties.access import Request, public
from lingxing.engines.rules import queries
from lingxing.engines.rules.queries import FacetChoice, RuleFilters

_LABELS = {"city": "城市", "topic": "领域", "audience": "对象"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a select; `chosen` where the address holds it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A select of the filter bar."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@require_safe
@public
def rules(request: Request) -> HttpResponse:
    """List what can be calculated."""
    filters = read_filters(request.GET)
    chosen = {field.name: getattr(filters, field.name) for field in fields(filters) if field.name != "q"}
    context = {
        "rules": queries.rules(request.on, filters),
        "filters": filters,
        "filtered": sum(bool(value) for value in chosen.values()),
        "kept": [*((name, value) for name, value in chosen.items() if value), *_day(request)],
        "facets": list(_facets(chosen, queries.facets(request.on))),
        "problems": queries.problems(),
    }
    return render(request, "rules/rules.html", context)


def read_filters(query: QueryDict) -> RuleFilters:
    """Return the filters that the address holds."""
    return RuleFilters(**{field.name: query.get(field.name, "").strip()[:100] for field in fields(RuleFilters)})


def _day(request: Request) -> list[tuple[str, str]]:
    return [("on", request.on.isoformat())] if request.on_given else []


def _facets(chosen: dict[str, str], found: dict[str, list[FacetChoice]]) -> Iterator[Facet]:
    for name, choices in found.items():
        value = chosen[name]
        listed = [Choice(choice.value, choice.label, choice.count, choice.value == value) for choice in choices]
        if value and not any(choice.chosen for choice in listed):
            listed.append(Choice(value, value, 0, chosen=True))
        yield Facet(name, _LABELS[name], tuple(listed))
