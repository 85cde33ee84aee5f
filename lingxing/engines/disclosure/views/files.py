"""What leaves as files: lists, contents, the printed code, the feed."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from lingxing.engines.disclosure.domain.content import Content
from lingxing.engines.disclosure.domain.states import PublicationState
from lingxing.engines.disclosure.files import CSV, XLSX, csv_bytes, xlsx_bytes
from lingxing.engines.disclosure.queries.open import (
    PublicationCard,
    every_publication,
    newest_changes,
    open_publication,
)
from lingxing.engines.disclosure.views.answers import file, today
from lingxing.engines.disclosure.views.visiting import selection_of
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import NotFound
from lingxing.printing.characters import writable
from lingxing.printing.codes import code_svg

MOST = 5000
NEWEST = 50
_ATOM = "application/atom+xml; charset=utf-8"
_COLUMNS = ("编号", "种类", "标题", "单位", "城市", "公开日期", "最后一天", "状态", "版本", "撤回理由")


@require_safe
@public
def list_csv(request: Request) -> HttpResponse:
    """Return the list as CSV, as the filters leave it."""
    return file(csv_bytes(_COLUMNS, _lines(request)), CSV, "信息公开.csv")


@require_safe
@public
def list_xlsx(request: Request) -> HttpResponse:
    """Return the list as a workbook, as the filters leave it."""
    return file(xlsx_bytes("信息公开", _COLUMNS, _lines(request)), XLSX, "信息公开.xlsx")


def _lines(request: Request) -> list[tuple[str, ...]]:
    return [
        (
            card.number,
            card.kind_label,
            card.title,
            card.organ,
            card.city,
            card.released_on.isoformat(),
            card.last_day.isoformat() if card.last_day else "",
            card.state.label,
            str(card.versions),
            card.withdrawn_reason,
        )
        for card in every_publication(selection_of(request), today(), MOST)
    ]


@require_safe
@public
def content_csv(request: Request, number: str) -> HttpResponse:
    """Return the table of a publication as CSV."""
    del request
    content = _content(number)
    return file(csv_bytes(content.headings, content.rows), CSV, f"{number}.csv")


@require_safe
@public
def content_xlsx(request: Request, number: str) -> HttpResponse:
    """Return the table of a publication as a workbook."""
    del request
    content = _content(number)
    return file(xlsx_bytes(number, content.headings, content.rows), XLSX, f"{number}.xlsx")


def _content(number: str) -> Content:
    content = open_publication(number, today()).current.content
    if content is None or not content.headings:
        raise NotFound("这项公开内容没有表格，或已撤下", where=number[:20], remedy="请从它的页面查看")
    return content


@require_safe
@public
def code(request: Request, number: str) -> HttpResponse:
    """Return the printed code that leads to a publication."""
    del request
    open_publication(number, today())
    address = settings.PUBLIC_ORIGIN + reverse("disclosure:publication", args=[number])
    return file(code_svg(address), "image/svg+xml", f"{number}.svg", inline=True)


@require_safe
@public
def feed(request: Request) -> HttpResponse:
    """Return the Atom feed of what was released, corrected or withdrawn last. It holds no content."""
    made = Atom1Feed(
        title="令行信息公开",
        link=request.build_absolute_uri(reverse("disclosure:index")),
        description="新公布、更正和撤回的公示与公开",
        feed_url=request.build_absolute_uri(),
        language="zh-Hans",
    )
    for card in newest_changes(today(), NEWEST):
        address = request.build_absolute_uri(reverse("disclosure:publication", args=[card.number]))
        made.add_item(
            title=writable(card.title),
            link=address,
            description=writable(_told(card)),
            author_name=writable(card.organ),
            pubdate=card.released_at,
            updateddate=card.changed_at,
            unique_id=address,
            categories=[writable(word) for word in (card.city, card.kind_label) if word],
        )
    return file(made.writeString("utf-8").encode(), _ATOM, "feed.atom", inline=True)


def _told(card: PublicationCard) -> str:
    if card.state is PublicationState.WITHDRAWN:
        return f"{card.organ}撤回了这项内容：{card.withdrawn_reason}"
    parts = [f"{card.organ}于{format_date(card.released_on)}公布"]
    parts += [f"至{format_date(card.last_day)}止"] if card.last_day else []
    parts += ["内容已更正"] if card.versions > 1 else []
    return "，".join(parts)
