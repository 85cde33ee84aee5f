"""Programs for the tests: made by hand, and drawn at random with every word of the language."""

import datetime as dt
from fractions import Fraction
from typing import Any

from lingxing.kernel.units import CNY, PLAIN
from lingxing.language import functions as f
from lingxing.language.definitions import (
    Fact,
    FactKind,
    FactList,
    Formula,
    Group,
    Parameter,
    Policy,
    Program,
    Shape,
)
from lingxing.language.expressions import constant, wrap
from lingxing.language.nodes import BOOL, DATE, Kind, Node, Operation, RoundingMode, Type

DAY = dt.date(2024, 8, 15)
MONEY = Type(Kind.NUMBER, CNY, whole=True)
NUMBER = Type(Kind.NUMBER, PLAIN)
COUNT = Type(Kind.NUMBER, PLAIN, whole=True)
GRADES = {"low": "低", "middle": "中", "high": "高"}


def money(name, lower=-200_000_00, upper=200_000_00, scope="", default=None):
    return Fact(name, name, FactKind.MONEY, MONEY, CNY, 2, lower, upper, scope=scope, default=default)


def rate(name, scope=""):
    return Fact(name, name, FactKind.RATE, NUMBER, PLAIN, 4, 0, 1, scope=scope)


def count(name, lower=0, upper=40, scope=""):
    return Fact(name, name, FactKind.COUNT, COUNT, PLAIN, 0, lower, upper, scope=scope)


def choice(name, choices=None, scope=""):
    held = choices or GRADES
    kind = Type(Kind.CHOICE, choices=tuple(held))
    return Fact(name, name, FactKind.CHOICE, kind, choices=held, scope=scope)


def truth(name, scope=""):
    return Fact(name, name, FactKind.BOOL, BOOL, scope=scope)


def date(name, lower=dt.date(2019, 12, 1), upper=dt.date(2026, 3, 31), scope=""):
    return Fact(name, name, FactKind.DATE, DATE, lower=lower, upper=upper, scope=scope)


def claims(*facts):
    """Return a list of claims in the order of their dates."""
    groups = {
        "all": Group("all"),
        "year": Group("year", "date", "year"),
        "month": Group("month", "date", "month"),
        "day": Group("day", "date", "day"),
    }
    held = {fact.name: fact for fact in (date("date", scope="claims"), *facts)}
    return FactList("claims", "结算", "次", "date", groups, held)


def value_of(fact, below=None):
    """Return the fact as the formulas see it."""
    return wrap(Node(Operation.FACT, fact.type, () if below is None else (below.node,), fact.name, scope=fact.scope))


def parameter(name, setting, shape=Shape.SCALAR, kind=NUMBER, by=(), over=PLAIN):
    """Return the parameter; its one version is the setting."""
    return Parameter(name, name, "第一条", shape, kind, ((DAY, setting),), by, over)


def program(formulas, facts=(), lists=(), parameters=()):
    """Return a program of named expressions."""
    made = {}
    for name, expression in formulas.items():
        body = expression.node
        node = Node(Operation.FORMULA, body.type, (body,), name=name, label=name, scope=body.scope)
        made[name] = Formula(name, name, "第一条", node, "Return it.")
    policy = Policy("city/sample_2024", "样例", "", "", DAY, None, "", (), "")
    held = {one.name: one for one in parameters}
    return Program(
        policy,
        DAY,
        "参保人",
        {fact.name: fact for fact in facts},
        {events.name: events for events in lists},
        made,
        held,
        {name: one.on(DAY) for name, one in held.items()},
    )


SUBJECT_FACTS = (
    money("income"),
    rate("share"),
    count("heads"),
    choice("grade"),
    truth("first_time"),
    date("born"),
)
EVENT_FACTS = (
    money("amount", -5_000_00, 20_000_00, scope="claims"),
    rate("part", scope="claims"),
    choice("level", {"high": "高", "low": "低", "none": "无"}, scope="claims"),
    truth("referred", scope="claims"),
)
SETTINGS = (
    parameter("cap", 3_000_00, kind=MONEY),
    parameter("factor", Fraction(1, 3)),
    parameter("steps", ((0, Fraction(1, 10)), (1_200_00, Fraction(3, 5)), (3_000_00, Fraction(3, 4))), Shape.BRACKETS,
              over=CNY),
    parameter("grades", ((0, 1), (5, Fraction(4, 5)), (10, Fraction(1, 2))), Shape.TIERS),
    parameter("table", {("low", "true"): 200_00, ("low", "false"): 600_00, ("high", "true"): 1_000_00}, Shape.TABLE,
              MONEY, ("grade", "first_time")),
)  # fmt: skip


class Growth:
    """Draws expressions; each may use those before it. `events` says whether they may belong to claims."""

    def __init__(self, random, *, events):
        self.random = random
        self.parameters: dict[str, Any] = {one.name: f.parameter_value(one) for one in SETTINGS}
        pool = [value_of(fact) for fact in SUBJECT_FACTS]
        self.event_pool = [value_of(fact) for fact in EVENT_FACTS] if events else []
        if events:
            self.event_pool.append(value_of(date("date", scope="claims")))
        self.pool = pool
        self.numbers = [self.parameters["cap"], constant(7, CNY), constant(Fraction(1, 2)), constant(3)]

    def pick(self, wanted, *, money=None):
        """Return something drawn so far of that kind."""
        found = [
            one
            for one in (*self.pool, *self.event_pool, *self.event_pool, *self.numbers)
            if one.node.type.kind is wanted
            and (wanted is not Kind.NUMBER or money is None or (one.node.type.unit == CNY) is money)
        ]
        return self.random.choice(found)

    def grow(self, steps):
        """Return the expressions drawn by so many steps."""
        made: list[Any] = []
        while len(made) < steps:
            draw = self.random.choice(
                [self.sum, self.product, self.quotient, self.extreme, self.round, self.look_up, self.compare]
                + [self.join, self.choose, self.grant, self.day] + ([self.run, self.sum_up] if self.event_pool else [])
            )  # fmt: skip
            expression = draw()
            (self.event_pool if expression.node.scope else self.pool).append(expression)
            made.append(expression)
        return made

    def amount(self):
        return self.pick(Kind.NUMBER, money=True)

    def plain(self):
        return self.pick(Kind.NUMBER, money=False)

    def truth(self):
        return self.pick(Kind.BOOL)

    def sum(self):
        left, right = self.amount(), self.amount()
        return self.random.choice([left + right, left - right, -left])

    def product(self):
        return self.round_of(self.amount() * self.plain())

    def quotient(self):
        ratio = self.amount() / self.amount()
        if self.random.random() < 0.3:
            return self.round_of(ratio, 1)
        return self.round_of(self.amount() * f.least(f.greatest(ratio, 0), 1))

    def extreme(self):
        pairs = self.random.choice([(self.amount(), self.amount()), (self.amount(), 0)])
        return self.random.choice([f.least, f.greatest])(*pairs)

    def round(self):
        return self.round_of(self.amount() * self.parameters["factor"])

    def round_of(self, value, step=None):
        steps = (Fraction(1), Fraction(100), Fraction(7), Fraction(1, 2))
        chosen = Fraction(step) if step else self.random.choice(steps)
        value = f.rounded(value, self.random.choice(list(RoundingMode)), chosen)
        if value.node.type.unit == CNY:  # keeps the values of long chains within 64 bits
            value = f.least(f.greatest(value, constant(-500_000_00, CNY)), constant(500_000_00, CNY))
        else:
            value = f.least(f.greatest(value, constant(-50)), constant(50))
        return value

    def look_up(self):
        brackets = f.brackets(self.amount(), self.parameters["steps"])
        tier = f.tier(self.plain(), self.parameters["grades"])
        table = self.parameters["table"][self.pick(Kind.CHOICE), self.truth()]
        return self.random.choice([self.round_of(brackets), self.round_of(tier), table])

    def compare(self):
        left, right = self.random.choice([(self.amount(), self.amount()), (self.plain(), self.plain()),
                                          (self.pick(Kind.DATE), self.pick(Kind.DATE))])  # fmt: skip
        picked = self.pick(Kind.CHOICE)
        ordered = [left < right, left <= right, left > right, left >= right, left == right, left != right]
        chosen = [picked == self.random.choice(picked.node.type.choices), picked != self.pick(Kind.CHOICE)]
        return self.random.choice([*ordered, *chosen, f.tier(self.plain(), self.parameters["grades"]) > 0])

    def join(self):
        return self.random.choice([self.truth() & self.truth(), self.truth() | self.truth(), ~self.truth()])

    def choose(self):
        open_end = f.not_covered("未定")
        amounts = [(self.amount(), self.amount()), (self.amount(), open_end), (open_end, self.amount())]
        others = [(self.pick(kind), self.pick(kind)) for kind in (Kind.CHOICE, Kind.BOOL, Kind.DATE)]
        pairs = self.random.choice([*amounts, *others])
        return f.when(self.truth(), pairs[0]).otherwise(pairs[1])

    def grant(self):
        value = self.random.choice([self.amount(), self.truth()])
        return f.granted(value, self.truth(), self.truth())

    def day(self):
        first, last, months = self.pick(Kind.DATE), self.pick(Kind.DATE), value_of(SUBJECT_FACTS[2])
        return self.random.choice([
            f.when(self.truth(), f.days_later(first, 45)).otherwise(f.months_later(last, months)),
            self.scalar(f.months_between(first, last)), self.scalar(f.days_between(first, last)),
            self.scalar(f.year_of(first)), self.scalar(f.month_of(last)),
        ])  # fmt: skip

    def scalar(self, value):
        return f.least(f.greatest(f.plain(value), constant(-50)), constant(50))

    def of_event(self):
        found = [one for one in self.event_pool if one.node.type.kind is Kind.NUMBER and one.node.type.unit == CNY]
        return self.random.choice(found)

    def run(self):
        total = f.running(self.of_event(), self.random.choice(["all", "year", "month", "day"]))
        total = f.least(f.greatest(total, constant(-900_000_00, CNY)), constant(900_000_00, CNY))
        share = self.random.choice([f.brackets(total, self.parameters["steps"]), total * constant(Fraction(1, 3))])
        return self.random.choice([total, f.increment(self.round_of(share))])

    def sum_up(self):
        total = f.total(self.random.choice([self.of_event(), f.increment(f.running(self.of_event(), "year"))]))
        return f.least(f.greatest(total, constant(-900_000_00, CNY)), constant(900_000_00, CNY))
