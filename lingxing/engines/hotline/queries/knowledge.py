"""Searching and reading the knowledge base."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from lingxing.engines.cases.queries.access import handling_organs
from lingxing.engines.documents.queries_words import index_tokens
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import Article, ArticleVersion, ArticleWord
from lingxing.engines.hotline.queries.hotlines import watches
from lingxing.engines.hotline.queries.sources import RestsOn, rests_on
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound

MOST_WORDS = 60
FOUND = 10


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article as it reads now. `stale` where its unit should have looked at it again."""

    id: int
    title: str
    text: str
    source: str
    unit: str
    topic: str
    sequence: int
    written_at: dt.datetime
    valid_from: dt.date
    valid_until: dt.date | None
    review_on: dt.date
    public: bool
    stale: bool
    valid: bool
    rests_on: RestsOn | None


def search(hotline: Hotline, text: str, on: dt.date, *, public: bool, size: int = FOUND) -> list[ArticleShown]:
    """Return the articles valid on the day that answer `text`, best first; nothing for a text that says nothing.

    What has most of the text's pairs of characters comes first, the title counting ten times. Half of a short text's
    pairs must stand in the article, three of a long one's; where no article has so many, whatever has any is shown.
    `public` leaves out what is for operators alone.
    """
    words = words_in(text)
    if not words:
        return []
    least = max(1, (len(words) + 1) // 2) if len(words) <= 8 else 3
    rows = ArticleWord.objects.filter(word__in=words, article__in=_valid(hotline, on, public=public))
    grouped = rows.values("article").annotate(found=Count("pk"), weight=Sum("weight"))
    best = list(grouped.order_by("-found", "-weight", "article")[:size])
    enough = [row for row in best if row["found"] >= least] or best
    keys = [row["article"] for row in enough]
    return shown_articles(keys, on)


def words_in(text: str) -> list[str]:
    """Return the first 60 different words of a query: pairs of characters, words of other scripts; single Chinese
    characters only where there is nothing else."""
    found = list(dict.fromkeys(index_tokens(text[:500])))
    pairs = [word for word in found if len(word) > 1 or word.isascii()]
    return (pairs or found)[:MOST_WORDS]


def _valid(hotline: Hotline, on: dt.date, *, public: bool) -> "QuerySet[Article]":
    rows = Article.objects.filter(package=hotline.package, withdrawn_at=None, valid_from__lte=on)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=on))
    return rows.filter(public=True) if public else rows


def shown_articles(keys: list[int], on: dt.date) -> list[ArticleShown]:
    """Return articles in the order of their keys; two queries, and two for the documents that they rest on."""
    rows = {row.pk: row for row in Article.objects.select_related("organ").filter(pk__in=keys)}
    texts: dict[int, ArticleVersion] = {}
    for version in ArticleVersion.objects.filter(article__in=keys).order_by("sequence"):
        texts[version.article_id] = version
    sources = rests_on(texts.values(), on)
    shown = [(rows[key], texts[key]) for key in keys if key in rows and key in texts]
    return [_shown(row, text, on, sources.get(text.pk)) for row, text in shown]


def _shown(row: Article, text: ArticleVersion, on: dt.date, source: RestsOn | None) -> ArticleShown:
    valid = row.withdrawn_at is None and row.valid_from <= on and (row.valid_until is None or row.valid_until >= on)
    return ArticleShown(
        row.pk,
        row.title,
        text.text,
        text.source,
        row.organ.name,
        row.topic,
        text.sequence,
        text.at,
        row.valid_from,
        row.valid_until,
        row.review_on,
        row.public,
        row.review_on < on,
        valid,
        source,
    )


def article(key: int, on: dt.date, *, public: bool) -> ArticleShown:
    """Return one article. NotFound where there is none; for the public, also where it is not for it or not valid."""
    found = next(iter(shown_articles([key], on)), None)
    if found is None or (public and not (found.public and found.valid)):
        raise NotFound("没有这条知识，或者已经失效", where="知识库", remedy="请重新查找")
    return found


def versions(key: int, on: dt.date) -> list[tuple[ArticleVersion, RestsOn | None]]:
    """Return what an article said with what it rested on, as that stands on the day; the newest first."""
    found = list(ArticleVersion.objects.filter(article=key).order_by("-sequence"))
    sources = rests_on(found, on)
    return [(version, sources.get(version.pk)) for version in found]


def listed(hotline: Hotline, on: dt.date, *, public: bool, size: int = 100) -> list[ArticleShown]:
    """Return the articles of a hotline; those for review first, then by title."""
    rows = (
        _valid(hotline, on, public=public)
        if public
        else Article.objects.filter(package=hotline.package, withdrawn_at=None)
    )
    keys = list(rows.order_by("review_on", "title").values_list("pk", flat=True)[:size])
    return shown_articles(keys, on)


def may_write(account: Account, hotline: Hotline, organ_id: int, on: dt.date) -> bool:
    """Return whether the account may write what the unit answers for: it works there, or watches the hotline."""
    if not may(account, Permission.WRITE_KNOWLEDGE):
        return False
    return organ_id in handling_organs(account, on) or watches(account, hotline, on)
