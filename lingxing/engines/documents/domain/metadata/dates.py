"""When a document was signed; a date of two meanings is decided by the documents with neighbouring numbers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.repair.references import read_glued_date
from lingxing.engines.documents.domain.splitting.closing import date_part
from lingxing.kernel.dates import parse_date
from lingxing.kernel.document_numbers import DocumentNumber


@dataclass(frozen=True, slots=True)
class Dated:
    """A document's number and the dates that its date line may mean: none, one, or several."""

    number: DocumentNumber | None
    choices: tuple[dt.date, ...]


def read_choices(date_line: str | None) -> tuple[dt.date, ...]:
    """Return the calendar dates that a date line may mean, earliest first."""
    if date_line is None:
        return ()
    day = parse_date(date_part(date_line))
    if day:
        return (day,)
    glued = read_glued_date(date_line)
    return glued.choices if glued else ()


def settle(documents: Sequence[Dated]) -> list[dt.date | None]:
    """Return each document's date, None where it stays open.

    Numbers of one issuing mark and year are given out in time: a date must lie between those of the lower and the
    higher numbers.
    """
    return [_settle_one(document, documents) for document in documents]


def _settle_one(document: Dated, documents: Sequence[Dated]) -> dt.date | None:
    if len(document.choices) == 1:
        return document.choices[0]
    if not document.choices or document.number is None:
        return None
    own = document.number
    series = [
        (other.number.sequence, other.choices[0])
        for other in documents
        if other.number
        and len(other.choices) == 1
        and (other.number.prefix, other.number.year) == (own.prefix, own.year)
    ]
    earliest = max((day for sequence, day in series if sequence < own.sequence), default=dt.date.min)
    latest = min((day for sequence, day in series if sequence > own.sequence), default=dt.date.max)
    fitting = [day for day in document.choices if earliest <= day <= latest]
    return fitting[0] if len(fitting) == 1 else None
