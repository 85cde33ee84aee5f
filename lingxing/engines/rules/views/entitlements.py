"""What a person, a household or a firm is entitled to: first the choice of city and audience."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.parties.access import Request, public
from lingxing.engines.rules import queries
from lingxing.language.definitions import AUDIENCES


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of applicant and how many rules there are for it."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class City:
    """A city whose rules are in force; `slug` is its part of the ids."""

    slug: str
    label: str
    audiences: tuple[Audience, ...]


@require_safe
@public
def entitlements(request: Request) -> HttpResponse:
    """Let city and audience be chosen."""
    return render(request, "rules/entitlements.html", {"cities": _cities(request)})


def _cities(request: Request) -> list[City]:
    every = [rule for rule in queries.rules(request.on) if rule.state == "in_force"]
    labels = {rule.city: rule.policy.city for rule in every}
    return [
        City(slug, label, _audiences(Counter(one for rule in every if rule.city == slug for one in rule.audiences)))
        for slug, label in sorted(labels.items())
    ]


def _audiences(counted: Counter[str]) -> tuple[Audience, ...]:
    return tuple(Audience(name, label, counted[name]) for name, label in AUDIENCES.items() if counted[name])
