"""A lot's record as it leaves, for `lingxing verify`."""

import datetime as dt
from collections.abc import Iterator, Sequence

from lingxing.engines.auctions.domain.events import Applied, Event, ProxySet
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.exports import lot_lines
from lingxing.engines.auctions.models import Lot, LotSecret
from lingxing.engines.auctions.queries.states import Secrets, events_of, open_secrets, state_of, stream_of
from lingxing.engines.ledger.queries import export
from lingxing.kernel.errors import LingxingError, NotFound

_WINNERS = ("order_number", "bidder")
"""What is opened of the winner's application; names and shares stand in the confirmation letter, not here."""


def numbered(number: str) -> int:
    """Return the id of the lot with that public number. NotFound where there is none."""
    lot_id: int | None = Lot.objects.filter(number=number).values_list("pk", flat=True).first()
    if lot_id is None:
        raise NotFound("没有这个编号的宗地", where=number, remedy="编号形如 2026-0001，见挂牌列表")
    return lot_id


def export_lot(lot_id: int, at: dt.datetime, *, full: bool = False, numbers: Sequence[int] = ()) -> Iterator[bytes]:
    """Yield the lines of an ended lot's export, as `lingxing verify` reads them.

    Opened are the ceilings of all proxies, which the result follows from, and of the winner the order number and the
    party's id; who else applied stays closed. `full` opens everything: whoever asks for it answers for whom to. Only so
    leaves a terminated lot, whose ceilings may matter in its next sale. `numbers`: see the ledger's `export`.
    LingxingError before the end.
    """
    state = state_of(lot_id)
    if state.stage is not Stage.ENDED and not (full and state.stage is Stage.TERMINATED):
        remedy = "结束后再导出；终止的宗地只能由审计人员连同全部内容导出"
        raise LingxingError("宗地还没有结束，记录不能导出", where=stream_of(lot_id), remedy=remedy)
    sealed = dict(LotSecret.objects.filter(lot=lot_id).values_list("sequence", "sealed"))
    openings = {
        (entry.stream, entry.sequence): _opened(
            event, open_secrets(lot_id, entry.sequence, sealed[entry.sequence]), state, full=full
        )
        for entry, event in events_of(lot_id)
        if entry.sequence in sealed
    }
    return lot_lines(stream_of(lot_id), export(at, [stream_of(lot_id)], numbers=numbers, openings=openings))


def _opened(event: Event, secrets: Secrets, state: LotState, *, full: bool) -> Secrets:
    """Return those of an event's secrets that leave."""
    if full or isinstance(event, ProxySet):
        return secrets
    if isinstance(event, Applied) and state.winner is not None:
        admission = state.admissions[event.application]
        if admission.paddle == state.winner.paddle:
            return {name: secrets[name] for name in _WINNERS}
    return {}
