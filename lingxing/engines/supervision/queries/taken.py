"""Indicators that an office took over from what a document states: those that stand, who may change them, what they
said before."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.engines.supervision.domain.taking import indicator_from
from lingxing.engines.supervision.models import MeasuredValue, Plan, TakenIndicator
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.language.packages import load_package
from lingxing.language.plans import Indicator


def standing_taken() -> "QuerySet[TakenIndicator]":
    """Return the rows that hold: neither taken back nor replaced by a corrected definition."""
    return TakenIndicator.objects.filter(withdrawn_at=None)


def taken_indicators(packages: Iterable[str]) -> dict[str, dict[str, Indicator]]:
    """Return what was taken over for the packages, by package and name in the order of taking over."""
    found: dict[str, dict[str, Indicator]] = {}
    for row in standing_taken().filter(package__in=list(packages)).order_by("package", "pk"):
        found.setdefault(row.package, {})[row.name] = indicator_from(row.name, row.definition)
    return found


def taking_office(account: Account, package: str, on: dt.date) -> int | None:
    """Return the office for which the account may take numbers of the package's document over on the day, or None.

    It is the office that took the plan up, or one of the document's own city: an installation may serve several.
    """
    offices = own_offices(account, on)
    if not offices:
        return None
    took_up = set(Plan.objects.filter(package=package, organ__in=list(offices)).values_list("organ", flat=True))
    city = load_package(package).policy.city
    own = {card.id for card in organ_cards(offices) if card.city == city}
    return next((organ for held in (took_up, own) for organ in offices if organ in held), None)


def may_redefine(account: Account, package: str, name: str, on: dt.date) -> bool:
    """Return whether the account may correct the definition: it was taken over, and the account acts for an office that
    may take numbers of this document over."""
    taken = standing_taken().filter(package=package, name=name).exists()
    return taken and taking_office(account, package, on) is not None


def may_withdraw(account: Account, package: str, name: str, on: dt.date) -> bool:
    """Return whether the account may take the indicator back: as above, and it is not measured yet. What has values is
    put right by further values or a corrected definition, not taken away with them."""
    measured = MeasuredValue.objects.filter(package=package, indicator=name).exists()
    return not measured and may_redefine(account, package, name, on)


def definitions_of(package: str, name: str) -> tuple[TakenIndicator, ...]:
    """Return every definition that the indicator ever had, the latest first; none for what the package declares."""
    rows = TakenIndicator.objects.filter(package=package, name=name).select_related("organ")
    return tuple(rows.order_by("-ledger_sequence"))
