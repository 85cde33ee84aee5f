"""What is new in the sales, as Atom: announcements, and how lots ended."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lingxing.engines.auctions.domain.description_lines import format_moment
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.queries.announcing import Announced, newest_announcements
from lingxing.engines.auctions.queries.lots import LotCard, newest_results
from lingxing.engines.auctions.queries.results import Ending
from lingxing.engines.auctions.views.answers import file
from lingxing.engines.parties.access import Request, public
from lingxing.printing.characters import writable

NEWEST = 50
_ATOM = "application/atom+xml; charset=utf-8"


@require_safe
@public
def announced(request: Request) -> HttpResponse:
    """Return the Atom feed of the newest announcements."""
    listed = reverse("auctions:listings")
    made = _feed(request, "国有建设用地使用权网上挂牌出让公告", "新发布的出让公告和补充公告", listed)
    for number, found in newest_announcements(NEWEST):
        address = request.build_absolute_uri(reverse("auctions:announcement", args=[number, found.number]))
        made.add_item(
            title=writable(f"{found.kind_label}：{found.title}"),
            link=address,
            description=writable(_told(found)),
            pubdate=found.published_at,
            updateddate=found.published_at,
            unique_id=address,
        )
    return file(made.writeString("utf-8").encode(), _ATOM, "feed.atom", inline=True)


@require_safe
@public
def results(request: Request) -> HttpResponse:
    """Return the Atom feed of the lots that ended last, of one `county` if asked.

    A lot has one entry for good. It says how the lot ended from the end on, is updated once the grantor has published
    the result, and again where that becomes void.
    """
    county = request.GET.get("county", "")[:40]
    title = f"国有建设用地使用权网上挂牌出让结果{f'（{county}）' if county else ''}"
    kept = urlencode({"stage": "over", **({"county": county} if county else {})})
    made = _feed(request, title, "挂牌活动结束的宗地和出让结果", f"{reverse('auctions:listings')}?{kept}")
    for card in newest_results(NEWEST, county):
        if card.ending:
            _add_result(made, request, card, card.ending)
    return file(made.writeString("utf-8").encode(), _ATOM, "results.atom", inline=True)


def _feed(request: Request, title: str, description: str, listed: str) -> Atom1Feed:
    return Atom1Feed(
        title=writable(title),
        link=request.build_absolute_uri(listed),
        description=description,
        feed_url=request.build_absolute_uri(),
        language="zh-Hans",
    )


def _add_result(made: Atom1Feed, request: Request, card: LotCard, ending: Ending) -> None:
    hall = request.build_absolute_uri(reverse("auctions:hall", args=[card.number]))
    published = ending.published and reverse("auctions:announcement", args=[card.number, ending.published])
    made.add_item(
        title=writable(f"{ending.words}：{card.title}"),
        link=request.build_absolute_uri(published) if published else hall,
        description=writable(_ended(card, ending)),
        pubdate=ending.at,
        updateddate=ending.changed_at,
        unique_id=f"{hall}#result",
        categories=[writable(word) for word in (card.county, ending.words) if word],
    )


def _ended(card: LotCard, ending: Ending) -> str:
    """Return what ended how: the grantor's words once it has published the result, the hall's before that."""
    void = [ending.words] if ending.result and ending.result.voided else []
    if ending.text:
        return "；".join([*void, *ending.text.split("\n\n")])
    parts = [f"{format_moment(ending.at)} 结束", ending.words]
    if ending.result and ending.result.price is not None:
        parts += [f"竞得号牌：{ending.result.paddle}", f"成交价：{format_price(ending.result.price)}"]
    parts += [f"起始价：{card.lines['starting_price']}", f"土地用途：{card.lines['use']}"]
    return "；".join([*parts, f"出让面积：{card.lines['area']}平方米"])


def _told(found: Announced) -> str:
    if found.content is None:
        return found.text
    if found.content.changes:
        return "；".join(f"{change.label}改为{change.after}" for change in found.content.changes)
    return "；".join(f"{line.label}：{line.value}" for line in found.content.lines[:8])
