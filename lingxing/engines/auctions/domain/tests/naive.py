"""A second reading of the rule, step by step and without any economy: what the engine is held against.

Nothing of the engine is used here. Times are datetimes, prices whole numbers; a proxy is [paddle, ceiling].
"""

import datetime as dt

SECOND = dt.timedelta(seconds=1)
FIVE_MINUTES, HALF_AN_HOUR = 300 * SECOND, 1800 * SECOND


def bid_automatically(ladder, proxies, increment):
    """Add the automatic bids to the ladder of (paddle, price), one by one."""
    while True:
        leader, step = ladder[-1][0], ladder[-1][1] + increment
        able = [paddle for paddle, ceiling in proxies if ceiling >= step]
        others = [paddle for paddle in able if paddle != leader]
        if not others:
            return
        bidder = others[0]
        last = {paddle for paddle, ceiling in proxies if step <= ceiling < step + increment}
        if {bidder, leader} <= last and able.index(leader) < able.index(bidder):
            bidder = leader
        ladder.append((bidder, step))


class Naive:
    """One sale."""

    def __init__(self, start, increment, opens_at, closes_at, reserve, paddles):
        self.start, self.increment, self.opens_at, self.reserve = start, increment, opens_at, reserve
        self.deadline = closes_at
        self.stage, self.paddles, self.ladder, self.live_from = "listing", set(paddles), [], None
        self.yes, self.proxies, self.sealed = set(), [], False
        self.left: dt.timedelta | None = None
        self.resumes_at: dt.datetime | None = None

    @property
    def suspended(self):
        return self.left is not None

    def least(self):
        return self.ladder[-1][1] + self.increment if self.ladder else self.start

    def pass_time(self, at):
        """Do what the clock brings."""
        while self._tick(at):
            pass

    def _tick(self, at):
        if self.suspended:
            return self._resume(at)
        if self.stage == "closed" and self.reserve is None:
            self.stage = "ended"
            return True
        if self.deadline is None or at < self.deadline:
            return False
        return getattr(self, f"_end_{self.stage}")(at)

    def _resume(self, at):
        if self.resumes_at is None or at < self.resumes_at:
            return False
        if self.stage == "listing" and self.reserve is not None and not self.sealed:
            self.left = max(self.left or HALF_AN_HOUR, HALF_AN_HOUR)
        self.deadline, self.left, self.resumes_at = at + self.left, None, None
        return True

    def _end_listing(self, at):
        if self.reserve is not None and not self.sealed:
            self.left, self.deadline = 0 * SECOND, None
        elif self.ladder:
            self.stage, self.deadline = "question", at + FIVE_MINUTES
        else:
            self.stage, self.deadline = "closed", None
        return True

    def _end_question(self, at):
        if self.yes:
            self.stage, self.deadline, self.live_from = "live", at + FIVE_MINUTES, len(self.ladder)
            self._answer()
        else:
            self.stage, self.deadline = "closed", None
        return True

    def _end_live(self, at):
        self.stage, self.deadline = "closed", None
        return True

    def _answer(self):
        before = len(self.ladder)
        bid_automatically(self.ladder, self.proxies, self.increment)
        self.proxies = [proxy for proxy in self.proxies if proxy[1] >= self.least()]
        return len(self.ladder) > before

    def _going(self, at, *stages):
        return self.stage in stages and not self.suspended and at < self.deadline

    def bid(self, at, paddle, price):
        """Return whether the bid is taken."""
        if not self._going(at, "listing", "live") or at < self.opens_at:
            return False
        if paddle not in self.paddles or price < self.least():
            return False
        if self.stage == "live":
            if paddle not in self.yes or paddle in dict(self.proxies):
                return False
            self.deadline = at + FIVE_MINUTES
        self.ladder.append((paddle, price))
        if self.stage == "live":
            self._answer()
        return True

    def answer(self, at, paddle, wants):
        if not self._going(at, "question") or paddle not in {bidder for bidder, _ in self.ladder}:
            return False
        if wants:
            self.yes.add(paddle)
        else:
            self.yes.discard(paddle)
            self.proxies = [proxy for proxy in self.proxies if proxy[0] != paddle]
        return True

    def proxy(self, at, paddle, ceiling):
        if not self._going(at, "question", "live") or paddle not in self.yes or ceiling < self.least():
            return False
        self.proxies = [proxy for proxy in self.proxies if proxy[0] != paddle] + [(paddle, ceiling)]
        if self.stage == "live" and self._answer():
            self.deadline = at + FIVE_MINUTES
        return True

    def revoke(self, at, paddle):
        if not (self.suspended or self._going(at, "question", "live")) or paddle not in dict(self.proxies):
            return False
        self.proxies = [proxy for proxy in self.proxies if proxy[0] != paddle]
        return True

    def seal(self, at):
        window = self._going(at, "listing") and at >= self.deadline - HALF_AN_HOUR
        if self.reserve is None or self.sealed or not window:
            return False
        self.sealed = True
        return True

    def suspend(self, since):
        if self.stage in ("closed", "ended"):
            return False
        if self.suspended:
            self.resumes_at = None
            return True
        if since >= self.deadline:
            return False
        self.left, self.deadline = self.deadline - since, None
        return True

    def bridge(self, since, at):
        if not self._going(since, "listing", "question", "live"):
            return False
        self.deadline += at - since
        return True

    def announce_resumption(self, at):
        if not self.suspended:
            return False
        self.resumes_at = at
        return True

    def result(self):
        """Return paddle and price of the winner, or why there is none (arts. 22, 25, 27)."""
        if not self.ladder:
            return "no_bid"
        highest = max(price for _, price in self.ladder)
        if self.reserve is not None and highest < self.reserve:
            return "below_reserve"
        return next(bid for bid in self.ladder if bid[1] == highest)
