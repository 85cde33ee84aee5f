"""Values of fields: what is taken, what is refused in which words, and that storing loses nothing."""

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.cases.domain.values import Unfit, from_json, read_value, read_values, to_json
from lingxing.kernel.tests.identity_samples import resident_number
from lingxing.language.procedures.definitions import Field, FieldKind

ON = dt.date(2026, 3, 2)
MONEY = Field("rent", "租金", FieldKind.MONEY, lower=100, upper=10_000_000, decimals=2, unit_label="元")
RATE = Field("share", "比例", FieldKind.RATE, lower=0, upper=1, decimals=4)
COUNT = Field("persons", "人数", FieldKind.COUNT, lower=1, upper=20)
DATE = Field("day", "日期", FieldKind.DATE, lower=dt.date(2026, 1, 1), upper=dt.date(2026, 12, 31))
TEXT = Field("goods", "品种", FieldKind.TEXT, most=5)
LONG = Field("note", "说明", FieldKind.LONG_TEXT, most=20)
CHOICE = Field("kind", "类型", FieldKind.CHOICE, choices={"food": "食品"})
BOOL = Field("cooked", "加工", FieldKind.BOOL)
PHONE = Field("phone", "电话", FieldKind.PHONE)
NUMBER = Field("identity", "身份证", FieldKind.IDENTITY_NUMBER)
CREDIT = Field("code", "信用代码", FieldKind.CREDIT_CODE)
CASE = Field("home", "房源", FieldKind.CASE)
ROWS = Field(
    "family",
    "家庭成员",
    FieldKind.ROWS,
    most=2,
    columns={
        "name": Field("name", "姓名", FieldKind.TEXT),
        "age": Field("age", "年龄", FieldKind.COUNT, required=False),
    },
)


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        (MONEY, "1234.56", 123456),
        (MONEY, " 1 ", 100),
        (MONEY, Decimal("99999.99"), 9_999_999),
        (MONEY, 12, 1200),
        (RATE, "0.3333", Fraction(3333, 10000)),
        (RATE, "1", 1),
        (COUNT, "20", 20),
        (DATE, "2026-02-28", dt.date(2026, 2, 28)),
        (DATE, ON, ON),
        (TEXT, " 竹器 ", "竹器"),
        (LONG, "一\r\n二", "一\n二"),
        (CHOICE, "food", "food"),
        (BOOL, "false", False),
        (BOOL, True, True),
        (PHONE, "027-87654321", "027-87654321"),
        (NUMBER, resident_number(order=12).lower(), resident_number(order=12)),
        (CASE, "7D1F2F6E3C0B4B399C550C6D9A3C1D11", "7d1f2f6e-3c0b-4b39-9c55-0c6d9a3c1d11"),
        (ROWS, [{"name": "甲", "age": "7"}, {"name": "", "age": ""}], ({"name": "甲", "age": 7},)),
        (MONEY, "", None),
        (TEXT, "  ", None),
        (ROWS, [], None),
        (BOOL, None, None),
    ],
)
def test_taken(field, given, value):
    assert read_value(field, given, ON) == value


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        (MONEY, "1.234", "小数位数过多，应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, "0.99", "超出范围，应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, "100000.01", "超出范围，应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, "1e3", "应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, "１２", "应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, 1.5, "应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, True, "应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, Decimal("NaN"), "应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (MONEY, Decimal("1E+999999"), "应为数字（单位：元），最多 2 位小数，1 至 100000"),
        (COUNT, "1.5", "小数位数过多，应为数字，不带小数，1 至 20"),
        (COUNT, "9" * 30, "应为数字，不带小数，1 至 20"),
        (DATE, "2026-02-29", "没有这一天，请核对日期"),
        (DATE, "2026/3/2", "应为日期，写成 2026-01-05 的样子"),
        (DATE, "2027-01-01", "超出范围，应在 2026-01-01 至 2026-12-31 之间"),
        (DATE, dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "应为日期，写成 2026-01-05 的样子"),
        (TEXT, "一二三四五六", "最多 5 个字，现有 6 个字"),
        (TEXT, "一\n二", "应写在一行内"),
        (TEXT, "一\x00", "含有无法保存的字符，请重新输入"),
        (TEXT, "\ud83d", "含有无法保存的字符，请重新输入"),
        (TEXT, "一\u202e二", "含有无法保存的字符，请重新输入"),
        (TEXT, 5, "应为文字"),
        (CHOICE, "drinks", "请从给出的选项中选择"),
        (CHOICE, ["food"], "请从给出的选项中选择"),
        (BOOL, "yes", "请选择是或否"),
        (PHONE, "12345", "应为电话号码，7 至 20 位数字，可带区号，如 027-87654321"),
        (NUMBER, "420704199003070121", "末位校验码不对，号码中有写错的数字"),
        (CREDIT, "91420100", "应为18位数字和大写字母，不含I、O、S、V、Z"),
        (CASE, "no-such", "请从列表中选择"),
        (ROWS, "甲", "应逐行填写"),
        (ROWS, ["甲"], "第 1 行应逐项填写"),
        (ROWS, [{"age": "7"}], "第 1 行请填写姓名"),
        (ROWS, [{"name": "甲"}, {"name": "乙", "age": "x"}], "第 2 行年龄：应为数字，不带小数"),
        (ROWS, [{"name": "甲", "sex": "女"}], "第 1 行没有名为“sex”的一栏"),
        (ROWS, [{"name": "甲"}] * 3, "最多 2 行，现有 3 行"),
    ],
)
def test_refused_in_words_that_never_repeat_what_was_typed(field, given, told):
    with pytest.raises(Unfit) as refused:
        read_value(field, given, ON)
    assert refused.value.expected == told


def test_what_nobody_asks_for_is_refused():
    values, wrong = read_values({"rent": MONEY}, {"rent": "800", "colour": "red"}, ON)
    assert values == {"rent": 80000}
    assert [str(item) for item in wrong] == ["没有名为“colour”的填写项"]


@given(st.fractions(min_value=0, max_value=1, max_denominator=10**6))
def test_rates_are_stored_exactly(rate):
    stored = json.loads(json.dumps(to_json(RATE, rate)))
    assert from_json(RATE, stored) == rate


@given(st.integers(-(2**53), 2**53))
def test_money_is_stored_exactly(fen):
    assert from_json(MONEY, json.loads(json.dumps(to_json(MONEY, fen)))) == fen
