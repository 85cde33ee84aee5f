"""A lot of the database leaves, and is verified without one."""

import json

import pytest
from django.utils import timezone

from lingxing.engines.auctions.domain import deciding
from lingxing.engines.auctions.domain.events import BidPlaced
from lingxing.engines.auctions.queries.exporting import export_lot, numbered
from lingxing.engines.auctions.queries.states import events_of
from lingxing.engines.auctions.services.receipts import receipt_of
from lingxing.engines.auctions.tests.sales import MINUTE, START, STEP, announced, do, pass_time
from lingxing.engines.auctions.verification import verify_lot
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.verdicts import Evidence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sold(monkeypatch):
    """Return a lot that 202 has won by proxy, as time went by."""
    clock = timezone.now() - 3 * MINUTE
    monkeypatch.setattr(timezone, "now", lambda: clock)
    closes_at = clock + MINUTE
    lot = announced(clock, closes_at, paddles=(101, 202))
    do(lot, deciding.decide_bid(101, START, "a"))
    do(lot, deciding.decide_bid(202, START + STEP, "b"))
    for after, acts in (
        (MINUTE, [deciding.decide_answer(101, "c", wants=True), deciding.decide_answer(202, "d", wants=True)]),
        (
            6 * MINUTE,
            [deciding.decide_proxy(202, START + 9 * STEP, "e"), deciding.decide_bid(101, START + 3 * STEP, "f")],
        ),
    ):
        monkeypatch.setattr(timezone, "now", lambda at=clock + after: at)
        pass_time(lot)
        for act in acts:
            do(lot, act)
    with pytest.raises(LingxingError, match="还没有结束"):
        export_lot(lot.pk, timezone.now())
    monkeypatch.setattr(timezone, "now", lambda: clock + 12 * MINUTE)
    pass_time(lot)
    return lot


def test_the_result_follows_from_what_leaves(sold):
    lines = list(export_lot(numbered(sold.number), timezone.now()))
    verdict = verify_lot(lines, Evidence())
    assert verdict.faults == []
    assert verdict.facts[-1].startswith("202 号以 104,000.00 元竞得")
    text = b"".join(lines).decode()
    assert '"value":"party-202"' in text
    assert "party-101" not in text
    assert "D101" not in text


def test_what_the_office_signed_for_a_bidder_is_found_in_the_record(sold):
    receipts = [receipt_of(entry).encode() for entry, event in events_of(sold.pk) if isinstance(event, BidPlaced)]
    lines = list(export_lot(sold.pk, timezone.now()))
    verdict = verify_lot(lines, Evidence(receipts=tuple(receipts)))
    assert verdict.faults == []
    assert sum("与记录第" in fact for fact in verdict.facts) == len(receipts) == 3


def test_an_auditor_gets_all(sold):
    lines = list(export_lot(sold.pk, timezone.now(), full=True))
    assert verify_lot(lines, Evidence()).faults == []
    opened = [json.loads(text)["opening"]["value"] for text in lines if b'"opening"' in text]
    assert {"party-101", "party-202", "D101", "D202"} <= {value for value in opened if isinstance(value, str)}


def test_a_lot_that_is_not_there_has_no_record():
    with pytest.raises(NotFound):
        numbered("2026-9999")
