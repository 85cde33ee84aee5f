"""Money that needs a person: lines that match no order number, and what came late, short or beyond the deposit.

Who sees which: a line without an order number tells of no lot and shows at once. One that belongs to an application
would tell that somebody applied, so that it shows only when its lot has ended; until then its payer alone sees it.
"""

import datetime as dt
import json
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Application, BankLine, Guarantee, Refund, Standing
from lingxing.engines.auctions.queries.lots import agencies_of
from lingxing.engines.parties.access_masking import mask_name, mask_number
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound

_OVER = (Stage.ENDED.value, Stage.TERMINATED.value)
_LONG_NAME = 4


@dataclass(frozen=True, slots=True)
class LineCard:
    """A line for a person to settle: payer masked, `owed` what has to go back, in fen."""

    id: int
    lot: str
    standing: str
    amount: int
    owed: int
    paid_at: dt.datetime
    payer: str
    payer_account: str
    remark: str
    returned_at: dt.datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A payment as its bidder sees it."""

    amount: int
    paid_at: dt.datetime
    standing: str
    excess: int


def line_context(reference: str) -> str:
    """Return the context in which a bank line is sealed."""
    return f"bank-line:{reference}"


def note_context(reference: str) -> str:
    """Return the context in which the note on a line is sealed."""
    return f"bank-line:{reference}:note"


def guarantee_context(reference: str) -> str:
    """Return the context in which a guarantee is sealed."""
    return f"guarantee:{reference}"


def problem_lines(account: Account, on: dt.date, *, settled: bool = False) -> list[LineCard]:
    """Return the lines that the account has to settle, or has settled, the newest first."""
    rows = _problems(account, on).filter(returned_at__isnull=not settled)
    return [_card(row) for row in rows.select_related("application__lot").order_by("-paid_at", "-pk")[:500]]


def problem_line(account: Account, line_id: int, on: dt.date, *, lock: bool = False) -> BankLine:
    """Return a line that the account sees, locked if asked. NotFound for others and none."""
    rows = _problems(account, on)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=line_id).first()
    if found is None:
        raise NotFound("没有这一笔，或还不能处理", where="到账明细", remedy="请从列表中选择")
    return found


def own_lines(application: Application) -> list[OwnLine]:
    """Return the payments that came in for an application, the oldest first."""
    rows = BankLine.objects.filter(application=application).order_by("paid_at", "pk")
    return [OwnLine(row.amount, row.paid_at, Standing(row.standing).label, row.excess) for row in rows]


def guarantee_of(application: Application) -> tuple[Guarantee, dict[str, str]] | None:
    """Return an application's bank guarantee with issuing bank and number, or None."""
    row = Guarantee.objects.filter(application=application).first()
    if row is None:
        return None
    said: dict[str, str] = json.loads(unseal_text(row.sealed, guarantee_context(row.reference_digest)))
    return row, said


def _problems(account: Account, on: dt.date) -> "QuerySet[BankLine]":
    """Return the lines that need a person and that the account may see.

    Money that counted is one where it gave no paddle in the end, since it was short. What a payment file sends back
    needs nobody.
    """
    agencies = agencies_of(account, on)
    if not agencies:
        return BankLine.objects.none()
    of_ended = Q(application__lot__stage__in=_OVER, application__lot__agency__in=agencies)
    short = Q(standing=Standing.COUNTED, application__paddle=None) | Q(excess__gt=0)
    wrong = Q(standing__in=[Standing.LATE, Standing.CLOSED, Standing.EXCESS])
    rows = BankLine.objects.filter(Q(application=None) | (of_ended & (short | wrong)))
    return rows.exclude(refunds__in=Refund.objects.filter(failed_on=None))


def _card(row: BankLine) -> LineCard:
    said = json.loads(unseal_text(row.sealed, line_context(row.reference_digest)))
    application = row.application
    partial = row.standing == Standing.COUNTED and application is not None and application.paddle is None
    label = "未足额" if partial else Standing(row.standing).label
    counted = row.standing == Standing.COUNTED and not partial
    return LineCard(
        row.pk,
        application.lot.number if application else "",
        label if not counted else Standing.EXCESS.label,
        row.amount,
        row.excess if counted else row.amount,
        row.paid_at,
        _masked_payer(said["payer"]),
        mask_number(said["payer_account"]),
        "" if application else said["remark"],
        row.returned_at,
        unseal_text(row.note_sealed, note_context(row.reference_digest)) if row.note_sealed else "",
    )


def _masked_payer(name: str) -> str:
    """Return a payer's name masked: of a firm the first two characters and the last two stay."""
    if len(name) <= _LONG_NAME:
        return mask_name(name)
    return f"{name[:2]}{'*' * (len(name) - 4)}{name[-2:]}"
