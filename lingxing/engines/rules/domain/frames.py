"""What is known while one case is worked out: frames of values, and the two ways in which a value can't be told.

A frame is a list: the run, the subject's frame, the facts, the event's place in order, its place as given, then a slot
for each value that is kept. The subject has one frame, and each event of a list has one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from lingxing.language.definitions import FactList
from lingxing.language.nodes import Node, Value

RUN: Final = 0
SUBJECT: Final = 1
FACTS: Final = 2
PLACE: Final = 3
INDEX: Final = 4
FIRST_SLOT: Final = 5

Frame = list[Any]
Evaluate = Callable[[Frame], Any]


class Unset:
    """The value of a slot that is not worked out yet."""


UNSET: Final = Unset()
Variable = tuple[str, str, int | None, str]
"""Something that is not known: kind (fact, list, parameter), list, place of the event as given, name."""


class Unsettled(Exception):
    """A value that can't be told."""


class Unknown(Unsettled):
    """A fact, list or supplied parameter is missing."""

    def __init__(self, variable: Variable) -> None:
        super().__init__(variable)
        self.variable = variable


class NotCovered(Unsettled):
    """The document leaves the case open; `reason` says why, in Chinese."""

    def __init__(self, reason: str, article: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.article = article


class Run:
    """One case on its way: frames, and what it leaves behind."""

    __slots__ = ("compared", "failed", "frames", "progress", "refused", "trace", "unordered")

    def __init__(self) -> None:
        self.frames: dict[str, list[Frame]] = {}
        self.unordered: dict[str, Unknown] = {}
        """Lists whose order can't be told, because the date of an event is missing."""
        self.progress: dict[int, Any] = {}
        """How far each running total has come."""
        self.failed: dict[tuple[int, int], Unsettled] = {}
        """Named values that can't be told, by slot and frame: they are not tried twice."""
        self.trace: list[tuple[Node, Frame]] = []
        self.refused: list[tuple[Node, tuple[Node, ...], Frame]] = []
        """Grants that failed, with the conditions that did."""
        self.compared: list[tuple[Node, Frame]] = []
        """Comparisons of measures within a formula (highest_of)."""


def subject_frame(run: Run, values: Mapping[str, Value], slots: int) -> Frame:
    """Return the frame of the subject."""
    frame: Frame = [run, None, values, -1, None, *[UNSET] * slots]
    frame[SUBJECT] = frame
    return frame


def event_frames(declared: FactList, subject: Frame, events: Sequence[Mapping[str, Value]], slots: int) -> list[Frame]:
    """Return the frames of a list's events, in order: by date, events of one day as given."""
    run: Run = subject[RUN]
    undated = [index for index, event in enumerate(events) if declared.ordered_by not in event]
    order: Sequence[int] = range(len(events))
    if undated:
        run.unordered[declared.name] = Unknown(("fact", declared.name, undated[0], declared.ordered_by))
    elif len(events) > 1:
        order = sorted(order, key=lambda index: events[index][declared.ordered_by])
    blank = [UNSET] * slots
    return [[run, subject, events[index], place, index, *blank] for place, index in enumerate(order)]
