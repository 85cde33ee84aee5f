"""What a unit has to answer: its matters across all plans, leading and helping."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from lingxing.engines.cases.queries.access import holds
from lingxing.engines.cases.queries.course import states_of
from lingxing.engines.cases.queries.following import FollowedCase, followed_cases
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.supervision.domain.boards import Days, Standing, standing
from lingxing.engines.supervision.models import Item, ItemUnit


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A matter as one of its units sees it: the case that the unit answers in, and how that stands."""

    item: Item
    role: str
    role_label: str
    organ: int
    organ_name: str
    case: UUID
    case_number: str
    revision: int
    state: str
    state_label: str
    requirement: str
    due: dt.date | None
    standing: Standing

    @property
    def waits(self) -> bool:
        """Return whether the unit is waited for."""
        return self.state in _ANSWERABLE


_ANSWERABLE = frozenset({"handling", "behind", "listed", "assigned"})


def unit_organs(account: Account, on: dt.date) -> dict[int, str]:
    """Return the organs for which the account answers on the day, its own or an absent one's: id → name."""
    if not holds(account, Permission.HANDLE_CASES):
        return {}
    return {card.organ_id: card.organ_name for card in memberships(account.pk, on) if card.duty == Duty.CLERK}


def unit_lines(organs: Iterable[int], on: dt.date, *, closed: bool = False) -> list[UnitLine]:
    """Return the matters of these organs, those that are open or, asked for, all, by last day; five queries."""
    rows = ItemUnit.objects.filter(organ__in=list(organs)).select_related("item", "item__plan", "organ")
    if not closed:
        rows = rows.filter(item__closed=False)
    return _lines(list(rows.order_by("item__due_on", "item__number")), on)


def lines_in(organs: Iterable[int], cases: Collection[UUID], on: dt.date) -> list[UnitLine]:
    """Return the matters of these organs that they answer in these cases, by last day; five queries."""
    rows = ItemUnit.objects.filter(organ__in=list(organs)).select_related("item", "item__plan", "organ")
    own = Q(case__in=cases) | Q(case=None, item__case__in=cases)
    return _lines(list(rows.filter(own).order_by("item__due_on", "item__number")), on)


def _lines(units: list[ItemUnit], on: dt.date) -> list[UnitLine]:
    cases = {unit.pk: unit.case_id or unit.item.case_id for unit in units}
    followed = {case.id: case for case in followed_cases(cases.values())}
    labels = states_of(cases.values())
    lines = [_line(unit, followed[cases[unit.pk]], labels, on) for unit in units if cases[unit.pk] in followed]
    return sorted(lines, key=lambda one: (not one.waits, one.due is None, one.due or on, one.case_number))


def _line(unit: ItemUnit, case: FollowedCase, labels: dict[UUID, tuple[str, str]], on: dt.date) -> UnitLine:
    item = unit.item
    helping = unit.case_id is not None
    words = case.values.get("part" if helping else "requirement", "")
    due = case.values.get("due") if helping else None
    days = Days(item.closed, item.due_on, item.yellow_on, item.reported_on, item.concluded_on)
    return UnitLine(
        item,
        unit.role,
        unit.get_role_display(),
        unit.organ_id,
        unit.organ.name,
        case.id,
        case.number,
        case.revision,
        case.state,
        labels[case.id][1],
        str(words),
        dt.date.fromisoformat(due) if isinstance(due, str) else item.due_on,
        standing(days, on),
    )
