"""What a ticket adds to the figures of its month, and how rates follow from them.

All figures of a month are of the tickets that came in during that month (Shanghai dates), as they stand now: the same
tickets are above and below every line, and each number has its list. Reading: 方案只说通报哪些率，没有写按哪个月算；
按受理的月份归集，工单后来办结、回访、重办的，仍记在受理的那个月。
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of a ticket: where it belongs, and what has become of it so far."""

    month: dt.date
    """The first day of the month that it came in."""
    organ: int
    """The unit that has or had it last; 0 where none ever had."""
    kind: str
    channel: str
    declined: bool = False
    withdrawn: bool = False
    joined: bool = False
    anonymous: bool = False
    emergency: bool = False
    forwarded: bool = False
    answered: bool = False
    at_once: bool = False
    handled: bool = False
    late: bool = False
    returned: bool = False
    redone: bool = False
    concluded: bool = False
    reachable: bool = False
    called: bool = False
    satisfied: str = ""
    """content, fair or dissatisfied; empty where nobody has said."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of tickets, or sums of them."""

    received: int = 0
    declined: int = 0
    withdrawn: int = 0
    joined: int = 0
    anonymous: int = 0
    emergency: int = 0
    forwarded: int = 0
    at_once: int = 0
    concluded: int = 0
    handled: int = 0
    on_time: int = 0
    returned: int = 0
    redone: int = 0
    to_call: int = 0
    called: int = 0
    rated: int = 0
    satisfied: int = 0

    def plus(self, other: "Counts", sign: int = 1) -> "Counts":
        """Return the sum, or with -1 the difference."""
        return Counts(*(getattr(self, name) + sign * getattr(other, name) for name in MEASURES))

    @property
    def accepted(self) -> int:
        """Return how many had to be brought to an end."""
        return self.received - self.declined - self.withdrawn - self.joined


MEASURES = tuple(field.name for field in fields(Counts))
LABELS: Mapping[str, str] = {
    "received": "受理量",
    "declined": "不予受理",
    "withdrawn": "来电人撤回",
    "joined": "并入同一事项",
    "anonymous": "匿名",
    "emergency": "提示拨打紧急电话",
    "forwarded": "交办",
    "at_once": "当场答复",
    "concluded": "办结",
    "handled": "单位已答复",
    "on_time": "按时答复",
    "returned": "退回过",
    "redone": "发回重办",
    "to_call": "应回访",
    "called": "已回访",
    "rated": "有评价",
    "satisfied": "满意和基本满意",
}
DEFINITIONS: Mapping[str, str] = {
    "received": "本月进来的全部工单，各渠道都算",
    "declined": "属于不予受理的事项，已经告知可以找谁",
    "withdrawn": "来电人自己撤回",
    "joined": "与另一张工单是同一件事，人工确认后并入；答复同时给这些来电人，他们的回访和满意度照算",
    "anonymous": "来电人要求匿名",
    "emergency": "文字里有紧急情况的词，系统提示先拨打紧急电话",
    "forwarded": "交给过承办单位",
    "at_once": "没有交办，话务员按知识库当场答复",
    "concluded": "已经办结或者归档",
    "handled": "承办单位至少答复过一次；并入的工单要到发回重办才算；记在最后的承办单位",
    "on_time": "单位已答复，而且每一次都不迟于办结期限的最后一天",
    "returned": "单位退回过；记在最后的承办单位",
    "redone": "单位答复以后来电人不满意，发回重新办理过；话务员当场答复后才交办的不算",
    "to_call": "已经答复（包括随并入的工单答复），而且留有联系方式；没有留联系方式、来电人也没有自己评价的不算",
    "called": "应回访的里面，接通回访或者来电人自己评价过",
    "rated": "回访时或者自己表示过满意与否",
    "satisfied": "最后一次表示满意或者基本满意",
}


def counted(facts: Facts) -> Counts:
    """Return what one ticket adds: each number 0 or 1."""
    rated = bool(facts.satisfied)
    to_call = facts.answered and (facts.reachable or facts.called)
    return Counts(
        received=1,
        declined=int(facts.declined),
        withdrawn=int(facts.withdrawn),
        joined=int(facts.joined),
        anonymous=int(facts.anonymous),
        emergency=int(facts.emergency),
        forwarded=int(facts.forwarded),
        at_once=int(facts.at_once),
        concluded=int(facts.concluded),
        handled=int(facts.handled),
        on_time=int(facts.handled and not facts.late),
        returned=int(facts.returned),
        redone=int(facts.redone),
        to_call=int(to_call),
        called=int(to_call and facts.called),
        rated=int(rated),
        satisfied=int(rated and facts.satisfied != "dissatisfied"),
    )


WANTED = ("answered", "concluded", "called", "on_time", "satisfied")
"""The rates of which the more is the better: a document may want so many per cent of each."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share: its Chinese name, how many of how many, and how it is defined. `goal`: the per cent that the document
    wants of it, None where it wants none."""

    key: str
    label: str
    part: int
    whole: int
    definition: str
    goal: int | None = None

    @property
    def missing(self) -> int | None:
        """Return how many more are wanted for the goal; None without a goal, or of nothing."""
        if self.goal is None or not self.whole:
            return None
        return max(0, -(-self.whole * self.goal // 100) - self.part)

    @property
    def share(self) -> Fraction | None:
        """Return the exact share, None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def shown(self) -> str:
        """Return it in per cent with two decimals, rounded half up; a dash of nothing."""
        if not self.whole:
            return "—"
        hundredths = (self.part * 20_000 + self.whole) // (2 * self.whole)
        return f"{hundredths // 100}.{hundredths % 100:02}%"


def rates(counts: Counts, overdue: int, goals: Mapping[str, int] = MappingProxyType({})) -> tuple[Rate, ...]:
    """Return the rates of tickets; `overdue` are those that a unit has past their last day and has never answered.
    `goals`: the per cent that is wanted of a rate.

    Reading: 群众满意度 — 基本满意 counts as satisfied; 按时办结率 — a ticket that is late and not answered yet is late.
    """
    due = counts.handled + overdue
    found = (
        Rate("concluded", "服务办结率", counts.concluded, counts.accepted, "办结 ÷（受理量 − 不予受理 − 撤回 − 并入）"),
        Rate("called", "评价回访率", counts.called, counts.to_call, "已回访 ÷ 应回访"),
        Rate("on_time", "按时办结率", counts.on_time, due, "按时答复 ÷（单位已答复 + 已逾期还没有答复）"),
        Rate("redone", "发回重办率", counts.redone, counts.handled, "发回重办 ÷ 单位已答复"),
        Rate("satisfied", "群众满意度", counts.satisfied, counts.rated, "满意和基本满意 ÷ 有评价"),
    )
    return tuple(replace(rate, goal=goals.get(rate.key)) for rate in found)


def answered_rate(offered: int, connected: int, goal: int | None = None) -> Rate:
    """Return the share of telephone calls that were put through to an operator, from the exchange's own figures."""
    return Rate("answered", "电话接通率", connected, offered, "接通的来电 ÷ 打进来的来电（话务系统的统计）", goal)
