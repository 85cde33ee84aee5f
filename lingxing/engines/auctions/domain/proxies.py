"""What the automatic bidding answers, in closed form (art. 26).

Reading: the proxies bid step by step, as people would. At each step the earliest proxy that doesn't lead and can pay
the highest price and one increment bids exactly that. Where that step is the last for it and for the leader's own
proxy too, and the leader's is the earlier one, the step is the leader's: the earliest wins a tie. Else no proxy raises
its own leading bid.
"""

from collections.abc import Iterator, Sequence

from lingxing.engines.auctions.domain.events import Run
from lingxing.engines.auctions.domain.state import Proxy


def answers(proxies: Sequence[Proxy], price: int, leader: int | None, increment: int) -> tuple[Run, ...]:
    """Return the automatic bids that follow when `leader` leads at `price`, as runs; `proxies` the earliest first.

    Each run exhausts a proxy, so that there are at most twice as many runs as proxies, however far their ceilings lie.
    """
    runs: list[Run] = []
    while run := _next_run(proxies, price, leader, increment):
        runs.append(run)
        price += run.steps * increment
        leader = last_bidder(run)
    return tuple(runs)


def last_bidder(run: Run) -> int:
    """Return the paddle of a run's last bid."""
    return run.first if run.second is None or run.steps % 2 else run.second


def expand(price: int, increment: int, runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Yield paddle and price of each automatic bid that follows a bid of `price`."""
    for run in runs:
        for step in range(run.steps):
            price += increment
            yield (run.first if run.second is None or step % 2 == 0 else run.second), price


def shares(run: Run) -> Iterator[tuple[int, int]]:
    """Yield each paddle of a run with the number of its bids."""
    if run.second is None:
        yield run.first, run.steps
    else:
        yield run.first, (run.steps + 1) // 2
        yield run.second, run.steps // 2


def total(runs: Sequence[Run]) -> int:
    """Return the number of bids in runs."""
    return sum(run.steps for run in runs)


def _next_run(proxies: Sequence[Proxy], price: int, leader: int | None, increment: int) -> Run | None:
    """Return the longest run of bids by the same two from `price` on, None where nobody bids."""
    able = [proxy for proxy in proxies if proxy.ceiling >= price + increment]
    first = next((proxy for proxy in able if proxy.paddle != leader), None)
    if first is None:
        return None
    steps = {proxy.paddle: (proxy.ceiling - price) // increment for proxy in able}
    order = [proxy.paddle for proxy in able]
    if leader in steps and _is_tie(order, steps, first.paddle, leader, 1):
        return Run(leader, None, 1)
    second = next((proxy for proxy in able if proxy.paddle != first.paddle), None)
    length = _length(order, steps, first.paddle, second.paddle) if second else 1
    return Run(first.paddle, second.paddle if second and length > 1 else None, length)


def _is_tie(order: Sequence[int], steps: dict[int, int], mover: int, leader: int, step: int) -> bool:
    """Return whether a step is the last for both and the leader's proxy is the earlier."""
    return steps[mover] == steps[leader] == step and order.index(leader) < order.index(mover)


def _length(order: Sequence[int], steps: dict[int, int], first: int, second: int) -> int:
    """Return how many bids in turn the two make, the first one on odd steps, before one can't or a tie ends it."""
    odd, even = steps[first], steps[second]
    fails_first = odd + 1 + odd % 2
    fails_second = even + 1 + (even + 1) % 2
    length = min(fails_first, fails_second) - 1
    mover, leader = (first, second) if length % 2 else (second, first)
    return length - 1 if length > 1 and _is_tie(order, steps, mover, leader, length) else length
