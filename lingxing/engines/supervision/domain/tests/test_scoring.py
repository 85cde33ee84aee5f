"""A year's score, worked out by hand."""

import datetime as dt
import itertools
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.supervision.domain.boards import Days
from lingxing.engines.supervision.domain.measuring import Verdict
from lingxing.engines.supervision.domain.scoring import Matter, Record, Score, YearTarget, belongs, scored
from lingxing.language.assessments import (
    Assessment,
    Counted,
    Deduction,
    Empty,
    Measure,
    Rank,
    ShareOf,
    Ties,
)

YEAR, END = 2026, dt.date(2026, 12, 31)
DUE = dt.date(2026, 6, 30)
PLAIN = Assessment(
    name="yearly",
    label="年度考评",
    full=100,
    measures={
        "in_time": Measure("in_time", "按期办结率", ShareOf.IN_TIME, 60),
        "targets": Measure("targets", "指标完成率", ShareOf.TARGETS_MET, 40),
    },
    deductions={
        "urged": Deduction("urged", "督查通知", Counted.URGED, 2),
        "overdue": Deduction("overdue", "年末未办结", Counted.OVERDUE, 3, most=5),
        "returned": Deduction("returned", "退回", Counted.RETURNED, Fraction(1, 2)),
    },
    ranks=(Rank("优秀", 90), Rank("合格", 60), Rank("不合格", 0)),
)


def matter(name: str, reported: dt.date | None = None, due: dt.date | None = DUE, **more: object) -> Matter:
    concluded = reported + dt.timedelta(days=3) if reported else None
    days = Days(closed=reported is not None, due_on=due, reported_on=reported, concluded_on=concluded)
    return replace(Matter(name, name, days), **more)  # type: ignore[arg-type]


def score(*matters: Matter, targets: tuple[YearTarget, ...] = (), **more: object) -> Score:
    assessment = replace(PLAIN, **more)  # type: ignore[arg-type]
    return scored(assessment, [Record(1, matters, targets)], YEAR, END)[0]


def test_a_year_by_hand():
    matters = (
        matter("甲", DUE),
        matter("乙", DUE, returns=3),
        matter("丙", DUE + dt.timedelta(days=1)),
        matter("丁", urged_on=dt.date(2026, 7, 9)),
        matter("戊", urged_on=dt.date(2026, 7, 9)),
    )
    targets = (YearTarget("床位", "床位", Verdict.MET), YearTarget("就诊", "就诊", Verdict.NOT_MET))
    found = score(*matters, targets=targets)
    # 60 × 2/5 + 40 × 1/2 = 44; less 2 × 2 for notices, min(3 × 2, 5) for what is overdue, 3 × 0.5 for reports sent back
    assert found.marks == 44 - 4 - 5 - Fraction(3, 2)
    assert (found.matters, found.grade, found.place) == (5, "不合格", 1)
    assert [(part.good, part.of, [one.id for one in part.short]) for part in found.parts] == [
        (2, 5, ["丙", "丁", "戊"]),
        (1, 2, ["就诊"]),
    ]
    named = {one.deduction.name: ([(item.id, item.times) for item in one.named], one.limited) for one in found.taken}
    assert named == {
        "urged": ([("丁", 1), ("戊", 1)], False),
        "overdue": ([("丁", 1), ("戊", 1)], True),
        "returned": ([("乙", 3)], False),
    }


def test_a_report_that_the_office_still_reads_is_held_against_nobody():
    waiting = matter("己", dt.date(2026, 12, 30), due=END)  # reported in time, found right on 2 January 2027
    alone = [part for part in score(matter("甲", DUE), matter("乙"), waiting).parts if part.measure.name == "in_time"]
    assert [(part.good, part.of, [one.id for one in part.short]) for part in alone] == [(1, 2, ["乙"])]
    (after,) = scored(PLAIN, [Record(1, (waiting,))], YEAR + 1, dt.date(YEAR + 1, 12, 31))
    assert [(part.good, part.of) for part in after.parts if part.measure.name == "in_time"] == [(1, 1)]


def test_what_can_not_be_measured_is_left_out_or_counts_in_full():
    half = (matter("甲", DUE), matter("乙", DUE + dt.timedelta(days=1)))
    # 60 × 1/2 = 30 of 60: 50 of 100.
    assert score(*half).marks == 50
    # 30 + 40
    assert score(*half, empty=Empty.FULL).marks == 70
    assert score(*half, targets=(YearTarget("床位", "床位", Verdict.NOT_YET),)).marks == 50


def test_marks_never_fall_below_nothing():
    assert score(*(matter(str(number), urged_on=DUE) for number in range(60))).marks == 0


def test_which_year_a_matter_belongs_to():
    last = dt.date(2025, 12, 31)
    first = dt.date(2026, 1, 1)
    assert not belongs(replace(matter("甲"), days=Days(True, last, None, last, last)), YEAR)
    assert belongs(replace(matter("甲"), days=Days(True, last, None, last, first)), YEAR)
    assert belongs(matter("甲", due=last), YEAR)
    assert not belongs(matter("甲", due=dt.date(2027, 1, 1)), YEAR)
    assert not belongs(matter("甲", due=None), YEAR)
    assert not belongs(replace(matter("甲"), days=Days(True, DUE)), YEAR)


def test_what_happens_after_the_year_is_not_known_in_it():
    later = matter("甲", dt.date(2027, 1, 4))
    found = score(later)
    # Overdue on the last day of the year: 0 of 60 of which 100 are left, less 3.
    assert [one.times for one in found.taken] == [0, 1, 0]
    assert found.parts[0].good == 0


def records(*in_time: int, of: int = 4) -> list[Record]:
    return [
        Record(unit, tuple(matter(f"{unit}.{at}", DUE if at < good else None) for at in range(of)))
        for unit, good in enumerate(in_time, 1)
    ]


def places(scores: tuple[Score, ...]) -> list[tuple[int, int | None]]:
    return [(one.unit, one.place) for one in scores]


def test_equal_marks_share_a_place():
    plain = replace(PLAIN, deductions={})
    several = records(3, 4, 3, 1)
    assert places(scored(plain, several, YEAR, END)) == [(2, 1), (1, 2), (3, 2), (4, 4)]
    dense = replace(plain, ties=Ties.DENSE)
    assert places(scored(dense, several, YEAR, END)) == [(2, 1), (1, 2), (3, 2), (4, 3)]


def test_ties_are_broken_before_they_are_shared():
    urged = replace(PLAIN.deductions["urged"], each=Fraction(1, 10**9), most=Fraction(1, 10**9))
    broken = replace(PLAIN, deductions={"urged": urged}, breaks=("urged",))
    once, twice = (
        Record(unit, (matter("甲", DUE, urged_on=DUE), matter("乙", DUE, urged_on=DUE if unit == 2 else None)))
        for unit in (1, 2)
    )
    # Both lose the same limited mark; the first was told once, the second twice.
    assert places(scored(broken, [twice, once], YEAR, END)) == [(1, 1), (2, 2)]


def test_who_has_hardly_anything_is_not_placed():
    few = replace(PLAIN, fewest=2)
    both = [*records(2, of=2), replace(records(1, of=1)[0], unit=9)]
    assert places(scored(few, both, YEAR, END)) == [(1, 1), (9, None)]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.sampled_from(list(Ties)))
def test_places_follow_the_marks(good: list[int], ties: Ties):
    scores = scored(replace(PLAIN, ties=ties), records(*good, of=6), YEAR, END)
    assert [one.marks for one in scores] == sorted((one.marks for one in scores), reverse=True)
    for before, after in itertools.pairwise(scores):
        assert before.place is not None
        assert after.place is not None
        assert (before.place == after.place) == (before.marks == after.marks)
    wanted = len({one.marks for one in scores}) if ties is Ties.DENSE else None
    assert wanted in (None, scores[-1].place)
