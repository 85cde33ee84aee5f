"""Who wants to know at once, in this process, that something has happened to a lot."""

import logging
from collections.abc import Callable, Collection

_Told = Callable[[Collection[int]], None]
_SUBSCRIBED: list[_Told] = []
_log = logging.getLogger("lingxing.auctions")


def subscribe(told: _Told) -> Callable[[], None]:
    """Have `told` called with the ids of the lots after every commit that changed some; return what ends that.

    It is called in the thread that wrote, so it only passes the ids on and never waits.
    """
    _SUBSCRIBED.append(told)

    def unsubscribe() -> None:
        if told in _SUBSCRIBED:
            _SUBSCRIBED.remove(told)

    return unsubscribe


def nudge(lot_ids: Collection[int]) -> None:
    """Tell everybody who subscribed. What fails in one is logged: the act stands already."""
    for told in tuple(_SUBSCRIBED):
        try:
            told(lot_ids)
        except Exception:  # whatever it was, the others are told and the writer goes on
            _log.exception("telling of a change failed")
