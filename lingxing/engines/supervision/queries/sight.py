"""Whose matters an account sees on boards, and for which offices it acts."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.queries.access import handles, holds, supervised_organs
from lingxing.engines.cases.queries.bindings import bound_organs
from lingxing.engines.cases.queries.offered import every_service
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.kernel.errors import NotAllowed, NotFound
from lingxing.language.packages import WrongPackage, find_packages, load_package

SERVICE = "item"
"""The service of a package by which supervised matters run."""
OFFICE = "office"
"""Its role that keeps the list of matters, issues bulletins and assesses."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What an account sees: every matter, or those in which one of the organs leads or helps."""

    every: bool
    organs: frozenset[int] = frozenset()

    def covers(self, organ: int) -> bool:
        """Return whether the whole board of the organ is open to the account."""
        return self.every or organ in self.organs


def procedures() -> tuple[str, ...]:
    """Return the packages by whose procedure matters may be supervised, in the order of packages."""
    return tuple(card.service.package for card in every_service() if card.service.name == SERVICE)


def sight_of(account: Account, on: dt.date) -> Sight:
    """Return what the account sees on the day.

    Whoever plays a bound role in the procedure (the office, leaders, deputies), and whoever supervises the office, sees
    every matter; others those of the organs they work in or supervise.
    """
    supervised = (
        frozenset(supervised_organs(account, on)) if holds(account, Permission.SUPERVISE_CASES) else frozenset()
    )
    for package in procedures():
        if handles(account, package, SERVICE, on) or supervised & set(offices(package)):
            return Sight(every=True)
    own = (card.organ_id for card in memberships(account.pk, on) if card.duty != Duty.SUPERVISOR)
    working = frozenset(own) if holds(account, Permission.HANDLE_CASES) else frozenset()
    return Sight(every=False, organs=supervised | working)


def offices(package: str) -> tuple[int, ...]:
    """Return the organs that play the office in the procedure of the package."""
    return tuple(bound_organs(package, SERVICE).roles.get(OFFICE, ()))


def own_offices(account: Account, on: dt.date) -> dict[int, str]:
    """Return the offices for which the account acts on the day: organ → package of the procedure."""
    working = _working(account, on)
    if not working:
        return {}
    return {organ: package for package in procedures() for organ in offices(package) if organ in working}


def _working(account: Account, on: dt.date) -> frozenset[int]:
    """Return the organs in which the account handles cases on the day."""
    if not holds(account, Permission.HANDLE_CASES):
        return frozenset()
    return frozenset(card.organ_id for card in memberships(account.pk, on) if card.duty in (Duty.CLERK, Duty.HEAD))


def _office_in(account: Account, package: str, on: dt.date) -> int | None:
    """Return the office of the package for which the account acts on the day; no other package is read."""
    working = _working(account, on)
    if not working or not supervises(package):
        return None
    return next((organ for organ in offices(package) if organ in working), None)


def supervises(package: str) -> bool:
    """Return whether matters may be supervised by the procedure of the package."""
    if package not in find_packages():
        return False
    try:
        declared = load_package(package).procedure
    except WrongPackage:
        return False
    return declared is not None and SERVICE in declared.services


def office_of(account: Account, package: str, on: dt.date) -> int:
    """Return the office of the package for which the account acts. NotAllowed where it acts for none."""
    found = _office_in(account, package, on)
    if found is None:
        raise NotAllowed("只有督查室能办理", where="督查", remedy="请用督查室的经办或负责人账号登录")
    return found


def acting_office(account: Account, package: str, on: dt.date) -> int:
    """Return the same. NotFound where it acts for none: who may read the page need not be told what the office does."""
    found = _office_in(account, package, on)
    if found is None:
        raise NotFound("只有督查室能办理", where="督查", remedy="请用督查室的经办或负责人账号登录")
    return found
