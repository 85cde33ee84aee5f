"""Indicators of the installed plans with their values: what boards, pages and bulletins show of them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lingxing.engines.cases.queries.access import holds
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.supervision.domain.measuring import Finding, Measured, Verdict, findings
from lingxing.engines.supervision.domain.pace import Method, Outlook, outlook
from lingxing.engines.supervision.models import MeasuredValue, Plan
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.queries.taken import standing_taken, taken_indicators
from lingxing.kernel.errors import NotFound
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.language.definitions import Policy
from lingxing.language.packages import WrongPackage, find_packages, load_package, load_packages
from lingxing.language.plans import Indicator, Target


@dataclass(frozen=True, slots=True)
class MeasuredIndicator:
    """An indicator with every value that was ever entered, newest day first, and how it stands with its targets."""

    package: str
    policy: Policy
    indicator: Indicator
    values: tuple[MeasuredValue, ...]
    findings: tuple[Finding, ...]
    next: Target | None
    """The target that comes next; the last one where all have passed."""
    outlook: Outlook | None

    @property
    def latest(self) -> MeasuredValue | None:
        """Return the newest value of the indicator's own area."""
        standing = (row for row in self.values if not row.superseded and row.area == self.indicator.area)
        return next(standing, None)

    @property
    def verdict(self) -> Verdict:
        """Return how it stands with the last target that has come, or else with the next one."""
        return self.shown.verdict

    @property
    def shown(self) -> Finding:
        """Return the finding that speaks for the indicator: the last that is settled, else that of the next target."""
        settled = [one for one in self.findings if one.verdict is not Verdict.NOT_YET]
        upcoming = next((one for one in self.findings if one.target == self.next), self.findings[-1])
        return settled[-1] if settled else upcoming


def exact_of(text: str) -> Exact:
    """Return the number that a stored value is."""
    return exact(Fraction(text))


def stored(value: Exact) -> str:
    """Return the text under which a number is stored: a decimal where it has one."""
    text = decimal_string(value)
    return str(Fraction(value)) if text.endswith("…") else text


def plans_with_indicators() -> Mapping[str, Policy]:
    """Return the packages that have indicators, declared or taken over, by id."""
    found, taken = load_packages().packages, set(standing_taken().values_list("package", flat=True))
    return {name: one.policy for name, one in found.items() if name in taken or one.catalogue.indicators}


def followed_packages() -> tuple[str, ...]:
    """Return the packages whose indicators bulletins and scores tell of, in the order of their ids; no other is read.

    Reading: 简报和考评写已经列入督查的文件的指标，以及已经填报过数值的指标；没有列入又没有数值的，只在“指标”页列出。
    """
    named = {*Plan.objects.values_list("package", flat=True), *MeasuredValue.objects.values_list("package", flat=True)}
    taken = set(standing_taken().values_list("package", flat=True))
    return tuple(name for name in sorted((named | taken) & find_packages().keys()) if _measures(name, taken))


def _measures(package: str, taken: Collection[str]) -> bool:
    """Return whether the package has indicators that can be read: a wrong one keeps nobody from the others."""
    try:
        return bool(load_package(package).catalogue.indicators) or package in taken
    except WrongPackage:
        return False


def known_indicators(package: str) -> dict[str, Indicator]:
    """Return the indicators of a package by name: those that it declares, then those that an office took over."""
    return {**load_package(package).catalogue.indicators, **taken_indicators([package]).get(package, {})}


def declared(package: str) -> Mapping[str, Indicator]:
    """Return the indicators of a package by name. NotFound where there are none."""
    found = known_indicators(package)
    if not found:
        raise NotFound("这份文件没有指标", where=package, remedy="请从指标列表中选择")
    return found


def indicator_of(package: str, name: str) -> Indicator:
    """Return an indicator. NotFound where there is none of that name."""
    found = declared(package).get(name)
    if found is None:
        raise NotFound("没有这个指标", where=f"{package}/{name}", remedy="请从指标列表中选择")
    return found


def measured(packages: Iterable[str], on: dt.date, method: Method | None = None) -> tuple[MeasuredIndicator, ...]:
    """Return the indicators of the packages, in the order of their files, as of the day; two queries."""
    wanted = list(packages)
    taken = taken_indicators(wanted)
    rows: dict[tuple[str, str], list[MeasuredValue]] = {}
    for row in MeasuredValue.objects.filter(package__in=wanted).order_by("-on", "-entered_at"):
        rows.setdefault((row.package, row.indicator), []).append(row)
    return tuple(
        _measured(package, indicator, rows.get((package, indicator.name), []), on, method)
        for package in wanted
        for indicator in (*load_package(package).catalogue.indicators.values(), *taken.get(package, {}).values())
    )


def measured_one(package: str, name: str, on: dt.date, method: Method | None = None) -> MeasuredIndicator:
    """Return one indicator as of the day. NotFound where there is none."""
    indicator = indicator_of(package, name)
    rows = MeasuredValue.objects.filter(package=package, indicator=name).select_related("organ", "account", "corrects")
    return _measured(package, indicator, rows.order_by("-on", "-entered_at"), on, method)


def _measured(
    package: str, indicator: Indicator, rows: Iterable[MeasuredValue], on: dt.date, method: Method | None
) -> MeasuredIndicator:
    every = tuple(rows)
    values = [Measured(row.on, exact_of(row.value), row.area) for row in every if not row.superseded and row.on <= on]
    target = indicator.target_on(on) or indicator.targets[-1]
    return MeasuredIndicator(
        package,
        load_package(package).policy,
        indicator,
        every,
        findings(indicator, values, on),
        target,
        outlook(indicator, values, target, method),
    )


def holders(package: str, indicator: Indicator) -> dict[str, int]:
    """Return the organs that answer for the indicator, by the names that the document gives them."""
    return organs_by_name(load_package(package).policy.city, indicator.holder)


def entering_organ(account: Account, package: str, indicator: Indicator, on: dt.date) -> int | None:
    """Return the organ for which the account may enter values of the indicator: a holder, else the office; or None."""
    if not holds(account, Permission.HANDLE_CASES):
        return None
    cards = memberships(account.pk, on)
    working = {card.organ_id for card in cards if card.duty in (Duty.CLERK, Duty.HEAD)}
    own = [organ for organ in holders(package, indicator).values() if organ in working]
    return own[0] if own else next(iter(own_offices(account, on)), None)
