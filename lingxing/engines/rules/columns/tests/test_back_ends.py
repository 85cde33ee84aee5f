"""What back-ends are given and give: columns that don't fit are refused; threads and caches change nothing."""

import random
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from lingxing.engines.rules.columns import kernel, numpy_blocks
from lingxing.engines.rules.columns.rows import WrongColumns, read_rows
from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.columns.tests.cases import cases, columns_of
from lingxing.engines.rules.domain.columns import SUBJECT, lower
from lingxing.language import functions as f
from lingxing.language.expressions import constant

BACK_ENDS: list[Any] = [numpy_blocks.run, kernel.run]


@pytest.fixture
def yearly():
    """Return a plan of claims that add up within a year, and the program."""
    amount, income = programs.EVENT_FACTS[0], programs.money("income")
    running = f.running(programs.value_of(amount), "year")
    formulas = {
        "payment": f.increment(f.half_up(f.greatest(running - programs.value_of(income), 0) * constant(1) / 3)),
        "sum": f.total(programs.value_of(amount)),
    }
    program = programs.program(formulas, [income], [programs.claims(amount)])
    return program, lower(program, most_events=40)


@pytest.fixture
def columns(yearly):
    program, plan = yearly
    return columns_of(program, cases(random.Random(5), program, 200), plan.rows)


@pytest.mark.parametrize("run", BACK_ENDS)
class TestRefusals:
    def test_a_missing_column_is_named(self, run, yearly, columns):
        del columns["amount"]
        with pytest.raises(WrongColumns, match="amount"):
            run(yearly[1], columns)

    def test_a_column_of_fractions_is_refused(self, run, yearly, columns):
        with pytest.raises(WrongColumns, match="amount"):
            run(yearly[1], {**columns, "amount": columns["amount"] / 2})

    def test_columns_of_different_lengths_are_refused(self, run, yearly, columns):
        with pytest.raises(WrongColumns, match="长短不一"):
            run(yearly[1], {**columns, "amount": columns["amount"][1:]})

    def test_events_out_of_order_are_refused(self, run, yearly, columns):
        with pytest.raises(WrongColumns, match="排序"):
            run(yearly[1], {name: column[::-1] for name, column in columns.items()})

    def test_days_out_of_order_are_refused(self, run, yearly, columns):
        columns[SUBJECT][:] = 7
        with pytest.raises(WrongColumns, match="排序"):
            run(yearly[1], columns)

    def test_more_events_than_the_ranges_allow_are_refused(self, run, yearly, columns):
        columns[SUBJECT][:], columns["date"][:] = 7, 19_000
        with pytest.raises(WrongColumns, match="40"):
            run(yearly[1], columns)


@pytest.mark.parametrize("run", BACK_ENDS)
def test_no_rows_give_no_results(run, yearly, columns):
    results = run(yearly[1], {name: column[:0] for name, column in columns.items()})
    assert {len(column) for column in results.values()} == {0}


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.uint8])
def test_narrow_columns_give_the_same(kind, yearly, columns):
    columns["amount"] = columns["amount"] % 100
    narrow = {**columns, "amount": columns["amount"].astype(kind)}
    for run in BACK_ENDS:
        wide, slim = run(yearly[1], columns), run(yearly[1], narrow)
        assert all(np.array_equal(wide[name], slim[name]) for name in wide)


def test_threads_share_the_rows_and_cut_no_subject(yearly, columns, monkeypatch):
    monkeypatch.setattr(kernel, "SMALLEST_SHARE", 10)
    alone, shared = (kernel.run(yearly[1], columns, threads=threads) for threads in (1, 7))
    assert all(np.array_equal(alone[name], shared[name]) for name in alone)
    assert len(kernel._shares(read_rows(yearly[1], columns), 7)) == 7


def test_memory_of_an_earlier_run_is_written_over(yearly, columns):
    results = kernel.run(yearly[1], columns)
    again = kernel.run(yearly[1], {**columns, "amount": columns["amount"] // 2}, results=results)
    assert again["payment"] is results["payment"]
    fresh = kernel.run(yearly[1], {**columns, "amount": columns["amount"] // 2})
    assert np.array_equal(again["payment"], fresh["payment"])


def test_the_machine_code_is_kept_in_the_folder(yearly, columns, tmp_path):
    expected = kernel.run(yearly[1], columns, folder=tmp_path)
    assert [path.name[:12] for path in tmp_path.glob("*.py")] == ["plan_kernel_"]
    assert list(tmp_path.rglob("*.nbc"))
    kernel.compiled.cache_clear()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.nb*")}
    again = kernel.run(yearly[1], columns, folder=tmp_path)
    assert np.array_equal(again["payment"], expected["payment"])
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.nb*")}


def test_results_of_a_plan_that_reads_nothing_are_as_long_as_the_data():
    program = programs.program({"fee": f.half_up(constant(7))}, [programs.money("income")])
    for run in BACK_ENDS:
        assert run(lower(program), {"income": np.arange(5)})["fee"].tolist() == [7] * 5


ONE_RUN = """
import sys
from pathlib import Path
import numpy as np
from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.domain.columns import lower
from lingxing.language import functions as f

income = programs.money("income")
program = programs.program({"fee": f.half_up(programs.value_of(income) / 3)}, [income])
print(kernel.run(lower(program), {"income": np.arange(5)}, folder=Path(sys.argv[1]))["fee"].tolist())
"""


def test_a_second_process_reads_the_machine_code_back(tmp_path):
    run = [sys.executable, "-c", ONE_RUN, str(tmp_path)]
    for _ in range(2):
        done = subprocess.run(run, check=False, capture_output=True, text=True)
        assert (done.stdout.strip(), done.returncode) == ("[0, 0, 1, 1, 1]", 0), done.stderr[-2000:]
