"""What the demo is made of, as written in `examples/town`: offices, people, and what happens to their cases."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import lingxing
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI

TOWN = Path(lingxing.__file__).parent / "examples" / "town"
PAPER = TOWN / "paper.png"
"""What everybody hands in for every paper."""
_LINK = "=case:"
_FIRST_HOUR = dt.time(9)
_STEP_KEYS = frozenset({"day", "by", "act", "kind"})
_OLD_QUARTER = dt.timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person or firm. `username` names the account it signs in with, `agent` the person who acts for it."""

    key: str
    name: str
    number: str
    phone: str = "13800000000"
    birth: str = ""
    username: str = ""
    agent: str = ""

    @property
    def is_firm(self) -> bool:
        """Return whether it is a firm: it has no day of birth."""
        return not self.birth


@dataclass(frozen=True, slots=True)
class Town:
    """The city's name, the organ above all others, those by the names that packages give them, and the people."""

    city: str
    government: str
    organs: Mapping[str, str]
    people: Mapping[str, Person]

    def organ_for(self, wanted: str) -> str:
        """Return the town's organ for an organ that a package speaks of."""
        return self.organs.get(wanted, self.city + wanted.removeprefix("市"))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens to a case: an act, or what stands in `kind`: release of what is to be published, or an
    objection."""

    package: str
    case: str
    service: str
    at: dt.datetime
    by: str
    act: str
    kind: str = "act"
    party: str = ""
    order: int = 0
    """Which of the steps of one day comes first; those of one order stand as in the file."""
    asked: Mapping[str, Any] = field(default_factory=dict)


def read_town() -> Town:
    """Return the town."""
    told = _read(TOWN / "town.yaml")
    people = {key: Person(key, **given) for key, given in told["people"].items()}
    return Town(told["city"], told["government"], told["organs"], people)


def read_steps(calendar: WorkCalendar, now: dt.datetime) -> list[Step]:
    """Return what has happened in the town before today, by days, and within a day in the order of the files.

    A day is written as a number of working days before today, or as a day of a quarter: q+8 is the first working day
    from the ninth day of the last quarter that is three weeks old, q-1+8 of the one before.
    """
    today = now.astimezone(SHANGHAI).date()
    steps = [step for file in sorted(TOWN.glob("*.yaml")) for step in _steps(_read(file), calendar, today)]
    return sorted((step for step in steps if step.at.date() < today), key=lambda step: (step.at.date(), step.order))


def working_day_before(calendar: WorkCalendar, today: dt.date, count: int) -> dt.date:
    """Return the working day that lies `count` working days before today."""
    day = today
    for _ in range(count):
        day -= dt.timedelta(days=1)
        while not calendar.is_working_day(day):
            day -= dt.timedelta(days=1)
    return day


def quarter_start(day: dt.date, back: int = 0) -> dt.date:
    """Return the first day of the quarter of the day, or of the one so many quarters before."""
    quarters = day.year * 4 + (day.month - 1) // 3 - back
    return dt.date(quarters // 4, quarters % 4 * 3 + 1, 1)


def _day_of(when: int | str, calendar: WorkCalendar, today: dt.date) -> tuple[dt.date, int]:
    """Return the day, and the place among those that holidays push together on one day."""
    if isinstance(when, int):
        return working_day_before(calendar, today, -when), 0
    back, _, days = when.removeprefix("q").partition("+")
    latest = quarter_start(today - _OLD_QUARTER)
    meant = quarter_start(latest, -int(back or 0)) + dt.timedelta(days=int(days))
    return calendar.first_working_day(meant), int(days)


def _steps(told: Mapping[str, Any], calendar: WorkCalendar, today: dt.date) -> Iterator[Step]:
    for case in told.get("cases", ()):
        for number, step in enumerate(case["steps"]):
            day, order = _day_of(step["day"], calendar, today)
            yield Step(
                told["package"],
                case["case"],
                case["service"],
                dt.datetime.combine(day, _FIRST_HOUR, SHANGHAI) + dt.timedelta(minutes=7 * number),
                step.get("by", ""),
                step.get("act", ""),
                step.get("kind", "act"),
                case.get("party", ""),
                order,
                {key: step[key] for key in step if key not in _STEP_KEYS},
            )


def resolved(value: Any, day: dt.date, town: Town, cases: Mapping[str, str]) -> Any:
    """Return a value as it is handed in, texts that begin with = looked up: =case:NAME, =day+30, =year+1,
    =PERSON.number, and =quarter.year, =quarter.number of the quarter before the day's."""
    if isinstance(value, Mapping):
        return {name: resolved(part, day, town, cases) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [resolved(part, day, town, cases) for part in value]
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return _looked_up(text[1:], day, town, cases) if text.startswith("=") else text


def links_of(value: Any) -> Iterator[str]:
    """Yield the names of the cases that a value links to."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str):
        if value.startswith(_LINK):
            yield value.removeprefix(_LINK)
    elif isinstance(value, Sequence):
        for part in value:
            yield from links_of(part)


def _looked_up(name: str, day: dt.date, town: Town, cases: Mapping[str, str]) -> str:
    if name.startswith("case:"):
        return cases[name.removeprefix("case:")]
    if name.startswith("day"):
        return (day + dt.timedelta(days=int(name.removeprefix("day") or 0))).isoformat()
    if name.startswith("year"):
        return str(day.year + int(name.removeprefix("year") or 0))
    person, _, part = name.partition(".")
    if person == "quarter":
        before = quarter_start(day, 1)
        return str({"year": before.year, "number": (before.month + 2) // 3}[part])
    return str(getattr(town.people[person], part))


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found
