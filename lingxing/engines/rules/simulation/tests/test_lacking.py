"""Empty cells: rows that need none of them are worked out, the others are set aside, as the interpreter says."""

import csv as csv_file
import datetime as dt
import random
import shutil
from collections import Counter
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.domain.answers import State
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.simulation.presenting import findings_json, lines
from lingxing.engines.rules.simulation.report.page import report_text
from lingxing.engines.rules.simulation.tests.files import csv, findings, schedule
from lingxing.language import functions as f

FACTS = {
    "kind": programs.choice("kind", {"inpatient": "住院", "outpatient": "门诊", "other": "其他"}),
    "level": programs.choice("level"),
    "cost": programs.money("cost", 0),
    "referred": programs.truth("referred"),
    "born": programs.date("born"),
}
TEXTS = {
    "kind": ["inpatient", "outpatient", "other"],
    "level": ["low", "middle", "high"],
    "cost": ["99.99", "100.00", "1234.56"],
    "referred": ["true", "false"],
    "born": ["2020-02-29", "2021-01-01"],
}


def see(name):
    """Return the fact as formulas see it."""
    return programs.value_of(FACTS[name])


def branching(deductible=100_00):
    """Return rules whose branches need different facts; what is in no branch is not covered."""
    held = programs.parameter("floor", deductible, kind=programs.MONEY)
    cost, kind = see("cost"), see("kind")
    reduced = f.half_up(f.when(see("referred"), cost / 2).otherwise(cost / 4))
    above = f.greatest(cost - schedule(held), 0)
    inpatient = f.when(see("level") == "low", above).otherwise(reduced)
    paid = f.when(kind == "inpatient", inpatient).when(kind == "outpatient", cost).otherwise(f.not_covered("未定"))
    young = f.when(kind == "outpatient", see("born") >= dt.date(2021, 1, 1)).otherwise(kind == "inpatient")
    formulas = {"paid": f.granted(paid, kind != "inpatient"), "full": paid, "young": young}
    return programs.program(formulas, FACTS.values(), (), (held,))


def value_of(name, text):
    """Return what a cell's text means in a case."""
    if name == "cost":
        return int(Decimal(text) * 100)
    if name == "born":
        return dt.date.fromisoformat(text)
    return text == "true" if name == "referred" else text


def with_holes(seed, count, share=0.4):
    """Return rows with empty cells, as texts."""
    chance = random.Random(seed)
    return [
        {name: "" if chance.random() < share else chance.choice(texts) for name, texts in TEXTS.items()}
        for _ in range(count)
    ]


def written(folder, rows):
    """Return a file of the rows."""
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return csv(folder, "\n".join(lines) + "\n")


def answered(program, row):
    """Return what the interpreter says to a row."""
    return calculate(program, Case({name: value_of(name, text) for name, text in row.items() if text}), as_if=True)


def set_aside(folder):
    """Return the lines of the side file by the rows' numbers."""
    path = folder / "out.parquet.rejected.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(line["行号"]): line for line in csv_file.DictReader(file)}


def results(folder, name="out.parquet"):
    """Return the rows of results."""
    return pq.read_table(folder / name).to_pylist()


def plain(value):
    """Return a result as the interpreter gives it."""
    return int(value * 100) if isinstance(value, Decimal) else value


def test_a_branch_not_taken_needs_no_facts(tmp_path):
    rows = ["outpatient,,12.00,,2020-02-29", "inpatient,low,150.00,,", "inpatient,high,8.00,,"]
    found = findings(tmp_path, csv(tmp_path, "\n".join([",".join(TEXTS), *rows, ""])), branching())
    assert (found.rows, found.rejected, found.incomplete) == (2, 0, 1)
    assert (found.lacking, found.reasons) == ({"referred": 1}, {})
    assert [row["full"] for row in results(tmp_path)] == [Decimal(12), Decimal(50)]
    # what is refused is nothing whatever the amount would be: only the amount itself is open
    assert set_aside(tmp_path)[3]["原因"] == "这一行没有填referred，算不出full"
    told = findings_json(found)
    assert (told["rows"], told["rejected"], told["incomplete"], told["lacking"]) == (2, 0, 1, {"referred": 1})
    assert "  读入3行，算出2行，退回0行，缺事实1行" in list(lines(found))
    assert "1 行缺了结果用得着的事实" in report_text(found, dt.date(2026, 1, 5))


SPARK = pytest.param("spark", marks=pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17"))


@pytest.mark.parametrize("engine", ["kernel", "numpy", "duckdb", SPARK])
def test_rows_are_set_aside_just_where_the_interpreter_lacks_facts(tmp_path, engine):
    programs_of = {"": branching(), ".reform": branching(50_00)}
    rows = with_holes(3, 600)
    found = findings(tmp_path, written(tmp_path, rows), *programs_of.values(), engine=engine)
    kept, aside = {row["row"]: row for row in results(tmp_path)}, set_aside(tmp_path)
    assert (len(kept), len(aside), 0) == (found.rows, found.incomplete, found.rejected)
    needed: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        answers = {suffix: answered(one, row).outputs for suffix, one in programs_of.items()}
        missing = any(one.state is State.MISSING for outputs in answers.values() for one in outputs.values())
        assert (number in aside) is missing is not (number in kept), row
        if missing:
            told = aside[number]["列"].split("、")
            assert not any(row[name] for name in told)
            needed.update(told)
        else:
            wanted = {name + suffix: one for suffix, outputs in answers.items() for name, one in outputs.items()}
            assert {name: plain(kept[number][name]) for name in wanted} == {n: one.value for n, one in wanted.items()}
    assert found.lacking == needed


def test_a_column_without_any_value_is_one_of_empty_cells(tmp_path):
    table = pa.table({
        "kind": ["outpatient", "other"], "level": pa.nulls(2), "cost": pa.array([Decimal("1.00")] * 2),
        "referred": pa.nulls(2, pa.bool_()), "born": pa.array([dt.date(2021, 1, 1), None]),
    })  # fmt: skip
    pq.write_table(table, tmp_path / "data.parquet")
    found = findings(tmp_path, tmp_path / "data.parquet", branching())
    assert (found.rows, found.incomplete) == (2, 0)


# ---- events ----

AMOUNT = programs.money("amount", 0, 20_000_00, scope="claims")
LEVEL = programs.choice("level", scope="claims")


def claims_program(ceiling=1_000_00):
    """Return rules on claims: above 100 yuan those of low level count by half; so much a year at most."""
    held = programs.parameter("ceiling", ceiling, kind=programs.MONEY)
    amount, level = programs.value_of(AMOUNT), programs.value_of(LEVEL)
    by_level = f.when(level == "high", amount).otherwise(f.half_up(amount / 2))
    small = schedule(programs.parameter("small", 100_00, kind=programs.MONEY))
    counted = f.when(amount > small, by_level).otherwise(amount)
    paid = f.increment(f.least(f.running(counted, "year"), schedule(held)))
    formulas = {"paid": paid, "all_paid": f.total(paid)}
    parameters = (held, programs.parameter("small", 100_00, kind=programs.MONEY))
    return programs.program(formulas, (), (programs.claims(AMOUNT, LEVEL),), parameters)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (3, 0, 5, 2, 1, 4)])
def test_a_claim_that_lacks_a_fact_keeps_its_subject_out(tmp_path, order):
    rows = [
        "1,a,2024-01-01,60.00,", "1,b,2024-01-02,200.00,high",
        "2,c,2024-01-01,60.00,low", "2,d,2024-01-02,200.00,", "2,e,2024-01-03,1.00,",
        "3,f,2024-01-01,300.00,low",
    ]  # fmt: skip
    lines = ["subject,claim_id,date,amount,level", *(rows[at] for at in order), ""]
    found = findings(tmp_path, csv(tmp_path, "\n".join(lines)), claims_program())
    assert (found.rows, found.incomplete, found.rejected, found.subjects) == (3, 3, 0, 2)
    assert {row["claim_id"]: row["paid"] for row in results(tmp_path)} == {
        "a": Decimal(60), "b": Decimal(200), "f": Decimal(150),
    }  # fmt: skip
    lines = set_aside(tmp_path).values()
    assert sum(line["原因"].startswith("这一行没有填level，算不出") for line in lines) >= 1
    assert len(lines) == 3


def test_subjects_with_holes_are_kept_just_where_the_interpreter_knows_all(tmp_path):
    chance = random.Random(11)
    program = claims_program(100_000_00)
    amounts, levels = ["40.00", "150.00", "900.00", "900.00", ""], ["high", "low", "high", ""]
    subjects = [
        [(f"2024-01-{day + 10}", chance.choice(amounts), chance.choice(levels)) for day in range(chance.randint(1, 4))]
        for _ in range(150)
    ]
    lines = [f"{who},{day},{amount},{level}\n" for who, events in enumerate(subjects) for day, amount, level in events]
    findings(tmp_path, csv(tmp_path, "subject,date,amount,level\n" + "".join(lines)), program)
    whole = {int(row["subject"]): row["all_paid"] for row in results(tmp_path, "out.subjects.parquet")}
    for who, events in enumerate(subjects):
        claims = [
            {"date": dt.date.fromisoformat(day)}
            | ({"amount": int(Decimal(amount) * 100)} if amount else {})
            | ({"level": level} if level else {})
            for day, amount, level in events
        ]
        total = calculate(program, Case({}, {"claims": claims}), as_if=True).outputs["all_paid"]
        assert (who in whole) is (total.state is not State.MISSING), events
        assert plain(whole.get(who)) == total.value


def test_totals_so_far_are_not_added_up(tmp_path):
    amount = programs.value_of(AMOUNT)
    formulas = {"so_far": f.running(amount, "year"), "paid": f.increment(f.running(amount, "year"))}
    program = programs.program(formulas, (), (programs.claims(AMOUNT),))
    rows = "subject,date,amount\n1,2024-01-01,60.00\n1,2024-01-02,40.00\n"
    found = findings(tmp_path, csv(tmp_path, rows), program)
    assert [one.output.name for one in found.outputs] == ["paid"]
    assert found.single == {"so_far": "是逐次累计数"}
    assert [row["so_far"] for row in results(tmp_path)] == [Decimal(60), Decimal(100)]
    assert any("so_far是逐次累计数" in line for line in lines(found))
