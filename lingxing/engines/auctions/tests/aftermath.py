"""A sale that is over, told in few words: for tests of what follows it."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.auctions.models import Application, Lot, Settlement
from lingxing.engines.auctions.services.bidding import place_bid
from lingxing.engines.auctions.services.deposits import take_lines
from lingxing.engines.auctions.services.settling import settle
from lingxing.engines.auctions.services.ticking import nothing_else
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.auctions.tests.bureau import DEPOSIT, LISTED, Bureau, apply, at, clock, line, order_of, published
from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR, SYSTEM

CLOSES = at("2027-01-05 10:00")
ENDED = CLOSES + dt.timedelta(minutes=5)
"""Tuesday 5 January 2027: nobody wants the live auction, so that the best listing bid wins after the question."""
START = 120_000_000_00
STEP = 1_000_000_00
"""Fen: those of the draft."""


@dataclass
class Over:
    """A lot that is over, who applied for it by their firms' short names, and the grantor's account."""

    lot: Lot
    applications: dict[str, Application]
    grantor: Account

    @property
    def settlement(self) -> Settlement:
        """Return what the sale has opened."""
        return Settlement.objects.select_related("confirmation", "conclusion").get(lot=self.lot)


def bind_offices(bureau: Bureau, package: str) -> Account:
    """Let agency and grantor play their parts in the package's services; return the grantor's account."""
    for role, organ in (("agency", bureau.agency), ("grantor", bureau.grantor)):
        ServiceBinding.objects.get_or_create(package=package, role=role, organ=organ)
    grantor = account("churang_one", Role.GRANTOR)
    add_membership(grantor.pk, bureau.grantor.pk, Duty.CLERK, Span(dt.date(2026, 1, 1)), OPERATOR, LISTED)
    return grantor


def sale_over(bureau: Bureau, *bids: str, others: tuple[str, ...] = (), **typed: object) -> Over:
    """Return a lot for which these firms bid, one increment above the other, the last one winning; `others` paid only.

    `typed`: what the last one states in its application beside the usual.
    """
    lot = published(bureau, has_reserve="no")
    grantor = bind_offices(bureau, lot.package)
    applications = {}
    for name in (*others, *bids):
        stated = typed if name in bids[-1:] else {}
        applications[name] = apply(lot, bureau.firm(name), LISTED, **stated)
        pay(applications[name], f"L-{name}")
    for place, name in enumerate(bids):
        row = Application.objects.get(pk=applications[name].pk)
        with clock(LISTED + dt.timedelta(minutes=place)):
            assert row.paddle is not None
            place_bid(lot.pk, row.paddle, START + place * STEP, f"key-{place}", bureau.firm(name).actor)
    for moment in (CLOSES, ENDED):
        with clock(moment):
            write(Request(lot.pk, SYSTEM, nothing_else))
    fresh = {name: Application.objects.get(pk=row.pk) for name, row in applications.items()}
    return Over(Lot.objects.get(pk=lot.pk), fresh, grantor)


def pay(application: Application, reference: str, amount: int = DEPOSIT, moment: dt.datetime = LISTED) -> None:
    """Let money come in under the order number of an application."""
    with clock(moment):
        take_lines([line(reference, order_of(application), amount, moment)], "file", moment)


def settled(over: Over, moment: dt.datetime = ENDED) -> Settlement:
    """Have the cases opened that follow the sale, and return them."""
    with clock(moment):
        settle(over.lot.pk, moment)
    return over.settlement
