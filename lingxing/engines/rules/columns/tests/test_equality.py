"""Every back-end against the oracle, on random programs and rows."""

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lingxing.engines.rules.columns import kernel, numpy_blocks
from lingxing.engines.rules.columns.rows import read_rows
from lingxing.engines.rules.columns.source import PREAMBLE, kernel_source
from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.columns.tests.cases import cases, columns_of, decoded, expected, forgotten
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import Act, walk
from tests.sizes import sized

MOST = 40
QUICK = settings(max_examples=sized(25, 80), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def random_program(chance, *, events):
    """Return a program of six outputs drawn from every word of the language."""
    growth = programs.Growth(chance, events=events)
    made = growth.grow(chance.randint(6, 24))[-6:]
    facts = programs.SUBJECT_FACTS
    lists = (programs.claims(*programs.EVENT_FACTS),) if events else ()
    return programs.program({f"out_{at}": one for at, one in enumerate(made)}, facts, lists, programs.SETTINGS)


def interpreted(plan, columns, *, doubles):
    """Run the kernel's text without compiling it."""
    rows = read_rows(plan, columns)
    source = kernel_source(plan, doubles=doubles)
    text = source.text.replace(PREAMBLE, "")
    held: dict[str, Any] = {"CACHE": False, "np": np, "njit": lambda **options: lambda function: function}
    held["select"] = lambda condition, chosen, otherwise: chosen if condition else otherwise
    exec(compile(text, "<kernel>", "exec"), held)
    results = kernel._results(plan, rows)
    arrays = [columns[name] for name in source.columns]
    arrays += [results[name] for name in (*source.row_results, *source.subject_results)]
    with np.errstate(all="ignore"):
        held["kernel"](*kernel._share(rows, arrays, 0, rows.subjects))
    return results


def hold(program, plan, found, results):
    """Hold every output against the oracle."""
    for output in plan.outputs:
        assert decoded(output, results) == expected(program, found, output), output.name


@pytest.mark.parametrize("events", [False, True])
@QUICK
@given(seed=st.integers(0, 2**32))
def test_random_programs_are_equal_in_numpy_and_in_the_kernels_text(events, seed):
    chance = random.Random(seed)
    program = random_program(chance, events=events)
    plan = lower(program, rows="claims" if events else "", most_events=MOST)
    found = cases(chance, program, 12)
    columns = columns_of(program, found, plan.rows)
    hold(program, plan, found, numpy_blocks.run(plan, columns, block_rows=7))
    hold(program, plan, found, interpreted(plan, columns, doubles=False))
    if plan.fits_double:
        hold(program, plan, found, interpreted(plan, columns, doubles=True))


NULLABLE = frozenset({"income", "grade", "first_time", "born", "amount", "part", "level"})


@pytest.mark.parametrize("events", [False, True])
@QUICK
@given(seed=st.integers(0, 2**32))
def test_facts_that_are_not_known_leave_open_what_reaches_them(events, seed):
    chance = random.Random(seed)
    program = random_program(chance, events=events)
    plan = lower(program, rows="claims" if events else "", nullable=NULLABLE, most_events=MOST)
    assert {column.name for column in plan.inputs if column.known} <= NULLABLE
    found = forgotten(chance, cases(chance, program, 12), NULLABLE)
    columns = columns_of(program, found, plan.rows)
    hold(program, plan, found, numpy_blocks.run(plan, columns, block_rows=7))
    hold(program, plan, found, interpreted(plan, columns, doubles=None))


@pytest.mark.parametrize("events", [False, True])
@QUICK
@given(seed=st.integers(0, 2**32))
def test_every_value_lies_in_its_range(events, seed):
    chance = random.Random(seed)
    program = random_program(chance, events=events)
    plan = lower(program, rows="claims" if events else "", most_events=MOST)
    columns = columns_of(program, cases(chance, program, 12), plan.rows)
    wanted = walk(*plan.row_cells.values(), *plan.subject_cells.values())
    order = [(cell, ()) for cell in wanted if not cell.is_constant]
    for block in numpy_blocks._blocks(read_rows(plan, columns), 1000):
        for cell, value in block.work_out(order, columns).items():
            assert cell.lower <= np.min(value) <= np.max(value) <= cell.upper, cell.act


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("doubles", [None, False])
def test_compiled_kernels_are_equal(seed, doubles, tmp_path):
    chance = random.Random(seed)
    program = random_program(chance, events=bool(seed % 2))
    plan = lower(program, rows="claims" if seed % 2 else "", nullable=NULLABLE, most_events=MOST)
    found = forgotten(chance, cases(chance, program, 400), NULLABLE)
    columns = columns_of(program, found, plan.rows)
    hold(program, plan, found, kernel.run(plan, columns, folder=tmp_path, doubles=doubles))


def test_random_programs_reach_every_act():
    seen = set()
    for seed in range(120):
        program = random_program(random.Random(seed), events=seed % 2 == 0)
        plan = lower(program, rows="claims" if seed % 2 == 0 else "", most_events=MOST)
        seen |= {cell.act for cell in walk(*plan.row_cells.values(), *plan.subject_cells.values())}
    assert seen == set(Act)
