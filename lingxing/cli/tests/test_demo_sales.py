"""The demo's sales of land: told up to any day, once, and bidding that goes on by itself."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone

import lingxing
from lingxing.cli.demo import bidding
from lingxing.cli.demo.accounts import demo_accounts
from lingxing.cli.demo.bidding import bid_once
from lingxing.cli.demo.listings import RECORD, bridge_outage, fill_sales, tell_live
from lingxing.cli.demo.sales_script import read_sales
from lingxing.cli.demo.telling import demo_account
from lingxing.cli.verify import verify
from lingxing.engines.auctions.domain.events import Outcome
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Lot, Settlement
from lingxing.engines.auctions.queries.bidders import paddle_of
from lingxing.engines.auctions.queries.states import events_of, state_of
from lingxing.engines.auctions.services import batches, pulse, ticking
from lingxing.engines.auctions.services.pulse import now, telling
from lingxing.engines.auctions.services.ticking import keep_alive
from lingxing.engines.cases.models import IssuedDocument
from lingxing.engines.parties.access_types import Role
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.identity_numbers import check_credit_code

SCRIPT = read_sales()
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    """Return the home of a demo that has its accounts."""
    settings.CERTIFICATE_AUTHORITIES = tmp_path / "certificates" / "authority.pem"
    demo_accounts(tmp_path / "accounts.json")
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-11-29T00:30", "2026-10-08T23:50", "2026-03-14T12:00"])
def test_one_lot_is_listed_and_one_was_sold_before_any_day(day, home):
    moment = dt.datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)
    fill_sales(moment, home)
    listed, sold = Lot.objects.get(stage=Stage.LISTING), Lot.objects.get(stage=Stage.ENDED)
    state = state_of(listed.pk)
    assert state.terms
    assert state.terms.opens_at < moment < state.terms.closes_at
    assert state.bids >= 4
    assert state_of(sold.pk).outcome is Outcome.SOLD
    assert all(event.at < moment for lot in (listed, sold) for _, event in events_of(lot.pk))

    settlement = Settlement.objects.select_related("confirmation").get(lot=sold)
    assert settlement.confirmation is not None
    assert settlement.confirmation.state == "won"
    assert sold.ended_at is not None
    assert settlement.opened_at - sold.ended_at == dt.timedelta(seconds=2)
    assert IssuedDocument.objects.filter(case=settlement.confirmation, name="letter").exists()
    before = (home / RECORD).read_bytes()
    fill_sales(moment + dt.timedelta(hours=2), home)
    assert Lot.objects.count() == 2
    assert (home / RECORD).read_bytes() == before


@pytest.mark.django_db
def test_the_record_of_the_lot_that_was_sold_is_verified(home):
    fill_sales(timezone.now(), home)
    said = CliRunner().invoke(verify, [str(home / RECORD)])
    assert said.exit_code == 0
    # The reserve is 129 million; the proxies stop at 130 and 136, so that the higher one wins a million above 132.
    assert "以 133,000,000.00 元竞得" in said.output


@pytest.mark.django_db
def test_every_bidder_holds_a_certificate_and_visitors_have_its_files(home):
    fill_sales(timezone.now(), home)
    for person in SCRIPT.bidders.values():
        account = demo_account(person.username)
        assert account.role == Role.BIDDER
        assert Certificate.objects.filter(account=account).count() == 1
        assert (home / "certificates" / f"{person.username}.key").stat().st_mode & 0o077 == 0
        assert check_credit_code(person.number)[2:8] == "429099"


@pytest.mark.django_db
def test_somebody_answers_a_bid_after_a_while_and_a_visitor_may_bid_too(home):
    fill_sales(timezone.now(), home)
    lot = tell_live(SCRIPT)
    before = state_of(lot.pk)
    assert before.stage is Stage.LIVE
    assert before.deadline is not None
    assert before.deadline > timezone.now() + 4 * MINUTE
    paddle = paddle_of(lot.pk, demo_account("bidder"))
    assert paddle is not None
    assert before.bidders[paddle].wants_live
    bid_once(SCRIPT, timezone.now())
    assert state_of(lot.pk).bids == before.bids
    bid_once(SCRIPT, timezone.now() + 2 * MINUTE)
    after = state_of(lot.pk)
    assert after.leading.price == before.leading.price + before.terms.increment
    assert after.leading.paddle != before.leading.paddle
    assert Lot.objects.filter(stage=Stage.LIVE).count() == 1


@pytest.mark.django_db
def test_a_demo_that_is_started_again_goes_on_with_its_live_auction(home, monkeypatch):
    fill_sales(timezone.now(), home)
    lot = tell_live(SCRIPT)
    pulse.forget()
    keep_alive()
    before, later = state_of(lot.pk), timezone.now() + dt.timedelta(days=2)
    for module in (batches, ticking):
        monkeypatch.setattr(module, "now", lambda: later)
    bridge_outage()
    after = state_of(lot.pk)
    assert after.suspension is None
    assert before.deadline is not None
    assert before.last_at is not None
    assert after.deadline is not None
    assert after.deadline - later == pytest.approx(before.deadline - before.last_at, abs=dt.timedelta(seconds=2))
    pulse.forget()


@pytest.mark.django_db
def test_another_live_auction_begins_when_nobody_goes_higher(home, monkeypatch):
    fill_sales(timezone.now(), home)
    tell_live(SCRIPT)
    for name in ("_FEWEST", "_MOST"):
        monkeypatch.setattr(bidding, name, 0)
    bid_once(SCRIPT, timezone.now() + 2 * MINUTE)
    assert Lot.objects.filter(stage=Stage.LIVE).count() == 2


@pytest.mark.django_db
def test_only_the_past_is_told_and_only_within_a_transaction():
    past = timezone.now() - dt.timedelta(days=3)
    with telling(past):
        assert now() == past
    assert now() > past
    with pytest.raises(ValueError, match="of the past"), telling(timezone.now() + MINUTE):
        pass


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_outside_a_transaction():
    past = timezone.now() - dt.timedelta(days=3)
    with pytest.raises(ValueError, match="of the past"), telling(past):
        pass
    with transaction.atomic(), telling(past):
        assert now() == past


def test_nobody_but_the_demo_tells_histories():
    texts = {file.name: file.read_text("utf-8") for file in Path(lingxing.__file__).parent.rglob("*.py")}
    users = {name for name, text in texts.items() if "services.pulse import" in text and "telling(" in text}
    assert users == {"telling.py", Path(__file__).name}
