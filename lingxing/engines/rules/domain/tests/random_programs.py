"""Random programs of every operation, and random cases for them, each from a seed."""

import datetime as dt
import random
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.tests.programs import (
    DAY,
    FIRST,
    choice,
    claims,
    day,
    money,
    number,
    rate,
    schedule,
    share,
    table,
    truth,
)
from lingxing.kernel.units import PLAIN, SHARE
from lingxing.language.definitions import Fact, Formula, Policy, Program, Shape
from lingxing.language.nodes import BOOL, DATE, Kind, Node, Operation, Rounding, RoundingMode, Type

O = Operation  # noqa: E741
NUMBER = Type(Kind.NUMBER, PLAIN)
CHOICES = {"red": "红", "green": "绿", "blue": "蓝"}
PICK = Type(Kind.CHOICE, choices=tuple(CHOICES))

SUBJECT_FACTS = [
    money("income", "收入", upper=5000, lower=-500),
    number("heads", "人数", upper=6),
    rate("part", "比例"),
    choice("colour", "颜色", CHOICES),
    truth("first", "首次"),
    truth("local", "本地"),
    day("since", "起始日"),
]
EVENT_FACTS = [
    money("cost", "费用", upper=3000, lower=-300, scope="claims"),
    choice("kind", "类别", CHOICES, scope="claims"),
    truth("filed", "已备案", scope="claims"),
]
SETTINGS: dict[str, Any] = {
    "limit": 1000,
    "steps": ((0, share("0.5")), (500, share("0.25")), (2000, share("-0.1"))),
    "tiers": ((-100, 1), (0, share("1.5")), (1000, 3)),
    "grid": {("red", "true"): 7, ("red", "false"): share("2.5"), ("green", "true"): 0, ("blue", "false"): -3},
}


class Maker:
    """Makes nodes of the type and scope asked for."""

    def __init__(self, seed: int, *, dates: bool = True) -> None:
        self.random = random.Random(seed)
        self.dates = dates
        self.facts = {fact.name: fact for fact in SUBJECT_FACTS}
        self.listed = claims(*EVENT_FACTS)
        self.leaves: dict[str, Node] = {}
        self.formulas: dict[str, Formula] = {}
        self.named: list[Node] = []

    def program(self) -> Program:
        """Return a program of six formulas, each free to use the ones before it."""
        for place in range(6):
            scope = self.random.choice(["", "", "claims"])
            body = self.number(4, scope) if self.random.random() < 0.8 else self.bool(4, scope)
            name = f"formula_{place}"
            scope = body.scope
            node = Node(O.FORMULA, body.type, (body,), name=name, label=f"式{place}", article="第一条", scope=scope)
            self.named.append(node)
            self.formulas[name] = Formula(name, f"式{place}", "第一条", node, "", internal=self.random.random() < 0.2)
        policy = Policy("town/random_2024", "办法", "", "", DAY, None, "", (), "")
        parameters = {
            "limit": schedule("limit", "限额", Shape.SCALAR, PLAIN, PLAIN),
            "steps": schedule("steps", "分段", Shape.BRACKETS, SHARE, PLAIN),
            "tiers": schedule("tiers", "分档", Shape.TIERS, PLAIN, PLAIN),
            "grid": table("grid", "表", PLAIN, "colour", "first"),
        }
        return Program(policy, DAY, "居民", self.facts, {"claims": self.listed}, self.formulas, parameters, SETTINGS)

    def node(self, operation: Operation, kind: Type, *arguments: Node, **more: Any) -> Node:
        scope = more.pop("scope", None)
        if scope is None:
            scope = next((argument.scope for argument in arguments if argument.scope), "")
        return Node(operation, kind, arguments, scope=scope, **more)

    def fact(self, scope: str, *kinds: Kind) -> Node:
        facts: list[Fact] = [fact for fact in self.facts.values() if fact.type.kind in kinds]
        if scope:
            facts += 2 * [fact for fact in self.listed.facts.values() if fact.type.kind in kinds]
        fact = self.random.choice(facts)
        if fact.name not in self.leaves:
            below = (self.node(O.CONSTANT, NUMBER, value=11),) if fact.name == "heads" else ()
            self.leaves[fact.name] = Node(O.FACT, fact.type, below, name=fact.name, label=fact.label, scope=fact.scope)
        return self.leaves[fact.name]

    def number(self, depth: int, scope: str) -> Node:
        """Return a number."""
        if depth == 0 or self.random.random() < 0.1:
            return self.leaf(scope)
        makers = [
            self.sum,
            self.extreme,
            self.rounded,
            self.looked_up,
            self.chosen,
            self.granted,
            self.reused,
            self.step,
        ]
        if self.dates:
            makers.append(self.calendar)
        if scope:
            makers += [self.running, self.running, self.increment]
        else:
            makers += [self.total]
        return self.random.choice(makers)(depth - 1, scope)

    def leaf(self, scope: str) -> Node:
        kind = self.random.random()
        if kind < 0.65:
            return self.fact(scope, Kind.NUMBER)
        if kind < 0.8:
            return self.node(O.PARAMETER, NUMBER, name="limit", label="限额")
        value = self.random.choice([0, 1, 2, 12, -3, Fraction(1, 3), Fraction(5, 2), 500])
        return self.node(O.CONSTANT, NUMBER, value=value)

    def sum(self, depth: int, scope: str) -> Node:
        operation = self.random.choice([O.ADD, O.SUBTRACT, O.MULTIPLY, O.DIVIDE, O.NEGATE])
        count = 1 if operation is O.NEGATE else 2
        return self.node(operation, NUMBER, *(self.number(depth, scope) for _ in range(count)))

    def extreme(self, depth: int, scope: str) -> Node:
        operation = self.random.choice([O.LEAST, O.GREATEST, O.HIGHEST_OF])
        arguments = [self.number(depth, scope) for _ in range(self.random.choice([2, 2, 3]))]
        if operation is O.HIGHEST_OF:
            arguments = [self.node(O.STEP, a.type, a, label=f"项{place}") for place, a in enumerate(arguments)]
        return self.node(operation, NUMBER, *arguments)

    def rounded(self, depth: int, scope: str) -> Node:
        step = self.random.choice([Fraction(1), Fraction(100), Fraction(1, 10), Fraction(3)])
        how = Rounding(self.random.choice(list(RoundingMode)), step)
        return self.node(O.ROUND, NUMBER, self.number(depth, scope), value=how)

    def looked_up(self, depth: int, scope: str) -> Node:
        operation = self.random.choice([O.BRACKETS, O.TIERS, O.TABLE])
        if operation is O.TABLE:
            return self.node(O.TABLE, NUMBER, self.fact(scope, Kind.CHOICE), self.bool(depth, scope), name="grid")
        name = "steps" if operation is O.BRACKETS else "tiers"
        return self.node(operation, NUMBER, self.number(depth, scope), name=name)

    def chosen(self, depth: int, scope: str) -> Node:
        arms = [part for _ in range(self.random.choice([1, 1, 2])) for part in self.arm(depth, scope)]
        return self.node(O.WHEN, NUMBER, *arms, self.number(depth, scope))

    def arm(self, depth: int, scope: str) -> tuple[Node, Node]:
        if self.random.random() < 0.1:
            return self.bool(depth, scope), self.node(O.NOT_COVERED, NUMBER, label="另行规定")
        return self.bool(depth, scope), self.number(depth, scope)

    def granted(self, depth: int, scope: str) -> Node:
        conditions = [self.bool(depth, scope) for _ in range(self.random.choice([1, 2]))]
        return self.node(O.GRANTED, NUMBER, self.number(depth, scope), *conditions)

    def step(self, depth: int, scope: str) -> Node:
        body = self.number(depth, scope)
        return self.node(O.STEP, body.type, body, label="步骤")

    def reused(self, depth: int, scope: str) -> Node:
        known = [node for node in self.named if node.scope in {"", scope} and node.type.kind is Kind.NUMBER]
        return self.random.choice(known) if known else self.number(depth, scope)

    def running(self, depth: int, scope: str) -> Node:
        group = self.random.choice(["year", "month", "day", "all"])
        label = self.random.choice(["", "累计"])
        return self.node(O.RUNNING, NUMBER, self.event_number(depth), name=group, label=label)

    def event_number(self, depth: int) -> Node:
        node = self.number(depth, "claims")
        return node if node.scope else self.node(O.ADD, NUMBER, node, self.fact_of_event())

    def fact_of_event(self) -> Node:
        self.leaves.setdefault(
            "cost", Node(O.FACT, self.listed.facts["cost"].type, name="cost", label="费用", scope="claims")
        )
        return self.leaves["cost"]

    def increment(self, depth: int, scope: str) -> Node:
        running = self.running(depth, scope)
        how = Rounding(RoundingMode.HALF_AWAY, Fraction(1))
        body = self.node(O.ROUND, NUMBER, self.node(O.BRACKETS, NUMBER, running, name="steps"), value=how)
        if self.random.random() < 0.5:
            body = self.node(O.LEAST, NUMBER, body, self.number(depth, scope))
        return self.node(O.INCREMENT, NUMBER, body)

    def total(self, depth: int, scope: str) -> Node:
        return self.node(O.TOTAL, NUMBER, self.event_number(depth), name="claims", label="合计", scope="")

    def bool(self, depth: int, scope: str) -> Node:
        """Return a truth."""
        kind = self.random.random()
        if depth == 0 or kind < 0.2:
            return self.fact(scope, Kind.BOOL)
        if kind < 0.35:
            return self.node(O.NOT, BOOL, self.bool(depth - 1, scope))
        if kind < 0.55:
            operation = self.random.choice([O.ALL_OF, O.ANY_OF])
            return self.node(operation, BOOL, *(self.bool(depth - 1, scope) for _ in range(2)))
        if kind < 0.65:
            picked = self.node(O.CONSTANT, PICK, value=self.random.choice(list(CHOICES)))
            operation = self.random.choice([O.EQUAL, O.UNEQUAL])
            return self.node(operation, BOOL, self.fact(scope, Kind.CHOICE), picked)
        if kind < 0.72 and self.dates:
            operation = self.random.choice([O.LESS, O.GREATER_OR_EQUAL, O.EQUAL])
            return self.node(operation, BOOL, self.day(depth - 1, scope), self.day(depth - 1, scope))
        if kind < 0.78:
            body = self.bool(depth - 1, scope)
            return self.node(O.STEP, BOOL, body, label="条件")
        operation = self.random.choice([O.EQUAL, O.UNEQUAL, O.LESS, O.LESS_OR_EQUAL, O.GREATER, O.GREATER_OR_EQUAL])
        return self.node(operation, BOOL, self.number(depth - 1, scope), self.number(depth - 1, scope))

    def day(self, depth: int, scope: str) -> Node:
        if depth <= 0 or self.random.random() < 0.5:
            return self.fact(scope, Kind.DATE)
        operation = self.random.choice([O.ADD_DAYS, O.ADD_MONTHS])
        amount = self.node(O.ROUND, NUMBER, self.number(0, scope), value=Rounding(RoundingMode.DOWN, Fraction(1)))
        return self.node(operation, DATE, self.day(depth - 1, scope), amount)

    def calendar(self, depth: int, scope: str) -> Node:
        operation = self.random.choice([O.DAYS_BETWEEN, O.MONTHS_BETWEEN, O.YEAR_OF, O.MONTH_OF])
        count = 2 if operation in {O.DAYS_BETWEEN, O.MONTHS_BETWEEN} else 1
        days = [self.fact(scope, Kind.DATE) if count == 2 else self.day(depth, scope) for _ in range(count)]
        return self.node(operation, NUMBER, *days)


def random_value(chance: random.Random, fact: Fact) -> Any:
    """Return a value within the fact's declaration, often at an end of it."""
    if fact.type.kind is Kind.BOOL:
        return chance.random() < 0.5
    if fact.type.kind is Kind.CHOICE:
        return chance.choice(list(fact.choices))
    if fact.type.kind is Kind.DATE:
        return FIRST + dt.timedelta(days=chance.choice([0, 30, 59, 365, chance.randrange(4000)]))
    if fact.type.whole:
        assert isinstance(fact.lower, int)
        assert isinstance(fact.upper, int)
        return chance.choice([fact.lower, fact.upper, chance.randint(fact.lower, fact.upper)])
    return chance.choice([0, 1, Fraction(chance.randint(1, 9999), 10000)])


def random_case(program: Program, seed: int) -> Case:
    """Return a case with all facts but those that are computed."""
    chance = random.Random(seed)
    values = {fact.name: random_value(chance, fact) for fact in program.facts.values() if fact.name != "heads"}
    if chance.random() < 0.5:
        values["heads"] = random_value(chance, program.facts["heads"])
    lists = {
        name: tuple(
            {fact.name: random_value(chance, fact) for fact in listed.facts.values()}
            for _ in range(chance.randint(0, 4))
        )
        for name, listed in program.lists.items()
    }
    return Case(values, lists)


def without_some(case: Case, seed: int, share_lost: float) -> Case:
    """Return the case with facts taken away."""
    chance = random.Random(seed)

    def kept(values: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if chance.random() >= share_lost}

    lists = {name: tuple(kept(event) for event in events) for name, events in case.lists.items()}
    return Case(
        kept(case.values), {name: events for name, events in lists.items() if chance.random() >= share_lost / 3}
    )


def completed(program: Program, partial: Case, seed: int) -> Case:
    """Return the partial case with every gap filled at random; a missing list gets events of its own.

    A fact that is computed where it is not given is no gap.
    """
    other = random_case(program, seed)
    values = {**{name: value for name, value in other.values.items() if name != "heads"}, **partial.values}
    lists = {
        name: tuple(
            {
                **{
                    fact.name: random_value(random.Random(f"{seed}{place}{fact.name}"), fact)
                    for fact in listed.facts.values()
                },
                **event,
            }
            for place, event in enumerate(partial.lists[name])
        )
        if name in partial.lists
        else other.lists[name]
        for name, listed in program.lists.items()
    }
    return Case(values, lists)
