"""What people type is understood, and what is not is passed on to be refused."""

import pytest

from lingxing.engines.rules.entry import typed_value
from lingxing.kernel.units import parse_unit
from lingxing.language.definitions import Fact, FactKind
from lingxing.language.nodes import BOOL, DATE, Kind, Type


def fact(kind, unit="ratio"):
    types = {FactKind.BOOL: BOOL, FactKind.DATE: DATE, FactKind.CHOICE: Type(Kind.CHOICE, choices=("a",))}
    return Fact("x", "某项", kind, types.get(kind, Type(Kind.NUMBER, parse_unit(unit))), parse_unit(unit))


MONEY, AREA, SHARE = fact(FactKind.MONEY, "CNY per year"), fact(FactKind.QUANTITY, "m2"), fact(FactKind.RATE, "share")
DAY, CHOICE, TRUTH = fact(FactKind.DATE), fact(FactKind.CHOICE), fact(FactKind.BOOL)


@pytest.mark.parametrize(
    ("declared", "typed", "expected"),
    [
        (MONEY, "12000", "12000"),
        (MONEY, " 12,000.50 ", "12000.50"),
        (MONEY, "１２，０００．５０元", "12000.50"),
        (MONEY, "¥12000", "12000"),
        (MONEY, "1.2万", "12000.0"),
        (MONEY, "12万元", "120000"),
        (MONEY, "12000元/年", "12000"),
        (MONEY, "-300.00", "-300.00"),
        (MONEY, "−300", "-300"),
        (AREA, "88.5平方米", "88.5"),
        (AREA, ".5", "0.5"),
        (SHARE, "60%", "0.60"),
        (SHARE, "60％", "0.60"),
        (SHARE, "0.6", "0.6"),
        (SHARE, "60", "60"),
        (DAY, "2026-03-01", "2026-03-01"),
        (DAY, "2026/3/1", "2026-03-01"),
        (DAY, "2026年3月1日", "2026-03-01"),
        (DAY, "2026.3.1", "2026-03-01"),
        (CHOICE, "a", "a"),
        (TRUTH, "true", True),
        (TRUTH, "false", False),
    ],
)
def test_what_is_typed_is_understood(declared, typed, expected):
    assert typed_value(typed, declared) == expected


@pytest.mark.parametrize("declared", [MONEY, AREA, SHARE, DAY, CHOICE, TRUTH])
@pytest.mark.parametrize("nothing", ["", "   ", "\u3000", "\x00"])
def test_an_empty_control_says_nothing(declared, nothing):
    assert typed_value(nothing, declared) is None


@pytest.mark.parametrize(
    ("declared", "typed"),
    [
        (MONEY, "很多"),
        (MONEY, "12 000 000abc"),
        (MONEY, "1e3"),
        (MONEY, "12000美元"),
        (AREA, "3万"),
        (AREA, "12元"),
        (SHARE, "六成"),
        (DAY, "昨天"),
        (TRUTH, "yes"),
        (CHOICE, "b"),
    ],
)
def test_what_is_not_understood_is_passed_on_as_typed(declared, typed):
    assert typed_value(typed, declared) == typed


def test_what_is_far_too_long_is_cut():
    assert typed_value("9" * 5000, CHOICE) == "9" * 200
