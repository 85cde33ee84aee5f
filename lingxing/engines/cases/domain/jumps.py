"""Whether the machine's clock can be trusted: it must go on as the time that really passed.

A clock that jumps would let terms run out that have not, or keep those that have from running out.
"""

import datetime as dt
from dataclasses import dataclass

BACKWARDS = dt.timedelta(minutes=2)
"""How far the clock may be behind what was written down before: several machines never agree to the second."""
FORWARDS = dt.timedelta(minutes=5)
"""How far it may run ahead of the time that passed."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A look at both clocks: the wall's, and the seconds since the machine started, which nobody sets."""

    wall: dt.datetime
    seconds: float


def jump_between(before: Tick | None, now: Tick, stored: dt.datetime | None) -> str:
    """Return in Chinese how the wall clock jumped, or an empty text.

    `before` is the last tick of this process (none in a fresh one), `stored` the last time that any process wrote down.
    A fresh process finds no jump forward: whether the service stood still or the clock was set can't be told apart.
    """
    if stored is not None and stored - now.wall > BACKWARDS:
        return f"系统时间倒退了{_span(stored - now.wall)}"
    if before is None:
        return ""
    ahead = (now.wall - before.wall) - dt.timedelta(seconds=now.seconds - before.seconds)
    if ahead > FORWARDS:
        return f"系统时间向前跳了{_span(ahead)}"
    if -ahead > BACKWARDS:
        return f"系统时间倒退了{_span(-ahead)}"
    return ""


def _span(length: dt.timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // 1440}天"
