"""What checking and importing share: gazette after gazette, a broken one as one clear line."""

import sys
from collections.abc import Callable, Sequence

import click

from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.intake import load, places, read_gazette
from lingxing.kernel.errors import LingxingError

BROKEN = 2
"""The exit status where at least one gazette could not be taken in."""


def each_gazette(names: Sequence[str], label: str, act: Callable[[Gazette], None]) -> bool:
    """Read every gazette behind `names` and `act` on it, one at a time; return whether all of them went well.

    A refusal is one line on standard error; the other gazettes are still taken in. On a terminal a progress bar shows
    how far it is.
    """
    found, sound = _found(names)
    with click.progressbar(found, label=label, file=sys.stderr, hidden=not _shows_progress(found)) as bar:
        for place in bar:
            try:
                act(read_gazette(place, load(place)))
            except LingxingError as error:
                _refuse(error)
                sound = False
    return sound


def _found(names: Sequence[str]) -> tuple[list[str], bool]:
    found: list[str] = []
    sound = True
    for name in names:
        try:
            found += places([name])
        except LingxingError as error:
            _refuse(error)
            sound = False
    return found, sound


def _refuse(error: LingxingError) -> None:
    click.echo(str(error), err=True)


def _shows_progress(found: Sequence[str]) -> bool:
    return len(found) > 1 and sys.stderr.isatty()
