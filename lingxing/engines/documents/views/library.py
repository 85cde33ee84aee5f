"""The library as lists: home, search, expiring, lapsed, tasks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.documents import queries
from lingxing.engines.documents.queries.values import Filters, OutsideRevision
from lingxing.engines.documents.views.selection import (
    chosen_filters,
    facet_fields,
    numbered_page,
    read_filters,
    read_page,
)
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.errors import LingxingError

LOOK_AHEAD = (30, 90, 180)
_TASKS_A_PAGE = 50
_EXAMPLES = ("有效期", "牵头单位", "自印发之日起")


@require_safe
@public
def home(request: Request) -> HttpResponse:
    """Show the documents, newest first, with filters and counts."""
    filters, page = read_filters(request.GET), read_page(request.GET)
    found = queries.library(filters, request.on, page)
    context = {
        "library": found,
        "examples": _EXAMPLES,
        "facets": list(facet_fields(filters, found.facets)),
        "filtered": chosen_filters(filters),
        "page": numbered_page(found.total, found.page),
    }
    return render(request, "documents/home.html", context)


@require_safe
@public
def search(request: Request) -> HttpResponse:
    """Show the places that hold the query's words."""
    filters, page = read_filters(request.GET), read_page(request.GET)
    query = request.GET.get("q", "").strip()
    context: dict[str, object] = {"query": query, "filtered": chosen_filters(filters)}
    facets = queries.facets(filters, request.on)
    context["facets"] = list(facet_fields(filters, facets))
    if query:
        found = queries.search(query, filters, request.on, page)
        context |= {"found": found, "page": numbered_page(found.total, found.page)}
    return render(request, "documents/search.html", context)


@require_safe
@public
def expiring(request: Request) -> HttpResponse:
    """Show what ends or must be revised within 30, 90 or 180 days."""
    within = _within(request)
    filters = read_filters(request.GET)
    context = {
        "documents": queries.expiring(request.on, within, filters),
        "outside": _due_outside(request, within, filters),
        "within": within,
        "choices": LOOK_AHEAD,
        "filtered": chosen_filters(filters),
    }
    return render(request, "documents/expiring.html", context)


def _due_outside(request: Request, within: int, filters: Filters) -> list[OutsideRevision]:
    orders = queries.outside_revisions(request.on, filters)
    return [order for order in orders if 0 <= (order.deadline - request.on).days <= within]


def _within(request: Request) -> int:
    text = request.GET.get("within", "") or str(LOOK_AHEAD[1])
    if text not in {str(days) for days in LOOK_AHEAD}:
        choices = "、".join(map(str, LOOK_AHEAD))
        raise LingxingError(f"“{text[:20]}”不是可选的天数", where="within", remedy=f"可写：{choices}")
    return int(text)


@require_safe
@public
def lapsed(request: Request) -> HttpResponse:
    """Show what lapsed because an ordered revision was not made."""
    filters = read_filters(request.GET)
    outside = [order for order in queries.outside_revisions(request.on, filters) if order.deadline < request.on]
    context = {"documents": queries.lapsed_by_deadline(request.on, filters), "outside": outside}
    return render(request, "documents/lapsed.html", context)


@require_safe
@public
def tasks(request: Request) -> HttpResponse:
    """Show the tasks of the documents that the filters leave."""
    filters, page = read_filters(request.GET), read_page(request.GET)
    found = queries.tasks_page(filters, request.on, page, _TASKS_A_PAGE)
    context = {
        "tasks": found.tasks,
        "total": found.total,
        "facets": list(facet_fields(filters, queries.facets(filters, request.on))),
        "filtered": chosen_filters(filters),
        "page": numbered_page(found.total, found.page, _TASKS_A_PAGE),
    }
    return render(request, "documents/tasks.html", context)
