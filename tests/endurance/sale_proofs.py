"""What must hold of two lots after whatever happened to the processes that took their bids."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from lingxing.engines.auctions.domain.applying import apply_all
from lingxing.engines.auctions.domain.events import BidPlaced, BidRefused, ProxyRevoked, ProxySet
from lingxing.engines.auctions.domain.receipts import is_signed, read_receipt
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import BidRequest, Heartbeat, Lot
from lingxing.engines.auctions.queries.exporting import export_lot
from lingxing.engines.auctions.queries.states import events_of, stream_of
from lingxing.engines.auctions.services import batches
from lingxing.engines.auctions.tests.sales import DAY, pass_time
from lingxing.engines.auctions.verification import verify_lot
from lingxing.engines.ledger.queries import verify_all
from lingxing.kernel.verdicts import Evidence
from tests.endurance.bidders import Question

_ACTS = {BidPlaced: "bid", ProxySet: "proxy", ProxyRevoked: "revoke"}
_PRELUDE = {"first", "takes-part"}


def all_faults(
    lots: Sequence[int], asked: Mapping[str, Question], told: Mapping[str, Sequence[Mapping[str, Any]]]
) -> list[str]:
    """Return everything that is wrong, in words; empty where nothing is."""
    accepted = [entry for lot in lots for entry in _accepted(lot)]
    return [
        *_untold(asked, told),
        *_changed(told),
        *_doubled(accepted),
        *_lost(accepted, told),
        *_unasked(accepted, asked),
        *_wrong_refusals(lots, told),
        *(fault for lot in lots for fault in _prices(lot)),
        *_rows(lots, told),
        *(f"ledger: {fault}" for fault in verify_all()),
        *_verified(lots, told),
    ]


def _accepted(lot: int) -> Iterator[tuple[str, str, int, str]]:
    """Yield question, act, price and hash of every request that the record holds as accepted."""
    for entry, event in events_of(lot):
        if isinstance(event, BidPlaced | ProxySet | ProxyRevoked) and event.key not in _PRELUDE:
            price = {BidPlaced: "price", ProxySet: "ceiling"}.get(type(event), "")
            yield f"{lot}/{event.paddle}/{event.key}", _ACTS[type(event)], getattr(event, price, 0), entry.hash


def _untold(asked: Mapping[str, Question], told: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} never got an answer" for name in asked if name not in told)


def _changed(told: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield the requests that were told one thing and then another."""
    for name, answers in told.items():
        if any({**answer, "repeated": None} != {**answers[0], "repeated": None} for answer in answers[1:]):
            yield f"{name} was answered {answers}"


def _doubled(accepted: Sequence[tuple[str, str, int, str]]) -> Iterator[str]:
    counted = Counter(name for name, _, _, _ in accepted)
    yield from (f"{name} is on record {count} times" for name, count in counted.items() if count > 1)


def _lost(
    accepted: Sequence[tuple[str, str, int, str]], told: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[str]:
    """Yield what was told otherwise than it is on record: accepted and not there, refused and there, another entry."""
    hashes = {name: found for name, _, _, found in accepted}
    for name, answers in told.items():
        receipt = answers[0].get("receipt")
        if bool(receipt) != (name in hashes):
            yield f"{name} was told {answers[0]}, on record: {hashes.get(name)}"
        elif receipt and not (is_signed(read_receipt(receipt)) and read_receipt(receipt).entry == hashes[name]):
            yield f"{name}: its receipt is not that of its entry"


def _unasked(accepted: Sequence[tuple[str, str, int, str]], asked: Mapping[str, Question]) -> Iterator[str]:
    for name, act, price, _ in accepted:
        question = asked.get(name)
        if question is None or (question.act, question.price) != (act, price):
            yield f"{name}: {act} of {price} is on record, asked was {question}"


def _wrong_refusals(lots: Sequence[int], told: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield refused bids on record that nobody was told of, or told of otherwise."""
    for lot in lots:
        for _, event in events_of(lot):
            if isinstance(event, BidRefused):
                answers = told.get(f"{lot}/{event.paddle}/{event.key}", ({},))
                if answers[0].get("refused") != event.reason:
                    yield f"{lot}/{event.paddle}/{event.key} is refused for {event.reason}, told was {answers[0]}"


def _prices(lot: int) -> Iterator[str]:
    """Yield where the price did not rise, and where the row is not what the events add up to."""
    state, highest, happened = LotState(), 0, [event for _, event in events_of(lot)]
    for event in happened:
        state = apply_all(state, [event])
        if isinstance(event, BidPlaced):
            if event.price <= highest:
                yield f"lot {lot}: {event.price} was accepted after {highest}"
            highest = max(highest, event.price)
        highest = max(highest, state.leading.price if state.leading else 0)
    row = Lot.objects.get(pk=lot)
    if (row.events, row.stage, row.suspended) != (len(happened), state.stage.value, state.suspension is not None):
        yield f"lot {lot}: its row says {row.events} events, {row.stage}"


def _rows(lots: Sequence[int], told: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield kept answers that are not what was told."""
    for row in BidRequest.objects.filter(lot__in=lots).exclude(key__in=_PRELUDE):
        answers, name = told.get(f"{row.lot_id}/{row.paddle}/{row.key}", ()), f"{row.lot_id}/{row.paddle}/{row.key}"
        if not answers or answers[0].get("receipt") != row.answer.get("receipt"):
            yield f"{name}: kept is {row.answer}, told was {answers}"


def _verified(lots: Sequence[int], told: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Let the lots end, a month later without an outage in between, and yield what the offline verification blames."""
    Heartbeat.objects.all().delete()
    for days, lot in ((days, lot) for days in (30, 31) for lot in lots):
        at = timezone.now() + days * DAY
        batches.now = lambda at=at: at  # type: ignore[misc]
        pass_time(Lot.objects.get(pk=lot))
    for lot in lots:
        receipts = [a[0]["receipt"] for name, a in told.items() if name.startswith(f"{lot}/") and "receipt" in a[0]]
        evidence = Evidence(receipts=tuple(text.encode() for text in receipts))
        verdict = verify_lot(export_lot(lot, timezone.now()), evidence)
        yield from (f"{stream_of(lot)}: {fault}" for fault in verdict.faults)
