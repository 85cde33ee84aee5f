"""What a plan's package knows beside the printed text: indicators with their targets, and corrections of tasks."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact
from lingxing.language.assessments import Assessment

MEASURES: Mapping[str, str] = {
    "percent": "%",
    "permille": "‰",
    "per_100000": "/10万",
    "per_1000_persons": "个/千人",
    "item_per_10000_persons": "件/万人",
    "CNY": "元",
    "CNY_10000": "万元",
    "CNY_100m": "亿元",
    "person": "人",
    "person_per_post": "人/岗",
    "person_per_1000_elderly": "人/千名老年人",
    "person_per_100_beds": "人/百张床位",
    "team": "支",
    "firm": "家",
    "piece": "个",
    "project": "项",
    "item": "件",
    "dwelling": "套",
    "household": "户",
    "bed": "张",
    "building": "栋",
    "estate": "个小区",
    "event": "场次",
    "time": "次",
    "rank": "位",
    "batch": "批",
    "point": "分",
    "mu": "亩",
    "mu_10000": "万亩",
    "kg_100m": "亿公斤",
    "jin_100m": "亿斤",
    "m2": "平方米",
    "m2_per_1000_persons": "平方米/千人",
    "m2_per_household": "平方米/户",
    "m2_10000": "万平方米",
    "km": "公里",
    "kW": "千瓦",
    "MW": "兆瓦",
    "minute": "分钟",
    "hour": "小时",
    "class_hour": "课时",
    "day": "天",
    "working_day": "个工作日",
    "month": "个月",
}
"""What indicators are measured in, and how people write it after the number. Values stand as printed: 26.52 percent."""

PARTS = frozenset({"percent", "permille"})
"""Measures of growth and of shares."""


class IndicatorKind(StrEnum):
    """What an indicator measures."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    COUNT = "count"

    @property
    def label(self) -> str:
        """Return the Chinese word."""
        words = {"level": "水平", "growth": "增长率", "share": "占比", "count": "数量"}
        return words[self.value]


class Better(StrEnum):
    """How a measured value is held against a target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"

    @property
    def sign(self) -> str:
        """Return the sign that stands before the number; nothing for what is only about it."""
        return {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<", "about": "约"}[self.value]

    @property
    def rising(self) -> bool | None:
        """Return whether more is better; None where neither more nor less is."""
        if self is Better.ABOUT:
            return None
        return self in (Better.AT_LEAST, Better.ABOVE)


class Over(StrEnum):
    """Which time a value covers."""

    STANDING = "standing"
    """How it stands on the target's day."""
    YEAR = "year"
    """What falls into one calendar year."""
    PERIOD = "period"
    """What has come together since the beginning of the indicator's `since`."""
    AVERAGE = "average"
    """The yearly average since the beginning of the indicator's `since`."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was measured before the plan: of which year, and of which area (a city may print its province's value)."""

    value: Exact
    year: int
    area: str


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached by a day; a target of a whole year is due on its last day."""

    on: dt.date
    value: Exact

    @property
    def year(self) -> int:
        """Return the year of the target's day."""
        return self.on.year


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable aim of a plan; values are exact and stand in `unit`."""

    name: str
    label: str
    article: str
    unit: str
    """A key of MEASURES."""
    kind: IndicatorKind
    better: Better
    targets: tuple[Target, ...]
    """At least one, the days rising."""
    area: str
    baseline: Baseline | None = None
    holder: tuple[str, ...] = ()
    """Names of the organs that answer for it, the leading one first; empty where the text names none."""
    over: Over = Over.STANDING
    since: int | None = None
    """First year of what comes together, for Over.PERIOD and Over.AVERAGE."""
    note: str = ""
    """In Chinese, how the printed words were understood where they allow more than one meaning."""
    where: str = ""

    @property
    def unit_label(self) -> str:
        """Return what stands after the number: %, /10万, 家."""
        return MEASURES[self.unit]

    def target_on(self, day: dt.date) -> Target | None:
        """Return the next target that is due on the day or later; None when the last one has passed."""
        return next((target for target in self.targets if target.on >= day), None)

    def target_of(self, year: int) -> Target | None:
        """Return the last target that is due in the year; None where it has none."""
        return next((target for target in reversed(self.targets) if target.year == year), None)

    def meets(self, value: Exact, target: Target) -> bool | None:
        """Return whether a measured value reaches the target; None where the text says about and a person judges.

        Reading: 表述为“左右”的指标没有写明允许的偏差，由人认定，系统不作判断。
        """
        if self.better is Better.ABOUT:
            return None
        return {
            Better.AT_LEAST: value >= target.value,
            Better.AT_MOST: value <= target.value,
            Better.ABOVE: value > target.value,
            Better.BELOW: value < target.value,
        }[self.better]


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that a task's unit has to reach in one of several ways."""

    label: str
    unit: str
    """A key of MEASURES."""
    value: Exact
    due: dt.date | None = None

    @property
    def unit_label(self) -> str:
        """Return what stands after the number."""
        return MEASURES[self.unit]


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of a plan as supervision takes it up. `lead` answers for it, `joint` helps; both as printed."""

    id: str
    article: str
    text: str
    lead: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    due: dt.date | None = None
    every: str = ""
    """half_month, month, quarter, half_year or year where it comes back; "" where it is done once."""
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tasks into which a task is split; what it leaves out is as in the whole."""

    name: str
    text: str
    article: str = ""
    lead: tuple[str, ...] | None = None
    joint: tuple[str, ...] | None = None
    due: dt.date | None = None
    undated: bool = False
    every: str = ""
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskCorrection:
    """What is to change in an extracted task, or a task that is added; None and "" leave what was extracted."""

    id: str
    """The id of the extracted task; of an added one its name in the package."""
    adds: bool
    reason: str
    """In Chinese, why the extracted task is not enough."""
    article: str = ""
    text: str = ""
    lead: tuple[str, ...] | None = None
    joint: tuple[str, ...] | None = None
    due: dt.date | None = None
    undated: bool = False
    """That the extracted day belongs to something else and the task has none."""
    every: str = ""
    drop: bool = False
    merge: tuple[str, ...] = ()
    """Ids of extracted tasks that become one with this one."""
    split: tuple[Part, ...] = ()
    goals: tuple[Goal, ...] = ()
    where: str = ""

    def extracted_ids(self) -> frozenset[str]:
        """Return the ids of the extracted tasks that it names."""
        return frozenset(self.merge if self.adds else (self.id, *self.merge))


@dataclass(frozen=True, slots=True)
class PlanCatalogue:
    """What catalogue.yaml says of a plan, in the order of the file."""

    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    tasks: Mapping[str, TaskCorrection] = field(default_factory=dict)
    assessments: Mapping[str, Assessment] = field(default_factory=dict)

    def extracted_ids(self) -> frozenset[str]:
        """Return the ids of extracted tasks that corrections name."""
        return frozenset(name for one in self.tasks.values() for name in one.extracted_ids())


def corrected(tasks: Sequence[PlanTask], catalogue: PlanCatalogue) -> tuple[PlanTask, ...]:
    """Return the tasks with the package's corrections, in printed order, added ones last.

    LingxingError, in Chinese, where a correction names a task that is not among them.
    """
    known = {task.id for task in tasks}
    unknown = sorted(catalogue.extracted_ids() - known)
    if unknown:
        told = f"规则包更正的任务在文件中没有提取到：{'、'.join(unknown)}"
        raise LingxingError(told, where="catalogue.yaml", remedy="请核对任务编号，或重新读入文件")
    by_id = {task.id: task for task in tasks}
    merged = {other for one in catalogue.tasks.values() for other in one.merge}
    kept = [task for task in tasks if task.id not in merged]
    result = [one for task in kept for one in _applied(task, catalogue.tasks.get(task.id), by_id)]
    return (*result, *(one for added in catalogue.tasks.values() if added.adds for one in _added(added)))


def _applied(task: PlanTask, correction: TaskCorrection | None, by_id: Mapping[str, PlanTask]) -> Iterator[PlanTask]:
    if correction is None:
        yield task
    elif not correction.drop:
        whole = _together(task, [by_id[other] for other in correction.merge])
        yield from _split(_with(whole, correction), correction.split)


def _together(task: PlanTask, others: Sequence[PlanTask]) -> PlanTask:
    """Return the task with the words, helping organs and goals of others; due when the last of them is."""
    everybody = [*task.joint, *(name for other in others for name in (*other.lead, *other.joint))]
    return replace(
        task,
        text="\n".join(one.text for one in (task, *others)),
        joint=tuple(name for name in dict.fromkeys(everybody) if name not in task.lead),
        due=max((one.due for one in (task, *others) if one.due), default=None),
        goals=tuple(goal for one in (task, *others) for goal in one.goals),
    )


def _added(correction: TaskCorrection) -> Iterator[PlanTask]:
    yield from _split(_with(PlanTask(correction.id, "", ""), correction), correction.split)


def _with(task: PlanTask, said: TaskCorrection | Part) -> PlanTask:
    """Return the task with what a correction or a part says in place of its own."""
    return replace(
        task,
        article=said.article or task.article,
        text=said.text or task.text,
        lead=task.lead if said.lead is None else said.lead,
        joint=task.joint if said.joint is None else said.joint,
        due=None if said.undated else said.due or task.due,
        every=said.every or task.every,
        goals=said.goals or task.goals,
    )


def _split(task: PlanTask, parts: tuple[Part, ...]) -> Iterator[PlanTask]:
    if not parts:
        yield task
    for part in parts:
        yield replace(_with(task, part), id=f"{task.id}__{part.name}")
