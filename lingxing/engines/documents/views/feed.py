"""News of the library as an Atom feed."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from lingxing.engines.documents import queries
from lingxing.engines.documents.labels import status_sentence
from lingxing.engines.documents.queries.values import DocumentSummary
from lingxing.engines.documents.views.answers import attachment
from lingxing.engines.documents.views.rows import document_address
from lingxing.engines.documents.views.selection import chosen_filters, read_filters
from lingxing.engines.parties.access import Request, public
from lingxing.printing.characters import writable

_LATEST = 50
_TYPE = "application/atom+xml; charset=utf-8"


@require_safe
@public
def feed(request: Request) -> HttpResponse:
    """Return the Atom feed of the documents imported or changed last, as the filters leave them."""
    filters = read_filters(request.GET)
    chosen = "、".join(chosen_filters(filters).values())
    made = Atom1Feed(
        title=writable(f"令行文库：新收录的文件{f'（{chosen}）' if chosen else ''}"),
        link=request.build_absolute_uri(reverse("documents:home")),
        description="新收录或内容有变的文件",
        feed_url=request.build_absolute_uri(),
        language="zh-Hans",
    )
    for item in queries.newest(_LATEST, filters, request.on):
        _add(made, request, item)
    return attachment(request, made.writeString("utf-8").encode(), _TYPE, "feed.atom", inline=True)


def _add(made: Atom1Feed, request: Request, item: DocumentSummary) -> None:
    signed = item.signed_on.isoformat() if item.signed_on else ""
    said = (item.issuer, signed, status_sentence(item.status))
    made.add_item(
        title=writable(" ".join(part for part in (item.number, item.title) if part)),
        link=document_address(request, item.key),
        description=writable("，".join(part for part in said if part)),
        author_name=writable(item.issuer or "未印明"),
        pubdate=item.imported_at,
        updateddate=item.imported_at,
        unique_id=document_address(request, item.key),
        categories=[writable(word) for word in (item.city, item.kind) if word],
    )
