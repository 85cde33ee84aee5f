"""The typed graph that a rule is: what each node means, its type, its label and its article.

Formulas run once on symbolic values (`expressions`) and leave nodes behind. Every back-end reads this graph.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lingxing.kernel.exact import Exact
from lingxing.kernel.units import PLAIN, Unit


class Kind(StrEnum):
    """What sort of value a node gives."""

    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a value.

    Numbers have a unit and are `whole` where they hold no fraction of their base unit (fen for money: a unit with
    CNY to the power n is held times 100ⁿ). Choices list what they may be.
    """

    kind: Kind
    unit: Unit = PLAIN
    whole: bool = False
    choices: tuple[str, ...] = ()


BOOL = Type(Kind.BOOL)
DATE = Type(Kind.DATE)


class Operation(StrEnum):
    """What a node does with its arguments (a, b, …), its `name` and its `value`.

    What is not covered spreads: a node is not covered where an argument that it uses is not. The exceptions don't hang
    on the order of the arguments: ALL_OF is false if any part is false, ANY_OF true if any is true, and GRANTED nothing
    if any condition is false, whatever else is not covered. A parameter without a value on the day is not covered, or
    asked for where the installation must supply it.
    """

    # leaves
    CONSTANT = "constant"  # value
    FACT = "fact"  # the fact `name`; an argument, where there is one, is computed where the fact is not given
    PARAMETER = "parameter"  # the scalar parameter `name`
    # names
    FORMULA = "formula"  # a, the body of the formula `name`; a line of the trace
    STEP = "step"  # a, under a label; a line of the trace
    # numbers
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"  # a / b, exact; not covered where b is 0
    NEGATE = "negate"
    LEAST = "least"  # any number of arguments
    GREATEST = "greatest"
    HIGHEST_OF = "highest_of"  # 就高不重复: the greatest; each argument is a STEP or FORMULA with a label
    ROUND = "round"  # a, rounded as `value` (a Rounding) says
    BRACKETS = "brackets"  # marginal: the parameter `name` is ((threshold, rate), …); nothing below the first threshold
    TIERS = "tiers"  # the value of the last tier of the parameter `name` whose threshold is ≤ a; else not covered
    TABLE = "table"  # the parameter `name` looked up at the arguments (choices, bools); not covered where absent
    # truth
    EQUAL = "equal"
    UNEQUAL = "unequal"
    LESS = "less"
    LESS_OR_EQUAL = "less_or_equal"
    GREATER = "greater"
    GREATER_OR_EQUAL = "greater_or_equal"
    ALL_OF = "all_of"  # any number of arguments
    ANY_OF = "any_of"
    NOT = "not"
    # choosing
    # WHEN: condition, value, condition, value, …, otherwise; asked in order, only the branch taken is worked out; a
    # condition that is reached and not covered makes the whole not covered
    WHEN = "when"
    GRANTED = "granted"  # a where all of b, c, … hold; else nothing (0, false), with every condition that fails named
    NOT_COVERED = "not_covered"  # what the document leaves open; `label` says what
    # lists of events, in order
    # RUNNING: the total of a up to and with this event, within the group `name` of the list (a month is one of one
    # year); not covered from the group's first event on whose a is not covered
    RUNNING = "running"
    # INCREMENT: a with the running totals of this event, less a with those before it; all else is as of this event,
    # also an INCREMENT or TOTAL below, and what a RUNNING below sums
    INCREMENT = "increment"
    TOTAL = "total"  # the sum of a over the list `name`; belongs to the subject; not covered if any event's a is not
    # dates
    ADD_DAYS = "add_days"  # date a, b days later; not covered beyond the years 1 to 9999
    ADD_MONTHS = "add_months"  # date a, b months later: the same day, or the month's last; not covered as above
    DAYS_BETWEEN = "days_between"  # days from date a to date b
    MONTHS_BETWEEN = "months_between"  # the largest n for which a, n months later, is not after b
    YEAR_OF = "year_of"
    MONTH_OF = "month_of"


COMPARISONS = frozenset(
    {
        Operation.EQUAL,
        Operation.UNEQUAL,
        Operation.LESS,
        Operation.LESS_OR_EQUAL,
        Operation.GREATER,
        Operation.GREATER_OR_EQUAL,
    }
)


class RoundingMode(StrEnum):
    """How a value between two steps is settled. Ties and signs differ for refunds."""

    HALF_UP = "half_up"  # to the nearest; a tie goes up (−0.5 → 0)
    HALF_AWAY = "half_away"  # to the nearest; a tie goes away from zero (−0.5 → −1): 四舍五入 of refunds by size
    HALF_EVEN = "half_even"
    DOWN = "down"  # toward −∞
    UP = "up"  # toward +∞
    TOWARD_ZERO = "toward_zero"


@dataclass(frozen=True, slots=True)
class Rounding:
    """A mode and the step it rounds to, in base units: 1 is a fen for money, 100 a yuan."""

    mode: RoundingMode
    step: Fraction


Value = Exact | str | bool | dt.date
"""A value of a fact, constant or output: number in base units, name of a choice, truth, date."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A step of a rule. Nodes are the same only if they are one object: shared parts are worked out once.

    `scope` is the list whose events the value belongs to, or "" where it belongs to the subject.
    """

    operation: Operation
    type: Type
    arguments: tuple["Node", ...] = ()
    name: str = ""
    value: Value | Rounding | None = None
    label: str = ""
    article: str = ""
    scope: str = ""


def walk(*roots: Node) -> Iterator[Node]:
    """Yield every node below the roots once, arguments before what uses them."""
    seen: set[int] = set()
    for root in roots:
        yield from _walk(root, seen)


def _walk(root: Node, seen: set[int]) -> Iterator[Node]:
    pending: list[tuple[Node, bool]] = [(root, False)]
    while pending:
        node, ready = pending.pop()
        if ready:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            pending.append((node, True))
            pending += [(argument, False) for argument in reversed(node.arguments)]
