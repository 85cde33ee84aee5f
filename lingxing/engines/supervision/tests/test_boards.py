"""Boards count what lists hold, for whoever asks."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from lingxing.engines.supervision.domain.boards import Counts, Days, Month, Standing, settled, standing
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.boards import Board, Group, board
from lingxing.engines.supervision.queries.choosing import Choice, choice_from, chosen
from lingxing.engines.supervision.queries.sight import Sight, sight_of
from lingxing.engines.supervision.queries.standings import having
from lingxing.engines.supervision.tests.board_town import ON, BoardTown, fill, installed, matter, open_board_town

EVERYTHING = Sight(every=True)


@pytest.fixture
def town(db: None) -> Iterator[BoardTown]:
    with installed():
        made = open_board_town()
        fill(made)
        yield made


def test_the_row_says_what_the_domain_does_on_every_day(town: BoardTown):
    Item.objects.all().update(lead=None)
    near = [None, *(ON + dt.timedelta(days=days) for days in (-2, -1, 0, 1))]
    for due, yellow, reported, concluded in itertools.product(near, near, near, near):
        closed = (due, yellow) == (None, None) or concluded is not None
        matter(None, due_on=due, yellow_on=yellow, reported_on=reported, concluded_on=concluded, closed=closed)
    rows = list(Item.objects.all())
    days = {row.pk: Days(row.closed, row.due_on, row.yellow_on, row.reported_on, row.concluded_on) for row in rows}
    assert {row.pk: row.settled for row in rows} == {key: settled(one) or "" for key, one in days.items()}
    for on in (ON + dt.timedelta(days=after) for after in range(-4, 4)):
        wanted = {key: standing(one, on) for key, one in days.items()}
        found = {one: set(Item.objects.filter(having(one, on)).values_list("pk", flat=True)) for one in Standing}
        assert found == {one: {key for key, held in wanted.items() if held is one} for one in Standing}
        assert board(Choice(), EVERYTHING, on).counts.of == Counter(wanted.values())


def test_the_database_refuses_a_row_whose_days_say_otherwise(town: BoardTown):
    overdue = Item.objects.filter(having(Standing.RED, ON))
    for wrong in ({"settled": Standing.LATE.value}, {"concluded_on": ON}, {"closed": True}, {"due_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            overdue.update(**wrong)
    overdue.update(due_on=ON, yellow_on=ON)


def test_a_board_of_the_city_by_hand(town: BoardTown):
    found = board(Choice(), EVERYTHING, ON)
    # Eight standings, three with civil affairs and one with water, and two without a unit.
    assert (found.counts.all, found.counts.open, found.counts.done) == (34, 21, 8)
    assert [(group.label, group.counts.all, group.counts[Standing.RED]) for group in found.by_unit] == [
        ("市民政局", 24, 3),
        ("市水利局", 8, 1),
        ("（还没有承办单位）", 2, 0),
    ]
    assert [(group.label, group.counts.all) for group in found.by_plan] == [
        ("养老行动", 24),
        ("河湖行动", 8),
        ("（不属于文件任务）", 2),
    ]
    # 4 in time of 4 + 4 done and 4 overdue
    assert found.counts.in_time_share == pytest.approx(1 / 3)
    assert [row.number for row in found.overdue] == sorted(row.number for row in found.overdue)
    assert len(found.overdue) == 4


def numbers_of(found: Board) -> Iterator[tuple[int, Choice]]:
    """Yield every number of a board with the choice behind it, as the page links it."""
    for counts, choice in [(found.counts, found.choice), *((one.counts, one.choice) for one in _groups(found))]:
        yield counts.all, choice
        yield counts.open, _with(choice, standing="open")
        yield counts.done, _with(choice, standing="done")
        yield from ((counts[one], _with(choice, standing=one.value)) for one in Standing)
    for one in found.trend:
        yield one.registered, _with(found.choice, month=one.month, day="registered_on")
        yield one.due, _with(found.choice, month=one.month, day="due_on")
        yield one.in_time, _with(found.choice, month=one.month, day="concluded_on", standing="in_time")
        yield one.late, _with(found.choice, month=one.month, day="concluded_on", standing="late")


def _groups(found: Board) -> list[Group]:
    return [*found.by_unit, *found.by_plan]


def _with(choice: Choice, **more: object) -> Choice:
    given = {**choice.given(), **{name: getattr(word, "key", word) for name, word in more.items()}}
    return choice_from({name: str(word) for name, word in given.items()})


@pytest.mark.parametrize("who", ["city", "unit", "plan", "civil"])
def test_every_number_is_the_length_of_its_list(town: BoardTown, who: str):
    sight = sight_of(town.civil_clerk, ON) if who == "civil" else EVERYTHING
    scope = {"unit": str(town.civil.pk)} if who == "unit" else {}
    scope |= {"plan": str(town.plans["河湖行动"].pk)} if who == "plan" else {}
    for given in ({}, {"role": "joint"}, {"urgent": "yes", "source": "meeting"}):
        found = board(choice_from({**given, **scope}), sight, ON)
        numbers = list(numbers_of(found))
        assert sum(number for number, _ in numbers) > 0
        for number, choice in numbers:
            assert number == len(chosen(choice, sight, ON)), choice


def test_months_count_what_their_days_say(town: BoardTown):
    trend = {one.month: one for one in board(Choice(), EVERYTHING, ON).trend}
    june, may, april = trend[Month(2026, 6)], trend[Month(2026, 5)], trend[Month(2026, 4)]
    # Registered seventy days before 15 June: 6 April. Concluded late 35 days before: 11 May. In time on the day itself.
    assert (april.registered, june.registered) == (34, 0)
    assert (may.late, may.in_time, june.in_time, june.late) == (4, 0, 4, 0)
    # Due in June: red, yellow, reported and in time, four of each; due on 6 May: what was done late.
    assert (june.due, may.due) == (16, 4)
    assert len(trend) == 12


def test_who_sees_what(town: BoardTown):
    assert sight_of(town.clerk, ON) == EVERYTHING
    assert sight_of(town.mayor, ON) == EVERYTHING
    assert sight_of(town.stranger, ON) == Sight(every=False)
    own = sight_of(town.civil_clerk, ON)
    assert own == Sight(every=False, organs=frozenset({town.civil.pk}))
    # What civil affairs leads, and what it helps water with.
    assert board(Choice(), own, ON).counts.all == 32
    assert board(Choice(), sight_of(town.water_clerk, ON), ON).counts.all == 8
    assert board(Choice(), sight_of(town.stranger, ON), ON).counts == Counts({})


def test_what_makes_no_sense_is_left_out():
    given = {"plan": "x", "unit": "９", "lead": "-1", "source": "rumour", "standing": "blue", "month": "2026-13"}
    assert choice_from(given) == Choice()
    assert choice_from({"month": "2026-03", "day": "birthday"}) == Choice(month=Month(2026, 3), day="due_on")
    assert choice_from({"plan": "none", "lead": "none"}) == Choice(alone=True, unassigned=True)
