"""Circulars (督查通报) and how far the problems that they name have been corrected (art. 6(6))."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.queries.course import Course, course_of, naming, newest_of
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.queries.sight import own_offices

CIRCULAR, PROBLEM = "circular", "problem"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem that is followed: its case, the unit, until when, and how it stands."""

    course: Course
    unit: str

    @property
    def due(self) -> dt.date | None:
        """Return until when it is to be corrected."""
        given = self.course.values.get("correct_by")
        return given if isinstance(given, dt.date) else None

    @property
    def matter(self) -> str:
        """Return what the problem is."""
        return str(self.course.values.get("matter", ""))


@dataclass(frozen=True, slots=True)
class CircularLine:
    """A circular: its case, how many problems it lists, those that are followed."""

    course: Course
    listed: int
    followed: tuple[ProblemLine, ...]
    past: int = 0
    """How many problems that nobody follows yet have a last day that has come."""

    @property
    def heading(self) -> str:
        """Return its title."""
        return str(self.course.values.get("heading", ""))

    @property
    def waiting(self) -> int:
        """Return how many of its problems nobody follows yet; none before it has been issued."""
        return self.listed - len(self.followed) if self.course.state == "issued" else 0

    @property
    def corrected(self) -> int:
        """Return how many problems are corrected."""
        return sum(one.course.closed for one in self.followed)


def circulars(account: Account, on: dt.date) -> list[CircularLine]:
    """Return the circulars of the offices that the account acts for, the newest first."""
    packages = dict.fromkeys(own_offices(account, on).values())
    return [_line(course_of(key, on), on) for package in packages for key in newest_of(package, CIRCULAR, 50)]


def _line(course: Course, on: dt.date) -> CircularLine:
    rows = course.values.get("problems")
    followed = [course_of(key, on) for key in naming(course.id, PROBLEM)]
    units = {unit for one in followed if isinstance(unit := one.values.get("unit"), int)}
    names = organ_names_on(sorted(units), on)
    lines = tuple(ProblemLine(one, _name(one, names)) for one in followed)
    listed = rows if isinstance(rows, tuple) else ()
    held = {line.matter for line in lines}
    past = [row for row in listed if row.get("matter") not in held and _has_come(row.get("correct_by"), on)]
    return CircularLine(course, len(listed), lines, len(past))


def _has_come(due: object, on: dt.date) -> bool:
    return isinstance(due, dt.date) and due <= on


def _name(course: Course, names: "dict[int, str] | object") -> str:
    unit = course.values.get("unit")
    return names.get(unit, "") if isinstance(names, dict) and isinstance(unit, int) else ""
