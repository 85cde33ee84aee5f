"""Which circulars (通报) of a hotline's figures are still to be drafted."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import FiguresOut, Tally
from lingxing.engines.hotline.queries.boards import Period, month_of, period_of


@dataclass(frozen=True, slots=True)
class CircularDue:
    """A month or year that is over and whose circular nobody has drafted. `due`: its last day, by the package."""

    period: Period
    due: dt.date | None


def circulars_due(hotline: Hotline, on: dt.date) -> list[CircularDue]:
    """Return the last month and the last year where they have tickets and no circular yet; none where the document
    does not want any."""
    if not hotline.publishes:
        return []
    last = month_of(on.replace(day=1) - dt.timedelta(days=1))
    found = [period for period in (last, period_of(str(on.year - 1))) if _waits(hotline, period)]
    return [CircularDue(period, circular_day(hotline, period)) for period in found]


def circular_day(hotline: Hotline, period: Period) -> dt.date | None:
    """Return the last day on which the circular of a period is to be out; None where the package names none."""
    return calendar().add_working_days(period.last_day, hotline.within) if hotline.within else None


def _waits(hotline: Hotline, period: Period) -> bool:
    rows = Tally.objects.filter(package=hotline.package, service=hotline.name)
    counted = rows.filter(month__gte=period.first, month__lte=period.last, received__gt=0)
    drafted = FiguresOut.objects.filter(package=hotline.package, service=hotline.name, period=period.text)
    return not drafted.exists() and counted.exists()
