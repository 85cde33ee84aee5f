"""A unit's year as it is stored, and who sets how it is assessed."""

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from lingxing.engines.ledger.queries import entries
from lingxing.engines.supervision.domain.boards import Days
from lingxing.engines.supervision.domain.defining import WrongDefinition, from_form
from lingxing.engines.supervision.domain.entering import Entered
from lingxing.engines.supervision.domain.scoring import Matter, Score, as_of, belongs
from lingxing.engines.supervision.models import Item, OwnAssessment
from lingxing.engines.supervision.queries.scores import definition_of, score_of, seen, year_scores
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.engines.supervision.queries.year_counts import belonging
from lingxing.engines.supervision.services.assessing import set_assessment
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.tests.board_town import (
    AT,
    CITY,
    ON,
    PACKAGE,
    BoardTown,
    fill,
    installed,
    matter,
    open_board_town,
)
from lingxing.kernel.errors import NotFound
from tests.sizes import sized

OWN = {"weight-done": "100", "ranks": "合格 60\n不合格 0"}


@pytest.fixture
def town(db: None) -> Iterator[BoardTown]:
    with installed():
        made = open_board_town()
        fill(made)
        yield made


def test_a_years_scores_by_the_packages_definition(town: BoardTown):
    matter(town.water, due_on=dt.date(2026, 3, 1), urged_on=dt.date(2026, 3, 9))
    found = year_scores(PACKAGE, 2026, ON, None)
    assert [(found.names[score.unit], score.place) for score in found.scores] == [("市民政局", 1), ("市水利局", 2)]
    civil, water = found.scores
    # Of civil affairs 18 matters have a last day in the year and were not dropped; the office still reads 3 reports, 3
    # of the other 15 were done in time: 60 × 3/15 is 12 of 60; no target is due in 2026, so that 12/60 of 100 remain;
    # less 3 × 3 for what is overdue.
    assert (civil.matters, civil.marks) == (18, Fraction(20) - 9)
    # Of water 7, one report still read, one of six in time: 10 of 60, so 100/6; less 2 for the notice and 2 × 3 for
    # what is overdue.
    assert (water.matters, water.marks) == (7, Fraction(100, 6) - 8)
    assert [one.label for one in water.taken[0].named] == ["YDB2026000035 事项YDB2026000035"]
    assert civil.grade == "不合格"


def test_targets_of_the_year_count_for_who_answers_first(town: BoardTown):
    enter_value(town.civil_clerk, PACKAGE, Entered("beds", CITY, dt.date(2025, 12, 31), 6, "年鉴"), AT)
    enter_value(town.civil_clerk, PACKAGE, Entered("deaths", CITY, dt.date(2025, 12, 31), 4, "年鉴"), AT)
    found = year_scores(PACKAGE, 2025, ON)
    civil, water = (score_of(found.scores, unit.pk) for unit in (town.civil, town.water))
    assert [(part.good, part.of) for part in civil.parts] == [(0, 0), (1, 1)]
    assert [one.label for one in water.parts[1].short] == ["每十万人溺水"]


def test_the_office_sets_its_own_definition_from_a_year_on(town: BoardTown):
    kept = set_assessment(town.clerk, PACKAGE, from_form(OWN), 2026, "市政府常务会议议定", "云政阅〔2026〕8号", AT)
    found = year_scores(PACKAGE, 2026, ON)
    assert found.by.own == kept
    # 6 of 18 are done, and of 3 the office has not found yet whether they are.
    assert score_of(found.scores, town.civil.pk).marks == 40
    assert definition_of(PACKAGE, 2025).own is None
    (entry,) = entries(f"assessment:{PACKAGE}")
    assert json.loads(entry.payload)["first_year"] == 2026
    later = set_assessment(town.clerk, PACKAGE, from_form({**OWN, "each-late": "5"}), 2026, "补充扣分", "", AT)
    assert definition_of(PACKAGE, 2027).own == later


def drawn_day(drawn: random.Random, likely: float = 0.7) -> dt.date | None:
    """Return a day about the turn of the year, or none."""
    return dt.date(2025, 10, 1) + dt.timedelta(days=drawn.randrange(190)) if drawn.random() < likely else None


@pytest.mark.database
def test_counted_scores_are_those_of_the_matters_one_by_one(town: BoardTown):
    drawn = random.Random(20260301)
    shares = {"weight-done": "30", "weight-in_time": "30", "weight-answered": "40"}
    losses = {f"each-{name}": "0.1" for name in ("late", "overdue", "urged", "returned", "listed", "referred")}
    definition = from_form({**shares, **losses, "ranks": "合格 60\n不合格 0"})
    set_assessment(town.clerk, PACKAGE, definition, 2026, "随机核对", "", AT)
    OwnAssessment.objects.update(first_year=2025)
    names = ("due_on", "reported_on", "concluded_on", "urged_on", "listed_on", "referred_on")
    for _ in range(sized(150, 2000)):
        days: dict[str, Any] = {name: drawn_day(drawn) for name in names}
        matter(drawn.choice((town.civil, town.water)), closed=drawn.random() < 0.3, returns=drawn.randrange(3), **days)
    for year, on in ((2025, ON), (2025, dt.date(2025, 11, 20)), (2026, ON), (2026, dt.date(2026, 2, 1))):
        of_year = set(Item.objects.filter(belonging(year, min(on, dt.date(year, 12, 31)))).values_list("pk", flat=True))
        assert of_year == {row.pk for row in Item.objects.all() if belongs(as_stored(row, year, on), year)}
        counted, named = (year_scores(PACKAGE, year, on, units) for units in ((), None))
        assert [plain(one) for one in counted.scores] == [plain(one) for one in named.scores]
        own = year_scores(PACKAGE, year, on, (town.water.pk,))
        assert score_of(own.scores, town.water.pk) == score_of(named.scores, town.water.pk)
    assert any(one.times for score in named.scores for one in score.taken)


def as_stored(row: Item, year: int, on: dt.date) -> Matter:
    """Return a matter as it stood on the day, at most the year's last."""
    days = Days(row.closed, row.due_on, row.yellow_on, row.reported_on, row.concluded_on)
    return as_of(Matter(str(row.pk), row.number, days), min(on, dt.date(year, 12, 31)))


def plain(score: Score) -> Score:
    """Return the score without the names of what it comes from."""
    parts = tuple(replace(part, short=()) for part in score.parts)
    return replace(score, parts=parts, taken=tuple(replace(one, named=()) for one in score.taken))


def test_only_the_office_sets_it_for_years_to_come_with_a_reason(town: BoardTown):
    for who in (town.civil_clerk, town.mayor):
        with pytest.raises(NotFound):
            set_assessment(who, PACKAGE, from_form(OWN), 2026, "理由", "", AT)
    with pytest.raises(WrongDefinition, match="不能从2025年起用"):
        set_assessment(town.clerk, PACKAGE, from_form(OWN), 2025, "理由", "", AT)
    with pytest.raises(WrongDefinition, match="没有写明理由"):
        set_assessment(town.clerk, PACKAGE, from_form(OWN), 2026, " ", "", AT)


def test_a_unit_sees_its_own_score_alone(town: BoardTown):
    found = year_scores(PACKAGE, 2026, ON)
    assert [score.unit for score in seen(found, sight_of(town.water_clerk, ON))] == [town.water.pk]
    assert len(seen(found, sight_of(town.mayor, ON))) == 2
    with pytest.raises(NotFound):
        score_of(seen(found, sight_of(town.water_clerk, ON)), town.civil.pk)
