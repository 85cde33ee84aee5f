"""What pages show of a board: every number with the address of the list behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from lingxing.engines.supervision.domain.boards import Counts, Month, Standing, percent
from lingxing.engines.supervision.queries.boards import Board, Group, MonthCounts
from lingxing.engines.supervision.queries.choosing import Choice

LIGHTS: Mapping[Standing, str] = {
    Standing.RED: "red",
    Standing.YELLOW: "yellow",
    Standing.GREEN: "green",
    Standing.REPORTED: "done",
    Standing.UNDATED: "none",
    Standing.IN_TIME: "done",
    Standing.LATE: "done",
    Standing.DROPPED: "none",
}
"""The mark of each standing; its words stand beside it."""
COLUMNS = (Standing.RED, Standing.YELLOW, Standing.GREEN, Standing.REPORTED, Standing.UNDATED)
"""The standings of a row of units or plans, beside what is done."""
MOST_BARS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the list that it is the length of; `light` is the mark beside its label."""

    label: str
    value: int
    address: str
    light: str = ""
    help: str = ""


def cells(label: str, numbers: Iterable[Number]) -> SafeString:
    """Return the cells of a row: numbers above 0 as links that say what they count.

    A board of a city has more than a thousand of them, and a template takes several times as long for each.
    """
    told = escape(label)
    return mark_safe(  # noqa: S308 - the label is escaped, the rest is ours
        "".join(
            f'<td class="numeric"><a href="{escape(one.address)}" aria-label="{told}，{one.label}{one.value}件">'
            f"{one.value}</a></td>"
            if one.value
            else '<td class="numeric">0</td>'
            for one in numbers
        )
    )


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of units, plans or months. `light` and `told` are the worst light of what is open, in mark and words."""

    label: str
    address: str
    numbers: tuple[Number, ...]
    share: str = ""
    light: str = ""
    told: str = ""

    @property
    def cells(self) -> SafeString:
        """Return the row's cells."""
        return cells(self.label, self.numbers)


def address_of(choice: Choice) -> str:
    """Return the address of the list of a choice."""
    given = choice.given()
    return _items() + (f"?{urlencode(given)}" if given else "")


@cache
def _items() -> str:
    return reverse("supervision:board-items")


def _also(address: str, standing: str) -> str:
    """Return the address of a list with a standing asked for beside the rest, built once for each row of a board."""
    return f"{address}{'&' if '?' in address else '?'}standing={standing}"


def cards(found: Board) -> tuple[Number, ...]:
    """Return the numbers at the head of a board."""
    every = address_of(found.choice)
    return (
        Number("全部事项", found.counts.all, every),
        Number("在办", found.counts.open, _also(every, "open")),
        *(_standing(one, found.counts, every) for one in (*COLUMNS, Standing.IN_TIME, Standing.LATE, Standing.DROPPED)),
    )


def _standing(standing: Standing, counts: Counts, every: str) -> Number:
    return Number(standing.label, counts[standing], _also(every, standing.value), LIGHTS[standing], standing.help)


def group_rows(groups: tuple[Group, ...], boards: Mapping[str, str]) -> tuple[ShownRow, ...]:
    """Return the rows of units or plans; `boards` has the address of a group's own board by its label."""
    return tuple(_group_row(group, boards.get(group.label, "")) for group in groups)


def _group_row(group: Group, address: str) -> ShownRow:
    counts, every, light = group.counts, address_of(group.choice), group.counts.light
    numbers = (
        Number("全部", counts.all, every),
        *(_standing(one, counts, every) for one in COLUMNS),
        Number("办结", counts.done, _also(every, "done")),
        _standing(Standing.LATE, counts, every),
    )
    told = f"{light.label}{counts[light]}件" if counts.open and light is not Standing.GREEN else "正常"
    return ShownRow(group.label, address, numbers, percent(counts.in_time_share), LIGHTS[light], told)


def unit_boards(found: Board) -> dict[str, str]:
    """Return the address of each unit's board by its name."""
    return {
        group.label: reverse("supervision:unit-board", args=[group.choice.lead])
        for group in found.by_unit
        if group.choice.lead is not None
    }


def plan_boards(found: Board) -> dict[str, str]:
    """Return the address of each plan's board by its title."""
    return {
        group.label: reverse("supervision:plan-board", args=[group.choice.plan])
        for group in found.by_plan
        if group.choice.plan is not None
    }


def month_rows(found: Board) -> tuple[ShownRow, ...]:
    """Return the months with their numbers, the newest first."""
    return tuple(_month_row(one, found.choice) for one in reversed(found.trend))


def _month_row(one: MonthCounts, choice: Choice) -> ShownRow:
    def number(label: str, value: int, day: str, standing: str = "") -> Number:
        return Number(label, value, address_of(replace(choice, month=one.month, day=day, standing=standing)))

    numbers = (
        number("新登记", one.registered, "registered_on"),
        number("应办结", one.due, "due_on"),
        number("按期办结", one.in_time, "concluded_on", Standing.IN_TIME.value),
        number("逾期办结", one.late, "concluded_on", Standing.LATE.value),
    )
    return ShownRow(one.month.label, "", numbers)


def charts(found: Board) -> dict[str, Any]:
    """Return what the board's charts draw; the tables beside them hold the same numbers."""
    late = [group for group in found.by_unit if group.counts.open][:MOST_BARS]
    return {
        "trend": {
            "kind": "columns",
            "names": [_short(one.month) for one in found.trend],
            "series": [
                {"name": "新登记", "values": [one.registered for one in found.trend]},
                {"name": "按期办结", "values": [one.in_time for one in found.trend]},
                {"name": "逾期办结", "values": [one.late for one in found.trend], "bad": True},
            ],
        },
        "units": {
            "kind": "across",
            "names": [group.label for group in late],
            "series": [
                {"name": "逾期", "values": [group.counts[Standing.RED] for group in late], "bad": True},
                {"name": "临期", "values": [group.counts[Standing.YELLOW] for group in late], "warn": True},
                {"name": "其他在办", "values": [_rest(group.counts) for group in late]},
            ],
        },
    }


def _rest(counts: Counts) -> int:
    return counts.open - counts[Standing.RED] - counts[Standing.YELLOW]


def _short(month: Month) -> str:
    return f"{month.year % 100}年{month.number}月" if month.number == 1 else f"{month.number}月"
