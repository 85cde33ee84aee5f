"""Suspension, termination and resumption (arts. 37 to 39), with the grantor's say."""

import datetime as dt
import hashlib

import pytest

from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Announcement, Lot, StopPaper
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.queries.stopping import stopping
from lingxing.engines.auctions.services.stopping import (
    announce_resumption,
    carry_out_stop,
    propose_stop,
    rule_on_stop,
    suspend,
)
from lingxing.engines.auctions.services.ticking import nothing_else
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.auctions.tests.bureau import LISTED, Bureau, at, clock, open_bureau, published
from lingxing.engines.ledger.queries import last_checkpoint
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR, SYSTEM
from lingxing.kernel.errors import LingxingError, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHY = "机房断电，交易系统不能正常运行"


@pytest.fixture
def bureau() -> Bureau:
    return open_bureau()


@pytest.fixture
def grantor(bureau: Bureau) -> Account:
    made = account("churang_one", Role.GRANTOR)
    add_membership(made.pk, bureau.grantor.pk, Duty.HEAD, Span(dt.date(2026, 1, 1)), OPERATOR, LISTED)
    return made


def test_for_a_failure_the_agency_suspends_at_once_and_the_record_is_sealed(bureau, grantor):
    lot = published(bureau)
    with clock(LISTED):
        made = suspend(bureau.officer, lot.number, Cause.FAILURE, WHY, LISTED)
    state = state_of(lot.pk)
    assert (made.kind_label, made.number, WHY in made.text) == ("中止公告", 2, True)
    assert state.suspension is not None
    assert state.terms is not None
    assert state.suspension.left == state.terms.closes_at - LISTED
    assert last_checkpoint() is not None
    page = bureau.client(grantor).get("/listing-rulings/").content.decode()
    assert lot.number in page
    assert "已中止" in page


def test_the_words_of_a_request_lie_sealed_and_the_chain_holds_a_commitment(bureau, grantor):
    lot = published(bureau)
    with clock(LISTED):
        one, two = (refused_request(bureau, lot, grantor) for _ in range(2))
    assert WHY not in f"{one.sealed}{two.sealed}"
    # The same words twice give two commitments, so that nobody can try out what was written.
    assert len({one.digest, two.digest, hashlib.sha256(WHY.encode()).hexdigest()}) == 3
    assert [card.text for card in stopping(lot).papers if not card.ruling] == [WHY, WHY]


def refused_request(bureau: Bureau, lot: Lot, grantor: Account) -> StopPaper:
    """Ask the grantor to stop the sale, and be refused."""
    made = propose_stop(bureau.officer, lot.number, Cause.OTHER, WHY, LISTED, terminate=False)
    rule_on_stop(grantor, lot.number, "理由不足，不同意", LISTED, approved=False)
    return made


@pytest.mark.parametrize("cause", [Cause.GRANTOR, Cause.REAPPROVAL, Cause.OTHER])
def test_for_other_causes_nothing_stops_before_the_grantor_agrees(bureau, grantor, cause):
    lot = published(bureau)
    with clock(LISTED):
        with pytest.raises(Refusal, match="须先经出让人批准"):
            suspend(bureau.officer, lot.number, cause, WHY, LISTED)
        propose_stop(bureau.officer, lot.number, cause, WHY, LISTED, terminate=False)
        with pytest.raises(Refusal, match="没有批准"):
            carry_out_stop(bureau.officer, lot.number, "暂停挂牌", LISTED)
        assert Announcement.objects.filter(lot=lot).count() == 1
        rule_on_stop(grantor, lot.number, "同意中止", LISTED, approved=True)
        assert state_of(lot.pk).suspension is None
        carry_out_stop(bureau.officer, lot.number, "暂停挂牌", LISTED)
    held = state_of(lot.pk).suspension
    assert held is not None
    assert held.cause is cause


def test_what_the_grantor_refuses_is_not_carried_out(bureau, grantor):
    lot = published(bureau)
    with clock(LISTED):
        propose_stop(bureau.officer, lot.number, Cause.OTHER, WHY, LISTED, terminate=True)
        rule_on_stop(grantor, lot.number, "理由不足，不同意", LISTED, approved=False)
        with pytest.raises(Refusal, match="没有批准"):
            carry_out_stop(bureau.officer, lot.number, "终止挂牌", LISTED)
        with pytest.raises(Refusal, match="没有待批复"):
            rule_on_stop(grantor, lot.number, "改为同意", LISTED, approved=True)
    assert state_of(lot.pk).stage is Stage.LISTING


def test_a_termination_takes_the_grantor_even_where_the_agency_may_suspend_alone(bureau, grantor):
    lot = published(bureau)
    with clock(LISTED):
        propose_stop(bureau.officer, lot.number, Cause.INVESTIGATION, WHY, LISTED, terminate=True)
        rule_on_stop(grantor, lot.number, "同意终止", LISTED, approved=True)
        made = carry_out_stop(bureau.officer, lot.number, "终止挂牌", LISTED)
    assert made.kind_label == "终止公告"
    assert state_of(lot.pk).stage is Stage.TERMINATED


def test_a_suspended_sale_goes_on_five_days_later_with_the_time_that_was_left(bureau):
    lot = published(bureau)
    with clock(LISTED):
        suspend(bureau.officer, lot.number, Cause.FAILURE, WHY, LISTED)
    left = state_of(lot.pk).suspension.left
    announced, resumes = at("2026-12-28 09:00"), at("2027-01-02 09:00")
    with clock(announced):
        with pytest.raises(Refusal, match="只有 4 日"):
            announce_resumption(bureau.officer, lot.number, "2027-01-01T09:00", "电力恢复", announced)
        announce_resumption(bureau.officer, lot.number, "2027-01-02T09:00", "电力恢复", announced)
    with clock(resumes):
        write(Request(lot.pk, SYSTEM, nothing_else))
    state = state_of(lot.pk)
    assert state.suspension is None
    assert state.deadline == resumes + left


def test_other_agencies_and_grantors_stop_nothing(bureau, grantor):
    lot = published(bureau)
    far = account("churang_two", Role.GRANTOR)
    with clock(LISTED):
        with pytest.raises(NotFound):
            suspend(bureau.elsewhere, lot.number, Cause.FAILURE, WHY, LISTED)
        propose_stop(bureau.officer, lot.number, Cause.OTHER, WHY, LISTED, terminate=False)
        with pytest.raises(NotFound):
            rule_on_stop(far, lot.number, "同意中止", LISTED, approved=True)


@pytest.mark.parametrize("words", ["", "短", "长" * 1001, "有\x00字"])
def test_what_is_announced_needs_words(bureau, words):
    lot = published(bureau)
    with clock(LISTED), pytest.raises(LingxingError, match="说明"):
        suspend(bureau.officer, lot.number, Cause.FAILURE, words, LISTED)


def test_the_officer_and_the_grantor_do_it_on_pages(bureau, grantor):
    lot = published(bureau)
    officer, decider = bureau.client(bureau.officer), bureau.client(grantor)
    address = f"/listing-desk/{lot.number}/stop/"
    with clock(LISTED):
        assert officer.get(address).status_code == 200
        wrong = officer.post(address, {"act": "suspend", "suspend-cause": "2", "suspend-reason": WHY})
        assert wrong.status_code == 422
        asked = {"act": "propose", "propose-cause": "3", "propose-terminate": "no", "propose-reason": WHY}
        assert officer.post(address, asked).status_code == 302
        page = decider.get(f"/listing-rulings/{lot.number}/").content.decode()
        assert WHY in page
        answer = {"approved": "yes", "reason": "同意中止"}
        assert decider.post(f"/listing-rulings/{lot.number}/", answer).status_code == 302
        done = officer.post(address, {"act": "carry_out", "carry_out-reason": "规划条件调整，暂停挂牌"})
        assert done.status_code == 302
        public = officer.get(f"/listings/{lot.number}/announcements/2/").content.decode()
    assert "规划条件调整，暂停挂牌" in public
    assert WHY not in public


@pytest.mark.parametrize("typed", ["", "后天", "2027-02-30 09:00"])
def test_a_resumption_at_no_moment_is_refused_in_words(bureau, typed):
    lot = published(bureau)
    with clock(LISTED):
        suspend(bureau.officer, lot.number, Cause.FAILURE, WHY, LISTED)
        with pytest.raises(LingxingError) as told:
            announce_resumption(bureau.officer, lot.number, typed, "已排除故障", LISTED)
    assert told.value.where == "恢复时间"
