"""What bidders asked before, and what they were told: the same key with the same question gets the same answer."""

import datetime as dt
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.services.requests import Request, Written
from lingxing.engines.auctions.statements import known_answers
from lingxing.kernel.canonical import Json

REFUSALS_A_MINUTE = 30
"""How many refused requests of one paddle are kept in a minute, by one process; what is beyond them leaves no trace."""

_MINUTE = dt.timedelta(minutes=1)
_REFUSED: dict[tuple[int, int], "deque[dt.datetime]"] = {}


class Answers:
    """What was answered to the requests that came in, by lot, paddle and key."""

    def __init__(self, requests: Sequence[Request]) -> None:
        self._told = known_answers([(r.lot_id, r.asked.paddle, r.asked.key) for r in requests if r.asked])

    def before(self, request: Request) -> Mapping[str, Json] | None:
        """Return what was answered to this request before, None where it is new.

        Refusal where something else was asked under its key.
        """
        asked = request.asked
        found = self._told.get((request.lot_id, asked.paddle, asked.key)) if asked else None
        if asked is None or found is None:
            return None
        text, answer = found
        if text != asked.text:
            raise used_otherwise()
        return answer


def used_otherwise() -> Refusal:
    """Return the refusal of a key under which something else was asked before."""
    remedy = "请刷新页面后重新提交；原先的操作以其结果为准"
    return Refusal(Reason.REPEATED, "这个请求号已用于另一项操作", remedy=remedy)


def as_before(lot_id: int, at: dt.datetime, state: LotState, answer: Mapping[str, Json]) -> Written:
    """Return what a repeated request is told. Refusal where it was refused the first time."""
    if "refused" in answer:
        raise refusal_of(answer)
    return Written(lot_id, at, (), (), state, repeated=True, answer=answer)


def refusal_answer(refusal: Refusal) -> dict[str, Json]:
    """Return a refusal as it is kept."""
    told: dict[str, Json] = {"code": refusal.code, "what": refusal.what, "remedy": refusal.remedy}
    return {"refused": {**told, "article": refusal.article}}


def refusal_of(answer: Mapping[str, Any]) -> Refusal:
    """Return the refusal that `refusal_answer` kept."""
    told = answer["refused"]
    return Refusal(Reason(told["code"]), told["what"], remedy=told["remedy"], article=told["article"])


def keeps_refusal(lot_id: int, paddle: int, at: dt.datetime) -> bool:
    """Return whether a refusal of this paddle is kept, and count it: no bidder fills the record with refused bids."""
    times = _REFUSED.setdefault((lot_id, paddle), deque(maxlen=REFUSALS_A_MINUTE))
    if len(times) == REFUSALS_A_MINUTE and dt.timedelta() <= at - times[0] < _MINUTE:
        return False
    times.append(at)
    return True
