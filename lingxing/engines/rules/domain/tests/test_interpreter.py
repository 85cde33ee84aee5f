"""The interpreter against an independent oracle, on random programs of every operation and on known figures."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lingxing.engines.rules.domain.answers import Answer, Result, State, Status, answer_json
from lingxing.engines.rules.domain.calculation import calculate, compiled, start, work_out
from lingxing.engines.rules.domain.cases import Case, read_case
from lingxing.engines.rules.domain.expressions import expression, whole_expression
from lingxing.engines.rules.domain.frames import Unsettled
from lingxing.engines.rules.domain.tests.oracle import OPEN, Oracle
from lingxing.engines.rules.domain.tests.programs import claims_program, two_step
from lingxing.engines.rules.domain.tests.random_programs import Maker, random_case
from lingxing.language.nodes import Operation, walk
from tests.sizes import sized

SEEDS = st.integers(0, 10**9)


def shown(result: Result) -> Any:
    """Return the value, OPEN where it is not covered."""
    return OPEN if result.state is State.NOT_COVERED else result.value


def hold(answer: Answer, oracle: Oracle) -> None:
    """Hold every output against the oracle."""
    for result in answer.results():
        assert shown(result) == oracle.output(result.name, result.index), (result.name, result.index)


@settings(max_examples=sized(100, 400), deadline=None)
@given(SEEDS, SEEDS)
def test_random_programs_give_what_the_oracle_gives_and_can_always_be_explained(program_seed: int, case_seed: int):
    program = Maker(program_seed).program()
    for seed in range(case_seed, case_seed + 4):
        case = random_case(program, seed)
        answer = calculate(program, case)
        hold(answer, Oracle(program, case))
        assert answer.status is not Status.MISSING
        answer_json(answer)


@settings(max_examples=sized(37, 150), deadline=None)
@given(SEEDS, SEEDS, st.data())
def test_one_output_alone_is_what_it_is_among_all(program_seed: int, case_seed: int, data: st.DataObject):
    program = Maker(program_seed).program()
    whole = random_case(program, case_seed)
    kept = data.draw(st.sets(st.sampled_from(sorted(whole.values)))) if whole.values else set()
    for case in (whole, Case({name: whole.values[name] for name in kept}, whole.lists)):
        answer = calculate(program, case, as_if=True)
        for name, result in answer.outputs.items():
            assert work_out(program, case, name) == result
    assert work_out(program, whole, "no such output") is None


@settings(max_examples=sized(37, 150), deadline=None)
@given(SEEDS, SEEDS)
def test_expressions_made_once_read_as_those_worked_out_part_by_part(program_seed: int, case_seed: int):
    program = Maker(program_seed).program()
    ready = compiled(program)
    run, subject = start(ready, random_case(program, case_seed))
    for scope, outputs in ready.outputs.items():
        for frame in run.frames.get(scope, []) if scope else [subject]:
            for _, evaluate in outputs:
                with suppress(Unsettled):
                    evaluate(frame)
    for node, frame in tuple(run.trace):
        quick = expression(ready, node, frame)
        assert quick == whole_expression(ready, node, frame, words=False)


def test_the_random_programs_hold_every_operation():
    found = {
        node.operation
        for seed in range(200)
        for node in walk(*(formula.node for formula in Maker(seed).program().formulas.values()))
    }
    assert found == set(Operation)


FEN = 1


@pytest.mark.parametrize(
    ("covered", "level", "basic", "catastrophic"),
    [
        ("0", "primary", "0.00", "0.00"),
        ("200.00", "primary", "0.00", "0.00"),  # at the deductible
        ("200.01", "primary", "0.01", "0.00"),  # 0.01 × 85 % = 0.0085, a tie would be 0.005
        ("600.01", "tertiary", "0.00", "0.00"),
        ("30600.00", "secondary", "21000.00", "0.00"),  # copayment 9600
        ("38600.00", "secondary", "26600.00", "0.00"),  # copayment exactly 12000
        ("38600.10", "secondary", "26600.07", "0.02"),  # 0.03 × 60 % = 0.018
        ("1000000.00", "tertiary", "200000.00", "300000.00"),  # both caps
    ],
)
def test_two_steps_at_their_thresholds(covered: str, level: str, basic: str, catastrophic: str):
    program = two_step()
    outputs = answer_json(calculate(program, read_case(program, {"covered": covered, "level": level})))["outputs"]
    assert outputs["basic_payment"]["value"] == basic
    assert outputs["catastrophic_payment"]["value"] == catastrophic


@settings(max_examples=sized(50, 200), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2024-01-31", "2024-12-31", "2025-01-01", "2024-05-05"]), st.integers(-900_000, 9_000_000)
        ),
        max_size=8,
    )
)
def test_increments_add_up_to_the_formula_of_the_years_total(events: list[tuple[str, int]]):
    program = claims_program()
    given_ = {"claims": [{"date": date, "cost": f"{fen // 100}.{fen % 100:02d}"} for date, fen in events if fen >= 0]}
    answer = calculate(program, read_case(program, given_))
    years: dict[str, int] = {}
    for date, fen in events:
        if fen >= 0:
            years[date[:4]] = years.get(date[:4], 0) + fen
    expected = 0
    for fen in years.values():
        parts = [(1_200_000, 3_000_000, 60), (3_000_000, 10_000_000, 65), (10_000_000, 10**18, 75)]
        hundredths = sum(max(0, min(fen, top) - low) * share for low, top, share in parts)
        expected += min((2 * hundredths + 100) // 200, 30_000_000)
    assert answer.outputs["all_payments"].value == expected


def test_events_of_one_day_keep_the_order_in_which_they_are_given():
    program = claims_program()
    same = {"date": "2024-03-01"}
    answer = calculate(
        program,
        read_case(
            program,
            {
                "claims": [
                    {"date": "2024-03-02", "cost": "100.00"},
                    {**same, "cost": "13000.00"},
                    {**same, "cost": "1000.00"},
                ]
            },
        ),
    )
    values = [event["claim_payment"].value for event in answer.items["claims"]]
    assert values == [6000, 60000, 60000]  # 100 × 60 %; (13000 − 12000) × 60 %; 1000 × 60 %
    assert [line.index for line in answer.lines if line.name == "claim_payment"] == [1, 2, 0]


def test_a_refund_takes_back_what_was_paid():
    program = claims_program()
    claims = [{"date": "2024-03-01", "cost": "13000.00"}, {"date": "2024-04-01", "cost": "-500.00"}]
    answer = calculate(program, read_case(program, {"claims": claims}))
    assert [event["claim_payment"].value for event in answer.items["claims"]] == [60000, -30000]


def test_a_thousand_events_of_one_person_are_no_trouble():
    program = claims_program()
    claims = [{"date": "2024-03-01", "cost": "500.00"}] * 1_000
    answer = calculate(program, read_case(program, {"claims": claims}))
    assert answer.outputs["all_payments"].value == 30_000_000
    assert Case({}).values == {}
