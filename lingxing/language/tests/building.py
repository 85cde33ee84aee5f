"""A small set of facts and parameters to write formulas against."""

import datetime as dt
import types
from fractions import Fraction
from typing import Any

from lingxing.kernel.units import CNY, PLAIN, SHARE, parse_unit
from lingxing.language.definitions import Fact, FactKind, Parameter, Shape
from lingxing.language.formulas import Builder, marked_formulas, versions_on
from lingxing.language.nodes import BOOL, DATE, Kind, Type

MONEY = Type(Kind.NUMBER, CNY, whole=True)
DAY = dt.date(2024, 1, 1)


def money(name: str, scope: str = "") -> Fact:
    return Fact(name, name, FactKind.MONEY, MONEY, CNY, 2, 0, 10**9, scope=scope)


FACTS = {
    "cost": money("cost"),
    "income": money("income"),
    "fee": money("fee", scope="claims"),
    "level": Fact(
        "level",
        "级别",
        FactKind.CHOICE,
        Type(Kind.CHOICE, choices=("low", "high")),
        choices={"low": "低", "high": "高"},
    ),
    "new": Fact("new", "首次", FactKind.BOOL, BOOL),
    "born": Fact("born", "出生日期", FactKind.DATE, DATE),
    "area": Fact("area", "面积", FactKind.QUANTITY, Type(Kind.NUMBER, parse_unit("m2")), parse_unit("m2"), 2, 0, 10**6),
}


def parameter(name: str, kind: Type, value: Any, shape: Shape = Shape.SCALAR, **more: Any) -> Parameter:
    return Parameter(name, name, "第一条", shape, kind, ((DAY, value),), **more)


PARAMETERS = {
    "ceiling": parameter("ceiling", MONEY, 100_000),
    "share": parameter("share", Type(Kind.NUMBER, SHARE), Fraction(1, 2)),
    "price": parameter("price", Type(Kind.NUMBER, parse_unit("CNY/m2"), whole=True), 500),
    "by_level": parameter("by_level", MONEY, {("low",): 100, ("high",): 200}, Shape.TABLE, by=("level",)),
    "rates": parameter("rates", Type(Kind.NUMBER, SHARE), ((0, Fraction(1, 2)),), Shape.BRACKETS, over=CNY),
    "grades": parameter("grades", Type(Kind.NUMBER, PLAIN), ((0, 1),), Shape.TIERS, over=CNY),
}


def build(*functions: object, on: dt.date = DAY) -> dict:
    """Return the formulas that the functions leave behind."""
    module = types.ModuleType("sample")
    for index, function in enumerate(functions):
        function.__module__ = "sample"
        setattr(module, f"formula_{index}", function)
    return Builder(FACTS, PARAMETERS, versions_on(marked_formulas(module), on), {}).build()
