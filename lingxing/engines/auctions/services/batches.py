"""Requests that share one transaction: lock, decide one after the other, record once, store, answer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeAlias

from django.conf import settings
from django.db import DatabaseError

from lingxing.engines.auctions.domain.events import Event
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.queries.states import Known, remember, states_of
from lingxing.engines.auctions.services.answering import (
    Answers,
    as_before,
    keeps_refusal,
    refusal_answer,
    used_otherwise,
)
from lingxing.engines.auctions.services.books import Book
from lingxing.engines.auctions.services.nudging import nudge
from lingxing.engines.auctions.services.pulse import last_beat, now
from lingxing.engines.auctions.services.receipts import receipts_of
from lingxing.engines.auctions.services.requests import Asked, Request, Written
from lingxing.engines.auctions.statements import AnswerRow, add_answers, add_secrets, lock_lots, move_lots
from lingxing.engines.ledger.queries.covering import Entry
from lingxing.engines.ledger.services import record_many
from lingxing.kernel.canonical import Json
from lingxing.kernel.errors import NotFound

Result: TypeAlias = "Written | Exception | None"
"""What came of a request; None where others hold its lot and it has to be tried again."""
_Question: TypeAlias = "tuple[int, int, str] | int"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A request that was accepted, or refused and kept, until its entries are made."""

    place: int
    request: Request
    at: dt.datetime
    first: int
    events: tuple[Event, ...]
    state: LotState
    refusal: Refusal | None = None


@dataclass(slots=True)
class Batch:
    """One transaction's worth of requests; `results` stand in their order.

    They happen at one moment, when their lots are locked: all had come in before that, and none is late because others
    of the same commit were looked at first. Their order in the record is that in which they came.
    """

    requests: Sequence[Request]
    beat: dt.datetime | None = None
    """When somebody was last alive, where the caller knows."""
    results: list[Result] = field(default_factory=list)
    changed: dict[int, Known] = field(default_factory=dict)
    last: Entry | None = None
    """The last entry made: whether it stands says whether the transaction was committed."""
    _books: dict[int, Book] = field(default_factory=dict)
    _taken: dict[_Question, _Taken] = field(default_factory=dict)
    _again: list[tuple[int, _Taken, Asked]] = field(default_factory=list)

    def run(self, *, wait: bool = True) -> list[Result]:
        """Do everything within the caller's transaction and return what came of each request."""
        self.results = [None] * len(self.requests)
        locked = lock_lots({request.lot_id for request in self.requests}, wait=wait)
        moment = now()
        grace = dt.timedelta(seconds=settings.AUCTION_GRACE_SECONDS)
        for lot_id, known in states_of(locked).items():
            self._books[lot_id] = Book(lot_id, known.head, known.state, grace)
        self.beat = self.beat or last_beat(moment)
        answers = Answers(self.requests)
        for place, request in enumerate(self.requests):
            if book := self._books.get(request.lot_id):
                self._take(place, request, book, answers, book.moment(moment))
            elif wait:
                self.results[place] = NotFound("没有这宗地", where=f"{request.lot_id}")
        self._write()
        return self.results

    def settle(self) -> None:
        """Keep in mind what is committed now, and tell who wants to know."""
        for lot_id, known in self.changed.items():
            remember(lot_id, known)
        if self.changed:
            nudge(tuple(self.changed))

    def _take(self, place: int, request: Request, book: Book, answers: Answers, at: dt.datetime) -> None:
        try:
            book.pass_time(at, self.beat)
            if (told := answers.before(request)) is not None:
                self.results[place] = as_before(request.lot_id, at, book.state, told)
                return
            self._decide(place, request, book, at)
        except DatabaseError:
            raise
        except Exception as error:  # whatever it was, it fails this request alone
            self.results[place] = error

    def _decide(self, place: int, request: Request, book: Book, at: dt.datetime) -> None:
        question, asked = _question(request), request.asked
        if asked and question in self._taken:
            self._again.append((place, self._taken[question], asked))
            return
        first, refusal = len(book.events), None
        try:
            events = book.add(request.decide(book.state, at), request.actor)
        except Refusal as refused:
            known = asked is not None and asked.paddle in book.state.bidders
            if asked is None or not known or not keeps_refusal(book.lot_id, asked.paddle, at):
                raise
            events, refusal = _kept(request, asked, refused, book, at), refused
        self._taken[question] = _Taken(place, request, at, first, events, book.state, refusal)

    def _write(self) -> None:
        """Record everything at once, then store what belongs to it and find the answers."""
        books = [book for _, book in sorted(self._books.items()) if book.events]
        entries = record_many([act for book in books for act in book.acts])
        left = iter(entries)
        made = {book.lot_id: list(islice(left, len(book.acts))) for book in books}
        receipts = self._receipts(made)
        answered = [row for taken in self._taken.values() if (row := self._finish(taken, made, receipts))]
        self._repeat()
        add_secrets([sealed for book in books for sealed in book.sealed])
        add_answers(answered)
        move_lots([book.row(book.moment(now())) for book in self._books.values() if book.events or book.waits])
        self.last = entries[-1] if entries else None
        heads = {lot_id: (found[-1].sequence, found[-1].hash) for lot_id, found in made.items()}
        self.changed = {book.lot_id: book.known(heads[book.lot_id]) for book in books}

    def _receipts(self, made: Mapping[int, Sequence[Entry]]) -> Mapping[str, str]:
        """Return the receipts of the bidders' accepted requests, by hash of the entry, signed all together."""
        accepted = [taken for taken in self._taken.values() if taken.request.asked and not taken.refusal]
        proven = [made[taken.request.lot_id][taken.first] for taken in accepted]
        return {entry.hash: text for entry, text in zip(proven, receipts_of(proven), strict=True)}

    def _finish(
        self, taken: _Taken, made: Mapping[int, Sequence[Entry]], receipts: Mapping[str, str]
    ) -> AnswerRow | None:
        """Set the result of a request, have its rows stored, and return the answer that is kept."""
        request, asked = taken.request, taken.request.asked
        if taken.refusal:
            self.results[taken.place] = taken.refusal
            return _row(request, taken.at, refusal_answer(taken.refusal))
        last = taken.first + len(taken.events)
        entries = tuple(made.get(request.lot_id, ())[taken.first : last])
        written = Written(request.lot_id, taken.at, taken.events, entries, taken.state)
        if asked:
            answer = asked.answer(written, receipts[entries[0].hash])
            written = Written(request.lot_id, taken.at, taken.events, entries, taken.state, answer=answer)
        if request.store:
            request.store(written)
        self.results[taken.place] = written
        return _row(request, taken.at, written.answer) if written.answer is not None else None

    def _repeat(self) -> None:
        """Answer what came in twice at once: the second time as the first."""
        for place, first, asked in self._again:
            told = self.results[first.place]
            if first.request.asked and asked.text != first.request.asked.text:
                self.results[place] = used_otherwise()
            else:
                self.results[place] = replace(told, repeated=True) if isinstance(told, Written) else told


def _question(request: Request) -> _Question:
    """Return what makes a request the same as another: one without a key is like no other."""
    asked = request.asked
    return (request.lot_id, asked.paddle, asked.key) if asked else id(request)


def _kept(request: Request, asked: Asked, refusal: Refusal, book: Book, at: dt.datetime) -> tuple[Event, ...]:
    """Record a refused bid where it can stand in the record."""
    try:
        return book.add([asked.refused(refusal, at)], request.actor) if asked.refused else ()
    except (Refusal, ValueError):
        return ()


def _row(request: Request, at: dt.datetime, answer: Mapping[str, Json]) -> AnswerRow | None:
    asked = request.asked
    return AnswerRow(request.lot_id, asked.paddle, asked.key, at, asked.text, answer) if asked else None
