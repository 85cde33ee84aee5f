"""The side file of rows that could not be worked out: where, which column, which value, why."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from lingxing.engines.rules.simulation.reading import Rejection

HEADING = ("行号", "列", "值", "原因")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class RejectFile:
    """A CSV file that is made at the first rejection; without one there is no file.

    It is in UTF-8 with a mark, so that spreadsheets show Chinese; a value that a spreadsheet would run is quoted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reasons: Counter[tuple[str, str]] = Counter()
        """Rejections of values by column and reason."""
        self.lacking: Counter[str] = Counter()
        """Rows that lack a fact that a result needs, by fact."""
        path.unlink(missing_ok=True)
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def abandon(self) -> None:
        """Leave no file."""
        if self._file is not None:
            self._file.close()
            self.path.unlink()

    def write(self, rejections: Iterable[Rejection]) -> None:
        """Add rejections to the file."""
        for rejection in rejections:
            if self._file is None:
                self._file = self.path.open("w", encoding="utf-8-sig", newline="")
                csv.writer(self._file).writerow(HEADING)
            if rejection.lacking:
                self.lacking.update(rejection.lacking)
            else:
                self.reasons[rejection.column, rejection.reason] += 1
            line = [rejection.number, rejection.column, _harmless(rejection.value), rejection.reason]
            csv.writer(self._file).writerow(line)


def _harmless(value: str) -> str:
    number = value[1:].replace(".", "", 1).isdigit()
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) and not number else value
