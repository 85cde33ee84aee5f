"""The demo's sales of land: one lot listed, one sold, and, while the site runs, one in its live auction."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingxing.cli.demo.certificates import certify
from lingxing.cli.demo.people import settle_people
from lingxing.cli.demo.sales_script import SalesScript, read_sales
from lingxing.cli.demo.script import read_town, working_day_before
from lingxing.cli.demo.telling import Telling, demo_account
from lingxing.cli.ledger.writing import write_whole
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.bidders import paddle_of
from lingxing.engines.auctions.queries.exporting import export_lot
from lingxing.engines.auctions.queries.lots import listed_lots, published_lot
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.settling import settle
from lingxing.engines.auctions.services.ticking import nothing_else
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.services.binding import bind
from lingxing.engines.ledger.services import make_checkpoint
from lingxing.engines.parties.access_types import Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.services import register_organs
from lingxing.engines.parties.people.queries import parties_for
from lingxing.kernel.actors import OPERATOR, SYSTEM
from lingxing.kernel.dates import SHANGHAI

RECORD = "land-sale-record.jsonl"
"""The record of the lot that was sold, for `lingxing verify`."""
_SINCE = dt.date(2017, 1, 1)
_TEN = dt.time(10)
_MINUTE, _SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
_MOST = 1000
_FOREVER = 10**9
"""Seconds."""


def fill_sales(now: dt.datetime, home: Path) -> list[str]:
    """Let there be bidders with certificates, a lot that is listed and one that was sold, whose record is written to
    `home`; return what there is, a line each. All of it or nothing; what is there already stays."""
    script = read_sales()
    bridge_outage()
    with transaction.atomic():
        organs = open_land_office(script, now)
        settle_bidders(script, home / "certificates", now)
        listed = lot_in(script, Stage.LISTING, now) or _tell_listing(script, organs, now)
        sold = lot_in(script, Stage.ENDED, now) or _tell_sale(script, organs, now)
        _settle(sold, now)
        make_checkpoint(now)
    if not (home / RECORD).exists():
        write_whole(home / RECORD, export_lot(sold.pk, timezone.now()))
    return [f"挂牌中 {listed.number}", f"已成交 {sold.number}，记录 {home / RECORD}"]


def bridge_outage() -> None:
    """Let the lots in their question or live auction go on from where they were when the demo was last stopped.

    Nobody misses a second of a sale here: only the demo's own firms bid.
    """
    grace = settings.AUCTION_GRACE_SECONDS
    settings.AUCTION_GRACE_SECONDS = _FOREVER
    try:
        for lot in Lot.objects.filter(stage__in=[Stage.QUESTION.value, Stage.LIVE.value], suspended=False):
            write(Request(lot.pk, SYSTEM, nothing_else))
    finally:
        settings.AUCTION_GRACE_SECONDS = grace


def _settle(sold: Lot, now: dt.datetime) -> None:
    """Have the cases opened that follow the sale, as the clock of the sales does it while the site runs."""
    sold.refresh_from_db()
    settle(sold.pk, min(now, (sold.ended_at or now) + 2 * _SECOND))


def lot_in(script: SalesScript, stage: Stage, now: dt.datetime) -> Lot | None:
    """Return the newest lot in a stage in which those bid who bid by themselves; one listed for a day more at least."""
    rivals = [demo_account(name) for name in script.rivals]
    for card in listed_lots("ended" if stage is Stage.ENDED else "current", "", size=_MOST):
        if card.stage is not stage or card.suspended:
            continue
        lot = published_lot(card.number)
        deadline = state_of(lot.pk).deadline
        lasts = stage is not Stage.LISTING or (deadline is not None and deadline > now + dt.timedelta(days=1))
        if lasts and any(paddle_of(lot.pk, rival) for rival in rivals):
            return lot
    return None


def tell_live(script: SalesScript) -> Lot:
    """Return a new lot whose live auction began some minutes ago and goes on; all of it or nothing.

    The last bid is made at this moment: a live lot of which nobody heard for a while would be one that an outage hit.
    """
    with transaction.atomic():
        now = timezone.now()
        closes = now.astimezone(SHANGHAI).replace(second=0, microsecond=0) - 9 * _MINUTE
        told = Telling.announced(script, open_land_office(script, now), "live", closes)
        told.admit(*script.bidders)
        first = told.days.opens + dt.timedelta(days=2)
        for place, key in enumerate(("bidder", "ferry", "rival", "reed", "lake")):
            told.bid(key, first + place * dt.timedelta(hours=19))
        for place, key in enumerate(script.bidders):
            told.say_yes(key, closes + (20 + 23 * place) * _SECOND)
        began = closes + 5 * _MINUTE
        for place, key in enumerate(("ferry", "reed", "ferry", "lake", "reed")):
            told.bid(key, began + (25 + 41 * place) * _SECOND)
        told.bid("lake", timezone.now())
    return told.lot


def _tell_listing(script: SalesScript, organs: Mapping[str, int], now: dt.datetime) -> Lot:
    closes = dt.datetime.combine(now.astimezone(SHANGHAI).date() + dt.timedelta(days=9), _TEN, SHANGHAI)
    told = Telling.announced(script, organs, "listing", closes)
    told.admit("bidder", "lake", "reed", "ferry")
    first = told.days.opens + dt.timedelta(days=2)
    for place, (key, steps) in enumerate((("reed", 1), ("bidder", 1), ("lake", 2), ("ferry", 1), ("reed", 4))):
        told.bid(key, first + place * dt.timedelta(hours=7), steps)
    return told.lot


def _tell_sale(script: SalesScript, organs: Mapping[str, int], now: dt.datetime) -> Lot:
    """Tell of a lot that joint bidders won yesterday, on the last working day, against two proxies."""
    day = working_day_before(calendar(), now.astimezone(SHANGHAI).date(), 1)
    closes = dt.datetime.combine(day, _TEN, SHANGHAI)
    told = Telling.announced(script, organs, "ended", closes)
    told.admit("lake", "reed", "ferry", joint=(("lake", "60%"), ("rival", "40%")))
    first = told.days.opens + dt.timedelta(days=3)
    for place, key in enumerate(("ferry", "reed", "lake", "ferry")):
        told.bid(key, first + place * dt.timedelta(hours=30))
    told.seal(script.lots["ended"]["reserve"], closes - 12 * _MINUTE)
    for place, key in enumerate(("reed", "lake", "ferry")):
        told.say_yes(key, closes + (35 + 50 * place) * _SECOND)
    began = closes + 5 * _MINUTE
    told.bid("ferry", began + 40 * _SECOND)
    told.give_proxy("reed", "1.3亿元", began + 95 * _SECOND)
    told.give_proxy("lake", "1.36亿元", began + 130 * _SECOND)
    told.bid("ferry", began + 200 * _SECOND, 2)
    told.wait(began + 200 * _SECOND + 5 * _MINUTE)
    return told.lot


def open_land_office(script: SalesScript, at: dt.datetime) -> dict[str, int]:
    """Return the organs that hold the sales by name, the demo's land officer and grantor in their duties there."""
    organs = register_organs(read_town().city, [script.grantor, script.agency])
    for username, organ in (("land_officer", script.agency), ("grantor", script.grantor)):
        account = demo_account(username)
        if organs[organ] not in {card.organ_id for card in memberships(account.pk, at.date())}:
            add_membership(account.pk, organs[organ], Duty.CLERK, Span(_SINCE), OPERATOR, at)
    for role, organ in (("grantor", script.grantor), ("agency", script.agency)):
        bind(script.package, "", role, organs[organ], OPERATOR, at)
    return organs


def settle_bidders(script: SalesScript, folder: Path, at: dt.datetime) -> None:
    """Enter the bidders, checked as at a counter, with test certificates whose files lie in `folder`; once."""
    account = demo_account(next(iter(script.bidders.values())).username)
    if not parties_for(account.pk, at.date()):
        settle_people(replace(read_town(), people=script.bidders))
        certify(script.bidders.values(), folder, at)
