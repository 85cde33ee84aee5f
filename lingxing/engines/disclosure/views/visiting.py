"""What everybody may look at: the list, one publication, its files, the feed; and objecting to a notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.disclosure.forms import ObjectionForm
from lingxing.engines.disclosure.queries.open import (
    KINDS,
    OpenPublication,
    Selection,
    facets,
    open_publication,
    open_registers,
    publications,
)
from lingxing.engines.disclosure.services.objecting import object_publicly
from lingxing.engines.disclosure.views.answers import sent, today, whole
from lingxing.engines.parties.access import Request, public
from lingxing.engines.rules.queries_citations import citations
from lingxing.kernel.errors import LingxingError, NotAllowed
from lingxing.language.packages import load_package

LONGEST_QUERY = 100


@require_safe
@public
def index(request: Request) -> HttpResponse:
    """List what has been published."""
    selection = selection_of(request)
    day = today()
    given = {name: request.GET.get(name, "") for name in ("q", "kind", "city", "organ", "year", "state")}
    kept = urlencode({name: value for name, value in given.items() if value})
    context = {
        "page": publications(selection, day, request.GET.get("page", 1)),
        "q": selection.q,
        "facets": _facets(selection),
        "kept": f"?{kept}" if kept else "",
        "filtered": sum(bool(given[name]) for name in ("kind", "city", "organ", "year", "state")),
    }
    return render(request, "disclosure/index.html", context)


def selection_of(request: Request) -> Selection:
    """Return what the address asks for; unknown values narrow nothing."""
    given = {name: request.GET.get(name, "")[:LONGEST_QUERY].strip() for name in ("q", "kind", "city", "organ", "year")}
    year = whole(given["year"])
    return Selection(
        given["q"],
        given["kind"] if given["kind"] in KINDS else "",
        given["city"],
        whole(given["organ"]),
        year if year and 1900 < year < 9999 else None,
        "all" if request.GET.get("state") == "all" else "current",
    )


def _facets(selection: Selection) -> list[dict[str, Any]]:
    cities, organs, years = facets(today())
    choices: tuple[tuple[str, str, list[tuple[str, str]], str], ...] = (
        ("kind", "种类", list(KINDS.items()), selection.kind),
        ("city", "城市", [(city, city) for city in cities], selection.city),
        ("organ", "单位", [(str(key), name) for key, name in organs], str(selection.organ or "")),
        ("year", "年份", [(str(year), f"{year}年") for year in years], str(selection.year or "")),
        ("state", "状态", [("all", "含已撤下和撤回的")], selection.state if selection.state == "all" else ""),
    )
    return [{"name": n, "label": label, "choices": found, "chosen": chosen} for n, label, found, chosen in choices]


@require_safe
@public
def registers(request: Request) -> HttpResponse:
    """List the public registers of cases."""
    found = [
        {
            "label": one.label,
            "article": one.article,
            "service": one.service,
            "city": one.city,
            "address": reverse("cases:register", args=[*one.package.split("/"), one.service_name, one.name]),
        }
        for one in open_registers(today())
    ]
    return render(request, "disclosure/registers.html", {"registers": found})


@require_safe
@public
def publication(request: Request, number: str) -> HttpResponse:
    """Show one publication: its content, or why it is gone."""
    found = open_publication(number, today())
    return render(request, "disclosure/publication.html", _shown(found))


def _shown(found: OpenPublication) -> dict[str, Any]:
    address = ""
    if found.package and found.article:
        policy = load_package(found.package).policy
        address = citations(policy).address(found.article)
    return {"found": found, "card": found.card, "current": found.current, "article_address": address}


@sensitive_post_parameters("name", "contact", "text")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def objecting(request: Request, number: str) -> HttpResponse:
    """Take an objection to a public notice, while its period runs."""
    found = open_publication(number, today())
    if not found.taking_objections:
        return render(request, "disclosure/objecting.html", {"found": found, "closed": True}, status=409)
    form = ObjectionForm(sent(request), rows=_rows(found))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _object(request, form, number)
    if status == 303:
        messages.success(request, "异议已经收到，单位会按您留的联系方式核实和答复。")
        return redirect("disclosure:publication", number)
    return render(request, "disclosure/objecting.html", {"found": found, "form": form}, status=status)


def _object(request: Request, form: ObjectionForm, number: str) -> int:
    """Send the objection; return 303 where it was taken, else the status of the page that says why not."""
    given = form.cleaned_data
    said = (given["name"], given["contact"], given["text"])
    try:
        object_publicly(number, given["place"], said, request.META.get("REMOTE_ADDR", ""), timezone.now())
    except LingxingError as error:
        form.add_error(None, str(error))
        return 429 if isinstance(error, NotAllowed) else 422
    return 303


def _rows(found: OpenPublication) -> list[tuple[int, str]]:
    content = found.current.content
    rows = content.rows if content else ()
    return [
        (place, "，".join(text for text in row[:3] if text) or f"第{place + 1}行") for place, row in enumerate(rows)
    ]
