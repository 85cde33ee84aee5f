"""Those who bid by themselves while the demo runs, so that a visitor finds a live auction at any time."""

import datetime as dt
import logging
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from lingxing.cli.demo.listings import lot_in, tell_live
from lingxing.cli.demo.sales_script import SalesScript, read_sales
from lingxing.cli.demo.telling import demo_account
from lingxing.engines.auctions.domain.ladder import least_bid
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.bidders import paddle_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.bidding import place_bid

_SECONDS = 2
_PATIENCE = 15
_QUICKEST, _SLOWEST = 15, 75
"""Seconds that pass before somebody answers a bid."""
_FEWEST, _MOST = 40, 80
"""Steps above the starting price that somebody is ready to go."""
_log = logging.getLogger("lingxing.demo")


@contextmanager
def bidding() -> Iterator[None]:
    """Let the firms of the demo bid in a thread of this process while the block runs."""
    stopped = threading.Event()
    thread = threading.Thread(target=_bid_until, args=(stopped,), name="demo-bidding", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(_PATIENCE)


def _bid_until(stopped: threading.Event) -> None:
    script = read_sales()
    while not stopped.wait(_SECONDS):
        try:
            bid_once(script, timezone.now())
        except Exception:  # whatever it was, the next round may do better
            _log.exception("a round of the demo's bidding failed")
            connection.close()
    connection.close()


def bid_once(script: SalesScript, now: dt.datetime) -> None:
    """Let somebody bid where it is time to. Where nobody goes any higher the lot is left to its countdown, and the live
    auction of another one begins beside it."""
    lot = lot_in(script, Stage.LIVE, now)
    state = state_of(lot.pk) if lot else LotState()
    ready = _ready(script, lot, state) if lot else []
    if lot is None or not ready:
        tell_live(script)
        return
    leading, chance = state.leading, _chance(lot, state.bids)
    if leading and now - leading.at < dt.timedelta(seconds=chance.uniform(_QUICKEST, _SLOWEST)):
        return
    username, paddle = chance.choice(ready)
    place_bid(lot.pk, paddle, least_bid(state), f"demo-{state.bids}", demo_account(username).actor)


def _ready(script: SalesScript, lot: Lot, state: LotState) -> list[tuple[str, int]]:
    """Return account and paddle of everybody who does not lead and goes another step."""
    found = []
    for username in script.rivals:
        paddle = paddle_of(lot.pk, demo_account(username))
        leads = state.leading is not None and state.leading.paddle == paddle
        if paddle is not None and not leads and _limit(lot, paddle, state) >= least_bid(state):
            found.append((username, paddle))
    return found


def _limit(lot: Lot, paddle: int, state: LotState) -> int:
    """Return how high a paddle goes, in fen: its own for each lot, the same at every question."""
    if state.terms is None:
        return 0
    steps = _chance(lot, paddle).randint(_FEWEST, _MOST)
    return state.terms.starting_price + steps * state.terms.increment


def _chance(lot: Lot, about: int) -> random.Random:
    """Return chance that falls the same way at every question: a restarted demo goes on as it was."""
    return random.Random(f"{lot.number} {about}")  # noqa: S311 - it plays, it keeps no secret
