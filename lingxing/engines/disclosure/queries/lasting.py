"""How long publications stay: worked out with the calendar in effect, never taken from what is stored."""

import datetime as dt

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.disclosure.domain.states import Life
from lingxing.engines.disclosure.models import Publication
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import due
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.terms import CountingRule, parse_term


def last_day(released: dt.date, lasts: str, rule: str, work: WorkCalendar) -> dt.date | None:
    """Return the last day on show of what is released on a day, None where it has no end.

    Reading: 公布当日不计入公示期，自次日起算（《民法典》第二百零一条）.
    """
    return due(released, parse_term(lasts), CountingRule(rule), work).day if lasts else None


def life_of(publication: Publication, work: WorkCalendar | None = None) -> Life:
    """Return when a publication was released and withdrawn and its last day by the calendar; a query without `work`."""
    released = publication.released_at
    last = None
    if released is not None and publication.lasts:
        known = work or calendar()
        last = last_day(released.astimezone(SHANGHAI).date(), publication.lasts, publication.rule, known)
    return Life(released, publication.withdrawn_at, last)
