"""The office's pages: lists behind the numbers, the figures, knowledge, calls."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.cases.queries.access import handling_organs
from lingxing.engines.cases.queries.workbooks import CONTENT_TYPE, Table, workbook
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.figures import LABELS
from lingxing.engines.hotline.forms.office import ArticleForm, CallsForm, ReviewForm, half_a_year_on
from lingxing.engines.hotline.queries.boards import Board, Line, Period, board, month_of, period_of, periods
from lingxing.engines.hotline.queries.hotlines import operated, operator_of, units_of, watches
from lingxing.engines.hotline.queries.knowledge import article as article_of
from lingxing.engines.hotline.queries.knowledge import listed, search, versions
from lingxing.engines.hotline.queries.sources import DOCUMENT, PLACE, offered_documents
from lingxing.engines.hotline.queries.tickets import OVERDUE, Selection
from lingxing.engines.hotline.queries.tickets import tickets as tickets_of
from lingxing.engines.hotline.services.calls import import_calls
from lingxing.engines.hotline.services.knowledge import Writing, confirm_article, withdraw_article, write_article
from lingxing.engines.hotline.services.publishing import draft_figures
from lingxing.engines.hotline.tables import definitions, full_headings, full_rows
from lingxing.engines.hotline.views.answers import download, hotline_at, parts, sent
from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.kernel.errors import LingxingError, NotAllowed

_BAR, _ROW, _BARS = 300, 30, 15
_COLUMNS = ("received", "at_once", "forwarded", "concluded", "returned")


@require_safe
@requires(Permission.WATCH_HOTLINE)
def tickets(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Show the tickets behind a number."""
    hotline = _watched(request, city, name, service)
    chosen, organs = _selection(request), dict(units_of(hotline))
    found = tickets_of(hotline, chosen, today(), after=request.GET.get("after", "")[:40])
    given = {key: str(value) for key, value in request.GET.items() if key not in ("after", "on") and value}
    context = {
        "hotline": hotline,
        "parts": (city, name, service),
        "rows": [(row, hotline.service.states[row.state].label, hotline.kinds.get(row.kind)) for row in found.rows],
        "next": f"?{urlencode({**given, 'after': found.after})}" if found.after else "",
        "chosen": chosen,
        "today": today(),
        "given": given,
        "organs": [("0", "没有交办"), *((str(key), label) for key, label in organs.items())],
        "kinds": [(one.key, one.label) for one in hotline.kinds.values()],
        "channels": [(one.key, one.label) for one in hotline.channels.values()],
        "states": [(one.name, one.label) for one in hotline.service.states.values()],
        "measures": [*LABELS.items(), (OVERDUE, "逾期未答复")],
        "periods": periods(hotline),
    }
    return render(request, "hotline/tickets.html", context)


def _selection(request: Request) -> Selection:
    get = request.GET
    period = period_of(get["period"]) if get.get("period") else None
    organ = get.get("organ", "")
    return Selection(
        period.first if period else None,
        period.last if period else None,
        int(organ) if organ.isascii() and organ.isdigit() and len(organ) < 10 else None,
        get.get("kind", "")[:60],
        get.get("channel", "")[:60],
        get.get("state", "")[:60],
        get.get("measure", "")[:20],
        get.get("number", "")[:40],
    )


def _watched(request: Request, city: str, name: str, service: str) -> Hotline:
    hotline = hotline_at(city, name, service)
    if not watches(account_of(request), hotline, today()):
        raise NotAllowed("您看不到这条热线的工单", remedy="请联系管理员登记为热线单位的经办")
    return hotline


@require_safe
@requires(Permission.WATCH_HOTLINE)
def boards(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Show the figures of a month or a year, each with its list and its definition."""
    hotline, period = _watched(request, city, name, service), _period(request)
    found = board(hotline, period, today())
    context = {
        "hotline": hotline,
        "parts": (city, name, service),
        "found": found,
        "period": period,
        "periods": [*(one for one in periods(hotline) if one.text != period.text), period],
        "definitions": definitions(found),
        "bars": _bars(found.units[:_BARS]),
        "bars_height": _ROW * len(found.units[:_BARS]),
        "tables": _tables(found, f"{reverse('hotline:tickets', args=parts(hotline))}?period={period.text}"),
        "may_publish": hotline.publishes
        and any(one.id == hotline.id for one, _ in operated(account_of(request), today())),
        "over": today() > period.last_day,
    }
    return render(request, "hotline/board.html", context)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, with where it stands."""

    label: str
    y: int
    text_y: int
    done: int
    rest: int
    told: str


def _bars(lines: tuple[Line, ...]) -> list[Bar]:
    """Return a bar a unit: what is concluded of it beside the rest, as long as its share of the largest."""
    most = max((line.counts.received for line in lines), default=0) or 1
    return [
        Bar(
            line.label,
            place * _ROW + 6,
            place * _ROW + 20,
            line.counts.concluded * _BAR // most,
            (line.counts.received - line.counts.concluded) * _BAR // most,
            f"{line.counts.received}件，办结{line.counts.concluded}件",
        )
        for place, line in enumerate(lines)
    ]


def _tables(found: Board, address: str) -> list[tuple[str, list[tuple[Line, list[tuple[int, str]]]]]]:
    """Return the lines by unit, kind, channel and month, each count with the address of its list."""
    named = (
        ("承办单位", (*found.units, found.total), "organ"),
        ("诉求类别", found.kinds, "kind"),
        ("渠道", found.channels, "channel"),
        ("月份", found.months if len(found.period.text) == len("2026") else (), "period"),
    )
    return [(label, [(line, _cells(line, address, name)) for line in lines]) for label, lines, name in named if lines]


def _cells(line: Line, address: str, name: str) -> list[tuple[int, str]]:
    base = f"{address}&{name}={line.key}" if line.key else address
    counts = {measure: getattr(line.counts, measure) for measure in _COLUMNS}
    return [(count, f"{base}&measure={measure}") for measure, count in {**counts, OVERDUE: line.overdue}.items()]


def _period(request: Request) -> Period:
    return period_of(request.GET["period"]) if request.GET.get("period") else month_of(today())


@require_safe
@requires(Permission.WATCH_HOTLINE)
def board_workbook(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Return the same as an Excel workbook."""
    hotline, period = _watched(request, city, name, service), _period(request)
    found = board(hotline, period, today())
    named = (
        ("承办单位", (*found.units, found.total)),
        ("诉求类别", found.kinds),
        ("渠道", found.channels),
        ("月份", found.months),
    )
    tables = [Table(label, full_headings(label, found), full_rows(lines)) for label, lines in named if lines]
    tables.append(Table("算法", ("项目", "算法"), definitions(found)))
    return download(workbook(tables), CONTENT_TYPE, f"{hotline.label}-{period.text}.xlsx")


@require_POST
@requires(Permission.TAKE_CALLS)
def publish(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Draft the publication of a period's figures."""
    hotline = hotline_at(city, name, service)
    made = draft_figures(account_of(request), hotline, period_of(request.POST.get("period", "")), timezone.now())
    messages.success(request, "公开稿已经生成，请核对后公开。")
    return redirect("disclosure:draft", made.publication_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TAKE_CALLS)
def calls(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Take in the telephone exchange's figures."""
    hotline = hotline_at(city, name, service)
    operator_of(account_of(request), hotline, today())
    form, read = CallsForm(sent(request), request.FILES if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = import_calls(account_of(request), hotline, file.name or "", file.read(), timezone.now())
        except LingxingError as error:
            form.add_error("file", str(error))
    context = {"hotline": hotline, "parts": (city, name, service), "form": form, "read": read}
    return render(request, "hotline/calls.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.WRITE_KNOWLEDGE)
def knowledge(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Show the knowledge base to those who write it: what is to be looked at again first."""
    hotline, text = hotline_at(city, name, service), request.GET.get("q", "")[:200]
    account = account_of(request)
    if not handling_organs(account, today()):
        raise NotAllowed("您还没有登记为任何单位的经办", remedy="请联系管理员登记")
    rows = (
        search(hotline, text, today(), public=False, size=50)
        if text.strip()
        else listed(hotline, today(), public=False)
    )
    context = {"hotline": hotline, "parts": (city, name, service), "q": text, "rows": rows}
    return render(request, "hotline/knowledge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_KNOWLEDGE)
def write(request: Request, city: str, name: str, service: str, key: int | None = None) -> HttpResponse:
    """Write an article, new or anew."""
    hotline, account = hotline_at(city, name, service), account_of(request)
    organs = _organs(account, hotline)
    held = article_of(key, today(), public=False) if key else None
    initial = {"valid_from": today(), "review_on": half_a_year_on(today()), "public": True}
    if held:
        owner = next((one for one, label in organs.items() if label == held.unit), None)
        names = ("title", "text", "source", "topic", "valid_from", "valid_until", "review_on", "public")
        initial = {**{one: getattr(held, one) for one in names}, "organ": owner}
        if held.rests_on:
            initial |= {"document": held.rests_on.name, "place": held.rests_on.place}
    form = ArticleForm(sent(request), hotline=hotline, organs=organs, initial=initial)
    if held is None:
        del form.fields["change"]
    if request.method == "POST" and form.is_valid():
        try:
            made = write_article(account, hotline, _writing(form), timezone.now(), key)
            messages.success(request, "已保存，旧的版本留着。")
            return redirect("hotline:article-versions", *parts(hotline), made)
        except LingxingError as error:
            form.add_error({DOCUMENT: "document", PLACE: "place"}.get(error.where), str(error))
    documents = offered_documents(hotline, today())
    context = {"hotline": hotline, "parts": (city, name, service), "form": form, "held": held, "documents": documents}
    return render(request, "hotline/write.html", context, status=422 if form.errors else 200)


def _organs(account: Account, hotline: Hotline) -> dict[int, str]:
    own = {card.id: card.name for card in organ_cards(handling_organs(account, today()))}
    if not own:
        raise NotAllowed("您还没有登记为任何单位的经办", remedy="请联系管理员登记")
    return {**units_of(hotline), **own} if watches(account, hotline, today()) else own


def _writing(form: ArticleForm) -> Writing:
    data = form.cleaned_data
    return Writing(
        data["organ"],
        data["title"],
        data["text"],
        data["valid_from"],
        data["review_on"],
        data["valid_until"],
        data["source"],
        data["topic"],
        data["public"],
        data.get("change", ""),
        data["document"],
        data["place"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_KNOWLEDGE)
def article_versions(request: Request, city: str, name: str, service: str, key: int) -> HttpResponse:
    """Show what an article said over time; POST says that it is still right, or takes it out of use."""
    hotline, account = hotline_at(city, name, service), account_of(request)
    held = article_of(key, today(), public=False)
    if not _organs(account, hotline):
        raise Http404
    confirming = request.POST.get("do") == "confirm"
    review = ReviewForm(request.POST if confirming else None, initial={"review_on": half_a_year_on(today())})
    if request.method == "POST" and not confirming:
        withdraw_article(account, key, timezone.now())
        messages.success(request, "已停用。")
        return redirect("hotline:knowledge", *parts(hotline))
    if confirming and review.is_valid():
        try:
            confirm_article(account, key, review.cleaned_data["review_on"], timezone.now())
            messages.success(request, "已记下：核对无误。")
            return redirect("hotline:article-versions", *parts(hotline), key)
        except LingxingError as error:
            review.add_error("review_on", str(error))
    context = {"hotline": hotline, "parts": (city, name, service), "article": held, "versions": versions(key, today())}
    status = 422 if review.errors else 200
    return render(request, "hotline/versions.html", {**context, "review": review, "form": review}, status=status)
