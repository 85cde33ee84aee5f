"""One thread ahead of another, with a short queue between them, so that reading, reckoning and writing overlap."""

import queue
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
_AHEAD = 2
_PATIENCE_SECONDS = 0.2


class _End:
    """Marks the end of a queue, with the error that ended it."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Ahead(Generic[Item]):
    """The thread that works out what comes next."""

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items
        self._left = threading.Event()
        self._waiting: queue.Queue[Item | _End] = queue.Queue(_AHEAD)
        self._thread = threading.Thread(target=self._produce, name="lingxing-reading", daemon=True)
        self._thread.start()

    def take(self) -> Item | _End:
        """Return the next item, or the end."""
        return self._waiting.get()

    def leave(self) -> None:
        """End the thread."""
        self._left.set()
        self._thread.join()

    def _put(self, item: Item | _End) -> None:
        while not self._left.is_set():
            try:
                self._waiting.put(item, timeout=_PATIENCE_SECONDS)
            except queue.Full:
                continue
            return

    def _produce(self) -> None:
        end = _End(None)
        try:
            for item in self._items:
                self._put(item)
                if self._left.is_set():
                    return
        except BaseException as error:  # whatever it is, it is raised again in the thread that takes
            end = _End(error)
        self._put(end)


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items while a thread works out the next ones. Leaving the loop ends the thread."""
    producer = _Ahead(items)
    try:
        while not isinstance(item := producer.take(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        producer.leave()


class Behind(Generic[Item]):
    """Does something with items in a thread of its own, in their order. An error there comes out at the next `put`."""

    def __init__(self, act: Callable[[Item], None]) -> None:
        self._act = act
        self._waiting: queue.Queue[Item | _End] = queue.Queue(_AHEAD)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="lingxing-writing", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.put(_End(error))
        self._thread.join()
        if self._error is not None and error is None:
            raise self._error

    def put(self, item: Item) -> None:
        """Hand over an item; wait where the thread is behind by more than a few."""
        if self._error is not None:
            raise self._error
        self._waiting.put(item)

    def _work(self) -> None:
        while not isinstance(item := self._waiting.get(), _End):
            if self._error is None:
                try:
                    self._act(item)
                except BaseException as error:
                    self._error = error
