"""How a lot stands, as the hall says it: the stage in plain words, who leads, what may be bid until when."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.auctions.domain.ladder import ending, least_bid, rules_of, terms_of
from lingxing.engines.auctions.domain.showing import CAUSES, OUTCOMES, clock
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.kernel.canonical import Json
from lingxing.kernel.moments import format_moment

FINAL = frozenset({Stage.ENDED, Stage.TERMINATED})


@dataclass(frozen=True, slots=True)
class Words:
    """What is going on and what follows, in Chinese, with the article that says so."""

    headline: str
    detail: str
    article: str

    def to_json(self) -> dict[str, Json]:
        """Return the words as the stream and the API give them."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Standstill:
    """A suspension: why, since when, how many seconds were left, and when it goes on once that is known."""

    cause: str
    since: dt.datetime
    left: int
    resumes_at: dt.datetime | None

    def to_json(self) -> dict[str, Json]:
        """Return the suspension as the stream and the API give it."""
        return {
            "cause": self.cause,
            "since": format_moment(self.since),
            "left": self.left,
            "resumes_at": _moment(self.resumes_at),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """How the sale ended. The reserve is known where there was one; paddle and price are those of the winner."""

    outcome: str
    words: str
    paddle: int | None
    price: int | None
    reserve: int | None
    voided: bool

    def to_json(self) -> dict[str, Json]:
        """Return the result as the stream and the API give it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Board:
    """A lot behind its public event number `sequence`. Money in fen; `least` is None where no bid is taken any more.

    `prompts` are the moments at which the end of a running countdown is announced (art. 25).
    """

    sequence: int
    stage: Stage
    opens_at: dt.datetime
    deadline: dt.datetime | None
    prompts: tuple[dt.datetime, ...]
    paddle: int | None
    price: int | None
    least: int | None
    increment: int
    bids: int
    standstill: Standstill | None
    result: Result | None
    words: Words
    opening: Words | None
    """What is said instead of `words` until the listing opens."""

    def said(self, now: dt.datetime) -> Words:
        """Return what is said at `now`: before the listing opens nothing can be bid yet."""
        return self.opening if self.opening and now < self.opens_at else self.words

    def to_json(self) -> dict[str, Json]:
        """Return the board as the stream and the API give it."""
        plain = ("sequence", "paddle", "price", "least", "increment", "bids")
        values: dict[str, Json] = {name: getattr(self, name) for name in plain}
        return values | {
            "stage": self.stage.value,
            "opens_at": format_moment(self.opens_at),
            "deadline": _moment(self.deadline),
            "prompts": [format_moment(at) for at in self.prompts],
            "standstill": self.standstill.to_json() if self.standstill else None,
            "result": self.result.to_json() if self.result else None,
            "words": self.words.to_json(),
            "opening": self.opening.to_json() if self.opening else None,
        }


def board(state: LotState, sequence: int) -> Board:
    """Return how an announced lot stands after `sequence` public events. ValueError for a draft."""
    terms, leading = terms_of(state), state.leading
    biddable = state.stage in (Stage.LISTING, Stage.QUESTION, Stage.LIVE)
    return Board(
        sequence=sequence,
        stage=state.stage,
        opens_at=terms.opens_at,
        deadline=state.deadline,
        prompts=prompts(state),
        paddle=leading.paddle if leading else None,
        price=leading.price if leading else None,
        least=least_bid(state) if biddable else None,
        increment=terms.increment,
        bids=state.bids,
        standstill=_standstill(state),
        result=shown_result(state),
        words=_words(state),
        opening=_opening(state) if state.stage is Stage.LISTING and not state.suspension else None,
    )


def prompts(state: LotState) -> tuple[dt.datetime, ...]:
    """Return when the end of the running countdown is announced, the first at the beginning of its last part."""
    if state.stage is not Stage.LIVE or state.deadline is None:
        return ()
    rules = rules_of(state)
    begin = state.deadline - rules.prompt_time
    return tuple(begin + rules.prompt_time * number / rules.prompts for number in range(rules.prompts))


def _standstill(state: LotState) -> Standstill | None:
    held = state.suspension
    if held is None:
        return None
    return Standstill(CAUSES[held.cause], held.since, int(held.left.total_seconds()), held.resumes_at)


def shown_result(state: LotState) -> Result | None:
    """Return how the sale ended, None before that and where it was terminated."""
    if state.outcome is None:
        return None
    won = state.winner
    words = OUTCOMES[state.outcome] + ("，结果已作废" if state.voided else "")
    price, paddle = (won.price, won.paddle) if won else (None, None)
    return Result(state.outcome.value, words, paddle, price, state.reserve, state.voided)


def _words(state: LotState) -> Words:
    articles = rules_of(state).articles
    if state.suspension:
        return _held_words(state)
    headline, detail, key = _SAID[state.stage]
    if state.stage is Stage.ENDED and state.outcome is not None:
        detail, key = OUTCOMES[state.outcome], ending(state)
    return Words(headline, detail, articles.get(key, ""))


def _held_words(state: LotState) -> Words:
    held, articles = state.suspension, rules_of(state).articles
    if held is None:
        raise ValueError("the lot is not suspended")
    when = f"，{clock(held.resumes_at)} 恢复" if held.resumes_at else "，恢复前会提前公告"
    key = "resumption_announced" if held.resumes_at else "suspended"
    return Words("已中止", f"{CAUSES[held.cause]}。倒计时已停，剩余时间保留{when}。", articles.get(key, ""))


def _opening(state: LotState) -> Words:
    told = f"挂牌自 {clock(terms_of(state).opens_at)} 开始，之后可以报价。"
    return Words("公告期", told, rules_of(state).articles.get("announced", ""))


_SAID = {
    Stage.LISTING: ("挂牌报价中", "初次报价不低于起始价，之后每次至少加一个增价幅度；有效报价不可撤回。", "bid_placed"),
    Stage.QUESTION: (
        "询问是否参加限时竞价",
        "有过有效报价的竞买人现在答复；不答复即为不参加。",
        "participation_answered",
    ),
    Stage.LIVE: ("限时竞价中", "每次有新报价，倒计时重新开始；倒计时归零后不再接受报价。", "live_closed"),
    Stage.CLOSED: ("报价已截止", "正在揭示底价、宣布结果。", "live_closed"),
    Stage.ENDED: ("已结束", "", "ended"),
    Stage.TERMINATED: ("已终止", "本次出让活动终止，不再接受报价。", "terminated"),
}
"""By stage: headline, detail, and the kind of event whose article orders it."""


def _moment(at: dt.datetime | None) -> str | None:
    return format_moment(at) if at else None
