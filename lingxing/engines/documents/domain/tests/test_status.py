"""Statuses on the day before, the day of and the day after; spans against the day-by-day answer."""

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.status import (
    BINDING,
    EventKind,
    Order,
    StatusState,
    ValidityFacts,
    meets_order,
    spans,
    standing_on,
    status_on,
    timeline,
)

SIGNED, EFFECTIVE, LAST = dt.date(2024, 6, 7), dt.date(2024, 8, 1), dt.date(2029, 7, 31)
DAY = dt.timedelta(days=1)
FACTS = ValidityFacts(SIGNED, EFFECTIVE, LAST)


def ordered(kind: RelationKind, **fields: Any) -> ValidityFacts:
    order = Order(kind, dt.date(2025, 3, 1), source="云政发-2025-1", **fields)
    return ValidityFacts(SIGNED, EFFECTIVE, LAST, (order,))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (EFFECTIVE - DAY, StatusState.NOT_YET),
        (EFFECTIVE, StatusState.IN_FORCE),
        (LAST - 91 * DAY, StatusState.IN_FORCE),
        (LAST - 90 * DAY, StatusState.EXPIRING),
        (LAST, StatusState.EXPIRING),
        (LAST + DAY, StatusState.EXPIRED),
    ],
)
def test_a_period_of_validity_includes_its_last_day(day: dt.date, state: StatusState):
    assert status_on(FACTS, day).state is state


def test_how_far_ahead_a_reader_looks_is_a_parameter():
    assert status_on(FACTS, LAST - 180 * DAY, 180).state is StatusState.EXPIRING
    assert status_on(FACTS, LAST - 30 * DAY, 29).state is StatusState.IN_FORCE


def test_without_a_stated_validity_a_text_is_in_force_from_its_signature_without_end():
    status = status_on(ValidityFacts(SIGNED), dt.date(2099, 1, 1))
    assert (status.state, status.since, status.until) == (StatusState.IN_FORCE, SIGNED, None)


def test_an_effect_may_precede_the_signature():
    assert status_on(ValidityFacts(SIGNED, SIGNED - 150 * DAY), SIGNED - DAY).state is StatusState.IN_FORCE


@pytest.mark.parametrize(
    ("kind", "state"), [(RelationKind.REPEALS, StatusState.REPEALED), (RelationKind.LAPSES, StatusState.LAPSED)]
)
def test_an_ended_text_binds_until_the_day_before(kind: RelationKind, state: StatusState):
    end = dt.date(2025, 5, 1)
    facts = ordered(kind, takes_effect_on=end)
    assert status_on(facts, end - DAY).state is StatusState.EXPIRING
    assert status_on(facts, end).state is state
    assert status_on(facts, end).until == end - DAY
    assert status_on(facts, end).order == facts.orders[0]


def test_a_past_day_knows_nothing_of_a_later_order():
    facts = ordered(RelationKind.REPEALS, takes_effect_on=dt.date(2025, 5, 1))
    assert status_on(facts, dt.date(2025, 2, 28)).until == LAST
    assert status_on(facts, dt.date(2025, 3, 1)).until == dt.date(2025, 4, 30)


def test_a_repeal_of_a_text_that_had_expired_shows_as_repealed_from_its_own_day():
    repeal = Order(RelationKind.REPEALS, dt.date(2030, 1, 1))
    facts = ValidityFacts(SIGNED, EFFECTIVE, LAST, (repeal,))
    assert status_on(facts, dt.date(2029, 12, 31)).state is StatusState.EXPIRED
    repealed = status_on(facts, dt.date(2030, 1, 1))
    assert (repealed.state, repealed.since) == (StatusState.REPEALED, dt.date(2030, 1, 1))
    # the repeal does not bring back the five months since the end
    assert repealed.until == LAST


def test_a_text_to_be_revised_lapses_after_the_deadline():
    deadline = dt.date(2025, 9, 1)
    facts = ordered(RelationKind.MUST_REVISE, deadline=deadline)
    assert status_on(facts, dt.date(2025, 2, 28)).state is StatusState.IN_FORCE
    assert status_on(facts, dt.date(2025, 3, 1)).state is StatusState.MUST_BE_REVISED
    assert status_on(facts, deadline).revise_by == deadline
    assert status_on(facts, deadline + DAY).state is StatusState.LAPSED


def test_without_the_threat_a_text_stays_to_be_revised():
    facts = ordered(RelationKind.MUST_REVISE, deadline=dt.date(2025, 9, 1), lapses=False)
    assert status_on(facts, dt.date(2026, 9, 1)).state is StatusState.MUST_BE_REVISED


def test_without_the_threat_a_late_amendment_still_meets_the_order():
    facts = ordered(RelationKind.MUST_REVISE, deadline=dt.date(2025, 9, 1), lapses=False)
    late = Order(RelationKind.AMENDS, dt.date(2025, 12, 1), source="云政发-2025-9")
    facts = ValidityFacts(SIGNED, EFFECTIVE, LAST, (*facts.orders, late))
    assert status_on(facts, dt.date(2025, 11, 30)).state is StatusState.MUST_BE_REVISED
    assert status_on(facts, dt.date(2025, 12, 1)).state is StatusState.IN_FORCE


@pytest.mark.parametrize(("amended", "lapses"), [(dt.date(2025, 9, 1), False), (dt.date(2025, 9, 2), True)])
def test_an_amendment_on_the_last_day_meets_the_order_and_one_a_day_late_does_not(amended: dt.date, *, lapses: bool):
    facts = ordered(RelationKind.MUST_REVISE, deadline=dt.date(2025, 9, 1))
    amendment = Order(RelationKind.AMENDS, amended, source="云政发-2025-7")
    facts = ValidityFacts(SIGNED, EFFECTIVE, LAST, (*facts.orders, amendment))
    state = status_on(facts, dt.date(2025, 10, 1)).state
    assert state is (StatusState.LAPSED if lapses else StatusState.IN_FORCE)


def test_an_extension_moves_the_last_day():
    facts = ordered(RelationKind.EXTENDS, deadline=dt.date(2031, 12, 31))
    assert status_on(facts, dt.date(2025, 2, 28)).until == LAST
    assert status_on(facts, dt.date(2030, 1, 1)).state is StatusState.IN_FORCE
    assert status_on(facts, dt.date(2032, 1, 1)).state is StatusState.EXPIRED


def test_the_timeline_runs_from_signature_to_end():
    facts = ordered(RelationKind.MUST_REVISE, deadline=dt.date(2025, 9, 1))
    kinds = [event.kind for event in timeline(facts)]
    assert kinds == [
        EventKind.SIGNED,
        EventKind.EFFECTIVE,
        EventKind.REVISION_ORDERED,
        EventKind.REVISION_DUE,
        EventKind.EXPIRES,
    ]


days = st.dates(dt.date(2020, 1, 1), dt.date(2022, 12, 31))
maybe = st.none() | days
orders = st.builds(
    Order, st.sampled_from(RelationKind), maybe, maybe, maybe, st.booleans(), st.sampled_from(["甲", "乙"])
)
all_facts = st.builds(ValidityFacts, maybe, maybe, maybe, st.lists(orders, max_size=4).map(tuple))


@given(all_facts, days)
def test_spans_cover_the_calendar_once_and_say_what_every_day_says(facts: ValidityFacts, day: dt.date):
    found = spans(facts)
    assert found[0].first_day == dt.date.min
    assert found[-1].last_day == dt.date.max
    assert all(one.last_day + DAY == other.first_day for one, other in itertools.pairwise(found))
    (span,) = [span for span in found if span.first_day <= day <= span.last_day]
    assert span.status == standing_on(facts, day)


@given(all_facts, days)
def test_what_has_ended_does_not_bind_and_what_binds_has_an_end_ahead(facts: ValidityFacts, day: dt.date):
    status = status_on(facts, day)
    if status.state in BINDING:
        assert status.until is None or status.until >= day
    elif status.state is not StatusState.NOT_YET:
        assert status.until is None or status.until < day


@pytest.mark.parametrize(
    ("amended", "lapses", "met"),
    [
        (dt.date(2025, 5, 31), True, False),
        (dt.date(2025, 6, 1), True, True),
        (dt.date(2025, 12, 1), True, True),
        (dt.date(2025, 12, 2), True, False),
        (dt.date(2025, 12, 2), False, True),
    ],
)
def test_an_amendment_meets_an_order_from_its_day_to_the_deadline_or_late_where_nothing_lapses(amended, lapses, met):
    assert meets_order(amended, dt.date(2025, 6, 1), dt.date(2025, 12, 1), lapses=lapses) is met
