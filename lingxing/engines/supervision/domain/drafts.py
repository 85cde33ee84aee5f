"""From a document's tasks to drafts of supervised matters: units, headings, and what the package corrects."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lingxing.language.plans import Goal, PlanCatalogue, PlanTask, TaskCorrection, corrected

LONGEST_HEADING = 60
LONGEST_TEXT = 2000
"""What a matter's requirement may hold."""
_END = re.compile(r"[。；;！？\n]")
_NUMBER = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十百]+[）)、.．]|[（(]?\d{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十百]+[条项])\s*"
)
_PART = "__"
_TITLED = re.compile(r"《.*》([^《》]+)")


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit as printed, and the organ of the installation that it is; none where nobody has said which."""

    role: str
    printed: str
    organ: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What was changed against the extraction, by whom, and why."""

    kind: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A matter before it is proposed. `sources` are ids of the document's tasks."""

    sources: tuple[str, ...]
    place: str
    heading: str
    text: str
    due_text: str
    due_on: dt.date | None
    units: tuple[DraftUnit, ...]
    marks: tuple[Mark, ...] = ()
    dropped: bool = False
    every: str = ""
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """A task as it was extracted. `organs` says which organs a printed name is: 各区人民政府 is several."""

    task: PlanTask
    due_text: str
    organs: Mapping[str, Sequence[int]]


def heading_of(text: str) -> str:
    """Return the first clause of a task without its number, at most 60 characters."""
    first = _NUMBER.sub("", _END.split(text.strip(), maxsplit=1)[0]).strip(" 　，,、：:")
    first = first or text.strip() or "督查事项"
    return first if len(first) <= LONGEST_HEADING else f"{first[: LONGEST_HEADING - 1]}…"


def parted(lead: Sequence[str], responsible: Sequence[str], supporting: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the leading and the joint units of a task.

    Reading: 文件没有写明牵头单位的，列在首位的责任单位为主办，其余为会办；由督查室在确认时改定（第六条第（一）项）。
    """
    ranked = list(dict.fromkeys([*lead, *responsible, *supporting]))
    return ranked[:1], ranked[1:]


def drafts_of(tasks: Sequence[Extracted], catalogue: PlanCatalogue, known: Mapping[str, int]) -> list[Draft]:
    """Return the drafts that the tasks make with the package's corrections, in printed order.

    `known` finds organs by the names that corrections print. Tasks that the package drops stay, marked, so that whoever
    confirms can see and restore them. LingxingError where a correction names a task that is not there.
    """
    by_id = {one.task.id: one for one in tasks}
    order = {one.task.id: place for place, one in enumerate(tasks)}
    made = [_draft(one, _correction(one.id, catalogue), by_id, known) for one in corrected(_plain(tasks), catalogue)]
    dropped = [
        replace(_draft(by_id[name].task, said, by_id, known), dropped=True)
        for name, said in catalogue.tasks.items()
        if said.drop and name in by_id
    ]
    return sorted(
        [*made, *dropped], key=lambda one: order.get(one.sources[0], len(order)) if one.sources else len(order)
    )


def _plain(tasks: Sequence[Extracted]) -> list[PlanTask]:
    return [one.task for one in tasks]


def _correction(task_id: str, catalogue: PlanCatalogue) -> TaskCorrection | None:
    found = catalogue.tasks.get(task_id)
    if found is not None:
        return found
    whole = task_id
    while _PART in whole:
        whole = whole.rpartition(_PART)[0]
        if whole in catalogue.tasks and catalogue.tasks[whole].split:
            return catalogue.tasks[whole]
    return None


def _draft(
    task: PlanTask, said: TaskCorrection | None, by_id: Mapping[str, Extracted], known: Mapping[str, int]
) -> Draft:
    sources = tuple(sorted(said.extracted_ids(), key=list(by_id).index)) if said else (task.id,)
    if said and not said.adds:
        sources = (said.id, *(one for one in sources if one != said.id))
    organs = {name: found for one in sources for name, found in by_id[one].organs.items()}
    due_text = "；".join(dict.fromkeys(by_id[one].due_text for one in sources if by_id[one].due_text))
    return Draft(
        sources,
        task.article,
        heading_of(task.text),
        task.text,
        due_text,
        task.due,
        _units(task, {**{name: (organ,) for name, organ in known.items()}, **organs}),
        tuple(_marks(said)) if said else (),
        every=task.every,
        goals=task.goals,
    )


def _units(task: PlanTask, organs: Mapping[str, Sequence[int]]) -> tuple[DraftUnit, ...]:
    named = [DraftUnit("lead", name) for name in task.lead] + [DraftUnit("joint", name) for name in task.joint]
    units = tuple(named)
    for name in dict.fromkeys((*task.lead, *task.joint)):
        if organs.get(name):
            units = matched(units, name, organs[name])
    return units


def _marks(said: TaskCorrection) -> Iterator[Mark]:
    changes = {
        "added": said.adds,
        "dropped": said.drop,
        "merged": bool(said.merge),
        "split": bool(said.split),
        "text": bool(said.text) and not said.adds,
        "units": (said.lead is not None or said.joint is not None) and not said.adds,
        "due": bool(said.due or said.undated) and not said.adds,
        "every": bool(said.every) and not said.adds,
        "goals": bool(said.goals) and not said.adds,
    }
    kinds = [kind for kind, is_so in changes.items() if is_so]
    yield from (Mark(kind, "package", said.reason) for kind in kinds or ["text"])


def task_number(place: str) -> str:
    """Return how people name a task within its document: the place it is cited by, without the document's title."""
    titled = _TITLED.fullmatch(place.strip())
    return titled[1] if titled else place.strip()


MARKS: Mapping[str, str] = {
    "added": "补充的任务",
    "dropped": "不列入",
    "merged": "合并",
    "split": "拆分",
    "text": "改了表述",
    "units": "改了单位",
    "due": "改了时限",
    "every": "写明报告周期",
    "goals": "写明数量目标",
    "restored": "恢复列入",
}
"""Kinds of marks, in Chinese."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a draft can't be confirmed yet."""

    heading: str
    told: str


def doubts(heading: str, text: str, due_on: dt.date | None, units: Sequence[DraftUnit], on: dt.date) -> list[Doubt]:
    """Return what stands against a draft on the day; empty where it may be confirmed (art. 6(1))."""
    leads = [unit for unit in units if unit.role == "lead"]
    organs = [unit.organ for unit in units if unit.organ is not None]
    unknown = "、".join(unit.printed for unit in units if unit.organ is None)
    told = {
        "没有写事项名称": not heading.strip(),
        "没有写工作要求": not text.strip(),
        f"工作要求超过{LONGEST_TEXT}字，请精简或拆分": len(text) > LONGEST_TEXT,
        "没有主办单位": not leads,
        "主办单位多于一个，请明确一个牵头": len(leads) > 1,
        f"有单位还没有对应到机构：{unknown}": bool(unknown),
        "同一机构列了两次": len(set(organs)) < len(organs),
        "时限已过，请改定或者清空（按30个工作日）": due_on is not None and due_on <= on,
    }
    return [Doubt(heading, what) for what, is_so in told.items() if is_so]


def matched(units: Sequence[DraftUnit], printed: str, organs: Sequence[int]) -> tuple[DraftUnit, ...]:
    """Return the units with those of that printed name replaced by the organs; none of them takes the unit away.

    The first organ keeps the role; what a collective name (各县（市、区）) stands for beyond it becomes joint.
    An organ that the draft names already is not named twice.
    """
    found: list[DraftUnit] = []
    for unit in units:
        if unit.printed != printed:
            found.append(unit)
            continue
        found += [
            DraftUnit(unit.role if place == 0 else "joint", unit.printed, organ) for place, organ in enumerate(organs)
        ]
    kept: dict[int | str, DraftUnit] = {}
    for unit in found:
        kept.setdefault(unit.organ if unit.organ is not None else unit.printed, unit)
    return tuple(kept.values())


def in_order(units: Sequence[DraftUnit]) -> tuple[DraftUnit, ...]:
    """Return the units with the leading one first; where none leads the first one does."""
    ranked = sorted(units, key=lambda unit: unit.role != "lead")
    if ranked and ranked[0].role != "lead":
        ranked[0] = replace(ranked[0], role="lead")
    return tuple(ranked)
