"""Writing the knowledge base. A text is never changed: a new version takes its place, and the old one stays."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from lingxing.engines.documents.queries_words import index_tokens
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import Article, ArticleVersion, ArticleWord
from lingxing.engines.hotline.queries.hotlines import hotline_named, hotlines
from lingxing.engines.hotline.queries.knowledge import may_write
from lingxing.engines.hotline.queries.sources import source_named
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

LONGEST = 10_000
_TITLE, _TEXT = 10, 1


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written of an article: whose it is, what it says, from when until when, when it is looked at again."""

    organ_id: int
    title: str
    text: str
    valid_from: dt.date
    review_on: dt.date
    valid_until: dt.date | None = None
    source: str = ""
    topic: str = ""
    public: bool = True
    change: str = ""
    document: str = ""
    """Number or title of a document of the library that it rests on."""
    place: str = ""
    """The article of that document."""


@transaction.atomic
def write_article(account: Account, hotline: Hotline, writing: Writing, at: dt.datetime, key: int | None = None) -> int:
    """Write an article, new or anew under its key, and return its key.

    NotAllowed for who neither works in the unit that answers for it (before and after) nor in the hotline;
    LingxingError for a document that the library does not hold, and for an article that it does not have.
    """
    on = at.astimezone(SHANGHAI).date()
    _check(hotline, writing)
    _check_review(writing.review_on, on)
    source = source_named(hotline, writing.document, writing.place)
    row = _locked(hotline, key) if key else Article(package=hotline.package)
    for organ in {writing.organ_id, row.organ_id or writing.organ_id}:
        if not may_write(account, hotline, organ, on):
            raise NotAllowed("您不能写这个单位的知识", remedy="请由负责的单位或者热线来写")
    row.organ_id, row.topic, row.title, row.public = (
        writing.organ_id,
        writing.topic,
        writing.title.strip(),
        writing.public,
    )
    row.valid_from, row.valid_until, row.review_on = writing.valid_from, writing.valid_until, writing.review_on
    row.versions += 1
    row.save()
    text = ArticleVersion.objects.create(
        article=row,
        sequence=row.versions,
        at=at,
        by=account.actor.id,
        title=row.title,
        text=writing.text.strip(),
        source=writing.source.strip(),
        document=source.document,
        unit=source.unit,
        place=source.place,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        review_on=row.review_on,
        change=writing.change.strip(),
    )
    _index(row, text.text)
    digest = hashlib.sha256(text.text.encode()).hexdigest()
    told = {"version": row.versions, "text": digest}
    told |= {"document": source.document, "unit": source.unit} if source.document else {}
    record(f"knowledge:{row.pk}", "write", account.actor, told, at)
    return row.pk


@transaction.atomic
def confirm_article(account: Account, key: int, review_on: dt.date, at: dt.datetime) -> None:
    """Keep that an article was looked at and is still right, to be looked at again on `review_on`.

    LingxingError for a day that is not to come, and for an article that is no longer valid; otherwise as
    `write_article`.
    """
    on = at.astimezone(SHANGHAI).date()
    row = _writable(account, key, on)
    _check_review(review_on, on)
    if row.valid_until is not None and row.valid_until < on:
        raise LingxingError("这条知识已经失效", where=row.title, remedy="仍然有效的，请修改失效日期")
    row.review_on = review_on
    row.save(update_fields=["review_on"])
    told = {"version": row.versions, "review_on": review_on.isoformat()}
    record(f"knowledge:{row.pk}", "confirm", account.actor, told, at)


@transaction.atomic
def withdraw_article(account: Account, key: int, at: dt.datetime) -> None:
    """Take an article out of use; its versions stay. Errors as `write_article`."""
    row = _writable(account, key, at.astimezone(SHANGHAI).date())
    row.withdrawn_at = at
    row.save()
    ArticleWord.objects.filter(article=row).delete()
    record(f"knowledge:{row.pk}", "withdraw", account.actor, {"version": row.versions}, at)


def _writable(account: Account, key: int, on: dt.date) -> Article:
    row = Article.objects.select_for_update().filter(pk=key, withdrawn_at=None).first()
    if row is None:
        raise _no_article()
    hotline = next((one for one in hotlines() if one.package == row.package), None)
    if hotline is None or not may_write(account, hotline, row.organ_id, on):
        raise NotAllowed("您不能改动这条知识", remedy="请由负责的单位或者热线来办")
    return row


def _check_review(review_on: dt.date, on: dt.date) -> None:
    if review_on <= on:
        raise LingxingError("下次核对的日期须在今天以后", where="下次核对日期", remedy="请改填以后的日期")


def _locked(hotline: Hotline, key: int) -> Article:
    row = Article.objects.select_for_update().filter(pk=key, package=hotline.package, withdrawn_at=None).first()
    if row is None:
        raise _no_article()
    return row


def _check(hotline: Hotline, writing: Writing) -> None:
    hotline_named(hotline.package, hotline.name)
    if not writing.title.strip() or not writing.text.strip():
        raise LingxingError("标题和内容都要写", where="知识", remedy="请填写")
    if len(writing.title) > 200 or len(writing.text) > LONGEST or len(writing.source) > 300:
        raise LingxingError("写得太长", where="知识", remedy=f"标题不超过200字，内容不超过{LONGEST}字")
    if writing.valid_until and writing.valid_until < writing.valid_from:
        raise LingxingError("失效日期早于生效日期", where="有效期", remedy="请核对日期")
    if writing.topic and writing.topic not in hotline.topics:
        raise LingxingError("没有这个诉求内容", where=writing.topic, remedy="请从列表中选择")


def _index(row: Article, text: str) -> None:
    weights = Counter(dict.fromkeys(index_tokens(text), _TEXT))
    weights.update(dict.fromkeys(set(index_tokens(row.title)), _TITLE))
    ArticleWord.objects.filter(article=row).delete()
    words = [ArticleWord(article=row, word=word[:64], weight=weight) for word, weight in weights.items()]
    ArticleWord.objects.bulk_create(words, batch_size=500)


def _no_article() -> NotFound:
    return NotFound("没有这条知识，或者已经停用", where="知识库", remedy="请重新查找")
