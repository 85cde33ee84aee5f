"""The writer: one thread a process, which takes up all that waits and answers it after one commit."""

import gc
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db import DatabaseError, connection

from lingxing.engines.auctions.services.committing import commit_together, is_taken
from lingxing.engines.auctions.services.requests import Busy, Request, Written
from lingxing.engines.auctions.statements import ask_often

Errand: TypeAlias = Callable[[], None]

MOST_WAITING = 2000
"""How many requests wait at once; more are refused at the door."""
MOST_TOGETHER = 64
"""How many requests of one lot share a commit: the last must not wait long for the first."""
PATIENCE_SECONDS = 20
_LOCK_MILLISECONDS = 50
_IDLE_SECONDS = 30
_CROWD, _GATHERING_SECONDS = 8, 0.002
"""After so many answers at once the writer lets those who got one come back with the next request: they share again."""
_log = logging.getLogger("lingxing.auctions")


class Answer:
    """Where what came of a request will be: a Future for one who waits, at a tenth of its price."""

    __slots__ = ("_error", "_ready", "_written")

    def __init__(self) -> None:
        self._written: Written | None = None
        self._error: Exception | None = None
        self._ready = threading.Lock()
        self._ready.acquire()

    def tell(self, result: Written | Exception) -> None:
        """Give the answer, once."""
        if isinstance(result, Exception):
            self._error = result
        else:
            self._written = result
        self._ready.release()

    def result(self, seconds: float) -> Written:
        """Wait for the answer and return it; raise what it was refused for. TimeoutError after so many seconds."""
        if not self._ready.acquire(timeout=seconds):
            raise TimeoutError
        self._ready.release()
        if self._error is not None:
            raise self._error
        assert self._written is not None  # noqa: S101 - `tell` has set one or the other
        return self._written


@dataclass(slots=True)
class _Job:
    request: Request
    answered: Answer = field(default_factory=Answer)
    since: float = field(default_factory=time.monotonic)


class Writer:
    """The queue of one process and its thread, which is started with the first request."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._lots: dict[int, deque[_Job]] = {}
        self._count = 0
        self._errands: deque[tuple[Errand, Future[None]]] = deque()
        self._thread: threading.Thread | None = None
        self._idle = False

    def submit(self, request: Request) -> Answer:
        """Have a request written and return where its answer will be. Busy where too much waits already."""
        job = _Job(request)
        with self._changed:
            if self._count >= MOST_WAITING:
                raise Busy("系统繁忙，排队的请求过多，没有受理")
            self._lots.setdefault(request.lot_id, deque()).append(job)
            self._count += 1
            self._wake()
        return job.answered

    def run(self, errand: Errand) -> "Future[None]":
        """Have something done by the writer between two commits, once more where others hold the database."""
        done: Future[None] = Future()
        with self._changed:
            self._errands.append((errand, done))
            self._wake()
        return done

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="auction-writer", daemon=True)
            self._thread.start()
        elif self._idle:
            self._changed.notify()

    def _work(self) -> None:
        # What has been loaded by now lives as long as the process: the collector stops everybody while it looks
        # through it, again and again, for up to a tenth of a second.
        gc.freeze()
        crowd = 0
        while True:
            if crowd > _CROWD:
                time.sleep(_GATHERING_SECONDS)
            errands, jobs = self._take()
            for errand, done in errands:
                _fulfil(errand, done)
            if jobs:
                self._write(jobs)
            crowd = len(jobs)

    def _take(self) -> tuple[list[tuple[Errand, "Future[None]"]], list[_Job]]:
        """Return what is to be done next, waiting for it; a connection that nobody needs is given back meanwhile."""
        with self._changed:
            while not self._count and not self._errands:
                self._idle = True
                if not self._changed.wait(_IDLE_SECONDS):
                    connection.close()
            self._idle = False
            errands = list(self._errands)
            self._errands.clear()
            return errands, self._taken()

    def _taken(self) -> list[_Job]:
        """Take the oldest requests of every lot, so that none waits for another lot's crowd."""
        jobs = [job for waiting in self._lots.values() for job in _oldest(waiting)]
        self._lots = {lot_id: waiting for lot_id, waiting in self._lots.items() if waiting}
        self._count -= len(jobs)
        return jobs

    def _write(self, jobs: Sequence[_Job]) -> None:
        """Write all; the lots that others hold are then waited for one by one, and not for long."""
        lots = {job.request.lot_id for job in jobs}
        left = _answer(jobs, 0 if len(lots) > 1 else _LOCK_MILLISECONDS)
        if left and len(lots) > 1:
            alone = sorted({job.request.lot_id for job in left})
            tried = [_answer([j for j in left if j.request.lot_id == lot], _LOCK_MILLISECONDS) for lot in alone]
            left = [job for rest in tried for job in rest]
        self._put_back(left)

    def _put_back(self, jobs: Sequence[_Job]) -> None:
        """Let requests wait again at the head of their queue; those that have waited too long are told so."""
        now = time.monotonic()
        with self._changed:
            for job in reversed(jobs):
                if now - job.since > PATIENCE_SECONDS:
                    job.answered.tell(Busy())
                else:
                    self._lots.setdefault(job.request.lot_id, deque()).appendleft(job)
                    self._count += 1


def _oldest(waiting: "deque[_Job]") -> list[_Job]:
    return [waiting.popleft() for _ in range(min(len(waiting), MOST_TOGETHER))]


def _answer(jobs: Sequence[_Job], wait_milliseconds: int) -> list[_Job]:
    """Commit the requests, answer them, and return those whose lot others hold."""
    try:
        ask_often()
        results = commit_together([job.request for job in jobs], wait_milliseconds=wait_milliseconds)
    except Exception:  # whatever it was, nobody waits for ever and the writer goes on
        _log.exception("a commit failed")
        connection.close()
        results = [Busy() for _ in jobs]
    for job, result in zip(jobs, results, strict=True):
        if result is not None:
            job.answered.tell(result)
    return [job for job, result in zip(jobs, results, strict=True) if result is None]


def _fulfil(errand: Errand, done: "Future[None]") -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not done.done():
        try:
            ask_often()
            errand()
            done.set_result(None)
        except Exception as error:  # told to whoever waits for it
            if not (isinstance(error, DatabaseError) and is_taken(error) and time.monotonic() < ends):
                connection.close()
                done.set_exception(error)


_WRITERS: dict[int, Writer] = {}


def writer() -> Writer:
    """Return the writer of this process; one that was forked has another than its parent."""
    process = os.getpid()
    return _WRITERS.get(process) or _WRITERS.setdefault(process, Writer())
