"""Missing facts: what is told is true of every way in which they may turn out, and nothing idle is asked."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lingxing.engines.rules.domain.answers import Answer, Range, State, Status, answer_json
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case, read_case
from lingxing.engines.rules.domain.tests.oracle import OPEN, Oracle
from lingxing.engines.rules.domain.tests.programs import (
    choice,
    claims_program,
    measure_program,
    money,
    number,
    program,
    scalar,
    truth,
    two_step,
)
from lingxing.engines.rules.domain.tests.random_programs import Maker, completed, random_case, without_some
from lingxing.engines.rules.shown import range_text
from lingxing.kernel.units import CNY
from lingxing.language import Bool, Choice, Count, Money, Parameters, article, least, when
from lingxing.language.definitions import Fact, Program
from tests.sizes import sized

SEEDS = st.integers(0, 10**9)


def holds(still: Range, value: Any) -> bool:
    """Return whether the range allows the value."""
    if value == OPEN:
        return still.open
    if still.values:
        return value in still.values
    return (still.lower is None or still.lower <= value) and (still.upper is None or value <= still.upper)


def hold(program_: Program, answer: Answer, full: Case) -> None:
    """Hold a partial answer against a completion of its case."""
    oracle = Oracle(program_, full)
    ranges = {(still.output, still.index): still for still in answer.ranges}
    for result in answer.results():
        value = oracle.output(result.name, result.index)
        if result.state is State.MISSING:
            assert holds(ranges[result.name, result.index], value), (result.name, value)
        else:
            assert (OPEN if result.state is State.NOT_COVERED else result.value) == value, result.name


@settings(max_examples=sized(62, 250), deadline=None)
@given(SEEDS, SEEDS, st.sampled_from([0.15, 0.4, 0.9]))
def test_every_completion_lies_in_the_range_and_keeps_what_is_settled(seed: int, case_seed: int, lost: float):
    program_ = Maker(seed).program()
    full = random_case(program_, case_seed)
    partial = without_some(full, case_seed, lost)
    answer = calculate(program_, partial)
    answer_json(answer)
    hold(program_, answer, completed(program_, partial, case_seed))
    for other in range(6):
        hold(program_, answer, completed(program_, partial, other))


@settings(max_examples=sized(37, 150), deadline=None)
@given(SEEDS, SEEDS)
def test_what_is_not_asked_decides_nothing(seed: int, case_seed: int):
    program_ = Maker(seed).program()
    full = random_case(program_, case_seed)
    partial = without_some(full, case_seed, 0.4)
    asked = {one.field for one in calculate(program_, partial).missing}
    first = {r.name: None for r in calculate(program_, partial).results()}
    filled = [_fill(completed(program_, partial, other), full, partial, asked) for other in range(3)]
    for result_of in zip(*(list(calculate(program_, case).results()) for case in filled), strict=True):
        assert len({(r.state is State.NOT_COVERED, r.value) for r in result_of}) == 1, (result_of, asked, first)


def _fill(other: Case, full: Case, partial: Case, asked: set[str]) -> Case:
    """Return the other completion, but with the facts asked for as in `full`."""
    values = {name: full.values.get(name, value) if name in asked else value for name, value in other.values.items()}
    lists = {
        name: full.lists[name]
        if name not in partial.lists
        else tuple(
            {
                key: full.lists[name][place][key] if f"{name}[{place}].{key}" in asked else value
                for key, value in event.items()
            }
            for place, event in enumerate(events)
        )
        for name, events in other.lists.items()
    }
    return Case(values, lists)


def widened(fact: Fact) -> Fact:
    """Return the fact with bounds that lie much further apart."""
    lower, upper = fact.lower, fact.upper
    if isinstance(lower, dt.date) and isinstance(upper, dt.date):
        decades = dt.timedelta(days=20_000)
        return replace(fact, lower=lower - decades, upper=upper + decades)
    if fact.type.unit.share or isinstance(lower, dt.date | None) or isinstance(upper, dt.date | None):
        return fact
    return replace(fact, lower=lower * 40, upper=upper * 40)


@settings(max_examples=sized(37, 150), deadline=None)
@given(SEEDS, SEEDS, st.sampled_from([0.4, 0.9]))
def test_an_end_that_is_not_open_holds_whatever_the_declared_bounds(seed: int, case_seed: int, lost: float):
    narrow = Maker(seed).program()
    partial = without_some(random_case(narrow, case_seed), case_seed, lost)
    lists = {
        name: replace(one, facts={key: widened(fact) for key, fact in one.facts.items()})
        for name, one in narrow.lists.items()
    }
    wide = replace(narrow, facts={name: widened(fact) for name, fact in narrow.facts.items()}, lists=lists)
    ranges = calculate(narrow, partial).ranges
    for other in range(8):
        oracle = Oracle(wide, completed(wide, partial, other))
        for still in ranges:
            value = oracle.output(still.output, still.index)
            if value != OPEN and not still.values:
                assert still.open_below or still.lower <= value, still
                assert still.open_above or value <= still.upper, still


@article("第一条", label="床位补贴")
def bed_subsidy(beds: Count, kind: Choice, p: Parameters) -> Money:
    """Return so much a bed, for one kind up to a limit."""
    return when(kind == "none", 0).when(kind == "small", least(beds * p.each, p.limit)).otherwise(beds * p.each)


def beds(lower: int = 0) -> Program:
    """Return a program whose fact bounds the subsidy where the document does not."""
    return program(
        [bed_subsidy],
        [
            number("beds", "床位", upper=10_000, lower=lower),
            choice("kind", "种类", {"none": "无", "small": "小", "big": "大"}),
        ],
        {
            "each": (scalar("each", "每床", CNY, whole=True), 1000_00),
            "limit": (scalar("limit", "限额", CNY, whole=True), 2_000_000_00),
        },
    )


def test_a_bound_of_what_is_filled_in_is_no_limit_of_the_document():
    (still,) = calculate(beds(), Case({"kind": "big"})).ranges
    assert (still.lower, still.upper) == (0, 10_000_000_00)
    assert (still.open_below, still.open_above) == (False, True)
    assert still.text == range_text(still) == "金额随填写的情况而定"
    told = answer_json(calculate(beds(), Case({"kind": "big"})))["ranges"][0]
    assert (told["lower"], told["upper"], told["open_above"]) == ("0.00", None, True)


def test_a_limit_of_the_document_is_told_once_it_is_sure_to_hold():
    assert calculate(beds(), Case({})).ranges[0].text == "金额随填写的情况而定"  # the other kind has no limit
    (still,) = calculate(beds(), Case({"kind": "small"})).ranges
    assert still.text == "0.00 元 至 2000000.00 元"
    assert range_text(still) == "最多 2,000,000.00 元"


def test_an_amount_that_is_at_least_so_much_by_its_nature_keeps_its_lower_end():
    (still,) = calculate(beds(lower=1), Case({"kind": "big"})).ranges
    assert (still.text, range_text(still)) == ("不低于 1000.00 元", "至少 1,000.00 元")
    (bounded,) = calculate(beds(lower=30), Case({"kind": "small"})).ranges
    assert bounded.open_below  # thirty beds are what the form asks for, no minimum of the document
    assert (bounded.text, range_text(bounded)) == ("不高于 2000000.00 元", "最多 2,000,000.00 元")


def test_nothing_known_of_two_steps_asks_for_both_facts_and_bounds_the_payment():
    answer = calculate(two_step(), Case({}))
    assert answer.status is Status.MISSING
    assert [one.name for one in answer.missing] == ["covered", "level"]
    ranges = {still.output: still.text for still in answer.ranges}
    assert ranges["basic_payment"] == "0.00 元 至 200000.00 元"
    assert ranges["catastrophic_payment"] == "0.00 元 至 300000.00 元"


@article("第一条", label="奖励")
def reward(kind: Choice, amount: Money, local: Bool, p: Parameters) -> Money:
    """Return a reward that is capped."""
    return when(kind == "none", 0).when(local, p.limit).otherwise(least(amount, p.limit))


def rewards() -> Program:
    """Return a program whose facts do not always matter."""
    return program(
        [reward],
        [
            choice("kind", "种类", {"none": "无", "big": "大", "small": "小"}, effort=1),
            money("amount", "金额", lower=500, effort=3),
            truth("local", "本地", effort=0),
        ],
        {"limit": (scalar("limit", "限额", CNY, whole=True), 500)},
    )


def test_facts_that_can_not_matter_are_not_asked():
    answer = calculate(rewards(), Case({}))
    assert [one.name for one in answer.missing] == ["kind"]  # amount ≥ 500 fen: the cap is reached in any case
    assert calculate(rewards(), Case({"kind": "big"})).outputs["reward"].value == 500
    assert calculate(rewards(), Case({"kind": "none"})).status is Status.ANSWERED


def test_the_cheapest_fact_is_asked_first():
    answer = calculate(measure_program(), Case({"area": 200, "kind": "shop"}))
    assert [(one.name, one.outputs) for one in answer.missing] == [
        ("score", ("rent_subsidy",)),
        ("newcomer", ("rent_subsidy",)),
    ]
    assert answer.ranges[0].text == "0.00 元 至 5000.00 元"


def test_a_condition_that_fails_already_settles_the_refusal():
    answer = calculate(measure_program(), Case({"area": 99}))
    assert answer.status is Status.ANSWERED
    assert answer.outputs["rent_subsidy"].state is State.REFUSED
    assert answer.refusals[0].distance == "差 1 平方米"


def test_a_supplied_parameter_is_asked_of_the_installation():
    @article("第一条", label="费")
    def fee(heads: Money, p: Parameters) -> Money:
        """Return a fee."""
        return heads * p.rate

    supplied = scalar("rate", "标准", CNY, whole=True, supplied=True, lower=100, upper=300)
    answer = calculate(program([fee], [number("heads", "人数")], {"rate": (supplied, None)}), Case({"heads": 2}))
    assert [(one.kind, one.label) for one in answer.missing] == [("parameter", "标准")]
    assert (answer.ranges[0].lower, answer.ranges[0].upper) == (200, 600)
    assert answer.ranges[0].text == "金额随填写的情况而定"  # 100 and 300 bound what a simulation tries, no more


def test_a_missing_cost_leaves_the_earlier_claims_settled():
    program_ = claims_program()
    given_: list[dict[str, Any]] = [
        {"date": "2024-02-01", "cost": "20000.00"},
        {"date": "2024-03-01"},
        {"date": "2025-01-01", "cost": "20000.00"},
    ]
    answer = calculate(program_, read_case(program_, {"claims": given_}))
    states = [event["claim_payment"].state for event in answer.items["claims"]]
    assert states == [State.SETTLED, State.MISSING, State.SETTLED]
    assert [one.field for one in answer.missing] == ["claims[1].cost"]


def test_a_missing_date_leaves_the_order_open_and_is_asked():
    program_ = claims_program()
    claims = [{"date": "2024-02-01", "cost": "20000.00"}, {"cost": "5000.00"}]
    answer = calculate(program_, read_case(program_, {"claims": claims}))
    assert [one.field for one in answer.missing] == ["claims[1].date"]


def test_a_list_that_is_not_given_is_asked_and_an_empty_one_is_not():
    program_ = claims_program()
    assert [one.kind for one in calculate(program_, Case({})).missing] == ["list"]
    assert calculate(program_, Case({}, {"claims": ()})).outputs["all_payments"].value == 0
