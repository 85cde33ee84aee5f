"""What has become of a ticket, told by the acts that were done in it. The acts are known by their names.

take, submit · decline · join, answer_joined, unjoin · withdraw · answer_now · forward, uphold · send_back · reply ·
redo · call_back, evaluate · remind, supervise. A package leaves away what its document does not know.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.hotline.domain.figures import Facts
from lingxing.kernel.dates import SHANGHAI

HANDLING = "handling"
"""The clock within which a unit answers."""
ANSWERS = ("reply", "answer_now", "answer_joined")
"""Acts by which a caller is answered: by a unit, by an operator, through the ticket of the same matter."""


@dataclass(frozen=True, slots=True)
class Did:
    """An act that stands: what it gave in fields without personal data."""

    act: str
    at: dt.datetime
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Term:
    """One run of the clock of handling: its last day, and the day on which it was stopped."""

    due: dt.date | None
    stopped: dt.date | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A ticket told in short."""

    facts: Facts
    taken_at: dt.datetime
    topic: str
    due_on: dt.date | None
    """Last day of the unit that has it now; None where none has."""
    replied_at: dt.datetime | None
    reminded: int
    supervised: int


def passed(
    done: Sequence[Did], terms: Iterable[Term], values: Mapping[str, object], *, settled: bool, reachable: bool
) -> Passed:
    """Return what the acts, oldest first, the runs of the clock and the present values add up to.

    `settled`: the case stands in a state that decides it; `reachable`: the caller left a way to be called.
    """
    acts = [one.act for one in done]
    runs, taken = list(terms), done[0].at
    joined = stands_joined(acts)
    ended = joined or bool({"decline", "withdraw"} & set(acts))
    first = _first_answer_of_a_unit(acts, bool(_whole(values.get("answered_by"))))
    redone = first is not None and "redo" in acts[first:]
    open_run = next((run for run in reversed(runs) if run.stopped is None), None)
    facts = Facts(
        month=taken.astimezone(SHANGHAI).date().replace(day=1),
        organ=_whole(values.get("unit")) or _whole(values.get("answered_by")),
        kind=str(values.get("kind", "")),
        channel=str(values.get("channel", "")),
        declined="decline" in acts,
        withdrawn="withdraw" in acts,
        joined=joined,
        anonymous=values.get("anonymous") is True,
        emergency=bool(values.get("emergency")),
        forwarded="forward" in acts,
        answered=any(act in ANSWERS for act in acts),
        at_once="answer_now" in acts and "reply" not in acts,
        handled="reply" in acts or redone,
        late=_late(done, runs),
        returned="send_back" in acts,
        redone=redone,
        concluded=settled and not ended,
        reachable=reachable,
        called="call_back" in acts or "evaluate" in acts,
        satisfied=str(values.get("satisfied", "")),
    )
    replied = [one.at for one in done if one.act in ANSWERS]
    return Passed(
        facts,
        taken,
        str(values.get("topic", "")),
        open_run.due if open_run and not settled and _whole(values.get("unit")) else None,
        replied[-1] if replied else None,
        acts.count("remind"),
        acts.count("supervise"),
    )


def stands_joined(acts: Sequence[str]) -> bool:
    """Return whether a ticket with these acts stands under another one: joined, and not set on its own again since."""
    last = max((place for place, act in enumerate(acts) if act == "join"), default=-1)
    return last >= 0 and not {"unjoin", "redo", "withdraw"} & set(acts[last:])


def _late(done: Iterable[Did], runs: Iterable[Term]) -> bool:
    """Return whether an answer of a unit came after the last day of the term that it stopped.

    Reading: 按时办结率 — each answer counts; a unit is not late because another one sent the ticket back late before.
    """
    left = [run for run in runs if run.stopped]
    for day in (one.at.astimezone(SHANGHAI).date() for one in done if one.act == "reply"):
        run = next((one for one in reversed(left) if one.stopped == day), None)
        if run is not None:
            left.remove(run)
            if run.due and day > run.due:
                return True
    return False


def _first_answer_of_a_unit(acts: Sequence[str], of_joined: bool) -> int | None:  # noqa: FBT001
    """Return the place of the first answer that a unit gave: to the ticket itself, or to that which it was joined to.

    Reading: 发回重办率 — a matter is sent back to a unit only after the unit has answered it; what an operator answered
    at once and then gave to a unit is no redoing.
    """
    answers = ("reply", "answer_joined") if of_joined else ("reply",)
    return next((place for place, act in enumerate(acts) if act in answers), None)


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
