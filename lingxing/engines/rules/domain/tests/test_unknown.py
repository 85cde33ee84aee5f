"""Missing facts: what is told is true of every way in which they may turn out, and nothing idle is asked."""

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
from lingxing.kernel.units import CNY
from lingxing.language import Bool, Choice, Money, Parameters, article, least, when
from lingxing.language.definitions import Program

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


@settings(max_examples=250, deadline=None)
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


@settings(max_examples=150, deadline=None)
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
    assert answer.ranges[0].text == "2.00 元 至 6.00 元"


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
