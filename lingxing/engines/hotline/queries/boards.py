"""The figures of a month or a year: by unit, kind and channel, with the rates that follow."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.figures import MEASURES, Counts, Rate, answered_rate, rates
from lingxing.engines.hotline.models import CallDay, FiguresOut, Tally, Ticket
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.kernel.dates import month_end
from lingxing.kernel.errors import LingxingError

_PERIOD = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2]))?")
NO_UNIT = "没有交办"


@dataclass(frozen=True, slots=True)
class Period:
    """A month (2026-03) or a year (2026): the first day of its first and of its last month."""

    text: str
    first: dt.date
    last: dt.date

    @property
    def label(self) -> str:
        """Return it in Chinese."""
        return f"{self.first.year}年" + (f"{self.first.month}月" if len(self.text) > 4 else "")

    @property
    def last_day(self) -> dt.date:
        """Return its last day."""
        return month_end(self.last.year, self.last.month)


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of a unit, a kind, a channel or a month. `overdue`: past the last day and never answered."""

    key: str
    label: str
    counts: Counts
    overdue: int
    rates: tuple[Rate, ...]

    def rate(self, key: str) -> Rate:
        """Return the rate of that name."""
        return next(rate for rate in self.rates if rate.key == key)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of a period. `answered` is of the telephone; `months` has a line a month of a year."""

    period: Period
    total: Line
    units: tuple[Line, ...]
    kinds: tuple[Line, ...]
    channels: tuple[Line, ...]
    months: tuple[Line, ...]
    answered: Rate


def period_of(text: str) -> Period:
    """Return the month or year that a text names. LingxingError for anything else."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise LingxingError("没有这个月份或年份", where=text[:20], remedy="请写作 2026-03 或者 2026")
    year, month = int(found[1]), int(found[2]) if found[2] else 0
    return Period(found[0], dt.date(year, month or 1, 1), dt.date(year, month or 12, 1))


def month_of(on: dt.date) -> Period:
    """Return the month of a day."""
    return period_of(f"{on:%Y-%m}")


def board(hotline: Hotline, period: Period, on: dt.date) -> Board:
    """Return the figures of a period as they stand; `on` is today, by which what is overdue is judged."""
    of_unit, of_kind = _sums(hotline, period, "organ"), _sums(hotline, period, "kind")
    of_channel, of_month = _sums(hotline, period, "channel"), _sums(hotline, period, "month")
    late, late_kind, late_channel, late_month = _overdue(hotline, period, on)
    names = {card.id: card.name for card in organ_cards(key for key in of_unit if key)}
    kinds = {one.key: one.label for one in hotline.kinds.values()}
    channels = {one.key: one.label for one in hotline.channels.values()}
    goals = hotline.goals
    units = [_line(str(key), names.get(key, NO_UNIT), one, late.get(key, 0), goals) for key, one in of_unit.items()]
    total = Counts()
    for one in of_unit.values():
        total = total.plus(one)
    return Board(
        period,
        _line("", "合计", total, sum(late.values()), goals),
        tuple(sorted(units, key=lambda line: (line.key == "0", -line.counts.received, line.label))),
        tuple(_lines(of_kind, kinds, late_kind, goals)),
        tuple(_lines(of_channel, channels, late_channel, goals)),
        tuple(
            _line(f"{key:%Y-%m}", f"{key.month}月", one, late_month.get(key, 0), goals)
            for key, one in sorted(of_month.items())
        ),
        answered(hotline, period),
    )


def _sums(hotline: Hotline, period: Period, by: str) -> dict[Any, Counts]:
    rows = Tally.objects.filter(package=hotline.package, service=hotline.name)
    rows = rows.filter(month__gte=period.first, month__lte=period.last).order_by()
    grouped = rows.values(by).annotate(**{f"sum_{name}": Sum(name) for name in MEASURES})
    found = {row[by]: Counts(*(row[f"sum_{name}"] for name in MEASURES)) for row in grouped}
    return {key: counts for key, counts in found.items() if counts != Counts()}


def _overdue(hotline: Hotline, period: Period, on: dt.date) -> tuple["Counter[Any]", ...]:
    """Return how many are overdue by unit (0 for none), kind, channel and month."""
    rows = Ticket.objects.filter(package=hotline.package, service=hotline.name, due_on__lt=on, handled=False)
    found = rows.values_list("organ", "kind", "channel", "month").annotate(times=Count("pk")).order_by()
    sums: tuple[Counter[Any], ...] = (Counter(), Counter(), Counter(), Counter())
    # The months are compared here: asked of them, SQLite looks through all tickets of the period instead of the late.
    for *keys, month, times in (row for row in found if period.first <= row[3] <= period.last):
        for counted, key in zip(sums, (*keys, month), strict=True):
            counted[key or 0] += times
    return sums


def _lines(
    sums: Mapping[Any, Counts], labels: Mapping[str, str], late: Mapping[Any, int], goals: Mapping[str, int]
) -> Iterable[Line]:
    for key, label in labels.items():
        if key in sums:
            yield _line(key, label, sums[key], late.get(key, 0), goals)


def _line(key: str, label: str, counts: Counts, overdue: int, goals: Mapping[str, int]) -> Line:
    return Line(key, label, counts, overdue, rates(counts, overdue, goals))


def answered(hotline: Hotline, period: Period) -> Rate:
    """Return the share of calls of the period that were put through."""
    rows = CallDay.objects.filter(package=hotline.package, service=hotline.name)
    rows = rows.filter(day__gte=period.first, day__lte=period.last_day)
    sums = rows.aggregate(offered=Sum("offered"), connected=Sum("connected"))
    return answered_rate(sums["offered"] or 0, sums["connected"] or 0, hotline.goals.get("answered"))


def periods(hotline: Hotline) -> list[Period]:
    """Return the months that have tickets, newest first, each year after its months."""
    rows = Tally.objects.filter(package=hotline.package, service=hotline.name).order_by("-month")
    months = list(rows.values_list("month", flat=True).distinct())
    found: list[Period] = []
    for place, month in enumerate(months):
        found.append(month_of(month))
        if place + 1 == len(months) or months[place + 1].year != month.year:
            found.append(period_of(str(month.year)))
    return found


def published(hotline: Hotline) -> Sequence[FiguresOut]:
    """Return the periods whose figures have been published and are still shown, newest first."""
    rows = FiguresOut.objects.select_related("publication").filter(package=hotline.package, service=hotline.name)
    shown = Q(publication__released_at__isnull=False, publication__withdrawn_at=None, publication__purged_at=None)
    return list(rows.filter(shown).order_by("-period", "-at"))
