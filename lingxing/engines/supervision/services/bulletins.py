"""Drawing bulletins up, editing, releasing and handing them to disclosure."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.services.numbering import paper_number
from lingxing.engines.disclosure.queries.preview import DraftText
from lingxing.engines.disclosure.services.drafting import Draft, save_draft
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.bulletins import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MARKS,
    blocks_of,
    digest_of,
    first_text,
    title_of,
)
from lingxing.engines.supervision.domain.snapshots import Period, snapshot_from_json
from lingxing.engines.supervision.models import Bulletin
from lingxing.engines.supervision.queries.bulletins import snapshot_of
from lingxing.engines.supervision.queries.sight import acting_office, own_offices
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.printing.report import ReportTable

NUMBER = "督查简报〔{year}〕{number}号"
LONGEST_PUBLIC = 18_000


class ChangedMeanwhile(LingxingError):
    """Somebody else has changed the text since it was opened."""


@transaction.atomic
def draw_up(account: Account, procedure: str, period: Period, at: dt.datetime) -> Bulletin:
    """Keep a draft with the figures of today and the text that follows from them, and return it.

    NotFound for who does not act for the office; LingxingError for a period that has not begun, or that has a draft.
    """
    today = at.astimezone(SHANGHAI).date()
    organ = acting_office(account, procedure, today)
    if period.first > today:
        raise LingxingError(f"{period.label}还没有到", where="时期", remedy="请选已经开始的月份或年度")
    drafts = Bulletin.objects.filter(procedure=procedure, organ=organ, released_at=None)
    if drafts.filter(year=period.year, month=period.month).exists():
        raise LingxingError(f"{period.label}的草稿已经有了", where="简报", remedy="请修改原来的草稿，或先删去")
    snapshot = snapshot_of(procedure, period, today)
    return Bulletin.objects.create(
        procedure=procedure,
        organ_id=organ,
        year=period.year,
        month=period.month,
        title=title_of(snapshot),
        snapshot=snapshot.to_json(),
        text=first_text(snapshot),
        drafted_at=at,
        drafted_by=account.actor.id,
    )


@transaction.atomic
def edit(account: Account, key: UUID, title: str, text: str, revision: int, at: dt.datetime) -> Bulletin:
    """Change title and text of a draft and return it; the figures stay as they were drawn up.

    NotFound for others' drafts; ChangedMeanwhile where the draft is no longer at that revision.
    """
    row = _own_draft(account, key, revision, at)
    for label, words, most in (("标题", title, LONGEST_TITLE), ("正文", text, LONGEST_TEXT)):
        if not words.strip() or len(words) > most or "\x00" in words:
            raise LingxingError(f"不能空着，也不能超过{most}字", where=label, remedy=f"请修改{label}")
    row.title, row.text, row.revision = title.strip(), text.strip(), row.revision + 1
    row.save(update_fields=["title", "text", "revision"])
    return row


@transaction.atomic
def drop(account: Account, key: UUID, at: dt.datetime) -> None:
    """Throw a draft away. NotFound for others' drafts and what has been released."""
    _own_draft(account, key, None, at).delete()


@transaction.atomic
def release(account: Account, key: UUID, revision: int, at: dt.datetime) -> Bulletin:
    """Release a draft under the office's next number and return it: from now on it stands as it is.

    The ledger holds the digest of title, text and figures. Refusals as of `edit`.
    """
    row = _own_draft(account, key, revision, at)
    year = at.astimezone(SHANGHAI).year
    row.number = NUMBER.format(year=year, number=paper_number(NUMBER, row.organ_id, year))
    row.digest = digest_of(row.title, row.text, row.snapshot)
    row.released_at, row.released_by = at, account.actor.id
    payload = {
        "bulletin": str(row.pk),
        "number": row.number,
        "organ": row.organ_id,
        "year": row.year,
        "month": row.month,
        "digest": row.digest,
    }
    record(f"bulletin:{row.pk}", "bulletin_released", account.actor, payload, at, begins=True)
    row.save(update_fields=["number", "digest", "released_at", "released_by"])
    return row


@transaction.atomic
def hand_to_disclosure(account: Account, key: UUID, at: dt.datetime) -> UUID:
    """Make a draft of disclosure of a released bulletin and return its id; what is public is decided there.

    The text goes without the tables, beside that of units. LingxingError where that has been done, or nothing has been
    released.
    """
    row = _own(account, key, at)
    if row.released_at is None or row.publication is not None:
        told = "已经转去公开" if row.publication else "还没有签发"
        raise LingxingError(told, where=row.title, remedy="签发以后转去公开一次，之后在“待公开”办理")
    lines = [line for line in row.text.splitlines() if line.strip() not in MARKS]
    written = DraftText(_cut(lines), _public_table(row))
    draft = Draft(row.organ_id, "disclosure", f"{row.title}（{row.number}）", written)
    row.publication = save_draft(account, draft, at).pk
    row.save(update_fields=["publication"])
    return row.publication


def _cut(lines: list[str]) -> str:
    text = "\n".join(lines)
    return text if len(text) <= LONGEST_PUBLIC else text[:LONGEST_PUBLIC]


def _public_table(row: Bulletin) -> str:
    """Return the table of units as disclosure reads it, where the text has it."""
    blocks = blocks_of(row.text, snapshot_from_json(row.snapshot))
    table = next((one for one in blocks if isinstance(one, ReportTable) and one.columns[0] == "单位"), None)
    if table is None or not table.rows:
        return ""
    return "\n".join("\t".join(cells) for cells in (table.columns, *table.rows))


def _own_draft(account: Account, key: UUID, revision: int | None, at: dt.datetime) -> Bulletin:
    row = _own(account, key, at)
    if row.released_at is not None:
        raise LingxingError("已经签发，不能再改", where=row.number, remedy="有误的，另发一期更正")
    if revision is not None and row.revision != revision:
        raise ChangedMeanwhile("别人刚刚改过", where=row.title, remedy="请重新打开，看过以后再改")
    return row


def _own(account: Account, key: UUID, at: dt.datetime) -> Bulletin:
    """Return a bulletin of the account's office, locked."""
    offices = own_offices(account, at.astimezone(SHANGHAI).date())
    row = Bulletin.objects.select_for_update(of=("self",)).filter(pk=key, organ__in=list(offices)).first()
    if row is None:
        raise NotFound("没有这期简报，或不由您办理", where="简报", remedy="请从简报列表中选择")
    return row
