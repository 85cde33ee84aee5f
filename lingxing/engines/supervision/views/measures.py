"""What the system proposes, draws for random supervision, and circulars with their problems."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.supervision.queries.circulars import CIRCULAR, circulars
from lingxing.engines.supervision.queries.findings import findings
from lingxing.engines.supervision.queries.records import draws
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.services.circulating import follow_problems
from lingxing.engines.supervision.services.drawing import draw, open_draw
from lingxing.engines.supervision.services.finding import decline, take
from lingxing.engines.supervision.views.answers import clean, day, lines, whole
from lingxing.engines.supervision.views.plans import outcomes_page
from lingxing.kernel.errors import LingxingError


@require_safe
@requires(Permission.RUN_SUPERVISION)
def proposals(request: Request) -> HttpResponse:
    """Show what the system proposes."""
    return _proposals(request)


def _proposals(request: Request, refused: LingxingError | None = None) -> HttpResponse:
    wrong = whole(request.POST.get("finding", ""))
    context = {"findings": findings(), "refused": refused, "wrong": wrong, "typed": request.POST}
    return render(request, "supervision/proposals.html", context, status=422 if refused else 200)


@require_POST
@requires(Permission.RUN_SUPERVISION)
def decide(request: Request) -> HttpResponse:
    """Do what was proposed, or decline it with a reason."""
    account, at, post = account_of(request), timezone.now(), request.POST
    finding = whole(post.get("finding", "")) or 0
    try:
        if post.get("do") == "take":
            names = ("listing_note", "facts_text", "correct_by")
            take(account, finding, {name: clean(post, name) for name in names}, at)
            messages.success(request, "已办理。")
        else:
            decline(account, finding, clean(post, "reason"), at)
            messages.success(request, "已记下不采纳的理由。")
    except LingxingError as refused:
        return _proposals(request, refused)
    return redirect("supervision:proposals")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SUPERVISION)
def drawing(request: Request) -> HttpResponse:
    """Show the draws and the form of a new one, or fix its lists."""
    refused: LingxingError | None = None
    if request.method == "POST":
        post = request.POST
        wanted = (whole(post.get("wanted_objects", "")) or 0, whole(post.get("wanted_people", "")) or 0)
        try:
            title, objects, people = clean(post, "title"), lines(post, "objects"), lines(post, "people")
            open_draw(account_of(request), title, objects, people, wanted, timezone.now())
            messages.success(request, "名单已封存，种子的摘要已记入台账。现在可以抽取。")
            return redirect("supervision:draws")
        except LingxingError as error:
            refused = error
    names = ("title", "objects", "people", "wanted_objects", "wanted_people")
    form = {name: request.POST.get(name, "") for name in names}
    context = {"draws": draws(), "refused": refused, "form": form}
    return render(request, "supervision/draws.html", context, status=422 if refused else 200)


@require_POST
@requires(Permission.RUN_SUPERVISION)
def draw_now(request: Request, draw_id: UUID) -> HttpResponse:
    """Draw."""
    draw(account_of(request), draw_id, timezone.now())
    messages.success(request, "已抽取，结果和种子已记入台账。")
    return redirect("supervision:draws")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SUPERVISION)
def circular_list(request: Request) -> HttpResponse:
    """Show the circulars with the standing of their problems, or begin to follow the problems of one."""
    account = account_of(request)
    if request.method == "POST":
        instead = day(request.POST, "instead", "整改限期")
        outcomes = follow_problems(account, request.POST.get("number", "")[:40], timezone.now(), instead)
        return outcomes_page(request, outcomes, ("supervision:circulars",), "回督查通报")
    packages = dict.fromkeys(own_offices(account, today()).values())
    drafting = [reverse("cases:counter", args=[*package.split("/"), CIRCULAR]) for package in packages]
    return render(
        request, "supervision/circulars.html", {"circulars": circulars(account, today()), "drafting": drafting}
    )
