"""Lines of a day, emergencies and units in a text, likeness, and what a ticket counts as."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.hotline.domain.declaring import Line, hotlines_of
from lingxing.engines.hotline.domain.duplicates import SAME_CALLER, SAME_PLACE, Telling, alike, contained, likeness
from lingxing.engines.hotline.domain.figures import MEASURES, Counts, Facts, answered_rate, counted, rates
from lingxing.engines.hotline.domain.lines import Standing, line_on
from lingxing.engines.hotline.domain.routing import emergencies_in, proposals
from lingxing.engines.hotline.tests.town import PACKAGES
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_folder
from lingxing.language.procedures.definitions import CatalogueItem

PROCEDURE = load_folder(PACKAGES / "yunmeng" / "calls_2026").procedure
assert PROCEDURE is not None
HOTLINE = hotlines_of(PROCEDURE)[0]
MARCH = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        # Joined on 31 October 2017; six months later is 30 April 2018, the last day on which the old number rings.
        (dt.date(2017, 10, 30), Standing.BEFORE),
        (dt.date(2017, 10, 31), Standing.DOUBLE),
        (dt.date(2018, 4, 30), Standing.DOUBLE),
        (dt.date(2018, 5, 1), Standing.CLOSED),
    ],
)
def test_a_merged_number_rings_for_half_a_year(day: dt.date, standing: Standing) -> None:
    line = Line("12385", "市残联", "残疾人", "disabled", True, dt.date(2017, 10, 31), 6, "三（一）")
    assert line_on(line, day).standing is standing


def test_a_forwarded_number_stays() -> None:
    line = Line("12315", "市工商局", "消费", "trading", False, dt.date(2017, 12, 31), 0, "三（二）")
    found = [line_on(line, day) for day in (dt.date(2017, 12, 30), dt.date(2017, 12, 31), dt.date(2030, 1, 1))]
    assert [one.standing for one in found] == [Standing.BEFORE, Standing.FORWARDED, Standing.FORWARDED]
    assert all(one.kept_until is None for one in found)


def test_a_text_calls_for_numbers_and_units() -> None:
    assert [one.number for one in emergencies_in(HOTLINE.emergencies, "有人持刀", "楼下着火")] == ["119", "110"]
    assert not emergencies_in(HOTLINE.emergencies, "路灯不亮")
    found = proposals(HOTLINE, "", "5550001", "路灯不亮")
    # The number that was dialled goes before the words.
    assert [one.unit for one in found] == ["市水务公司", "市城管局"]
    assert proposals(HOTLINE, "other", "", "没有词") == []


def told(key: str, **other: object) -> Telling[str]:
    base: dict[str, object] = {"caller": "", "place": "", "topic": "lamps", "words": frozenset({"路灯", "灯不"})}
    return Telling(key, **{**base, **other})  # type: ignore[arg-type]


def test_tickets_are_alike_by_caller_place_or_words() -> None:
    new = told("new", caller="a", place="p")
    others = [
        told("caller", caller="a", words=frozenset()),
        told("place", place="p", words=frozenset()),
        told("words"),
        told("topic", topic="water", words=frozenset({"路灯", "灯不"})),
        told("none", words=frozenset({"停水"})),
    ]
    found = {like.key: like.why for like in alike(new, others)}
    assert found == {"caller": SAME_CALLER, "place": SAME_PLACE, "words": "事由相近"}


def test_a_matter_that_a_longer_telling_says_too_is_alike() -> None:
    other = told("other", words=frozenset({"环湖", "湖路", "有大", "大坑", "路有"}))
    said = frozenset({"环湖", "湖路", "路中", "中段", "有大", "大坑", "骑车", "车摔"})
    # Four of the five words of the other matter: 80; two words in common say nothing.
    found = alike(told("new", words=frozenset({"路面", "有坑"}), more=said), [other])
    assert [(like.why, like.percent) for like in found] == [("事由相近", 80)]
    assert contained(["环湖", "湖路"], said) == 0


def test_likeness_is_twice_the_common_over_both() -> None:
    # 2 × 1 of 1 + 3 words: 50; nothing of nothing is 0
    assert likeness(["路灯"], ["路灯", "灯不", "不亮"]) == 50
    assert likeness([], []) == 0


_FACTS = st.builds(
    Facts,
    month=st.just(MARCH),
    organ=st.integers(0, 3),
    kind=st.just("complaint"),
    channel=st.just("web"),
    answered=st.booleans(),
    handled=st.booleans(),
    late=st.booleans(),
    redone=st.booleans(),
    concluded=st.booleans(),
    reachable=st.booleans(),
    called=st.booleans(),
    satisfied=st.sampled_from(["", "content", "fair", "dissatisfied"]),
)


@given(st.lists(_FACTS, max_size=20))
def test_no_rate_is_more_than_all_but_for_redoing_of_what_was_never_handled(facts: list[Facts]) -> None:
    total = Counts()
    for one in facts:
        total = total.plus(counted(one))
    assert total.received == len(facts)
    shares = {rate.key: rate.share for rate in rates(total, 0)}
    for name in ("called", "on_time", "satisfied"):
        share = shares[name]
        assert share is None or 0 <= share <= 1
    assert total.plus(total, -1) == Counts()
    assert set(MEASURES) == set(Counts.__dataclass_fields__)


def test_who_left_no_number_and_said_nothing_need_not_be_called() -> None:
    unnamed = Facts(MARCH, 1, "complaint", "web", answered=True)
    assert counted(unnamed).to_call == 0
    assert counted(Facts(MARCH, 1, "complaint", "web", answered=True, reachable=True)).to_call == 1
    judged = counted(Facts(MARCH, 1, "complaint", "web", answered=True, called=True, satisfied="fair"))
    assert (judged.to_call, judged.called, judged.satisfied) == (1, 1, 1)


def test_rates_are_exact_and_shown_half_up() -> None:
    line = {rate.key: rate for rate in rates(Counts(received=3, concluded=2, handled=2, on_time=2), 1)}
    assert (line["concluded"].share, line["concluded"].shown) == (Fraction(2, 3), "66.67%")
    assert (line["on_time"].share, line["redone"].shown, line["satisfied"].shown) == (Fraction(2, 3), "0.00%", "—")


def test_what_is_missing_for_a_goal_is_counted_in_whole_tickets() -> None:
    # 90 % of 21 are 18.9: the nineteenth is needed, and 18 are one short; of nothing nothing is missing.
    short, met, none = (
        {rate.key: rate for rate in rates(Counts(received=21 * some, concluded=done), 0, HOTLINE.goals)}["concluded"]
        for some, done in ((1, 18), (1, 19), (0, 0))
    )
    assert (short.goal, short.missing, met.missing, none.missing) == (90, 1, 0, None)
    # 95 % of 40 calls are 38.
    assert [answered_rate(40, put, HOTLINE.goals["answered"]).missing for put in (37, 38, 40)] == [1, 0, 0]
    assert {rate.goal for rate in rates(Counts(), 0, HOTLINE.goals) if rate.key != "concluded"} == {None}


@pytest.mark.parametrize(("key", "percent"), [("concluded", 0), ("concluded", 101), ("redone", 5)])
def test_a_goal_of_what_should_be_little_or_beyond_all_is_refused(key: str, percent: int) -> None:
    assert PROCEDURE is not None
    listed = PROCEDURE.catalogue["hotline_goals"]
    wrong = replace(listed, items={key: CatalogueItem(key, "率", {"percent": percent})})
    with pytest.raises(LingxingError, match="hotline_goals"):
        hotlines_of(replace(PROCEDURE, catalogue={**PROCEDURE.catalogue, "hotline_goals": wrong}))
