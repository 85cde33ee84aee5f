"""A unit's year as it is stored, and who sets how it is assessed."""

import datetime as dt
import json
from collections.abc import Iterator
from fractions import Fraction

import pytest

from lingxing.engines.ledger.queries import entries
from lingxing.engines.supervision.domain.defining import WrongDefinition, from_form
from lingxing.engines.supervision.domain.entering import Entered
from lingxing.engines.supervision.queries.scores import definition_of, score_of, seen, year_scores
from lingxing.engines.supervision.queries.sight import sight_of
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

OWN = {"weight-done": "100", "ranks": "合格 60\n不合格 0"}


@pytest.fixture
def town(db: None) -> Iterator[BoardTown]:
    with installed():
        made = open_board_town()
        fill(made)
        yield made


def test_a_years_scores_by_the_packages_definition(town: BoardTown):
    matter(town.water, due_on=dt.date(2026, 3, 1), urged_on=dt.date(2026, 3, 9))
    found = year_scores(PACKAGE, 2026, ON)
    assert [(found.names[score.unit], score.place) for score in found.scores] == [("市民政局", 1), ("市水利局", 2)]
    civil, water = found.scores
    # Of civil affairs 18 matters have a last day in the year and were not dropped, 3 of them done in time: 60 × 3/18 is
    # 10 of 60; no target is due in 2026, so that 10/60 of 100 remain; less 3 × 3 for what is overdue.
    assert (civil.matters, civil.marks) == (18, Fraction(1000, 60) - 9)
    # Of water 7, one in time: 60/7 of 60, so 100/7; less 2 for the notice and 2 × 3 for what is overdue.
    assert (water.matters, water.marks) == (7, Fraction(100, 7) - 8)
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
    # 6 of 18 are done.
    assert score_of(found.scores, town.civil.pk).marks == Fraction(100, 3)
    assert definition_of(PACKAGE, 2025).own is None
    (entry,) = entries(f"assessment:{PACKAGE}")
    assert json.loads(entry.payload)["first_year"] == 2026
    later = set_assessment(town.clerk, PACKAGE, from_form({**OWN, "each-late": "5"}), 2026, "补充扣分", "", AT)
    assert definition_of(PACKAGE, 2027).own == later


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
