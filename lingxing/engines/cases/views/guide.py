"""The guide to a service: who, which papers, how long, on what legal basis, what it costs, where to complain."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from lingxing.engines.cases.queries.bindings import missing_roles
from lingxing.engines.cases.queries.in_force import continuation, in_force, last_days
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.cases.queries.overview import satisfaction_with
from lingxing.engines.cases.views.answers import Places
from lingxing.engines.cases.views.catalogues import shown_catalogue
from lingxing.engines.parties.access import Request, public
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, Service
from lingxing.language.procedures.diagram import procedure_diagram
from lingxing.language.procedures.guide import GuidePaper, service_guide


@require_safe
@public
def guide(request: Request, city: str, name: str, service_name: str) -> HttpResponse:
    """Show what to know of a service before applying."""
    package = f"{city}/{name}"
    found, declared = service(package, service_name), procedure(package)
    policy = load_package(package).policy
    places, told = Places(policy), service_guide(found, declared)
    context = {
        "service": found,
        "guide": told,
        "policy": policy,
        "in_force": in_force(policy, request.on, last_days()),
        "continuation": continuation(package),
        "document": places.document,
        "place": places.place(found.article),
        "fee_place": places.place(told.fee_article),
        "conditions": [(one.label, places.place(one.article)) for one in told.conditions],
        "papers": [(one, paper_notes(one), places.place(one.article)) for one in told.papers],
        "terms": [(one, places.place(one.article)) for one in told.terms],
        "steps": [(one, places.place(one.article)) for one in told.steps],
        "catalogues": [(shown_catalogue(one), places.place(one.article)) for one in told.lists],
        "results": [(one, places.place(one.article)) for one in told.results],
        "missing": missing_roles(found),
        "online": any(APPLICANT in act.by for act in found.openings),
        "everyone": any(EVERYONE in act.by and not act.papers for act in found.openings),
        "report": reverse("cases:report", args=[city, name, service_name]),
        "apply": reverse("cases:apply", args=[city, name, service_name]),
        # Drawn from the definition alone, every word in it escaped.
        "diagram": mark_safe(procedure_diagram(found, declared)),  # noqa: S308
        "ratings": _ratings(package, service_name),
        "lists": _lists(found, city, name),
    }
    return render(request, "cases/guide.html", context)


def _ratings(package: str, service_name: str) -> str:
    """Return how many rated the service and how many of them were content; empty while there are too few."""
    found = satisfaction_with(package, service_name)
    if not found.grades:
        return ""
    content = found.grades[5] + found.grades[4]
    return f"{found.total}人评价，{content * 100 // found.total}%满意或非常满意"


def paper_notes(paper: GuidePaper) -> str:
    """Return what to know of a paper before bringing it."""
    notes = (
        paper.help,
        paper.need,
        "须核对原件" if paper.original else "",
        "可以承诺以后补交" if paper.promised else "",
        "同意再用的，交过一次不用再交" if paper.reused else "",
    )
    return "；".join(note.rstrip("。") for note in notes if note)


def _lists(found: Service, city: str, name: str) -> list[tuple[str, str]]:
    registers = [("register", one.name, one.label) for one in found.registers.values() if one.public]
    queues = [("queue", one.name, one.label) for one in found.queues.values()]
    listed = (*registers, *queues)
    return [(label, reverse(f"cases:{route}", args=[city, name, found.name, key])) for route, key, label in listed]
