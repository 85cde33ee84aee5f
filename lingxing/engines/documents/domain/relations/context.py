"""What the extraction of relations is given, and what it returns."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Problem, Relation, Table, Unit


@dataclass(frozen=True, slots=True)
class Part:
    """One text of the document: its notice, an instrument or an annex. `effective_on` is the day it takes effect."""

    title: str
    units: Sequence[Unit]
    tables: Sequence[Table] = ()
    effective_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RelationContext:
    """The document's own title and number, the titles of its instruments, and the day it was signed."""

    title: str
    number: str | None = None
    own_titles: tuple[str, ...] = ()
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RelationsFound:
    """Relations in printed order, each once, and what a person has to look at."""

    relations: tuple[Relation, ...]
    problems: tuple[Problem, ...] = ()
