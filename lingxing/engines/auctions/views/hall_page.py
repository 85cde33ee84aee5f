"""What the pages of a hall share: figures and moments as texts, the ladder, the addresses that lead on."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from lingxing.engines.auctions.domain.board import FINAL, Board
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.showing import Bids, PublicEvent
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.announcing import Announced, announcements, latest
from lingxing.engines.auctions.queries.charts import points
from lingxing.engines.auctions.queries.hall import Hall
from lingxing.kernel.capitals import MOST_FEN, money_in_capitals
from lingxing.kernel.moments import format_moment

MOST_ROWS = 100
_HIDDEN_LINES = frozenset({"payee", "bank", "account"})


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A step of the price, or many that two bidders took in turn."""

    at: dt.datetime
    who: str
    price: str
    note: str


@dataclass(frozen=True, slots=True)
class Countdown:
    """What runs, until when, and what is left of it as text; `still` while it stands."""

    label: str
    until: dt.datetime | None
    left: str
    still: bool


def hall_context(found: Hall, now: dt.datetime) -> dict[str, Any]:
    """Return what the templates of a hall need."""
    lot, board, newest = found.lot, found.board, latest(found.lot)
    lines = newest.content.lines if newest.content else ()
    return {
        "hall": found,
        "lot": lot,
        "title": newest.title,
        "lines": [line for line in lines if line.name not in _HIDDEN_LINES],
        "notices": [_notice(lot, notice) for notice in reversed(announcements(lot))],
        "listed": address("auctions:listings"),
        "board": board,
        "stage": "announced" if board.opening and now < board.opens_at else board.stage.value,
        "words": board.said(now),
        "price": format_price(board.price) if board.price is not None else "",
        "capitals": capitals(board.price),
        "least": format_price(board.least) if board.least is not None else "",
        "least_typed": typed(board.least),
        "increment": format_price(board.increment),
        "countdown": countdown(board, now),
        "prompt": sum(at <= now for at in board.prompts),
        "ladder": ladder(found.events),
        "log": list(reversed(found.events[-MOST_ROWS:])),
        "final": board.stage in FINAL,
        "winning": format_price(board.result.price) if board.result and board.result.price is not None else "",
        "reserve": format_price(board.result.reserve) if board.result and board.result.reserve is not None else "",
        "record": address("auctions:record", lot.number) if board.stage is Stage.ENDED else "",
        "now": now,
        "data": {"board": board.to_json(), "now": format_moment(now), "points": points(found.events)},
    }


def ladder(events: Sequence[PublicEvent], most: int = MOST_ROWS) -> list[LadderRow]:
    """Return the last steps of the price, the newest first, at most `most`."""
    rows = (_row(event, bids) for event, bids in _newest_first(events))
    return [row for row, _ in zip(rows, range(most), strict=False)]


def countdown(board: Board, now: dt.datetime) -> Countdown:
    """Return what is running at `now`. A countdown that stands keeps what was left."""
    if board.standstill:
        return Countdown("停表，剩余", None, duration(board.standstill.left), still=True)
    if board.opening and now < board.opens_at:
        return Countdown("距挂牌开始", board.opens_at, _left(board.opens_at, now), still=False)
    if board.deadline is None:
        return Countdown("", None, "", still=True)
    return Countdown(f"距{_ENDS[board.stage]}截止", board.deadline, _left(board.deadline, now), still=False)


def duration(seconds: int) -> str:
    """Return a length of time as a clock shows it: 3天 04:05:06, 04:05:06, 04:59."""
    days, rest = divmod(max(seconds, 0), 86_400)
    hours, rest = divmod(rest, 3600)
    text = f"{rest // 60:02}:{rest % 60:02}"
    text = f"{hours:02}:{text}" if hours or days else text
    return f"{days}天 {text}" if days else text


def capitals(price: int | None) -> str:
    """Return a price in capitals, nothing for none and for those that have no capitals."""
    return money_in_capitals(price) if price is not None and price <= MOST_FEN else ""


def typed(price: int | None) -> str:
    """Return a price as it is typed, in yuan: 1250000.00; nothing for none."""
    return f"{price // 100}.{price % 100:02}" if price is not None else ""


def address(name: str, *values: object) -> str:
    """Return the address of a page, nothing where this installation has no such page."""
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return ""


def _notice(lot: Lot, notice: Announced) -> dict[str, object]:
    where = address("auctions:announcement", lot.number, notice.number)
    return {"title": notice.title, "kind": notice.kind_label, "at": notice.published_at, "address": where}


_ENDS = {Stage.LISTING: "挂牌", Stage.QUESTION: "答复", Stage.LIVE: "限时竞价"}


def _left(until: dt.datetime, now: dt.datetime) -> str:
    return duration(int((until - now).total_seconds()))


def _newest_first(events: Sequence[PublicEvent]) -> Iterator[tuple[PublicEvent, Bids]]:
    for event in reversed(events):
        for bids in reversed(event.bids):
            yield event, bids


def _row(event: PublicEvent, bids: Bids) -> LadderRow:
    note = ""
    if bids.steps > 1:
        other = bids.second if bids.last_paddle == bids.first else bids.first
        note = f"与 {other} 轮流加价 {bids.steps} 次" if other is not None else f"连续加价 {bids.steps} 次"
    return LadderRow(event.at, str(bids.last_paddle), format_price(bids.last_price), note)
