"""Publishing announcements and their supplements (arts. 8 to 10). What is published never changes and stays public."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from lingxing.engines.auctions.domain.announcements import Content
from lingxing.engines.auctions.domain.deciding import Decide, decide_announcement, decide_supplement
from lingxing.engines.auctions.domain.description_lines import typed_moment
from lingxing.engines.auctions.domain.events import Event, Supplemented
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.domain.terms import Terms
from lingxing.engines.auctions.models import Announcement, Lot
from lingxing.engines.auctions.queries.announcing import (
    Announced,
    SupplementText,
    announcement,
    prepare_original,
    prepare_supplement,
)
from lingxing.engines.auctions.queries.listings import rules_of
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.services.drafting import NewLot, begin_lot
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


def draft_lot(account: Account, new: NewLot, typed: Mapping[str, str], at: dt.datetime) -> Lot:
    """Return a new draft; see `drafting.begin_lot`."""
    return begin_lot(account, new, typed, at)


@transaction.atomic
def announce(account: Account, number: str, digest: str, at: dt.datetime) -> Announced:
    """Publish the announcement of a draft that was previewed under `digest`, and return it.

    LingxingError where something is missing or the preview is out of date; Refusal where the listing would open too
    soon after it, or last too short (art. 9).
    """
    on = at.astimezone(SHANGHAI).date()
    lot = own_lot(account, number, on, lock=True)
    prepared = prepare_original(lot)
    _check_previewed(prepared.content, digest)
    decide = decide_announcement(prepared.description.terms, rules_of(lot.package, on), prepared.content.digest)
    store = _keeps(account, lot, prepared.content, prepared.description.county)
    write(Request(lot.pk, account.actor, decide, store))
    return announcement(lot, 1)


@transaction.atomic
def supplement(account: Account, number: str, given: SupplementText, digest: str, at: dt.datetime) -> Announced:
    """Publish the changed draft of an announced lot that was previewed under `digest`, and return the announcement.

    The listing is extended where a change that moves the price comes fewer than 20 days before its close (art. 10).
    """
    lot = own_lot(account, number, at.astimezone(SHANGHAI).date(), lock=True)
    prepared = prepare_supplement(lot, given, at)
    _check_previewed(prepared.content, digest)
    content, terms = prepared.content, prepared.description.terms
    decide = _unmoved(decide_supplement(terms, content.digest, moves_price=given.moves_price), terms)
    store = _keeps(account, lot, content, prepared.description.county)

    def keep(written: Written) -> None:
        store(written)
        draft = {**lot.draft, "closes_at": typed_moment(terms.closes_at)}
        Lot.objects.filter(pk=lot.pk).update(draft=draft)

    write(Request(lot.pk, account.actor, decide, keep))
    return announcement(lot, content.heading.number)


def _check_previewed(content: Content, digest: str) -> None:
    if content.digest != digest:
        raise LingxingError("内容在您预览之后有了变化，没有发布", where="预览", remedy="请核对新的预览后再发布")


def _unmoved(decide: Decide, terms: Terms) -> Decide:
    """Return `decide` for these terms alone: where the close would lie later by now, the preview is out of date."""

    def checked(state: LotState, at: dt.datetime) -> Sequence[Event]:
        events = decide(state, at)
        if any(isinstance(event, Supplemented) and event.terms != terms for event in events):
            told = "挂牌截止时间在您预览之后有了变化，没有发布"
            raise Refusal(Reason.WRONG_TERMS, told, remedy="请重新预览")
        return events

    return checked


def _keeps(account: Account, lot: Lot, content: Content, county: str) -> Callable[[Written], None]:
    """Return what keeps the announcement in the transaction of its event."""

    def store(written: Written) -> None:
        Announcement.objects.create(
            lot=lot,
            number=content.heading.number,
            kind=content.heading.kind,
            title=content.heading.title,
            county=county,
            content=content.to_json(),
            digest=content.digest,
            moves_price=content.moves_price,
            published_at=written.at,
            published_by=account,
        )

    return store
