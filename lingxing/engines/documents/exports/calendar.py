"""Deadlines and expiries as an iCalendar file."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event

from lingxing.printing.characters import writable


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day that somebody has to keep. `identity` stays the same as long as it is the same occasion."""

    identity: str
    day: dt.date
    title: str
    text: str
    url: str
    category: str


def calendar(occasions: Iterable[Occasion], name: str, made_at: dt.datetime) -> bytes:
    """Return an iCalendar file of all-day events with a reminder a week ahead, in the order given."""
    made = Calendar()
    made.add("prodid", "-//Lingxing//Documents//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", writable(name))
    made.add("x-wr-timezone", "Asia/Shanghai")
    for occasion in occasions:
        made.add_component(_event(occasion, made_at))
    return bytes(made.to_ical())


def _event(occasion: Occasion, made_at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(occasion.identity.encode()).hexdigest()[:32]}@lingxing")
    event.add("dtstamp", made_at)
    event.add("dtstart", occasion.day)
    event.add("dtend", occasion.day + dt.timedelta(days=1))
    event.add("summary", writable(occasion.title))
    event.add("description", writable(occasion.text))
    event.add("url", occasion.url)
    event.add("categories", [writable(occasion.category)])
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(occasion))
    return event


def _reminder(occasion: Occasion) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", writable(occasion.title))
    alarm.add("trigger", dt.timedelta(days=-7))
    return alarm
