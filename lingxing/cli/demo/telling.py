"""Telling how a lot was sold up to now, act by act, through the services that the pages use."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from lingxing.cli.demo.sales_script import Days, SalesScript, days_before
from lingxing.cli.demo.script import PAPER
from lingxing.engines.auctions.domain.applications import Typed
from lingxing.engines.auctions.domain.ladder import least_bid
from lingxing.engines.auctions.domain.prices import parse_price
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.domain.statements import StatementLine
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.announcing import REQUIRED_FILES, prepare_original
from lingxing.engines.auctions.queries.applications import application_card
from lingxing.engines.auctions.queries.bidders import paddle_of
from lingxing.engines.auctions.queries.reserves import public_key
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.sealing import seal_reserve
from lingxing.engines.auctions.services.announcing import announce
from lingxing.engines.auctions.services.applying import Asking, apply_for
from lingxing.engines.auctions.services.bidding import answer_question, place_bid, set_proxy
from lingxing.engines.auctions.services.deposits import take_lines
from lingxing.engines.auctions.services.drafting import NewLot, add_file, begin_lot
from lingxing.engines.auctions.services.pulse import telling
from lingxing.engines.auctions.services.reserves import import_reserve
from lingxing.engines.auctions.services.ticking import nothing_else
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.people.queries import parties_for
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.errors import LingxingError

_FILES = {kind: f"{kind.label}.png" for kind in REQUIRED_FILES}
_MINUTES = dt.timedelta(minutes=9)


def demo_account(username: str) -> Account:
    """Return an account of the demo. LingxingError where it is gone."""
    found = account_named(username)
    if found is None:
        raise LingxingError("没有这个演示账号", where=username, remedy="请重新运行 lingxing demo")
    return found


@dataclass(frozen=True, slots=True)
class Telling:
    """A lot whose story is told; all within one transaction of the caller."""

    script: SalesScript
    lot: Lot
    days: Days

    @classmethod
    def announced(cls, script: SalesScript, organs: Mapping[str, int], name: str, closes: dt.datetime) -> Self:
        """Return a lot that was announced in time for its listing to close then."""
        days, officer = days_before(closes), demo_account("land_officer")
        at = days.announced
        new = NewLot(script.package, organs[script.grantor], organs[script.agency])
        draft = {key: text for key, text in script.lots[name].items() if key != "reserve"}
        lot = begin_lot(officer, new, {**draft, **days.typed()}, at)
        for kind, file in _FILES.items():
            add_file(officer, lot.number, kind.value, (file, PAPER.read_bytes()), at)
        with telling(at):
            announce(officer, lot.number, prepare_original(lot).content.digest, at)
        return cls(script, lot, days)

    @property
    def state(self) -> LotState:
        """Return the lot as it stands in the story."""
        return state_of(self.lot.pk)

    def admit(self, *keys: str, joint: Sequence[tuple[str, str]] = ()) -> None:
        """Let bidders apply, the first one jointly where shares are given by bidder, and pay on the listing's second
        day."""
        first = self.days.opens + dt.timedelta(days=1)
        for place, key in enumerate(keys):
            self._admit(key, first + place * _MINUTES, () if place else joint)

    def bid(self, key: str, at: dt.datetime, steps: int = 1) -> None:
        """Let somebody bid so many steps."""
        terms = self.state.terms
        if terms is None:
            raise ValueError("the lot was never announced")
        with telling(at):
            price = least_bid(self.state) + (steps - 1) * terms.increment
            place_bid(self.lot.pk, self._paddle(key), price, _key(key, at), self._account(key).actor)

    def say_yes(self, key: str, at: dt.datetime) -> None:
        """Let somebody answer that they take part in the live auction."""
        with telling(at):
            wants = True
            answer_question(self.lot.pk, self._paddle(key), wants, _key(key, at), self._account(key).actor)

    def give_proxy(self, key: str, ceiling: str, at: dt.datetime) -> None:
        """Let somebody give a proxy with a ceiling, typed as people do."""
        with telling(at):
            set_proxy(self.lot.pk, self._paddle(key), parse_price(ceiling), _key(key, at), self._account(key).actor)

    def seal(self, price: str, at: dt.datetime) -> None:
        """Let the supervisor seal a reserve price, and the administrator carry it in."""
        file = seal_reserve(public_key(self.lot), parse_price(price))
        with telling(at):
            import_reserve(demo_account("administrator"), self.lot.number, file, at)

    def wait(self, until: dt.datetime) -> None:
        """Let happen what time alone brings."""
        with telling(until):
            write(Request(self.lot.pk, SYSTEM, nothing_else))

    def _admit(self, key: str, at: dt.datetime, joint: Sequence[tuple[str, str]]) -> None:
        account, terms = self._account(key), self.state.terms
        if terms is None:
            raise ValueError("the lot was never announced")
        typed = Typed("钱七二", "13800000000", accepted=True, parties=[self._party(*pair) for pair in joint])
        paid_at = at + dt.timedelta(hours=2)
        with telling(at):
            row = apply_for(self.lot.pk, account, Asking(parties_for(account.pk, at.date())[0].id, typed), at)
        order = application_card(row, self.state).order_number
        person = self.script.bidders[key]
        line = StatementLine(
            f"云梦泽银行{self.lot.number}{order[-6:]}",
            terms.deposit,
            paid_at,
            order,
            order,
            person.name,
            "6200000012345678",
        )
        with telling(paid_at):
            take_lines([line], "bank", paid_at)

    def _party(self, key: str, share: str) -> dict[str, str]:
        person = self.script.bidders[key]
        return {"name": person.name, "kind": "credit_code", "number": person.number, "share": share}

    def _account(self, key: str) -> Account:
        return demo_account(self.script.bidders[key].username)

    def _paddle(self, key: str) -> int:
        found = paddle_of(self.lot.pk, self._account(key))
        if found is None:
            raise LingxingError("没有竞买资格", where=f"{self.lot.number} {key}")
        return found


def _key(key: str, at: dt.datetime) -> str:
    return hashlib.sha256(f"{key} {at.isoformat()}".encode()).hexdigest()[:32]
