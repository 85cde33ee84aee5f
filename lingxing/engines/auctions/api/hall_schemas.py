"""What the API of the hall and of bidding takes and answers. Prices are whole fen in answers, text in questions."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from lingxing.engines.parties.access_api import SIGNED_IN, ErrorFacts, Given

_PRICE = "以元为单位，或写万元、亿元：1250000、1,250,000.00 元、125 万元"
_KEY = "幂等编号，由客户端为每次操作新生成；没收到答复时用原编号再发，不会重复办理"


class WordsInfo(Schema):
    """What is going on, with the article that says so."""

    headline: str
    detail: str
    article: str


class StandstillInfo(Schema):
    """A suspension. `left` is how many seconds of the countdown were left."""

    cause: str
    since: str
    left: int
    resumes_at: str | None


class ResultInfo(Schema):
    """How the sale ended; prices in fen."""

    outcome: str = Field(description="sold 成交，no_bid 无人报价，below_reserve 低于底价")
    words: str
    paddle: int | None
    price: int | None
    reserve: int | None
    voided: bool


class BoardInfo(Schema):
    """How the lot stands; prices in fen, moments in UTC."""

    sequence: int = Field(description="公开事件的序号")
    stage: str = Field(
        description="listing 挂牌，question 询问，live 限时竞价，closed 已截止，ended 已结束，terminated 已终止"
    )
    opens_at: str
    deadline: str | None
    prompts: list[str] = Field(description="限时竞价即将截止的各次提示的时刻")
    paddle: int | None = Field(description="当前最高报价的号牌")
    price: int | None = Field(description="当前最高报价")
    least: int | None = Field(description="下一次报价的最低值；不再接受报价时为空")
    increment: int
    bids: int
    standstill: StandstillInfo | None
    result: ResultInfo | None
    words: WordsInfo
    opening: WordsInfo | None = Field(description="挂牌开始前以它代替 words")


class EventInfo(Schema):
    """A public event. `bids` are rows of paddle, second paddle or null, first price, number of bids, increment."""

    sequence: int
    kind: str
    at: str
    facts: dict[str, Any]
    bids: list[list[int | None]]
    text: str


class HallInfo(Schema):
    """The hall of a lot. `events` are those behind `after`; none, and `reload` set, where they are too many."""

    number: str
    now: dt.datetime = Field(description="服务器时间")
    board: BoardInfo
    events: list[EventInfo]
    reload: bool


class BidAsked(Given):
    """A bid."""

    price: str = Field(max_length=200, description=_PRICE)
    key: str = Field(max_length=64, description=_KEY)


class AnswerAsked(Given):
    """Whether to take part in the live auction."""

    wants: bool
    key: str = Field(max_length=64, description=_KEY)


class ProxyAsked(Given):
    """A proxy."""

    ceiling: str = Field(max_length=200, description=f"最高限价，{_PRICE}")
    key: str = Field(max_length=64, description=_KEY)


class BidInfo(Schema):
    """What was accepted. `highest` and `leading` are as of right after it; `receipt` is signed, keep it."""

    at: dt.datetime
    price: int | None
    highest: int | None
    leading: bool
    receipt: str
    repeated: bool
    board: BoardInfo


class OutcomeInfo(Schema):
    """What became of a request: `known` is false where none came in under the key."""

    known: bool
    answer: BidInfo | None


class OwnInfo(Schema):
    """How the caller stands in the lot."""

    paddle: int
    bids: int
    wants_live: bool | None
    ceiling: int | None = Field(description="生效中的自动委托报价的最高限价，只有本人可见")
    leading: bool
    won: bool | None


class RefusalFacts(ErrorFacts):
    """A refusal with its code and the article."""

    code: str
    article: str


class RefusedInfo(Schema):
    """Why something was refused, and how the lot stands now."""

    error: RefusalFacts
    board: BoardInfo


TOLD = {**SIGNED_IN, 200: BidInfo, 409: RefusedInfo, 422: RefusedInfo, 503: RefusedInfo}
"""What answers an act of a bidder."""
