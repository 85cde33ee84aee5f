"""What a lot's events add up to. Kept in memory by the hash of its chain, so that only what is new is read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lingxing.engines.auctions.domain.applying import apply
from lingxing.engines.auctions.domain.codec import decode
from lingxing.engines.auctions.domain.events import Event
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import LotSecret
from lingxing.engines.ledger.queries import entries, heads
from lingxing.engines.ledger.queries.covering import Entry
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.kernel.canonical import Json
from lingxing.kernel.errors import LingxingError

Head: TypeAlias = tuple[int, str]
"""Length of a chain and hash of its last entry."""
Secrets: TypeAlias = Mapping[str, tuple[str, Json]]
"""By field: salt and value."""

EMPTY: Head = (0, "")
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Known:
    """A lot as of one head of its chain."""

    head: Head
    state: LotState


_START = Known(EMPTY, LotState())
_CACHE: dict[int, Known] = {}


def stream_of(lot_id: int) -> str:
    """Return the name of the lot's chain."""
    return f"lot:{lot_id}"


def secret_context(lot_id: int, sequence: int) -> str:
    """Return the context in which the secret fields of an event are sealed."""
    return f"lot:{lot_id}:{sequence}"


def state_of(lot_id: int) -> LotState:
    """Return the lot as its chain stands now; a lot without events is a draft."""
    return states_of([lot_id])[lot_id].state


def states_of(lot_ids: Iterable[int]) -> dict[int, Known]:
    """Return several lots as their chains stand now, by id."""
    wanted = list(lot_ids)
    found = heads([stream_of(lot_id) for lot_id in wanted])
    return {lot_id: _current(lot_id, found.get(stream_of(lot_id), EMPTY)) for lot_id in wanted}


def remember(lot_id: int, known: Known) -> None:
    """Keep a lot as of a head that is committed. A head names its content, so that a wrong one is never met again."""
    _CACHE.pop(lot_id, None)
    _CACHE[lot_id] = known
    for oldest in list(_CACHE)[:-_KEPT]:
        _CACHE.pop(oldest, None)


def events_of(lot_id: int, after: int = 0) -> list[tuple[Entry, Event]]:
    """Return the lot's entries behind the sequence `after`, each with the event that it holds, secrets opened.

    The entries are read first: whoever writes meanwhile adds secrets of entries that are not among them, and no harm.
    """
    found = list(entries(stream_of(lot_id), after))
    sealed = dict(LotSecret.objects.filter(lot=lot_id, sequence__gt=after).values_list("sequence", "sealed"))
    opened = {
        entry.sequence: open_secrets(lot_id, entry.sequence, sealed[entry.sequence])
        for entry in found
        if entry.sequence in sealed
    }
    return [(entry, _event(entry, opened)) for entry in found]


def open_secrets(lot_id: int, sequence: int, sealed: str) -> Secrets:
    """Return salt and value of the sealed fields. Unsealable where keys or content do not fit."""
    fields = json.loads(unseal_text(sealed, secret_context(lot_id, sequence)))
    return {name: (salt, value) for name, (salt, value) in fields.items()}


def _event(entry: Entry, opened: Mapping[int, Secrets]) -> Event:
    secrets = {name: value for name, (_, value) in opened.get(entry.sequence, {}).items()}
    return decode(entry.act, entry.facts, secrets, entry.at)


def _current(lot_id: int, head: Head) -> Known:
    known = _CACHE.get(lot_id, _START)
    if known.head != head:
        known = _carried_on(lot_id, known) or _carried_on(lot_id, _START) or _START
        if known.head[0] < head[0]:
            remedy = "请运行 lingxing ledger check 核对台账"
            raise LingxingError("宗地的台账不完整", where=stream_of(lot_id), remedy=remedy)
        remember(lot_id, known)
    return known


def _carried_on(lot_id: int, known: Known) -> Known | None:
    """Return the lot with what its chain holds behind `known`; None where the chain does not go on from there."""
    state, head = known.state, known.head
    for entry, event in events_of(lot_id, head[0]):
        if head != EMPTY and entry.previous != head[1]:
            return None
        state, head = apply(state, event), (entry.sequence, entry.hash)
    return Known(head, state) if head != known.head else None
