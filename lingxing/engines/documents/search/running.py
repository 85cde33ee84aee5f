"""Answering a query."""

from collections.abc import Sequence
from types import ModuleType

from django.db import connection
from django.db.backends.utils import CursorWrapper

from lingxing.engines.documents.models import UnitRow
from lingxing.engines.documents.search import embedded, postgresql
from lingxing.engines.documents.search.language import Query, parse_query
from lingxing.engines.documents.search.results import Hit, SearchPage
from lingxing.engines.documents.search.snippets import marked, snippet

RANKED = 5_000
_SAYS_NOTHING = "请输入要查找的词；标点符号不能查找"
_ONLY_EXCLUDES = "请至少写一个要查找的词；只写要排除的词时没有结果"


def run_search(text: str, documents: Sequence[int] | None, page: int, page_size: int) -> SearchPage:
    """Return one page of the places that answer `text`, in these documents only (None: in all).

    Up to 5,000 finds are ranked by how well they match; of more, those with the words in a heading come first, then the
    newest, and `total` says 5,000 and `more`.
    """
    query = parse_query(text)
    if not query.required:
        return SearchPage(
            text, (), 0, more=False, page=1, pages=1, note=_ONLY_EXCLUDES if query.excluded else _SAYS_NOTHING
        )
    engine = postgresql if connection.vendor == "postgresql" else embedded
    found = _count(engine, query, documents)
    looser = None if found else query.relaxed()
    if looser:
        query, found = looser, _count(engine, looser, documents)
    more, total = found > RANKED, min(found, RANKED)
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    hits = _hits(engine, query, documents, ((page - 1) * page_size, page_size), ranked=not more) if total else ()
    return SearchPage(text, hits, total, more, page, pages, relaxed=bool(looser and total))


def _count(engine: ModuleType, query: Query, documents: Sequence[int] | None) -> int:
    with connection.cursor() as cursor:
        found: int = engine.count(cursor, engine.expression(query), documents, RANKED + 1)
    return found


def _hits(
    engine: ModuleType, query: Query, documents: Sequence[int] | None, page: tuple[int, int], *, ranked: bool
) -> tuple[Hit, ...]:
    with connection.cursor() as cursor:
        if ranked:
            order: list[int] = engine.best(cursor, engine.expression(query), documents, page)
        else:
            order = _newest(engine, cursor, query, documents, page)
    rows = UnitRow.objects.select_related("document").in_bulk(order)
    return tuple(_hit(rows[number], query) for number in order if number in rows)


def _newest(
    engine: ModuleType, cursor: CursorWrapper, query: Query, documents: Sequence[int] | None, page: tuple[int, int]
) -> list[int]:
    """Return a page of the matching rows' numbers: those with the words in the heading, then the others."""
    offset, length = page
    headed = engine.expression(query, engine.HEADING)
    found: list[int] = engine.newest(cursor, headed, documents, page)
    if len(found) == length:
        return found
    before = engine.count(cursor, headed, documents, offset + length)
    others = engine.without(engine.expression(query), headed)
    found += engine.newest(cursor, others, documents, (max(0, offset - before), length - len(found)))
    return found


def _hit(row: UnitRow, query: Query) -> Hit:
    document = row.document
    return Hit(
        document.key,
        document.title,
        document.number,
        document.city,
        document.signed_on,
        row.unit_id,
        row.citation,
        marked(row.heading, query.required),
        snippet(row.text, query.required),
    )
