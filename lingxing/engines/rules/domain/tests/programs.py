"""Programs for tests, built from functions and short declarations without a package folder."""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lingxing.kernel.exact import exact
from lingxing.kernel.units import CNY, PLAIN, SHARE, Unit
from lingxing.language import (
    Bool,
    Choice,
    Money,
    Parameters,
    article,
    brackets,
    cap,
    granted,
    greatest,
    half_up,
    increment,
    least,
    running,
    step,
    total,
)
from lingxing.language.definitions import (
    Fact,
    FactKind,
    FactList,
    Group,
    Overlap,
    Parameter,
    Policy,
    Program,
    Setting,
    Shape,
)
from lingxing.language.formulas import Builder, Marked
from lingxing.language.nodes import BOOL, DATE, Kind, Node, Type

DAY = dt.date(2024, 8, 15)
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2030, 12, 31)


def money(name: str, label: str, upper: int = 100_000_000_00, lower: int = 0, **more: Any) -> Fact:
    """Return a fact in CNY; bounds in fen."""
    return Fact(
        name, label, FactKind.MONEY, Type(Kind.NUMBER, CNY, whole=True), CNY, 2, lower=lower, upper=upper, **more
    )


def number(name: str, label: str, unit: Unit = PLAIN, upper: int = 1000, lower: int = 0, **more: Any) -> Fact:
    """Return a whole number with a unit."""
    return Fact(name, label, FactKind.COUNT, Type(Kind.NUMBER, unit, whole=True), unit, 0, lower, upper, **more)


def rate(name: str, label: str, **more: Any) -> Fact:
    """Return a share from 0 to 1 with four decimals."""
    return Fact(name, label, FactKind.RATE, Type(Kind.NUMBER, SHARE), SHARE, 4, 0, 1, **more)


def choice(name: str, label: str, choices: Mapping[str, str], **more: Any) -> Fact:
    """Return a choice."""
    return Fact(name, label, FactKind.CHOICE, Type(Kind.CHOICE, choices=tuple(choices)), choices=dict(choices), **more)


def truth(name: str, label: str, **more: Any) -> Fact:
    """Return a truth."""
    return Fact(name, label, FactKind.BOOL, BOOL, **more)


def day(name: str, label: str, **more: Any) -> Fact:
    """Return a date."""
    return Fact(name, label, FactKind.DATE, DATE, lower=FIRST, upper=LAST, **more)


def scalar(name: str, label: str, unit: Unit, *, whole: bool = False, **more: Any) -> Parameter:
    """Return a number of the document."""
    return Parameter(name, label, "第一条", Shape.SCALAR, Type(Kind.NUMBER, unit, whole), **more)


def schedule(name: str, label: str, shape: Shape, unit: Unit, over: Unit) -> Parameter:
    """Return brackets or tiers."""
    return Parameter(name, label, "第二条", shape, Type(Kind.NUMBER, unit), over=over)


def table(name: str, label: str, unit: Unit, *by: str) -> Parameter:
    """Return a table."""
    return Parameter(name, label, "第三条", Shape.TABLE, Type(Kind.NUMBER, unit, whole=bool(unit.powers)), by=by)


def share(text: str) -> int | Fraction:
    """Return an exact number from decimal text."""
    return exact(Fraction(text))


def program(
    formulas: list[Callable[..., Any]],
    facts: list[Fact],
    settings: Mapping[str, tuple[Parameter, Setting | None]] | None = None,
    lists: list[FactList] | None = None,
    computed: Mapping[str, Node] | None = None,
    overlaps: tuple[Overlap, ...] = (),
    policy_id: str = "town/subject_2024",
    effective: dt.date = DAY,
    expires: dt.date | None = None,
    on: dt.date = DAY,
) -> Program:
    """Return a program of marked functions."""
    given = settings or {}
    parameters = {name: parameter for name, (parameter, _) in given.items()}
    own = {fact.name: fact for fact in facts}
    events = {listed.name: listed for listed in lists or []}
    declared = {**own, **{name: fact for listed in events.values() for name, fact in listed.facts.items()}}
    marks: list[Marked] = [vars(formula)["lingxing_formula"] for formula in formulas]
    marked = {one.name: one for one in marks}
    built = Builder(declared, parameters, marked, computed or {}).build()
    policy = Policy(
        id=policy_id,
        title="办法",
        document_number="某政〔2024〕1号",
        issuer="某市人民政府",
        effective=effective,
        expires=expires,
        interpreter="某市财政局",
        basis=(),
        abstract="摘要",
        overlaps=overlaps,
    )
    return Program(
        policy, on, "居民", own, events, built, parameters, {name: setting for name, (_, setting) in given.items()}
    )


# ---- the two-step rule set: basic and catastrophic insurance ----

LEVELS = {"primary": "一级", "secondary": "二级", "tertiary": "三级"}


@article("第十八条", label="起付标准", internal=True)
def deductible(level: Choice, p: Parameters) -> Money:
    """Return the deductible."""
    return p.deductible[level]


@article("第十九条", label="基本医保支付")
def basic_payment(covered: Money, level: Choice, deductible: Money, p: Parameters) -> Money:
    """Return what basic insurance pays.

    Reading: 先扣起付标准，再乘支付比例。
    """
    above = step("超过起付标准的部分", greatest(covered - deductible, 0))
    return cap(half_up(above * p.rate[level]), p.yearly_cap)


@article("第二十条", label="个人自付", internal=True)
def copayment(covered: Money, basic_payment: Money) -> Money:
    """Return what is left to the person."""
    return covered - basic_payment


@article("四（一）", label="大病保险支付")
def catastrophic_payment(copayment: Money, p: Parameters) -> Money:
    """Return what catastrophic insurance pays."""
    return least(half_up(brackets(copayment, p.reimbursement)), p.annual_cap)


@article("五", label="个人负担")
def person_pays(copayment: Money, catastrophic_payment: Money) -> Money:
    """Return what the person pays in the end."""
    return copayment - catastrophic_payment


TWO_STEP_SETTINGS: dict[str, tuple[Parameter, Setting | None]] = {
    "deductible": (
        table("deductible", "起付标准", CNY, "level"),
        {("primary",): 20000, ("secondary",): 60000, ("tertiary",): 100000},
    ),
    "rate": (
        table("rate", "支付比例", SHARE, "level"),
        {("primary",): share("0.85"), ("secondary",): share("0.7"), ("tertiary",): share("0.6")},
    ),
    "yearly_cap": (scalar("yearly_cap", "年度限额", CNY, whole=True), 20_000_000),
    "annual_cap": (scalar("annual_cap", "年度最高支付限额", CNY, whole=True), 30_000_000),
    "reimbursement": (
        schedule("reimbursement", "分段支付比例", Shape.BRACKETS, SHARE, CNY),
        ((1_200_000, share("0.6")), (3_000_000, share("0.65")), (10_000_000, share("0.75"))),
    ),
}
TWO_STEP = [deductible, basic_payment, copayment, catastrophic_payment, person_pays]


def two_step() -> Program:
    """Return basic and catastrophic insurance over one sum."""
    return program(
        TWO_STEP, [money("covered", "政策范围内费用"), choice("level", "医院级别", LEVELS)], TWO_STEP_SETTINGS
    )


# ---- ordered claims ----


@article("四（二）", label="大病保险支付")
def claim_payment(cost: Money, p: Parameters) -> Money:
    """Return what is paid on a claim."""
    sum_of_year = running(cost, within="year", label="年度累计")
    return increment(least(half_up(brackets(sum_of_year, p.reimbursement)), p.annual_cap))


@article("四（三）", label="全部支付")
def all_payments(claim_payment: Money) -> Money:
    """Return what is paid on all claims."""
    return total(claim_payment, label="合计")


def claims(*facts: Fact) -> FactList:
    """Return a list of claims with a date and the facts given."""
    date = day("date", "日期", scope="claims")
    groups = {
        "year": Group("year", "date", "year"),
        "month": Group("month", "date", "month"),
        "day": Group("day", "date", "day"),
        "all": Group("all"),
    }
    return FactList("claims", "就医结算", "次就医", "date", groups, {fact.name: fact for fact in (date, *facts)})


def claims_program() -> Program:
    """Return catastrophic insurance claim by claim."""
    cost = money("cost", "个人自付", scope="claims", lower=-100_000_000_00)
    return program([claim_payment, all_payments], [], TWO_STEP_SETTINGS, [claims(cost)])


# ---- a measure with conditions ----


@article("第五条", label="租金补贴")
def rent_subsidy(area: Money, score: Money, newcomer: Bool, kind: Choice, p: Parameters) -> Money:
    """Return the subsidy of the rent."""
    return granted(
        p.amount,
        step("营业面积", area >= p.least_area, article="第五条（一）"),
        score >= p.least_score,
        newcomer | (score >= p.high_score),
        kind.is_in("shop", "market"),
    )


def measure_program() -> Program:
    """Return one measure with four conditions."""
    square, point = Unit((("m2", 1),)), Unit((("point", 1),))
    return program(
        [rent_subsidy],
        [
            number("area", "面积", square),
            number("score", "得分", point, 100),
            truth("newcomer", "首次申请"),
            choice("kind", "业态", {"shop": "商店", "market": "市场", "office": "办公"}),
        ],
        {
            "amount": (scalar("amount", "补贴额", CNY, whole=True), 500_000),
            "least_area": (scalar("least_area", "最小面积", square, whole=True), 100),
            "least_score": (scalar("least_score", "最低得分", point, whole=True), 70),
            "high_score": (scalar("high_score", "高分", point, whole=True), 90),
        },
    )
