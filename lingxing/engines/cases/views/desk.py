"""The work list of a clerk, and the services that may be opened at the counter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lingxing.engines.cases.queries.access import SUPERVISOR, Viewer
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.desk import DeskFilters, desk_counts
from lingxing.engines.cases.queries.desk import desk as work_list
from lingxing.engines.cases.queries.drafts import drafts
from lingxing.engines.cases.queries.offered import ServiceCard, every_service, services_offered
from lingxing.engines.cases.views.answers import own
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.duties.queries import members_of, memberships

LIGHTS = {"red": "逾期", "yellow": "临期", "green": "正常", "paused": "停止计时"}
WHOSE = {"": "全部", "mine": "分给我的", "free": "还没有分派的"}
LONGEST_CURSOR = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """A way to look at the list, with how much it holds where that is counted."""

    label: str
    address: str
    current: bool
    count: str | None = None


@require_safe
@requires(Permission.HANDLE_CASES)
def desk(request: Request) -> HttpResponse:
    """Show what waits for the organs of the account, by due day."""
    account, filters = own(request), read_filters(request.GET)
    organs = organs_of(account)
    page = work_list(account, filters, today(), after=request.GET.get("after", "")[:LONGEST_CURSOR])
    context = {
        "rows": page.rows,
        "next": f"?{urlencode({**_given(filters), 'after': page.after})}" if page.after else "",
        "first": f"?{urlencode(_given(filters))}" if request.GET.get("after") else "",
        "organs": organs,
        "scopes": _scopes(account, filters),
        "filters": filters,
        "filtered": sum(map(bool, (filters.service, filters.organ_id))),
        "facets": _facets(filters, organs),
        "colleagues": _colleagues(page.rows, request),
    }
    return render(request, "cases/desk.html", context)


def read_filters(given: Mapping[str, str]) -> DeskFilters:
    """Return what the address asks for; what is none of the choices narrows nothing."""
    package, _, service = given.get("service", "").rpartition("/")
    organ = given.get("organ", "")
    return DeskFilters(
        package=package,
        service=service if package else "",
        light=given.get("light", "") if given.get("light", "") in LIGHTS else "",
        whose=given.get("whose", "") if given.get("whose", "") in WHOSE else "",
        organ_id=int(organ) if organ.isascii() and organ.isdigit() and len(organ) < 10 else None,
    )


def organs_of(account: Viewer) -> dict[int, str]:
    """Return the organs in which the account handles cases on the day: id → name."""
    cards = memberships(account.pk, today())
    return {card.organ_id: card.organ_name for card in cards if card.duty != SUPERVISOR}


def _given(filters: DeskFilters) -> dict[str, str]:
    service = f"{filters.package}/{filters.service}" if filters.service else ""
    organ = str(filters.organ_id) if filters.organ_id else ""
    named = {"whose": filters.whose, "light": filters.light, "service": service, "organ": organ}
    return {name: value for name, value in named.items() if value}


def _scopes(account: Viewer, filters: DeskFilters) -> list[Scope]:
    counts = desk_counts(account, filters, today())
    plain = replace(filters, light="", whose="")
    listed = (
        ("全部", plain, "all"),
        ("逾期", replace(plain, light="red"), "red"),
        ("临期", replace(plain, light="yellow"), "yellow"),
        ("分给我的", replace(plain, whose="mine"), "mine"),
        ("还没有分派的", replace(plain, whose="free"), ""),
    )
    return [
        Scope(label, f"?{urlencode(_given(one))}", one == filters, counts.shown(name) if name else None)
        for label, one, name in listed
    ]


def _facets(filters: DeskFilters, organs: Mapping[int, str]) -> list[dict[str, object]]:
    services = [(card.service.id, f"{card.policy.city} {card.service.label}") for card in every_service()]
    chosen = f"{filters.package}/{filters.service}" if filters.service else ""
    facets: list[dict[str, object]] = [{"name": "service", "label": "事项", "choices": services, "chosen": chosen}]
    if len(organs) > 1:
        listed = [(str(key), name) for key, name in organs.items()]
        facets.append({"name": "organ", "label": "单位", "choices": listed, "chosen": str(filters.organ_id or "")})
    return facets


def _colleagues(rows: Sequence[object], request: Request) -> list[tuple[str, str]]:
    """Return the accounts to whom lines may be assigned: those with a duty in an organ of the account."""
    if not rows:
        return []
    cards = [card for card in memberships(own(request).pk, today()) if card.duty != SUPERVISOR]
    pairs = {(card.organ_id, card.duty) for card in cards}
    found = {one.pk: one for organ, duty in pairs for one in members_of(organ, duty, today())}
    return sorted(((str(key), one.display_name) for key, one in found.items()), key=lambda pair: pair[1])


@require_safe
@requires(Permission.HANDLE_CASES)
def opening(request: Request) -> HttpResponse:
    """Show the services that the account may open for its organs."""
    account = own(request)
    cards = services_offered(today(), hidden=True)
    found = [card for card in cards if any(one.for_organ for one in acting_for(account, card.service, today()))]
    context = {
        "services": [_counter_line(card) for card in found],
        "begun": [one for one in drafts(account) if one.draft.case_id is None],
    }
    return render(request, "cases/opening.html", context)


def _counter_line(card: ServiceCard) -> dict[str, str]:
    city, _, name = card.service.package.partition("/")
    address = reverse("cases:counter", args=[city, name, card.service.name])
    title = f"《{card.policy.instrument or card.policy.title}》"
    return {"label": card.service.label, "city": card.policy.city, "title": title, "address": address}
