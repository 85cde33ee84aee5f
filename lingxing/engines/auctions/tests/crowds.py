"""`python -m lingxing.engines.auctions.tests.crowds` lets many ask the writer of one process at once.

It needs a database of its own with tables, and prints what went wrong as a JSON list, empty where nothing did.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import django

django.setup()

# Tables exist only once Django is set up.
from django.db import OperationalError, connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from lingxing.engines.auctions.domain import deciding  # noqa: E402
from lingxing.engines.auctions.domain.events import BidPlaced  # noqa: E402
from lingxing.engines.auctions.domain.refusals import Refusal  # noqa: E402
from lingxing.engines.auctions.models import Lot  # noqa: E402
from lingxing.engines.auctions.queries.states import events_of, state_of  # noqa: E402
from lingxing.engines.auctions.services import queueing  # noqa: E402
from lingxing.engines.auctions.services.bidding import place_bid  # noqa: E402
from lingxing.engines.auctions.services.nudging import subscribe  # noqa: E402
from lingxing.engines.auctions.services.queueing import writer  # noqa: E402
from lingxing.engines.auctions.services.writing import Busy, Request, submit, write  # noqa: E402
from lingxing.engines.auctions.tests.sales import BIDDER, DAY, START, STEP, announced  # noqa: E402
from lingxing.engines.ledger.queries import verify_all  # noqa: E402

PADDLES = tuple(range(101, 121))


def main() -> int:
    """Run every scene on lots of its own and print what went wrong."""
    scenes = [many_bids, one_key_at_once, failures_stay_alone, full_queue, answer_lost_at_commit, nudges]
    if connection.vendor != "sqlite":
        scenes += [held_lot, lost_connection]
    wrong = []
    for number, scene in enumerate(scenes, 1):
        now = timezone.now()
        lot = announced(now, now + 10 * DAY, paddles=PADDLES, number=f"2026-{number:04}")
        wrong += [f"{scene.__name__}: {fault}" for fault in scene(lot)]
    wrong += [f"ledger: {fault}" for fault in verify_all()]
    sys.stdout.write(json.dumps(wrong, ensure_ascii=False) + "\n")
    return 0


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Make the calls on a thread each, all at the same moment, and return what each returned or raised."""
    results: list[Any] = [None] * len(calls)
    begin = threading.Barrier(len(calls))

    def call(place: int) -> None:
        begin.wait()
        try:
            results[place] = calls[place]()
        except Exception as error:  # it is the result
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def prices(lot: Lot) -> list[int]:
    """Return the prices of the bids on record, in order."""
    return [event.price for _, event in events_of(lot.pk) if isinstance(event, BidPlaced)]


def many_bids(lot: Lot) -> Iterator[str]:
    """All bid at once, some the same price: those told that they lead are on record, in rising order, nobody else."""
    for round_ in range(5):
        least = START + round_ * 20 * STEP
        asked = [least + (number // 2) * STEP for number in range(20)]
        told = at_once(
            *(
                partial(place_bid, lot.pk, p, price, f"r{round_}", BIDDER)
                for p, price in zip(PADDLES, asked, strict=True)
            )
        )
        accepted = {answer.price for answer in told if not isinstance(answer, Exception)}
        if any(isinstance(answer, Exception) and not isinstance(answer, Refusal) for answer in told):
            yield f"{told}"
        if accepted != {price for price in prices(lot) if price >= least} or max(asked) not in accepted:
            yield f"told {sorted(accepted)}, on record {prices(lot)}"
    if prices(lot) != sorted(set(prices(lot))):
        yield f"the price did not rise: {prices(lot)}"


def one_key_at_once(lot: Lot) -> Iterator[str]:
    """The same request comes in ten times at once: one event, one answer."""
    told = at_once(*[partial(place_bid, lot.pk, 101, START, "same", BIDDER)] * 10)
    if len({answer.receipt for answer in told}) != 1 or sum(not answer.repeated for answer in told) != 1:
        yield f"{told}"
    if prices(lot) != [START]:
        yield f"on record {prices(lot)}"


def failures_stay_alone(lot: Lot) -> Iterator[str]:
    """A decision or a callback that breaks takes nobody with it, and leaves nothing."""
    broken = Request(lot.pk, BIDDER, lambda state, at: [1 // 0])  # type: ignore[list-item]
    failing = Request(lot.pk, BIDDER, deciding.decide_bid(101, START + 90 * STEP, "f"), store=_fail)
    bids = [partial(place_bid, lot.pk, paddle, START + n * STEP, "k", BIDDER) for n, paddle in enumerate(PADDLES)]
    told = at_once(*bids, partial(write, broken), partial(write, failing), partial(write, broken))
    if [type(result) for result in told[-3:]] != [ZeroDivisionError, RuntimeError, ZeroDivisionError]:
        yield f"{told[-3:]}"
    if any(isinstance(answer, Exception) and not isinstance(answer, Refusal) for answer in told[:-3]):
        yield f"{told}"
    leading = state_of(lot.pk).leading
    if leading is None or leading.price != START + 19 * STEP:
        yield f"leading is {leading}"


def _fail(written: object) -> None:
    raise RuntimeError(f"no room for {type(written).__name__}")


def full_queue(lot: Lot) -> Iterator[str]:
    """What is too much is refused at the door and in words; the rest is written once the writer goes on."""
    go_on, most = threading.Event(), queueing.MOST_WAITING
    queueing.MOST_WAITING = 3
    held = writer().run(go_on.wait)  # type: ignore[arg-type]
    time.sleep(0.2)
    waiting = [submit(Request(lot.pk, BIDDER, deciding.decide_bid(101, START + n * STEP, f"q{n}"))) for n in range(3)]
    try:
        submit(Request(lot.pk, BIDDER, deciding.decide_bid(101, START + 9 * STEP, "q9")))
        yield "the fourth was let in"
    except Busy as busy:
        if "排队的请求过多" not in str(busy):
            yield f"{busy}"
    queueing.MOST_WAITING = most
    go_on.set()
    held.result(10)
    if [answer.result(10).events[0].price for answer in waiting] != prices(lot):
        yield f"on record {prices(lot)}"


def answer_lost_at_commit(lot: Lot) -> Iterator[str]:
    """The commit stands, but its answer is lost: the bidder is told so, and nothing is done twice."""
    lost = []

    def lose() -> None:
        """Break the next commit of the writer's own connection, once it has been made."""
        real = connection.commit

        def commit() -> None:
            connection.commit = real  # type: ignore[method-assign]
            real()
            lost.append(1)
            raise OperationalError("server closed the connection unexpectedly")

        connection.commit = commit  # type: ignore[method-assign]

    writer().run(lose).result(10)
    written = write(Request(lot.pk, BIDDER, deciding.decide_bid(101, START, "once")))
    if not lost or prices(lot) != [START] or written.entries[0].hash != events_of(lot.pk)[-1][0].hash:
        yield f"lost {lost}, on record {prices(lot)}"


def nudges(lot: Lot) -> Iterator[str]:
    """Whoever subscribed hears of every commit, and of none after that; what breaks in one is no fault of the bid."""
    heard: list[int] = []
    ends = (subscribe(lambda lot_ids: heard.extend(lot_ids)), subscribe(lambda lot_ids: _fail(lot_ids)))
    place_bid(lot.pk, 101, START, "a", BIDDER)
    for end in ends:
        end()
    place_bid(lot.pk, 102, START + STEP, "b", BIDDER)
    if heard != [lot.pk]:
        yield f"heard {heard}"


def held_lot(lot: Lot) -> Iterator[str]:
    """Others hold one lot: who bids for another is answered meanwhile, and the bid for the held one afterwards."""
    now = timezone.now()
    free = announced(now, now + 10 * DAY, paddles=PADDLES, number="2026-9001")
    release, holding = threading.Event(), threading.Event()
    holder = threading.Thread(target=_hold, args=(lot, holding, release))
    holder.start()
    holding.wait(10)
    waiting = submit(Request(lot.pk, BIDDER, deciding.decide_bid(101, START, "held")))
    for step in range(5):
        place_bid(free.pk, 101, START + step * STEP, f"f{step}", BIDDER)
    try:
        waiting.result(0.01)
        yield "the held lot took a bid"
    except TimeoutError:
        pass
    release.set()
    holder.join()
    if waiting.result(10).events[0].price != START or len(prices(free)) != 5:
        yield f"on record {prices(lot)}, {prices(free)}"


def _hold(lot: Lot, holding: threading.Event, release: threading.Event) -> None:
    with django.db.transaction.atomic():
        Lot.objects.select_for_update().get(pk=lot.pk)
        holding.set()
        release.wait(10)
    connection.close()


def lost_connection(lot: Lot) -> Iterator[str]:
    """The database ends the writer's connection in the middle: all is done anew on another, once."""
    ended: list[int] = []

    def end(written: object) -> None:
        del written
        if not ended:
            ended.append(1)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    requests = [Request(lot.pk, BIDDER, deciding.decide_bid(101, START, "a"), store=end)]
    requests += [Request(lot.pk, BIDDER, deciding.decide_bid(102, START + STEP, "b"))]
    told = [answered.result(20) for answered in [submit(request) for request in requests]]
    if not ended or prices(lot) != [START, START + STEP]:
        yield f"told {told}, on record {prices(lot)}"


if __name__ == "__main__":
    sys.exit(main())
