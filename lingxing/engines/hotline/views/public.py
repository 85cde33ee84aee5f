"""What everybody sees: search first, then ask; number and code; which number is where; what was published."""

import datetime as dt
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.lines import lines_on
from lingxing.engines.hotline.domain.routing import emergencies_in
from lingxing.engines.hotline.forms.asking import AskForm, EvaluateForm, TrackForm
from lingxing.engines.hotline.forms.files import EncloseForm
from lingxing.engines.hotline.queries.boards import published
from lingxing.engines.hotline.queries.hotlines import city_of, hotlines
from lingxing.engines.hotline.queries.knowledge import article as article_of
from lingxing.engines.hotline.queries.knowledge import search
from lingxing.engines.hotline.queries.tracking import TicketTracked
from lingxing.engines.hotline.services.asking import ask as ask_for
from lingxing.engines.hotline.services.enclosing import enclose_with_code, load_with_code
from lingxing.engines.hotline.services.intake import CallerFacts, Intake
from lingxing.engines.hotline.services.tracking import evaluate, look, withdraw
from lingxing.engines.hotline.views.answers import address_of, hotline_at, parts, sent
from lingxing.engines.parties.access import Request, public, today
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound


@require_safe
@public
def index(request: Request) -> HttpResponse:
    """Show the hotlines of this installation."""
    found = [(one, city_of(one), parts(one), published(one)[:3]) for one in hotlines()]
    return render(request, "hotline/index.html", {"hotlines": found})


@require_safe
@public
def start(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Search what is known first; the way to a ticket stands below. Emergencies are named before anything else."""
    hotline, text = hotline_at(city, name, service), request.GET.get("q", "")[:200]
    context = {
        "hotline": hotline,
        "city": city_of(hotline),
        "parts": (city, name, service),
        "q": text,
        "found": search(hotline, text, today(), public=True) if text.strip() else [],
        "told": emergencies_in(hotline.emergencies, text),
    }
    return render(request, "hotline/start.html", context)


@sensitive_post_parameters("name", "phone", "content")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def ask(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Take a caller's ticket: who seems to be in danger is asked to dial first, and says so before going on."""
    hotline = hotline_at(city, name, service)
    form = AskForm(sent(request), hotline=hotline, initial={"matter": request.GET.get("q", "")[:60]})
    told, status = emergencies_in(hotline.emergencies, request.GET.get("q", "")), 200
    if request.method == "POST" and form.is_valid():
        told = emergencies_in(hotline.emergencies, form.cleaned_data["matter"], form.cleaned_data["content"])
        if told and not form.cleaned_data["not_urgent"]:
            form.ask_whether_urgent()
            form.add_error("not_urgent", f"您说的情况可能要先拨打{'、'.join(one.number for one in told)}")
        else:
            try:
                taken = ask_for(hotline, _intake(hotline, form), _account(request), address_of(request), timezone.now())
                return render(
                    request, "hotline/taken.html", {"hotline": hotline, "taken": taken, "parts": (city, name, service)}
                )
            except LingxingError as error:
                form.add_error(None, str(error))
    status = 422 if form.errors else 200
    context = {"hotline": hotline, "parts": (city, name, service), "form": form, "told": told}
    return render(request, "hotline/ask.html", context, status=status)


def _intake(hotline: Hotline, form: AskForm) -> Intake:
    data = form.cleaned_data
    caller = CallerFacts(data["name"], data["phone"])
    return Intake(
        hotline.page_channel,
        data["kind"],
        data["matter"],
        data["content"],
        place=data["place"],
        anonymous=data["anonymous"],
        caller=caller,
        key=data["key"],
    )


def _account(request: Request) -> Account | None:
    return request.user if isinstance(request.user, Account) else None


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def track(request: Request) -> HttpResponse:
    """Show a ticket to who has its number and code; take files, how satisfied they are, or that they take it back."""
    form, judged, found = TrackForm(sent(request)), EvaluateForm(), None
    enclosing = EncloseForm()
    if request.method == "POST" and form.is_valid():
        act = request.POST.get("do", "")
        judged = EvaluateForm(request.POST) if act == "evaluate" else judged
        enclosing = EncloseForm(request.POST, request.FILES) if act == "enclose" else enclosing
        try:
            if key := request.POST.get("file_key", ""):
                return _own_file(request, form, key)
            found = _tracked(request, form, judged, enclosing, act)
        except LingxingError as error:
            form.add_error(None, str(error))
    wrong = any(one.is_bound and one.errors for one in (form, judged, enclosing))
    context = {"form": form, "judged": judged, "enclosing": enclosing, "found": found}
    return render(request, "hotline/track.html", context, status=422 if wrong else 200)


def _own_file(request: Request, form: forms.Form, key: str) -> HttpResponse:
    pair = (form.cleaned_data["number"], form.cleaned_data["code"])
    try:
        file_id = UUID(key)
    except ValueError:
        raise NotFound("没有这份附件", where="附件", remedy="请从列表中选择") from None
    card, content = load_with_code(*pair, address_of(request), file_id, timezone.now())
    return as_download(content, card.media_type, card.name)


def _tracked(
    request: Request, form: forms.Form, judged: EvaluateForm, enclosing: EncloseForm, act: str
) -> TicketTracked:
    pair = (form.cleaned_data["number"], form.cleaned_data["code"], address_of(request))
    at = timezone.now()
    if act == "evaluate" and judged.is_valid():
        said = judged.cleaned_data
        return evaluate(*pair, said["satisfied"], said["remark"], at)
    if act == "withdraw":
        return withdraw(*pair, at)
    if act == "enclose" and enclosing.is_valid():
        _enclose(pair, enclosing, at)
    return look(*pair, at)


def _enclose(pair: tuple[str, str, str], enclosing: EncloseForm, at: dt.datetime) -> None:
    """Add the caller's file; what is wrong with it is said at its field, and the ticket is shown all the same."""
    file = enclosing.cleaned_data["file"]
    try:
        enclose_with_code(*pair, file.name or "", file.read(), at)
    except (NotAllowed, NotFound):
        raise
    except LingxingError as error:
        enclosing.add_error("file", str(error))


@require_safe
@public
def numbers(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Show which of the joined numbers is where, today or on the day that `?on=` names."""
    hotline, sought = hotline_at(city, name, service), request.GET.get("q", "")[:40]
    found = lines_on(hotline.lines, request.on, sought)
    context = {
        "hotline": hotline,
        "city": city_of(hotline),
        "parts": (city, name, service),
        "q": sought,
        "on": request.on,
        "merged": [one for one in found if one.line.merged],
        "forwarded": [one for one in found if not one.line.merged],
    }
    return render(request, "hotline/numbers.html", context)


@require_safe
@public
def article(request: Request, key: int) -> HttpResponse:
    """Show an article that is valid and meant for everybody."""
    return render(request, "hotline/article.html", {"article": article_of(key, today(), public=True)})


@require_safe
@public
def figures(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Show the periods whose figures were published."""
    hotline = hotline_at(city, name, service)
    context = {"hotline": hotline, "city": city_of(hotline), "parts": (city, name, service), "rows": published(hotline)}
    return render(request, "hotline/figures.html", context)
