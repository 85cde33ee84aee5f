"""Simulations from file to file: what is worked out, what is set aside, and that nothing is lost."""

import csv as csv_file
import random
import shutil
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
import pytest

from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.simulation import sources
from lingxing.engines.rules.simulation.layout import WrongColumns
from lingxing.engines.rules.simulation.summary import Accumulator
from lingxing.engines.rules.simulation.tests.files import RICHER, csv, events_program, findings, rows_program
from lingxing.kernel.errors import LingxingError, UnreadableSource
from lingxing.language.definitions import Ceiling

HEAD = "id,income,share,heads,grade,born\n"
SOUND = "1,1200.00,0.5000,3,low,2020-01-31\n"


def rejected(folder, out="out.parquet"):
    with (folder / f"{out}.rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv_file.DictReader(file))


def results(folder, out="out.parquet"):
    return pq.read_table(folder / out).to_pylist()


def test_a_row_is_worked_out_to_the_fen(tmp_path):
    found = findings(tmp_path, csv(tmp_path, HEAD + SOUND + "2,-0.01,0.5,4,high,2020-02-29\n"))
    assert (found.rows, found.rejected) == (2, 0)
    first, second = results(tmp_path)
    # a tenth of 1000 and half of 200
    assert (first["row"], first["id"], first["payment"], first["payment.eligible"]) == (1, "1", Decimal("200.00"), True)
    assert (first["bonus"], first["many"]) == (Decimal("600.00"), False)
    # half up of -0.005 is 0
    assert (second["payment.eligible"], second["bonus"], second["many"]) == (False, Decimal("0.00"), True)


def test_what_is_not_covered_is_empty_and_never_nought(tmp_path):
    found = findings(tmp_path, csv(tmp_path, HEAD + "1,1200.00,0.5,3,middle,2020-01-31\n" + SOUND))
    assert [row["payment"] for row in results(tmp_path)] == [None, Decimal("200.00")]
    assert found.outputs[0].everybody.law.covered == 1
    assert found.outputs[0].everybody.law.total == 200_00


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("income", "200000.01", "income应在-200000元至200000元之间"),
        ("income", "1,5", "这一行有7格，表头有6格"),
        ("income", "12.345", "income最多2位小数"),
        ("income", "1e3", "income应是数字（如1234.56，不带千位逗号和单位）"),
        ("income", "9" * 30, "income的数字太大"),
        ("income", "NaN", "income应是数字（如1234.56，不带千位逗号和单位）"),
        ("heads", "2.5", "heads应是整数"),
        ("heads", "-1", "heads应在0至40之间"),
        ("share", "1.0001", "share应在0至1之间"),
        ("grade", "best", "grade应是low、middle、high之一"),
        ("born", "2020-02-30", "born应是日期（如2024-08-15）"),
        ("born", "20200201", "born应是日期（如2024-08-15）"),
        ("born", "1999-01-01", "born应在2019-12-01至2026-03-31之间"),
    ],
)
def test_a_bad_value_goes_to_the_side_file_with_its_reason(tmp_path, column, value, reason):
    names = HEAD.strip().split(",")
    cells = SOUND.strip().split(",")
    cells[names.index(column)] = value
    found = findings(tmp_path, csv(tmp_path, HEAD + SOUND + ",".join(cells) + "\n" + SOUND))
    assert (found.rows, found.rejected) == (2, 1)
    (line,) = rejected(tmp_path)
    assert (line["行号"], line["原因"]) == ("2", reason)
    assert [row["row"] for row in results(tmp_path)] == [1, 3]


def test_a_row_with_two_faults_is_one_row_and_two_reasons(tmp_path):
    found = findings(tmp_path, csv(tmp_path, HEAD + "1,x,0.5,99,low,2020-01-31\n"))
    assert (found.rows, found.rejected, len(rejected(tmp_path))) == (0, 1, 2)
    assert results(tmp_path) == []


def test_trailing_noughts_are_no_further_decimals(tmp_path):
    findings(tmp_path, csv(tmp_path, HEAD + "1,+1200.000,0.50000,3.0,low,2020-01-31\n"))
    assert results(tmp_path)[0]["payment"] == Decimal("200.00")


def test_a_spreadsheet_in_gb18030_is_read(tmp_path):
    text = HEAD.replace("id", "姓名_id") + SOUND.replace("1,1200", "张三,1200")
    findings(tmp_path, csv(tmp_path, text, encoding="gb18030"))
    assert results(tmp_path)[0]["姓名_id"] == "张三"


def test_no_side_file_stands_where_nothing_is_rejected(tmp_path):
    (tmp_path / "out.parquet.rejected.csv").write_text("of an earlier run")
    findings(tmp_path, csv(tmp_path, HEAD + SOUND))
    assert not (tmp_path / "out.parquet.rejected.csv").exists()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace("income", "incme"), "incme（是不是income？）"),
        (HEAD.replace("income", "id"), "列名重复：id"),
        ("income,share,heads,grade\n", "缺少1列：born（born）"),
    ],
)
def test_columns_that_do_not_fit_are_refused_by_name(tmp_path, head, told):
    with pytest.raises(WrongColumns, match=told.replace("（", ".").replace("）", ".").replace("？", ".")):
        findings(tmp_path, csv(tmp_path, head))
    assert not list(tmp_path.glob("out*"))


def table(**columns):
    held = {
        "income": pa.array([Decimal("1200.00")], pa.decimal128(12, 2)),
        "share": pa.array([Decimal("0.5")], pa.decimal128(5, 4)),
        "heads": pa.array([3], pa.int16()),
        "grade": pa.array(["low"]),
        "born": pa.array([18292], pa.int32()).view(pa.date32()),
    }
    return pa.table(held | columns)


def parquet(folder, **columns):
    path = folder / "data.parquet"
    pq.write_table(table(**columns), path)
    return path


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"income": pa.array([1200.0])}, "二进制小数"),
        ({"income": pa.array([120000])}, "看不出是元还是分"),
        ({"heads": pa.array([3.0])}, "二进制小数"),
        ({"grade": pa.array([1])}, "选项的名称"),
        ({"born": pa.array([0], pa.timestamp("s"))}, "date32"),
        ({"first_time": pa.array([1])}, "布尔值"),
        ({"income": pa.array([b"x"])}, "要用数字"),
    ],
)
def test_a_column_of_a_doubtful_type_is_refused_with_the_reason(tmp_path, columns, told):
    with pytest.raises(WrongColumns, match=told):
        findings(tmp_path, parquet(tmp_path, **columns))


@pytest.mark.parametrize(
    "kind",
    [pa.decimal32(9, 2), pa.decimal64(18, 2), pa.decimal128(38, 2), pa.decimal256(76, 2), pa.decimal128(20, 5),
     pa.decimal64(10, 1), pa.string(), pa.dictionary(pa.int8(), pa.decimal128(12, 2))],
)  # fmt: skip
def test_every_exact_type_of_money_is_read_alike(tmp_path, kind):
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    values = ["1200.00"] if plain == pa.string() else [Decimal("1200.00")]
    array = pa.array(values, plain)
    findings(tmp_path, parquet(tmp_path, income=array.dictionary_encode() if plain != kind else array))
    assert results(tmp_path)[0]["payment"] == Decimal("200.00")


def test_decimals_beyond_64_bits_are_rejected_not_cut(tmp_path):
    huge = pa.array([Decimal(2) ** 64 + 1, Decimal("1.005"), None], pa.decimal128(38, 3))
    three = {name: pa.concat_arrays([table()[name].chunk(0)] * 3) for name in ("share", "heads", "grade", "born")}
    found = findings(tmp_path, parquet(tmp_path, income=huge, **three))
    assert (found.rows, found.rejected, found.incomplete) == (0, 2, 1)
    told = {"income的数字太大", "income最多2位小数", "这一行没有填income，算不出payment、bonus"}
    assert {line["原因"] for line in rejected(tmp_path)} == told


def test_a_fact_without_a_column_takes_its_default_and_says_so(tmp_path):
    assert findings(tmp_path, csv(tmp_path, HEAD + SOUND)).assumed in {(), ("first_time",)}
    text = HEAD.replace("id", "first_time") + SOUND.replace("1,1200", "true,1200") + SOUND.replace("1,1200", ",1200")
    found = findings(tmp_path, csv(tmp_path, text))
    assert found.rejected == 0
    # three months after 31 January is the last of April
    assert [str(row["due"]) for row in results(tmp_path)] == ["2020-04-30", "2020-01-31"]


def test_winners_losers_and_groups_add_up(tmp_path):
    text = HEAD + "".join(f"{n},{income}.00,0.5,3,{grade},2020-01-31\n" for n, income, grade in [
        (1, 1200, "low"), (2, 900, "low"), (3, 2000, "high"), (4, 3000, "middle"), (5, -5, "high"),
    ])  # fmt: skip
    found = findings(tmp_path, csv(tmp_path, text), reform=rows_program(RICHER), by="grade")
    payment = found.outputs[0]
    # above 1000: three quarters for a half, so 200 × 0.25 and 1000 × 0.25 more
    assert (payment.everybody.winners.number, payment.everybody.winners.total) == (2, 300_00)
    assert (payment.everybody.winners.most, payment.everybody.losers.number) == (250_00, 0)
    assert payment.everybody.change == 300_00
    assert {g.group: (g.rows, g.change) for g in payment.groups} == {"低": (2, 50_00), "高": (2, 250_00), "中": (1, 0)}
    assert sum(one.law for one in payment.bins) == payment.everybody.law.covered == 4
    row = results(tmp_path)[0]
    assert (row["payment"], row["payment.reform"]) == (Decimal("200.00"), Decimal("250.00"))


def test_results_in_csv_say_the_same(tmp_path):
    data = csv(tmp_path, HEAD + SOUND)
    findings(tmp_path, data, out="out.csv", reform=rows_program(RICHER))
    written = pc_csv.read_csv(tmp_path / "out.csv").to_pylist()[0]
    assert (str(written["payment"]), str(written["payment.reform"])) in {("200.0", "250.0"), ("200.00", "250.00")}


SPARK = pytest.param("spark", marks=pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17"))


@pytest.mark.parametrize("engine", ["numpy", "duckdb", SPARK])
def test_engines_agree_on_the_files_they_write(tmp_path, engine):
    chance = random.Random(7)
    lines = [
        f"{n},{chance.randint(-20_000_000, 20_000_000) / 100:.2f},0.{chance.randint(0, 9999):04},"
        f"{chance.randint(0, 40)},{chance.choice(['low', 'middle', 'high'])},2020-0{chance.randint(1, 9)}-28\n"
        for n in range(2000)
    ]
    data = csv(tmp_path, HEAD + "".join(lines))
    for name in ("kernel", engine):
        findings(tmp_path, data, reform=rows_program(RICHER), out=f"{name}.parquet", engine=name)
    assert pq.read_table(tmp_path / "kernel.parquet").equals(pq.read_table(tmp_path / f"{engine}.parquet"))


# ---- events ----

CLAIMS = "subject,claim_id,date,amount\n"


def claims(*rows):
    return CLAIMS + "".join(f"{row}\n" for row in rows)


SORTED = ("1,a,2024-01-01,60.00", "1,b,2024-01-01,60.00", "1,c,2024-03-01,-30.00", "2,d,2024-02-01,300.00")


def paid(folder):
    return {row["claim_id"]: row["paid"] for row in results(folder)}


def test_events_are_added_up_in_their_order(tmp_path):
    found = findings(tmp_path, csv(tmp_path, claims(*SORTED)), events_program())
    # 60, 120, 90 in the year: 0, half of 20, less 10 again; half of 200
    assert list(paid(tmp_path).values()) == [Decimal(0), Decimal(10), Decimal(-10), Decimal(100)]
    assert (found.rows, found.subjects, found.sorted_first) == (4, 2, False)
    whole = results(tmp_path, "out.subjects.parquet")
    assert [(row["subject"], row["all_paid"]) for row in whole] == [("1", Decimal(0)), ("2", Decimal(100))]


def test_unsorted_events_are_sorted_first_and_come_out_the_same(tmp_path):
    findings(tmp_path, csv(tmp_path, claims(*SORTED)), events_program())
    wanted = paid(tmp_path)
    mixed = (SORTED[3], SORTED[0], SORTED[2], SORTED[1])
    found = findings(tmp_path, csv(tmp_path, claims(*mixed)), events_program())
    assert found.sorted_first
    assert paid(tmp_path) == wanted
    assert {row["claim_id"]: row["row"] for row in results(tmp_path)} == {"d": 1, "a": 2, "c": 3, "b": 4}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 0, 1)])
def test_a_bad_event_keeps_its_subject_out(tmp_path, order):
    rows = list(SORTED)
    rows[1] = "1,b,2024-01-01,sixty"
    found = findings(tmp_path, csv(tmp_path, claims(*(rows[at] for at in order))), events_program())
    assert (found.rows, found.rejected) == (1, 3)
    assert list(paid(tmp_path)) == ["d"]
    assert sorted(line["原因"][:6] for line in rejected(tmp_path)) == ["amount", "同一对象的另", "同一对象的另"]


@pytest.mark.parametrize("engine", ["numpy", "duckdb", SPARK])
def test_engines_agree_on_events(tmp_path, engine):
    bad = "3,x,2024-02-01,sixty"
    data = csv(tmp_path, claims(*SORTED, bad))
    told = []
    for name in ("kernel", engine):
        found = findings(tmp_path, data, events_program(), engine=name)
        whole = sorted(map(str, results(tmp_path, "out.subjects.parquet")))
        told.append(([one.everybody for one in found.outputs], found.rejected, found.subjects, paid(tmp_path), whole))
    assert told[0] == told[1]


def test_an_event_of_nobody_stops_the_run(tmp_path):
    with pytest.raises(UnreadableSource, match="第2行"):
        findings(tmp_path, csv(tmp_path, claims(SORTED[0], ",b,2024-01-01,60.00")), events_program())
    with pytest.raises(UnreadableSource, match="看不出是谁的事件"):
        findings(tmp_path, csv(tmp_path, claims(SORTED[0], "1,b,2024-01-01")), events_program())
    assert not list(tmp_path.glob("out*"))


def test_subjects_are_not_split_between_batches(tmp_path, monkeypatch):
    chance = random.Random(3)
    rows = [f"{who},{who}-{at},2024-01-{at + 1:02},{chance.randint(-5000, 20000)}.{chance.randint(0, 99):02}"
            for who in range(50) for at in range(chance.randint(1, 9))]  # fmt: skip
    data = pc_csv.read_csv(csv(tmp_path, claims(*rows)))
    path = tmp_path / "data.parquet"
    amounts = data["amount"].cast(pa.decimal128(12, 2))
    pq.write_table(data.set_column(3, "amount", amounts), path)
    findings(tmp_path, path, events_program())
    wanted = paid(tmp_path)
    monkeypatch.setattr(sources, "BATCH_ROWS", 7)
    findings(tmp_path, path, events_program())
    assert paid(tmp_path) == wanted


def test_a_subject_with_too_many_events_is_kept_out(tmp_path):
    rows = [f"1,{n},2024-01-01,1.00" for n in range(2001)] + ["2,x,2024-01-01,1.00"]
    found = findings(tmp_path, csv(tmp_path, claims(*rows)), events_program())
    assert (found.rows, found.rejected) == (1, 2001)


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "data.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(LingxingError, match="读不了"):
        findings(tmp_path, tmp_path / "data.parquet")
    with pytest.raises(LingxingError, match="没有这个文件"):
        findings(tmp_path, tmp_path / "nothing.csv")


def test_bins_and_deciles_are_those_of_the_sorted_values(tmp_path):
    chance = np.random.default_rng(5)
    incomes = chance.integers(0, 200_000_00, 999)
    text = HEAD + "".join(f"{n},{v // 100}.{v % 100:02},1,3,low,2020-01-31\n" for n, v in enumerate(incomes.tolist()))
    bonus = findings(tmp_path, csv(tmp_path, text)).outputs[1]
    ordered = np.sort(incomes)
    for tenth, decile in enumerate(bonus.law_deciles, 1):
        assert decile <= ordered[-(-999 * tenth // 10) - 1] < decile * 1.011
    for one in bonus.bins:
        assert one.law == np.count_nonzero((incomes >= one.lower) & (incomes < one.upper))


def test_sums_beyond_64_bits_are_exact():
    output = lower(rows_program(), {"income", "share", "heads", "grade", "born"}).outputs[1]
    huge = np.full(1000, 2**62 + 1)
    columns = {"bonus": huge, "bonus.covered": np.ones(1000, np.bool_)}
    lower_columns = {**columns, "bonus": -huge + 2**61}
    for groups in (None, np.zeros(1000, np.int64)):
        accumulator = Accumulator(output)
        accumulator.add(columns, columns, groups, 1)
        assert accumulator.summary((), reformed=False).everybody.law.total == 1000 * (2**62 + 1)
    accumulator.add(lower_columns, lower_columns, groups, 1)
    assert accumulator.summary((), reformed=False).everybody.law.total == 1000 * 2**61


def budgeted(order, budget):
    """Return the rules on incomes with a yearly budget of all payments."""
    rules = rows_program()
    ceiling = Ceiling("年度总额", "第九条", ("payment",), "budget", order)
    policy = replace(rules.policy, ceilings=(ceiling,))
    parameter = programs.parameter("budget", budget, kind=programs.MONEY)
    parameters, settings = {**rules.parameters, "budget": parameter}, {**rules.settings, "budget": budget}
    return replace(rules, policy=policy, parameters=parameters, settings=settings)


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_a_yearly_budget_is_shared_in_a_second_pass(tmp_path, out):
    text = HEAD + SOUND + "2,1400.00,0.5,3,low,2020-01-31\n3,9.00,0.5,3,middle,2020-01-31\n" + SOUND
    data = csv(tmp_path, text)
    # 200, 300, not covered, 200 are asked for: the budget ends within the second, or each gets half
    for order, wanted in (
        ("first_come", ["200.00", "150.00", None, "0.00"]),
        ("pro_rata", ["100.00", "150.00", None, "100.00"]),
    ):
        found = findings(tmp_path, data, budgeted(order, 350_00), budgeted(order, 700_00), out=out)
        shared = found.budgets[0]
        assert (shared.law.asked, shared.law.paid) == (700_00, 350_00)
        assert shared.reform.paid == 700_00
        if out == "out.parquet":
            rows = results(tmp_path)
            assert [None if row["payment.paid"] is None else str(row["payment.paid"]) for row in rows] == wanted
            assert [row["payment.paid.reform"] for row in rows] == [row["payment"] for row in rows]
    assert {path.name for path in tmp_path.glob("out*")} == {out}


def test_names_of_choices_may_have_blanks_around_them(tmp_path):
    for grade in (pa.array([" low "]), pa.array([" low "]).dictionary_encode()):
        findings(tmp_path, parquet(tmp_path, grade=grade))
        assert results(tmp_path)[0]["payment"] == Decimal("200.00")
