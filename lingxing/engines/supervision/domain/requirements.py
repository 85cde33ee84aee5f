"""What a unit is asked for: the words of a task, the numbers that it has to reach, how often it reports."""

from collections.abc import Mapping, Sequence

from lingxing.kernel.dates import format_date
from lingxing.kernel.exact import decimal_string
from lingxing.language.plans import Goal

EVERY: Mapping[str, str] = {
    "half_month": "每半个月",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}
"""How often a task comes back, in Chinese; a task that is done once has none of them."""


def told_goal(goal: Goal) -> str:
    """Return a goal in Chinese: what, how much, and by when where a day is set."""
    by = f"（{format_date(goal.due)}前）" if goal.due else ""
    return f"{goal.label} {decimal_string(goal.value)}{goal.unit_label}{by}"


def told_every(every: str) -> str:
    """Return in Chinese how often progress is due; empty for what is done once.

    Reading: 任务按周期进行的，每个周期报告一次进展；办理时限超过30个工作日的仍须按月报告（第七条）。
    """
    return f"{EVERY[every]}报告一次" if every else ""


def requirement(text: str, every: str, goals: Sequence[Goal]) -> str:
    """Return the requirement of an assignment: the task's words, then its goals and how often progress is due.

    Empty words stay empty: numbers alone ask nobody for anything.
    """
    if not text.strip():
        return text
    told = [f"目标：{'；'.join(map(told_goal, goals))}。"] if goals else []
    told += [f"进展：{told_every(every)}。"] if every else []
    return "\n".join([ended(text), *told])


def ended(text: str) -> str:
    """Return the words of a task with their full stop, which extraction leaves out."""
    words = text.rstrip()
    return f"{words}。" if words and words[-1] not in "。；！？!?;:：…" else text


def on_one_line(told: str, most: int) -> str:
    """Return a requirement as a field of one line holds it: line by line with spaces between, cut at `most`."""
    line = " ".join(part.strip() for part in told.splitlines() if part.strip())
    return line if len(line) <= most else f"{line[: most - 1]}…"
