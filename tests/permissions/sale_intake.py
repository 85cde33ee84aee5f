"""What comes before the bids of the town's land sale: a draft, a listed lot and an ended one, both applied for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from lingxing.engines.auctions.domain import deciding
from lingxing.engines.auctions.domain.announcements import Content, Heading
from lingxing.engines.auctions.domain.applications import Typed
from lingxing.engines.auctions.domain.description_lines import lines_of
from lingxing.engines.auctions.domain.descriptions import read_draft
from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.models import Announcement, Application, BankLine, Lot, LotKey, PaymentFile
from lingxing.engines.auctions.queries.lots import published_files
from lingxing.engines.auctions.queries.reserves import key_context
from lingxing.engines.auctions.sealing import make_key
from lingxing.engines.auctions.services.applying import Asking, apply_for
from lingxing.engines.auctions.services.deposits import take_lines
from lingxing.engines.auctions.services.drafting import add_file
from lingxing.engines.auctions.services.stopping import propose_stop
from lingxing.engines.auctions.tests import sales
from lingxing.engines.auctions.tests.bureau import clock, line, order_of
from lingxing.engines.auctions.tests.drafts import DRAFT
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.uploads.tests.samples import PDF
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
CONTACT, PHONE = "孙八三", "13511112222"
STOP_REASON = "地块上发现未登记的管线"


@dataclass(frozen=True)
class Desk:
    """Who runs the sale and who bids."""

    officer: Account
    bidder: Account
    agency: Organ
    grantor: Organ


def open_intake(desk: Desk) -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """Return what routes name of the three lots, and what may be read by whom alone."""
    now = timezone.now()
    draft, listed, ended = (_lot(desk, f"2026-020{place}", now - 3 * DAY) for place in (1, 2, 3))
    _announce(listed, now - 3 * DAY, now + 20 * MINUTE, has_reserve=True)
    _announce(ended, now - 3 * DAY, now - DAY, has_reserve=False)
    mine, over = _apply(desk, listed, now), _apply(desk, ended, now - 2 * DAY)
    sales.pass_time(ended)
    take_lines([line("B1", "", 500, now)], "file", now)
    PaymentFile.objects.create(
        lot=ended, number=1, pay_on=now.date(), digest="0" * 64, made_at=now, made_by=desk.officer
    )
    propose_stop(desk.officer, listed.number, Cause.OTHER, STOP_REASON, now, terminate=False)
    things = {
        "draft_lot": draft.number,
        "draft_lot_file": str(draft.files.filter(kind="guide").get().key),
        "listed_lot": listed.number,
        "listed_lot_file": str(listed.files.filter(kind="guide").get().key),
        "ended_lot": ended.number,
        "stopped_lot": listed.number,
        "own_application": str(mine.key),
        "own_application_file": str(mine.files.get().key),
        "ended_application": str(over.key),
        "ended_application_file": str(over.files.get().key),
        "bank_line": str(BankLine.objects.get().pk),
        "bidder_party": str(mine.party_id),
        "agency": str(desk.agency.pk),
        "grantor_organ": str(desk.grantor.pk),
    }
    own, opened = frozenset({"bidder"}), frozenset({"bidder", "officer"})
    secrets = {order_of(mine): own, order_of(over): opened, CONTACT: own, PHONE: own}
    return things, {**secrets, STOP_REASON: frozenset({"officer", "grantor"})}


def _lot(desk: Desk, number: str, at: dt.datetime) -> Lot:
    lot = Lot.objects.create(
        number=number,
        package=MARKET,
        grantor=desk.grantor,
        agency=desk.agency,
        created_at=at,
        created_by=desk.officer,
        draft=DRAFT,
    )
    public, private = make_key()
    LotKey.objects.create(lot=lot, public=public, private_sealed=seal_text(private, key_context(lot.pk)), made_at=at)
    for kind in ("boundary", "guide", "application", "confirmation", "contract"):
        add_file(desk.officer, number, kind, (f"{kind}.pdf", PDF), at)
    return lot


def _announce(lot: Lot, opens_at: dt.datetime, closes_at: dt.datetime, *, has_reserve: bool) -> None:
    heading = Heading(lot.number, 1, "original", f"苇荡大道以北（{lot.number}）", "局", "中心", "规则")
    content = Content(heading, lines_of(read_draft(DRAFT)), published_files(lot))
    terms = sales.terms(opens_at, closes_at, has_reserve=has_reserve)
    with clock(opens_at):
        sales.do(lot, deciding.decide_announcement(terms, sales.RULES, content.digest))
    Announcement.objects.create(
        lot=lot,
        number=1,
        kind="original",
        title=heading.title,
        county="苇荡区",
        content=content.to_json(),
        digest=content.digest,
        published_at=opens_at,
    )


def _apply(desk: Desk, lot: Lot, at: dt.datetime) -> Application:
    listed = lot.number == "2026-0202"
    said = Typed(CONTACT if listed else "李九四", PHONE if listed else "13522223333", accepted=True)
    party = party_of(desk.bidder.pk)
    assert party is not None
    with clock(at):
        return apply_for(lot.pk, desk.bidder, Asking(party.pk, said, [("执照.pdf", PDF)]), at)
