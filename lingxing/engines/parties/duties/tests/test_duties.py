"""Duties in organs and stand-ins: on which days, for whom, and what the ledger says of it."""

import datetime as dt
import uuid

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.duties import queries
from lingxing.engines.parties.duties.domain import Duty
from lingxing.engines.parties.duties.models import Membership, StandIn
from lingxing.engines.parties.duties.services import (
    NewStandIn,
    Span,
    add_membership,
    appoint_stand_in,
    end_membership,
    end_stand_in,
)
from lingxing.engines.parties.organs.services import merge_organs, register_organs
from lingxing.engines.parties.services import set_active
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 1, 5)
HOUSING, WATER = "云梦泽市住房局", "云梦泽市水务局"


def day(count):
    return DAY + dt.timedelta(days=count)


@pytest.fixture
def organs():
    return register_organs("云梦泽", [HOUSING, WATER])


@pytest.fixture
def clerks():
    return account("clerk_a", Role.CLERK), account("clerk_b", Role.CLERK), account("clerk_c", Role.CLERK)


def give(clerk, organ, duty=Duty.CLERK, since=DAY, until=None):
    return add_membership(clerk.pk, organ, duty, Span(since, until), OPERATOR, AT)


def stand_in(absent, substitute, organ, first=0, last=4, **more):
    values = {"reason": "出差"} | more
    new = NewStandIn(absent.pk, substitute.pk, organ, day(first), day(last), **values)
    return appoint_stand_in(new, absent.actor, AT)


def held(clerk, on=DAY):
    return [(card.organ_name, str(card.duty), card.standing_in_for) for card in queries.memberships(clerk.pk, on)]


def names(organ, duty=Duty.CLERK, on=DAY):
    return [found.username for found in queries.members_of(organ, duty, on)]


@pytest.mark.parametrize(("offset", "holds"), [(-1, False), (0, True), (10, True), (11, False)])
def test_a_duty_holds_from_its_first_to_its_last_day(organs, clerks, offset, holds):
    give(clerks[0], organs[HOUSING], until=day(10))
    assert bool(held(clerks[0], day(offset))) is holds
    assert bool(names(organs[HOUSING], on=day(offset))) is holds


def test_an_account_holds_several_duties_in_several_organs(organs, clerks):
    give(clerks[0], organs[WATER], Duty.HEAD)
    give(clerks[0], organs[HOUSING], Duty.FINANCE)
    give(clerks[0], organs[HOUSING], Duty.CLERK)
    assert held(clerks[0]) == [(HOUSING, "clerk", None), (HOUSING, "finance", None), (WATER, "head", None)]
    assert held(clerks[1]) == []
    assert names(organs[HOUSING], Duty.HEAD) == []


def test_an_ended_duty_no_longer_holds_on_that_day(organs, clerks):
    key = give(clerks[0], organs[HOUSING])
    end_membership(key, OPERATOR, AT + dt.timedelta(days=3))
    assert [bool(held(clerks[0], day(n))) for n in (0, 2, 3)] == [True, True, False]
    with pytest.raises(LingxingError, match="已经结束"):
        end_membership(key, OPERATOR, AT)
    give(clerks[0], organs[HOUSING], since=day(3))


def test_the_same_duty_is_not_given_twice_for_one_day(organs, clerks):
    give(clerks[0], organs[HOUSING], since=day(0), until=day(5))
    for since, until in ((5, 9), (-3, 0), (2, 3), (-9, None)):
        with pytest.raises(LingxingError, match="已有这项职责"):
            give(clerks[0], organs[HOUSING], since=day(since), until=None if until is None else day(until))
    give(clerks[0], organs[HOUSING], since=day(6))
    give(clerks[0], organs[HOUSING], since=day(-9), until=day(-1))


def test_a_substitute_acts_with_the_absent_ones_duties_in_that_organ_in_those_days(organs, clerks):
    absent, substitute, _ = clerks
    give(absent, organs[HOUSING], Duty.HEAD)
    give(absent, organs[WATER], Duty.HEAD)
    give(substitute, organs[WATER], Duty.CLERK)
    stand_in(absent, substitute, organs[HOUSING], 1, 4)
    own = [(WATER, "clerk", None)]
    assert held(substitute, day(0)) == held(substitute, day(5)) == own
    assert held(substitute, day(1)) == held(substitute, day(4)) == [*own, (HOUSING, "head", absent.pk)]
    assert names(organs[HOUSING], Duty.HEAD, day(1)) == ["clerk_a", "clerk_b"]
    assert names(organs[WATER], Duty.HEAD, day(1)) == ["clerk_a"]


def test_a_duty_that_ends_in_the_meantime_ends_for_the_substitute_too(organs, clerks):
    absent, substitute, _ = clerks
    give(absent, organs[HOUSING], until=day(2))
    stand_in(absent, substitute, organs[HOUSING], 0, 9)
    assert bool(held(substitute, day(2)))
    assert held(substitute, day(3)) == []


def test_a_substitute_has_no_substitute_for_what_it_stands_in_for(organs, clerks):
    first, second, third = clerks
    give(first, organs[HOUSING], Duty.HEAD)
    give(second, organs[HOUSING], Duty.CLERK)
    stand_in(first, second, organs[HOUSING])
    stand_in(second, third, organs[HOUSING])
    assert held(third) == [(HOUSING, "clerk", second.pk)]
    assert names(organs[HOUSING], Duty.HEAD) == ["clerk_a", "clerk_b"]


def test_an_ended_stand_in_ends_at_once(organs, clerks):
    absent, substitute, _ = clerks
    give(absent, organs[HOUSING])
    key = stand_in(absent, substitute, organs[HOUSING])
    assert [(card.absent_id, card.organ_name) for card in queries.stand_ins(DAY, account_id=substitute.pk)] == [
        (absent.pk, HOUSING)
    ]
    end_stand_in(key, OPERATOR, AT)
    assert held(substitute) == []
    assert queries.stand_ins(DAY) == []
    with pytest.raises(LingxingError, match="已经结束"):
        end_stand_in(key, OPERATOR, AT)


def test_who_is_disabled_neither_acts_nor_lends_duties(organs, clerks):
    absent, substitute, _ = clerks
    give(absent, organs[HOUSING])
    stand_in(absent, substitute, organs[HOUSING])
    set_active(absent.pk, active=False, actor=OPERATOR, at=AT)
    assert names(organs[HOUSING]) == []
    assert held(substitute) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last": -1}, "止日早于起日"),
        ({"last": 400}, "超过一年"),
        ({"reason": "  "}, "事由"),
        ({"reason": "字" * 201}, "事由"),
        ({"first": -20, "last": -10}, "没有该机构的职责"),
    ],
)
def test_a_stand_in_that_makes_no_sense_is_refused(organs, clerks, changes, words):
    give(clerks[0], organs[HOUSING])
    with pytest.raises(LingxingError, match=words):
        stand_in(clerks[0], clerks[1], organs[HOUSING], **changes)
    assert not StandIn.objects.exists()


def test_a_substitute_is_another_one_of_the_same_role_and_the_organ_is_the_absent_ones(organs, clerks):
    give(clerks[0], organs[HOUSING])
    with pytest.raises(LingxingError, match="不能由本人"):
        stand_in(clerks[0], clerks[0], organs[HOUSING])
    with pytest.raises(LingxingError, match="角色与本人不同"):
        stand_in(clerks[0], account("dudu", Role.SUPERVISOR), organs[HOUSING])
    with pytest.raises(LingxingError, match="没有该机构的职责"):
        stand_in(clerks[0], clerks[1], organs[WATER])


def test_unknown_accounts_merged_organs_and_spans_that_are_none_are_refused(organs, clerks):
    with pytest.raises(LingxingError, match="没有这个账号"):
        add_membership(uuid.UUID(int=1), organs[HOUSING], Duty.CLERK, Span(DAY), OPERATOR, AT)
    with pytest.raises(LingxingError, match="止日早于起日"):
        give(clerks[0], organs[HOUSING], until=day(-1))
    merge_organs(organs[WATER], organs[HOUSING], "同一机构", OPERATOR, AT)
    with pytest.raises(LingxingError, match="并入"):
        give(clerks[0], organs[WATER])
    assert not Membership.objects.exists()


def test_the_ledger_names_both_and_no_reason(organs, clerks):
    absent, substitute, _ = clerks
    key = give(absent, organs[HOUSING], until=day(9))
    stood = stand_in(absent, substitute, organs[HOUSING], reason="住院手术")
    end_stand_in(stood, OPERATOR, AT)
    end_membership(key, OPERATOR, AT)
    entries = list(ledger.entries(f"account:{absent.pk}"))[1:]
    assert [entry.act for entry in entries] == ["add_membership", "appoint_stand_in", "end_stand_in", "end_membership"]
    assert entries[1].facts == {
        "substitute": str(substitute.pk),
        "organ": organs[HOUSING],
        "since": "2026-01-05",
        "until": "2026-01-09",
    }
    assert "住院" not in "".join(str(entry) for entry in entries)


def test_reading_duties_takes_two_queries_however_many_there_are(organs, clerks, django_assert_num_queries):
    for clerk in clerks:
        give(clerk, organs[HOUSING])
        give(clerk, organs[WATER], Duty.HEAD)
    for absent in clerks[1:]:
        stand_in(absent, clerks[0], organs[WATER])
    with django_assert_num_queries(2):
        assert len(queries.memberships(clerks[0].pk, DAY)) == 4
