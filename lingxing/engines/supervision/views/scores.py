"""Yearly scores of units, each with what it comes from; how the office assesses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.supervision.domain.boards import percent, rounded
from lingxing.engines.supervision.domain.defining import COUNT_NAMES, SHARE_NAMES, from_form
from lingxing.engines.supervision.domain.scoring import Named, Score, share_of
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.scores import (
    INDICATOR,
    YearScores,
    definition_of,
    own_definitions,
    score_of,
    seen,
    year_scores,
)
from lingxing.engines.supervision.queries.sight import own_offices, procedures, sight_of
from lingxing.engines.supervision.services.assessing import set_assessment
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.exact import decimal_string
from lingxing.language.assessments import Assessment, Empty, Ties
from lingxing.language.packages import load_package

_YEARS = 4


@require_safe
@requires(Permission.READ_BOARDS)
def scores(request: Request) -> HttpResponse:
    """Show the scores of a year: all of them, or those of the account's organs."""
    procedure, year = asked(request)
    found = year_scores(procedure, year, today()) if procedure and definition_of(procedure, year) else None
    rows = seen(found, sight_of(account_of(request), today())) if found else ()
    context = {
        "procedure": procedure,
        "year": year,
        "years": [today().year - back for back in range(_YEARS)],
        "procedures": _procedure_choices(),
        "found": found,
        "rows": [_row(found, score, procedure) for score in rows] if found else [],
        "definition": reverse("supervision:assessment", args=procedure.split("/")) if procedure else "",
        "running": year >= today().year,
    }
    return render(request, "supervision/scores.html", context)


def asked(request: Request) -> tuple[str, int]:
    """Return the package of the procedure and the year that are asked for; the first and this year unless said."""
    known = procedures()
    given, text = request.GET.get("procedure", ""), request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today().year
    chosen = given if given in known else next(iter(known), "")
    return chosen, year if 2000 <= year <= today().year else today().year


def _procedure_choices() -> list[tuple[str, str]]:
    policies = ((name, load_package(name).policy) for name in procedures())
    return [(name, policy.instrument or policy.title) for name, policy in policies]


def _row(found: YearScores, score: Score, procedure: str) -> dict[str, Any]:
    places = found.by.assessment.decimals
    query = urlencode({"procedure": procedure, "year": str(found.year)})
    return {
        "place": score.place,
        "name": found.names.get(score.unit, ""),
        "address": f"{reverse('supervision:score', args=[score.unit])}?{query}",
        "matters": score.matters,
        "marks": rounded(score.marks, places),
        "grade": score.grade,
        "shares": [percent(share_of(part)) for part in score.parts],
        "taken": rounded(sum(one.marks for one in score.taken), places),
    }


@require_safe
@requires(Permission.READ_BOARDS)
def score(request: Request, unit: int) -> HttpResponse:
    """Show what a unit's score comes from; every deduction names its matters."""
    procedure, year = asked(request)
    if not procedure or definition_of(procedure, year) is None:
        raise NotFound("当年没有考评办法", where="考评", remedy="请从考评列表中选择")
    found = year_scores(procedure, year, today(), (unit,))
    held = score_of(seen(found, sight_of(account_of(request), today())), unit)
    places = found.by.assessment.decimals
    cases = _cases(held)
    context = {
        **_row(found, held, procedure),
        "found": found,
        "year": year,
        "procedure": procedure,
        "parts": [
            {
                "part": part,
                "share": percent(share_of(part)),
                "marks": rounded(part.marks, places) if part.marks is not None else "不计",
                "short": [_named(one, cases) for one in part.short],
            }
            for part in held.parts
        ],
        "lost": [
            {
                "taken": one,
                "marks": rounded(one.marks, places),
                "each": decimal_string(one.deduction.each),
                "most": decimal_string(one.deduction.most) if one.deduction.most is not None else "",
                "named": [_named(named, cases) for named in one.named],
            }
            for one in held.taken
        ],
    }
    return render(request, "supervision/score.html", context)


def _cases(held: Score) -> dict[UUID, UUID]:
    """Return the case of every matter that the score names, by the matter's id."""
    every = [named for part in held.parts for named in part.short] + [
        one for taken in held.taken for one in taken.named
    ]
    keys = {UUID(one.id) for one in every if not one.id.startswith(INDICATOR)}
    return dict(Item.objects.filter(pk__in=keys).values_list("pk", "case"))


def _named(one: Named, cases: dict[UUID, UUID]) -> dict[str, Any]:
    if one.id.startswith(INDICATOR):
        address = reverse("supervision:indicator", args=one.id.removeprefix(INDICATOR).split("/"))
    else:
        address = reverse("cases:case", args=[cases[UUID(one.id)]])
    return {"label": one.label, "address": address, "times": one.times}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_BOARDS)
def assessment(request: Request, city: str, name: str) -> HttpResponse:
    """Show how units are assessed, and what held before; the office sets its own definition."""
    procedure, error = f"{city}/{name}", None
    if procedure not in procedures():
        raise NotFound("没有这套督查办法", where=procedure, remedy="请从考评页进入")
    if request.method == "POST":
        try:
            return _set(request, procedure)
        except NotFound:
            raise
        except LingxingError as refused:
            error = refused
    held = definition_of(procedure, today().year)
    context = {
        "policy": load_package(procedure).policy,
        "held": held,
        "shown": shown_definition(held.assessment) if held else None,
        "own": own_definitions(procedure),
        "may_set": procedure in own_offices(account_of(request), today()).values(),
        "shares": [(f"weight-{one}", label, one.label) for one, label in SHARE_NAMES.items()],
        "counts": [(one.value, label, one.label) for one, label in COUNT_NAMES.items()],
        "ties": list(Ties),
        "empties": list(Empty),
        "given": request.POST.dict() if request.method == "POST" else _given(held.assessment if held else None),
        "this_year": today().year,
        "error": error,
    }
    return render(request, "supervision/assessment.html", context, status=422 if error else 200)


def _set(request: Request, procedure: str) -> HttpResponse:
    given = request.POST.dict()
    year = given.get("first_year", "")
    first = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    made = from_form(given)
    reason, source = given.get("reason", ""), given.get("source", "")
    set_assessment(account_of(request), procedure, made, first, reason, source, timezone.now())
    messages.success(request, f"考评办法从{first}年起用")
    return HttpResponseRedirect(request.path)


def shown_definition(held: Assessment) -> dict[str, Any]:
    """Return a definition as the page shows it."""
    return {
        "label": held.label,
        "full": decimal_string(held.full),
        "measures": [(one.label, one.share.label, decimal_string(one.weight)) for one in held.measures.values()],
        "deductions": [
            (
                one.label,
                one.counts.label,
                decimal_string(one.each),
                decimal_string(one.most) if one.most is not None else "不限",
            )
            for one in held.deductions.values()
        ],
        "ranks": [(rank.label, decimal_string(rank.at_least)) for rank in held.ranks],
        "ties": held.ties.label,
        "empty": held.empty.label,
        "fewest": held.fewest,
        "article": held.article,
    }


def _given(held: Assessment | None) -> dict[str, str]:
    """Return what the form begins with: what holds now."""
    if held is None:
        return {"fewest": "1", "first_year": str(today().year), "ranks": ""}
    weights = {f"weight-{one.share}": decimal_string(one.weight) for one in held.measures.values()}
    each = {f"each-{one.counts}": decimal_string(one.each) for one in held.deductions.values()}
    most = {f"most-{one.counts}": decimal_string(one.most) for one in held.deductions.values() if one.most is not None}
    ranks = "\n".join(f"{rank.label} {decimal_string(rank.at_least)}" for rank in held.ranks)
    rest = {"label": held.label, "ranks": ranks, "ties": held.ties, "empty": held.empty, "fewest": str(held.fewest)}
    return {**weights, **each, **most, **rest, "first_year": str(today().year)}
