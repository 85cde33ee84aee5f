"""Suspending, terminating and resuming a sale (arts. 37 to 39). Whatever is announced goes out as the announcements do.

For causes 1 and 4 the agency suspends at once and reports to the grantor, who finds it on its page; for all else, and
for every termination, the grantor decides first.
Reading: the article lets the agency suspend on its own, not terminate.
"""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from lingxing.engines.auctions.domain.deciding import (
    Decide,
    decide_proposal,
    decide_resumption,
    decide_ruling,
    decide_suspension,
    decide_termination,
)
from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.typed_values import read_moment
from lingxing.engines.auctions.models import CAUSE_LABELS, Announcement, AnnouncementKind, Lot, StopPaper
from lingxing.engines.auctions.queries.announcing import Announced, announcement
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.queries.stop_words import seal_words
from lingxing.engines.auctions.queries.stopping import granted_lot
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.ledger.services import commit, make_checkpoint
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.canonical import Json, canonical_json
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

_SHORTEST, _LONGEST = 4, 1000


def suspend(account: Account, number: str, cause: Cause, reason: str, at: dt.datetime) -> Announced:
    """Suspend the sale at once for cause 1 or 4, announce it, and seal the record by a checkpoint (art. 38).

    Refusal for other causes without the grantor's approval, and where the sale is not going on.
    """
    made = _announce(account, number, AnnouncementKind.SUSPENSION, _Notice(cause, _words(reason)), at)
    make_checkpoint(timezone.now())
    return made


@transaction.atomic
def propose_stop(
    account: Account, number: str, cause: Cause, reason: str, at: dt.datetime, *, terminate: bool
) -> StopPaper:
    """Ask the grantor to suspend or terminate the sale (art. 38), and return the request."""
    lot, sealed = own_lot(account, number, _day(at), lock=True), _sealed(reason)
    decide = decide_proposal(cause, sealed["digest"], terminate=terminate)
    return _keep_paper(StopPaper(lot=lot, ruling=False, cause=cause, terminate=terminate, **sealed), account, decide)


@transaction.atomic
def rule_on_stop(account: Account, number: str, reason: str, at: dt.datetime, *, approved: bool) -> StopPaper:
    """Answer the agency's request as the grantor, and return the ruling. NotFound for other grantors' lots."""
    found, sealed = granted_lot(account, number, _day(at)), _sealed(reason)
    asked = found.state.proposal
    if asked is None or not found.waits_for_ruling:
        raise Refusal(Reason.NOT_APPROVED, "没有待批复的报请")
    paper = StopPaper(
        lot=found.lot, ruling=True, cause=asked.cause, terminate=asked.terminate, approved=approved, **sealed
    )
    return _keep_paper(paper, account, decide_ruling(paper.digest, approved=approved))


def carry_out_stop(account: Account, number: str, reason: str, at: dt.datetime) -> Announced:
    """Announce and carry out what the grantor approved: the sale is suspended or terminated (art. 38)."""
    lot = own_lot(account, number, _day(at))
    asked = state_of(lot.pk).proposal
    if asked is None or not asked.approved:
        raise Refusal(Reason.NOT_APPROVED, "出让人还没有批准中止或者终止", remedy="请先报出让人，批准后再办理")
    kind = AnnouncementKind.TERMINATION if asked.terminate else AnnouncementKind.SUSPENSION
    made = _announce(account, number, kind, _Notice(asked.cause, _words(reason)), at)
    make_checkpoint(timezone.now())
    return made


def announce_resumption(account: Account, number: str, resumes_at: str, reason: str, at: dt.datetime) -> Announced:
    """Announce when the suspended sale goes on (art. 39). Refusal for fewer than five days ahead; LingxingError for
    what is no moment."""
    try:
        notice = _Notice(None, _words(reason), read_moment(resumes_at))
    except ValueError as error:
        raise LingxingError(str(error), where="恢复时间", remedy="请按北京时间填写") from None
    return _announce(account, number, AnnouncementKind.RESUMPTION, notice, at)


class _Notice:
    """What such an announcement says."""

    def __init__(self, cause: Cause | None, reason: str, resumes_at: dt.datetime | None = None) -> None:
        self.cause, self.reason, self.resumes_at = cause, reason, resumes_at

    def text(self, lot: Lot, kind: AnnouncementKind) -> str:
        """Return the announcement's text, a paragraph a line."""
        parts = [f"宗地编号：{lot.number}", f"出让人：{lot.grantor.name}", f"交易机构：{lot.agency.name}"]
        if self.cause:
            parts.append(f"{kind.label.removesuffix('公告')}原因：第三十七条第一款第{CAUSE_LABELS[self.cause]}")
        if self.resumes_at:
            parts.append(f"恢复时间：{self.resumes_at.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M:%S}")
        return "\n\n".join([*parts, f"说明：{self.reason}"])

    def decide(self, kind: AnnouncementKind, digest: str) -> Decide:
        """Return what the announcement does to the lot."""
        if self.resumes_at:
            return decide_resumption(self.resumes_at, digest)
        if self.cause is None:
            raise ValueError("a stop has a cause")
        act = decide_termination if kind is AnnouncementKind.TERMINATION else decide_suspension
        return act(self.cause, digest)


@transaction.atomic
def _announce(account: Account, number: str, kind: AnnouncementKind, notice: _Notice, at: dt.datetime) -> Announced:
    lot = own_lot(account, number, _day(at), lock=True)
    content: dict[str, Json] = {"format": "lingxing-announcement-1", "lot": lot.number, "kind": kind.value}
    content["text"] = notice.text(lot, kind)
    digest, place = _digest(canonical_json(content)), Announcement.objects.filter(lot=lot).count() + 1
    first = Announcement.objects.filter(lot=lot).order_by("number").first()
    if first is None:
        raise LingxingError("宗地还没有公告", where=lot.number, remedy="请先发布出让公告")
    row = Announcement(lot=lot, number=place, kind=kind, title=first.title, county=first.county, content=content)
    write(Request(lot.pk, account.actor, notice.decide(kind, digest), _storing(row, digest, account)))
    return announcement(lot, place)


def _storing(row: Announcement, digest: str, account: Account) -> Callable[[Written], None]:
    def store(written: Written) -> None:
        row.digest, row.published_at, row.published_by = digest, written.at, account
        row.save(force_insert=True)

    return store


def _keep_paper(paper: StopPaper, account: Account, decide: Decide) -> StopPaper:
    def store(written: Written) -> None:
        paper.written_at, paper.written_by = written.at, account
        paper.save(force_insert=True)

    write(Request(paper.lot_id, account.actor, decide, store))
    return paper


def _sealed(reason: str) -> dict[str, str]:
    """Return the words of a paper, sealed, and the commitment to them that the chain gets."""
    text = _words(reason)
    commitments, salts = commit({"text": text})
    digest = commitments["text"]
    return {"sealed": seal_words(text, salts["text"], digest), "digest": digest}


def _words(text: str) -> str:
    said = " ".join(text.split())
    if not _SHORTEST <= len(said) <= _LONGEST or not said.isprintable():
        told = f"说明须为 {_SHORTEST} 至 {_LONGEST} 字"
        raise LingxingError(told, where="说明", remedy="请写清楚依据的文件和原因")
    return said


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(SHANGHAI).date()
