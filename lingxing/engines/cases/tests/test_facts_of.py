"""What a case tells the rules: facts of its subject, and the events of a list."""

import datetime as dt

from lingxing.engines.cases.domain.state import Row
from lingxing.engines.cases.queries.world import facts_of
from lingxing.language.packages.procedures.tests.packaged import changed, procedure_of

TRIPS = "trips: {fact: trips, required: false}"


def test_rows_are_the_events_of_a_list(tmp_path):
    permit = procedure_of(tmp_path).services["permit"]
    rows: tuple[Row, ...] = ({"day": dt.date(2026, 3, 2), "length": 5}, {"day": dt.date(2026, 3, 3), "length": 7})
    assert facts_of(permit, {"price": 10000, "trips": rows}) == ({"price": 10000}, {"trips": rows})


def test_fields_that_give_facts_of_a_list_tell_its_only_event(tmp_path):
    single = changed(TRIPS, "trips: {fact: day, required: false}\n      length_rowed: {fact: length, required: false}")
    permit = procedure_of(tmp_path, single).services["permit"]
    day = dt.date(2026, 3, 2)
    facts, lists = facts_of(permit, {"price": 10000, "trips": day, "length_rowed": 5, "full_name": "甲"})
    assert (facts, lists) == ({"price": 10000}, {"trips": ({"day": day, "length": 5},)})
    # Nothing was filled in: the list is empty, not one event without facts.
    assert facts_of(permit, {"price": 10000}) == ({"price": 10000}, {})


def test_rows_that_may_be_left_empty_are_a_list_without_events(tmp_path):
    assert facts_of(procedure_of(tmp_path).services["permit"], {"price": 10000}) == ({"price": 10000}, {"trips": ()})
