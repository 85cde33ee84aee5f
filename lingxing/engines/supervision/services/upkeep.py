"""What time sets off in supervision: cases that others acted in are followed, and what conditions allow is proposed."""

import datetime as dt

from lingxing.engines.supervision.services.finding import find
from lingxing.engines.supervision.services.following import catch_up
from lingxing.kernel.dates import SHANGHAI


def keep_up(at: dt.datetime) -> int:
    """Follow the cases, propose what is to be proposed, and return how much changed. Safe to run twice."""
    return catch_up(at) + find(at.astimezone(SHANGHAI).date(), at)
