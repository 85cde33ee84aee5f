"""Adding to the ledger."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from lingxing.engines.ledger.domain.entries import START, Entry, next_entry
from lingxing.engines.ledger.models import LedgerEntry, LedgerStream
from lingxing.kernel.actors import Actor
from lingxing.kernel.canonical import canonical_json


def record(
    stream: str, act: str, actor: Actor, payload: Mapping[str, object], at: dt.datetime, *, article: str = ""
) -> Entry:
    """Add one act to `stream` (such as document:12) and return its sealed entry.

    Call it in the transaction of the act itself, so that both stand or fall together; the stream stays locked until
    that transaction ends. A transaction that writes to several streams takes them in one fixed order.
    `payload` holds no personal data: identifiers, digests and values of public texts, no names, no numbers of persons,
    no free text that a person typed about another. ValueError for floats and other values without an exact form.
    """
    text = canonical_json(payload)
    with transaction.atomic(savepoint=False):
        LedgerStream.objects.get_or_create(name=stream, defaults={"head": START})
        last = LedgerStream.objects.select_for_update().get(name=stream)
        who = (actor.id, actor.role)
        entry = next_entry(stream, (last.length, last.head), at=at, who=who, act=act, article=article, payload=text)
        LedgerEntry.objects.create(**{name: getattr(entry, name) for name in Entry.__slots__})
        LedgerStream.objects.filter(name=stream).update(length=entry.sequence, head=entry.hash)
    return entry
