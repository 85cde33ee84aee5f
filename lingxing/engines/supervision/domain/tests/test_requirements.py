"""What a unit is asked for."""

import datetime as dt
from fractions import Fraction

from lingxing.engines.supervision.domain.requirements import EVERY, on_one_line, requirement, told_every, told_goal
from lingxing.language.packages.plan_file import EVERY as KNOWN
from lingxing.language.plans import Goal

HOMES = Goal("购买住房", "dwelling", 300, dt.date(2026, 10, 31))
SHARE = Goal("电子证照比例", "percent", Fraction(197, 2))


def test_goals_and_how_often_progress_is_due_stand_after_the_words():
    assert requirement("筹集住房。", "half_year", (HOMES, SHARE)) == (
        "筹集住房。\n目标：购买住房 300套（2026年10月31日前）；电子证照比例 98.5%。\n进展：每半年报告一次。"
    )
    assert requirement("筹集住房。", "", ()) == "筹集住房。"
    assert requirement("筹集住房", "", ()) == "筹集住房。"
    assert requirement("筹集住房；\n1.公租房；", "", ()) == "筹集住房；\n1.公租房；"
    assert requirement(" ", "month", (HOMES,)) == " "


def test_every_period_that_a_package_may_name_has_a_word():
    assert tuple(EVERY) == KNOWN
    assert [told_every(every) for every in ("", "month")] == ["", "每月报告一次"]
    assert told_goal(SHARE) == "电子证照比例 98.5%"


def test_a_joint_units_part_stands_on_one_line():
    assert on_one_line("清淤。\r\n\n 公示。\n", 500) == "清淤。 公示。"
    assert [on_one_line("九" * count, 500) for count in (500, 501)] == ["九" * 500, "九" * 499 + "…"]
