"""The sealed reserve price: the key it is sealed to, the file, and the price itself once bidding has ended."""

import datetime as dt
import json
from dataclasses import dataclass

from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Lot, LotKey, SealedReserve
from lingxing.engines.auctions.queries.announcing import latest
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.sealing import (
    LotKeyFile,
    OpenedReserve,
    WrongReserve,
    open_reserve_file,
    read_reserve_file,
)
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class ReserveCard:
    """What may be known of a sealed reserve before the end: that it is here, its digest and commitment."""

    digest: str
    commitment: str
    has_code: bool
    opened: bool
    """Whether the supervisor has entered the opening code."""


def key_context(lot_id: int) -> str:
    """Return the context in which the private half of a lot's key is sealed."""
    return f"lot:{lot_id}:reserve-key"


def opened_context(lot_id: int) -> str:
    """Return the context in which an opened price is sealed until the result is stated."""
    return f"lot:{lot_id}:reserve-opened"


def public_key(lot: Lot) -> LotKeyFile:
    """Return the key to which a lot's reserve price is sealed. NotFound where it has none."""
    key = LotKey.objects.filter(lot=lot.pk).first()
    if key is None:
        raise NotFound("这宗地没有设底价，或还没有公告", where=lot.number, remedy="请从宗地列表中选择")
    return LotKeyFile(lot.number, key.public)


def private_key(lot_id: int) -> str:
    """Return the private half of a lot's key. Unsealable where the installation's keys don't open it."""
    key = LotKey.objects.get(lot=lot_id)
    return unseal_text(key.private_sealed, key_context(lot_id))


def reserve_card(lot_id: int) -> ReserveCard | None:
    """Return what may be known of the imported file, None where there is none."""
    row = SealedReserve.objects.filter(lot=lot_id).first()
    return ReserveCard(row.digest, row.commitment, row.has_code, bool(row.opened_sealed)) if row else None


def open_reserve(lot_id: int) -> tuple[int, str]:
    """Return the reserve price in fen and its salt.

    For the writer alone, when it states the result of a lot that takes no more bids, in the same transaction.
    WrongReserve where no file was imported, and as long as the supervisor's opening code is missing.
    """
    row = _imported(lot_id)
    if row.has_code:
        if not row.opened_sealed:
            raise WrongReserve("还须监督人员输入开启口令", where="底价", remedy="请监督人员在底价页面输入")
        opened = OpenedReserve(**json.loads(unseal_text(row.opened_sealed, opened_context(lot_id))))
    else:
        opened = open_reserve_file(read_reserve_file(row.file), private_key(lot_id))
    return opened.price, opened.salt


def open_with_code(lot_id: int, code: str) -> OpenedReserve:
    """Return the reserve price that the supervisor's code opens, once the lot takes no more bids.

    WrongReserve before that, without a file, for a file without a code and for another code.
    """
    if state_of(lot_id).stage is not Stage.CLOSED:
        raise WrongReserve("报价还没有截止，或结果已经公布", where="底价", remedy="请等到报价截止")
    row = _imported(lot_id)
    if not row.has_code:
        raise WrongReserve("这份底价没有设开启口令", where="底价", remedy="不用输入口令，结束时自动开启")
    return open_reserve_file(read_reserve_file(row.file), private_key(lot_id), code)


def _imported(lot_id: int) -> SealedReserve:
    row = SealedReserve.objects.filter(lot=lot_id).first()
    if row is None:
        raise WrongReserve("没有导入底价加密文件", where="底价", remedy="请管理员核实")
    return row


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when a lot's sealed file may be imported."""

    number: str
    title: str
    opens_at: dt.datetime
    closes_at: dt.datetime


def window_of(lot: Lot) -> Window | None:
    """Return the window of a lot that is still listed; None for others and while the sale is suspended."""
    state = state_of(lot.pk)
    if state.stage is not Stage.LISTING or state.deadline is None or state.rules is None or state.terms is None:
        return None
    title = latest(lot).title
    return Window(lot.number, title, state.deadline - state.rules.reserve_window, state.deadline)


def import_windows() -> list[Window]:
    """Return the windows of all listed lots that have a reserve price and no file yet, the next one first."""
    rows = Lot.objects.filter(stage=Stage.LISTING, reserve_file=None).order_by("number")
    wanted = [row for row in rows if (terms := state_of(row.pk).terms) and terms.has_reserve]
    return sorted((found for row in wanted if (found := window_of(row))), key=lambda window: window.opens_at)
