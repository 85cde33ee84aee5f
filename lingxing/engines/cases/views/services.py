"""The list of services, and the guide to each."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lingxing.engines.cases.queries.offered import ServiceCard, services_offered
from lingxing.engines.parties.access import Request, public
from lingxing.language.definitions import AUDIENCES
from lingxing.language.procedures.chart import term_label

LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class ServiceFilters:
    """What the list is narrowed to; empty ones narrow nothing."""

    q: str = ""
    city: str = ""
    audience: str = ""

    @property
    def given(self) -> int:
        """Return how many filters beside the words are set."""
        return sum(map(bool, (self.city, self.audience)))


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in the list."""

    label: str
    address: str
    city: str
    audience: str
    title: str
    term: str


@require_safe
@public
def services(request: Request) -> HttpResponse:
    """Show what can be applied for."""
    read = ServiceFilters(*(request.GET.get(name, "")[:LONGEST_QUERY].strip() for name in ("q", "city", "audience")))
    every = services_offered(request.on)
    context = {
        "services": [service_line(card) for card in every if fits(card, read)],
        "filters": read,
        "filtered": read.given,
        "facets": _facets(every, read),
    }
    return render(request, "cases/services.html", context)


def fits(card: ServiceCard, filters: ServiceFilters) -> bool:
    """Return whether the filters leave a service: every word stands in its names or those of its document."""
    words = filters.q.lower().split()
    told = f"{card.service.label} {card.policy.title} {card.policy.city} {card.policy.topic}".lower()
    return (
        all(word in told for word in words)
        and filters.city in ("", card.policy.city)
        and (not filters.audience or filters.audience in card.service.audience)
    )


def service_line(card: ServiceCard) -> ServiceLine:
    """Return a service as lists show it."""
    return ServiceLine(
        card.service.label,
        guide_address(card.service.package, card.service.name),
        card.policy.city,
        card.audience_label,
        f"《{card.policy.instrument or card.policy.title}》",
        _term(card),
    )


def guide_address(package: str, service: str) -> str:
    """Return the address of a service's guide."""
    city, _, name = package.partition("/")
    return reverse("cases:guide", args=[city, name, service])


def _term(card: ServiceCard) -> str:
    opening = {act.name for act in card.service.openings}
    for clock in card.service.clocks.values():
        if clock.kind == "duty" and opening & {start.act for start in clock.starts}:
            return f"{clock.label}{term_label(clock, card.service)}"
    return ""


def _facets(every: list[ServiceCard], read: ServiceFilters) -> list[dict[str, object]]:
    cities = sorted({card.policy.city for card in every})
    audiences = {name for card in every for name in card.service.audience}
    return [
        {"name": "city", "label": "城市", "choices": [(city, city) for city in cities], "chosen": read.city},
        {
            "name": "audience",
            "label": "对象",
            "choices": [(name, label) for name, label in AUDIENCES.items() if name in audiences],
            "chosen": read.audience,
        },
    ]
