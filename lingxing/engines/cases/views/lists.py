"""Registers and queues that a document orders, for everybody to look at."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lingxing.engines.cases.queries.lists import PAGE, QueuePlace, queue_of
from lingxing.engines.cases.queries.lists import queue as places_in
from lingxing.engines.cases.queries.lists import register as page_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.views.answers import Places
from lingxing.engines.cases.views.services import guide_address
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.dates import format_date
from lingxing.language.packages import load_package

LONGEST_CURSOR = 40
MOST_SKIPPED = 1_000_000


@require_safe
@public
def register(request: Request, city: str, name: str, service_name: str, key: str) -> HttpResponse:
    """Show a page of a public register."""
    package = f"{city}/{name}"
    page = page_of(package, service_name, key, after=request.GET.get("after", "")[:LONGEST_CURSOR])
    context = {
        "service": service(package, service_name),
        "guide": guide_address(package, service_name),
        "label": page.label,
        "place": Places(load_package(package).policy).place(page.article),
        "columns": page.headings,
        "rows": [list(zip(page.headings, row, strict=True)) for row in page.rows],
        "next": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return render(request, "cases/list.html", context)


@require_safe
@public
def queue(request: Request, city: str, name: str, service_name: str, key: str) -> HttpResponse:
    """Show the order in which cases wait: by their numbers, so that anybody finds their own."""
    package = f"{city}/{name}"
    declared, found = queue_of(package, service_name, key)
    skip = _skip(request.GET.get("skip", ""))
    places = places_in(package, service_name, key, skip=skip)
    parts = (declared.fields[found.each].label,) if found.each else ()
    headings = (*parts, "次序", "办件编号", "申请日期")
    context = {
        "service": declared,
        "guide": guide_address(package, service_name),
        "label": found.label,
        "place": Places(load_package(package).policy).place(found.article),
        "reading": found.reading,
        "columns": headings,
        "rows": [list(zip(headings, (*([one.part] if parts else []), *_place(one)), strict=True)) for one in places],
        "next": f"?skip={skip + PAGE}" if len(places) == PAGE else "",
    }
    return render(request, "cases/list.html", context)


def _place(one: QueuePlace) -> tuple[str, ...]:
    return str(one.position), one.number, format_date(one.opened_on)


def _skip(text: str) -> int:
    return min(int(text), MOST_SKIPPED) if text.isascii() and text.isdigit() and len(text) < 9 else 0
