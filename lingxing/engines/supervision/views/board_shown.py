"""What pages show of a board: every number with the address of the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

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


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of units, plans or months. `light` and `told` are the worst light of what is open, in mark and words."""

    label: str
    address: str
    numbers: tuple[Number, ...]
    share: str = ""
    light: str = ""
    told: str = ""


def address_of(choice: Choice) -> str:
    """Return the address of the list of a choice."""
    given = choice.given()
    return reverse("supervision:board-items") + (f"?{urlencode(given)}" if given else "")


def cards(found: Board) -> tuple[Number, ...]:
    """Return the numbers at the head of a board."""
    choice = found.choice
    return (
        Number("全部事项", found.counts.all, address_of(choice)),
        Number("在办", found.counts.open, address_of(replace(choice, standing="open"))),
        *(
            _standing(one, found.counts, choice)
            for one in (*COLUMNS, Standing.IN_TIME, Standing.LATE, Standing.DROPPED)
        ),
    )


def _standing(standing: Standing, counts: Counts, choice: Choice) -> Number:
    address = address_of(replace(choice, standing=standing.value))
    return Number(standing.label, counts[standing], address, LIGHTS[standing], standing.help)


def group_rows(groups: tuple[Group, ...], boards: Mapping[str, str]) -> tuple[ShownRow, ...]:
    """Return the rows of units or plans; `boards` has the address of a group's own board by its label."""
    return tuple(_group_row(group, boards.get(group.label, "")) for group in groups)


def _group_row(group: Group, address: str) -> ShownRow:
    counts, choice, light = group.counts, group.choice, group.counts.light
    numbers = (
        Number("全部", counts.all, address_of(choice)),
        *(_standing(one, counts, choice) for one in COLUMNS),
        Number("办结", counts.done, address_of(replace(choice, standing="done"))),
        _standing(Standing.LATE, counts, choice),
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
