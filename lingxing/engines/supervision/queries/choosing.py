"""Which matters a board or a list speaks of: what is asked for, within what the account sees."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from lingxing.engines.supervision.domain.boards import DONE, OPEN, Month, Standing
from lingxing.engines.supervision.models import Item, ItemUnit, Source, UnitRole
from lingxing.engines.supervision.queries.sight import Sight
from lingxing.engines.supervision.queries.standings import having, having_any

GROUPS: Mapping[str, str] = {"open": "在办", "done": "已办结"}
"""Standings that are counted together, beside the single ones."""
DAYS: Mapping[str, str] = {"registered_on": "登记", "due_on": "应办结", "concluded_on": "办结"}
"""The days of a matter by which a month is counted."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; what is empty leaves everything in. `standing` is one, or a key of GROUPS."""

    plan: UUID | None = None
    unit: int | None = None
    """A unit that leads or helps; only as `role` where that is given."""
    role: str = ""
    lead: int | None = None
    source: str = ""
    urgent: bool = False
    major: bool = False
    standing: str = ""
    month: Month | None = None
    day: str = ""
    unassigned: bool = False
    """Only matters that no unit leads yet."""
    alone: bool = False
    """Only matters of no plan."""

    def given(self) -> dict[str, str]:
        """Return the choice as parameters of an address."""
        words = {
            "plan": str(self.plan or ("none" if self.alone else "")),
            "unit": str(self.unit or ""),
            "role": self.role,
            "lead": str(self.lead or ("none" if self.unassigned else "")),
            "source": self.source,
            "urgent": "yes" if self.urgent else "",
            "major": "yes" if self.major else "",
            "standing": self.standing,
            "month": self.month.key if self.month else "",
            "day": self.day,
        }
        return {name: word for name, word in words.items() if word}


def choice_from(given: Mapping[str, str]) -> Choice:
    """Return the choice that parameters of an address make; what makes no sense is left out."""
    plan, lead, month = given.get("plan", ""), given.get("lead", ""), _month(given.get("month", ""))
    day = given.get("day", "")
    known = (*Standing, *GROUPS)
    return Choice(
        plan=_uuid(plan),
        unit=_whole(given.get("unit", "")),
        lead=_whole(lead),
        role=_among(given.get("role", ""), UnitRole.values),
        source=_among(given.get("source", ""), Source.values),
        urgent=given.get("urgent") == "yes",
        major=given.get("major") == "yes",
        standing=_among(given.get("standing", ""), known),
        month=month,
        day=(day if day in DAYS else "due_on") if month else "",
        unassigned=lead == "none",
        alone=plan == "none",
    )


def _among(word: str, known: Sequence[str]) -> str:
    return word if word in known else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _month(text: str) -> Month | None:
    year, _, number = text.partition("-")
    if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit() and len(text) == 7):
        return None
    return Month(int(year), int(number)) if 1 <= int(number) <= 12 and 1900 < int(year) < 2200 else None


def chosen(choice: Choice, sight: Sight, on: dt.date) -> "QuerySet[Item]":
    """Return the matters of the choice that the account sees, in no order."""
    rows = _asked(choice, on)
    if not sight.every and choice.unit not in sight.organs:
        # What one sees is asked for apart from what one chose: both may name organs.
        rows = rows.filter(_of_organs(sight.organs, ""))
    if choice.unit is not None:
        rows = rows.filter(_of_organs((choice.unit,), choice.role))
    return rows


def chosen_apart(choice: Choice, sight: Sight, on: dt.date) -> "tuple[QuerySet[Item], ...]":
    """Return the same in parts that have no matter in common, each counted along an index of its own.

    Of what organs lead or help with, taken together, PostgreSQL would read every matter.
    """
    organs = _organs_of(choice, sight)
    if not organs:
        return (chosen(choice, sight, on),)
    rows = _asked(choice, on)
    helped = rows.filter(_of_organs(organs, UnitRole.JOINT)).exclude(lead__in=organs)
    return rows.filter(_of_organs(organs, UnitRole.LEAD)), helped


def _organs_of(choice: Choice, sight: Sight) -> "frozenset[int] | tuple[int, ...]":
    """Return the organs that lead or help with all that is asked for and seen; none where it takes more to say it."""
    if choice.unit is None:
        return () if sight.every else sight.organs
    return (choice.unit,) if sight.covers(choice.unit) and not choice.role else ()


def _asked(choice: Choice, on: dt.date) -> "QuerySet[Item]":
    return Item.objects.order_by().filter(_plain(choice)).filter(_standing(choice.standing, on))


def _of_organs(organs: "frozenset[int] | tuple[int, ...]", role: str) -> Q:
    leading = Q(lead__in=organs)
    if role == UnitRole.LEAD:
        return leading
    helped = ItemUnit.objects.order_by().filter(organ__in=organs, role=UnitRole.JOINT).values_list("item")
    if role == UnitRole.JOINT:
        return Q(pk__in=helped)
    # Put together by key: of either-or, PostgreSQL would read every matter.
    led = Item.objects.order_by().filter(leading).values_list("pk")
    return Q(pk__in=led.union(helped))


def _plain(choice: Choice) -> Q:
    found = Q()
    if choice.plan is not None or choice.alone:
        found &= Q(plan=choice.plan)
    if choice.lead is not None or choice.unassigned:
        found &= Q(lead=choice.lead)
    if choice.source:
        found &= Q(source=choice.source)
    if choice.urgent:
        found &= Q(urgent=True)
    if choice.major:
        found &= Q(major=True)
    if choice.month:
        found &= Q((f"{choice.day}__range", (choice.month.first, choice.month.last)))
    return found


def _standing(name: str, on: dt.date) -> Q:
    if not name:
        return Q()
    if name in GROUPS:
        return having_any(OPEN if name == "open" else DONE, on)
    return having(Standing(name), on)
