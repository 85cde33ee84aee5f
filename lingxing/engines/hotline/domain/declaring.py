"""What makes a package a hotline: lists of its catalogue, under names that every hotline shares.

`hotline_tickets` names the services whose cases are tickets. `hotline_kinds`, `hotline_channels` and `hotline_topics`
are the choices of their fields `kind`, `channel` and `topic`; `hotline_emergencies`, `hotline_lines`,
`hotline_refusals` and `hotline_goals` are optional. The engine knows the acts of a ticket by name: see
docs/guides/run-a-hotline.md.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lingxing.engines.hotline.domain.figures import WANTED
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import CatalogueItem, Procedure, Service

TICKETS = "hotline_tickets"
_FIELDS = ("kind", "channel", "matter", "content", "unit")
OPENINGS = ("take", "submit")
"""Acts that open a ticket: typed in by an operator, sent by the caller."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a caller wants. `working_days` is the configured term for the unit; None where the package has none."""

    key: str
    label: str
    working_days: int | None
    hides_caller: bool
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a ticket is about; `words` in its text speak for it, `unit` is the name of who usually handles it."""

    key: str
    label: str
    unit: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in; `remote` where callers fill in themselves."""

    key: str
    label: str
    remote: bool


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number for emergencies, with the words that point to one."""

    number: str
    note: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A number that was merged into the hotline or is forwarded to. `joined_on` is the day of that."""

    number: str
    unit: str
    subject: str
    topic: str
    merged: bool
    joined_on: dt.date
    double_months: int
    article: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sort of matter that is not accepted, and where to go instead."""

    key: str
    label: str
    go_to: str
    emergency: bool


@dataclass(frozen=True, slots=True)
class Hotline:
    """The tickets of one service and the lists that go with them."""

    service: Service
    label: str
    article: str
    publishes: bool
    within: int
    """Working days after the end of a month until its figures are due."""
    kinds: Mapping[str, Kind]
    channels: Mapping[str, Channel]
    topics: Mapping[str, Topic]
    emergencies: tuple[Emergency, ...]
    lines: tuple[Line, ...]
    refusals: Mapping[str, Refusal]
    goals: Mapping[str, int]
    """Rate → per cent that the document wants of it."""

    @property
    def package(self) -> str:
        """Return the package's id."""
        return self.service.package

    @property
    def name(self) -> str:
        """Return the service's name."""
        return self.service.name

    @property
    def id(self) -> str:
        """Return <city>/<subject>_<year>/<service>."""
        return self.service.id

    @property
    def remote_channels(self) -> tuple[Channel, ...]:
        """Return the channels in which callers fill in themselves."""
        return tuple(channel for channel in self.channels.values() if channel.remote)

    @property
    def page_channel(self) -> str:
        """Return the channel of what callers fill in on this site: `web`, else the first that they use themselves."""
        return "web" if "web" in self.channels else next((one.key for one in self.remote_channels), "web")


def hotlines_of(declared: Procedure) -> tuple[Hotline, ...]:
    """Return the hotlines that a package declares, none for most. LingxingError where a ticket lacks what all have."""
    tickets = declared.catalogue.get(TICKETS)
    return tuple(_hotline(declared, item) for item in tickets.items.values()) if tickets else ()


def _hotline(declared: Procedure, item: CatalogueItem) -> Hotline:
    service = declared.services.get(item.key)
    if service is None:
        raise _wrong(declared.package, f"目录 {TICKETS} 所列的“{item.key}”不是本文件的事项")
    missing = [name for name in _FIELDS if name not in service.fields]
    if missing or not any(name in service.acts for name in OPENINGS):
        raise _wrong(service.id, f"工单缺少字段或步骤：{'、'.join(missing) or '、'.join(OPENINGS)}")
    lists = {name: declared.catalogue[name].items if name in declared.catalogue else {} for name in _LISTS}
    return Hotline(
        service,
        item.label,
        item.article or declared.catalogue[TICKETS].article,
        bool(item.values.get("publishes", False)),
        _whole(item.values.get("within")) or 0,
        {key: _kind(one) for key, one in _of_field(service, lists, "kind").items()},
        {key: _channel(one) for key, one in _of_field(service, lists, "channel").items()},
        {key: _topic(one) for key, one in _of_field(service, lists, "topic").items()},
        tuple(_emergency(one) for one in lists["hotline_emergencies"].values()),
        tuple(_line(one) for one in lists["hotline_lines"].values()),
        {key: _refusal(one) for key, one in lists["hotline_refusals"].items()},
        {key: _goal(service.id, one) for key, one in lists["hotline_goals"].items()},
    )


_LISTS = (
    "hotline_emergencies",
    "hotline_lines",
    "hotline_refusals",
    "hotline_kinds",
    "hotline_channels",
    "hotline_topics",
    "hotline_goals",
)


def _of_field(
    service: Service, lists: Mapping[str, Mapping[str, CatalogueItem]], name: str
) -> Mapping[str, CatalogueItem]:
    """Return the choices of a field with their columns; of a field without a list, its choices alone."""
    field = service.fields.get(name)
    if field is None:
        return {}
    known = lists[f"hotline_{name}s"]
    return {key: known.get(key) or CatalogueItem(key, label, {}) for key, label in field.choices.items()}


def _kind(item: CatalogueItem) -> Kind:
    days = _whole(item.values.get("working_days"))
    return Kind(item.key, item.label, days or None, bool(item.values.get("hides_caller")), _text(item, "meaning"))


def _channel(item: CatalogueItem) -> Channel:
    return Channel(item.key, item.label, bool(item.values.get("remote")))


def _topic(item: CatalogueItem) -> Topic:
    return Topic(item.key, item.label, _text(item, "unit"), _words(item))


def _emergency(item: CatalogueItem) -> Emergency:
    return Emergency(item.label, _text(item, "note"), _words(item))


def _line(item: CatalogueItem) -> Line:
    months = _whole(item.values.get("double_months")) or 0
    return Line(
        item.label,
        _text(item, "unit"),
        _text(item, "subject"),
        _text(item, "topic"),
        bool(item.values.get("merged")),
        dt.date.fromisoformat(_text(item, "joined_on")),
        months,
        item.article,
    )


def _refusal(item: CatalogueItem) -> Refusal:
    return Refusal(item.key, item.label, _text(item, "go_to"), bool(item.values.get("emergency")))


def _goal(service: str, item: CatalogueItem) -> int:
    percent = _whole(item.values.get("percent"))
    if item.key not in WANTED or percent is None or not 0 < percent <= 100:
        raise _wrong(service, f"目录 hotline_goals 的“{item.label}”须是 {'、'.join(WANTED)} 之一，percent 为 1 至 100")
    return percent


def _text(item: CatalogueItem, column: str) -> str:
    return str(item.values.get(column, "") or "")


def _words(item: CatalogueItem) -> tuple[str, ...]:
    found = item.values.get("words", ())
    return tuple(str(word) for word in found) if isinstance(found, tuple) else ()


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _wrong(where: str, what: str) -> LingxingError:
    return LingxingError(what, where=where, remedy="热线的工单须有的字段和步骤见 docs/guides/run-a-hotline.md")
