"""What the ledger's pages and interface keep back of a lot until it has ended."""

import datetime as dt

import pytest

from lingxing.engines.auctions.services import batches
from lingxing.engines.auctions.services.bidding import place_bid
from lingxing.engines.auctions.tests.sales import BIDDER, DAY, SECOND, START, announced, pass_time
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import AT, account
from lingxing.kernel.actors import OPERATOR

NOON = dt.datetime(2026, 12, 1, 4, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.force_login(account("guanli", Role.ADMINISTRATOR))
    return client


@pytest.fixture
def lot(monkeypatch):
    monkeypatch.setattr(batches, "now", lambda: NOON)
    made = announced(NOON, NOON + 10 * DAY, paddles=(101, 202, 303))
    place_bid(made.pk, 101, START, "a", BIDDER)
    return made


def test_a_running_lot_stands_on_no_page_of_the_ledger_and_in_no_answer(reader, lot):
    record("case:1", "accept", OPERATOR, {}, AT)
    for address in ("/ledger", "/api/ledger/entries"):
        found = reader.get(address).content.decode()
        assert "case:1" in found
        assert f"lot:{lot.pk}" not in found
    page = reader.get(f"/ledger?stream=lot:{lot.pk}").content.decode()
    assert "结束后公开" in page
    assert "bid_placed" not in page
    assert "完好" not in page
    assert reader.get(f"/api/ledger/entries?stream=lot:{lot.pk}").json() == []


def test_once_it_has_ended_its_chain_is_shown(reader, lot, monkeypatch):
    for later in (10 * DAY, 10 * DAY + 300 * SECOND):
        monkeypatch.setattr(batches, "now", lambda later=later: NOON + later)
        pass_time(lot)
    page = reader.get(f"/ledger?stream=lot:{lot.pk}").content.decode()
    assert "bid_placed" in page
    assert "这条链完好" in page
    acts = [entry["act"] for entry in reader.get(f"/api/ledger/entries?stream=lot:{lot.pk}").json()]
    assert acts[0] == "ended"


def test_the_places_of_a_list_do_not_count_what_is_kept_back(reader, lot):
    for number in range(60):
        record("case:1", "accept", OPERATOR, {"n": number}, AT)
    rows = reader.get("/api/ledger/entries?stream=case:1&limit=60").json()
    assert not any("key" in row for row in rows)
    assert not any(row["place"].isdecimal() for row in rows)
    older = reader.get("/api/ledger/entries", {"stream": "case:1", "before": rows[-2]["place"]}).json()
    assert [row["payload"] for row in older] == [{"n": 0}]
    assert reader.get("/api/ledger/entries?before=17").status_code == 400
    page = reader.get("/ledger?stream=case:1").content.decode()
    assert "before=" in page
    assert reader.get("/ledger?before=17").status_code == 400
