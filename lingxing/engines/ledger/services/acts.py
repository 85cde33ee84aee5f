"""Adding acts."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from lingxing.engines.ledger import statements
from lingxing.engines.ledger.domain.commitments import commit_fields
from lingxing.engines.ledger.domain.entries import START, Entry, next_entry
from lingxing.engines.ledger.services.together import Together
from lingxing.kernel.actors import Actor
from lingxing.kernel.canonical import Json, canonical_json


@dataclass(frozen=True, slots=True)
class Act:
    """One act that is to be recorded, as `record` takes it."""

    stream: str
    act: str
    actor: Actor
    payload: Mapping[str, object]
    at: dt.datetime
    article: str = ""


def record(
    stream: str,
    act: str,
    actor: Actor,
    payload: Mapping[str, object],
    at: dt.datetime,
    *,
    article: str = "",
    begins: bool = False,
    together: Together | None = None,
) -> Entry:
    """Add one act to `stream` (such as document:12) and return its sealed entry.

    Call it in the transaction of the act itself, so that both stand or fall together; the stream stays locked until
    that transaction ends. A transaction that writes to several streams takes them in one fixed order. Who has made the
    stream's name up just now says that the act `begins` it, which saves looking; IntegrityError where it is there. With
    `together` the entry is stored when that is sent, which is to be done before another act of the stream.
    `payload` holds no personal data: identifiers, digests and values of public texts, no names, no numbers of persons,
    no free text that a person typed about another; what is personal goes in as commitments (see `commit`).
    ValueError for floats and other values without an exact form.
    """
    text = canonical_json(payload)
    with transaction.atomic(savepoint=False), statements.cursor() as cursor:
        last = (0, START) if begins else statements.lock_stream(cursor, stream)
        entry = _following(last, Act(stream, act, actor, payload, at, article), text)
        if together is None:
            statements.add_entry(cursor, entry, begins=begins)
        else:
            for statement, values in statements.entry_added(entry, begins=begins):
                together.add(statement, values)
    return entry


def record_many(acts: Sequence[Act]) -> list[Entry]:
    """Add many acts, all or none, and return their sealed entries in the same order.

    The streams are locked in the order of their names, so that two such batches never wait for each other in a ring.
    """
    texts = [canonical_json(act.payload) for act in acts]
    entries: list[Entry] = []
    with transaction.atomic(savepoint=False), statements.cursor() as cursor:
        heads = statements.lock_streams(cursor, sorted({act.stream for act in acts}))
        for act, text in zip(acts, texts, strict=True):
            entry = _following(heads[act.stream], act, text)
            heads[act.stream] = (entry.sequence, entry.hash)
            entries.append(entry)
        statements.add_entries(cursor, entries, heads)
    return entries


def _following(last: tuple[int, str], act: Act, text: str) -> Entry:
    who = (act.actor.id, act.actor.role)
    return next_entry(act.stream, last, at=act.at, who=who, act=act.act, article=act.article, payload=text)


def commit(
    values: Mapping[str, Json], token_bytes: Callable[[int], bytes] = secrets.token_bytes
) -> tuple[dict[str, str], dict[str, str]]:
    """Return commitments and openings of `values`, each by field name; nothing is stored.

    The commitments go into the entry's payload as {"fields": commitments}. The openings are the salts, 32 hexadecimal
    digits: keep them beside the values and sealed like these. Value and salt together prove later what was committed
    to; without the salt a commitment tells nothing of the value, so that a value may be withheld or erased at any time.
    ValueError for a value without canonical form.
    """
    return commit_fields(values, token_bytes)
