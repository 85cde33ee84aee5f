"""Letters that became no ticket."""

import datetime as dt
from collections.abc import Sequence

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import LetterSeen

REFUSED = "refused"
_SHOWN = 10
_DAYS = dt.timedelta(days=14)


def letters_refused(hotline: Hotline, at: dt.datetime) -> Sequence[LetterSeen]:
    """Return the newest letters of the last fourteen days that became no ticket and wait for a person, at most ten."""
    rows = LetterSeen.objects.filter(package=hotline.package, service=hotline.name, at__gte=at - _DAYS)
    return list(rows.filter(outcome=REFUSED).order_by("-at")[:_SHOWN])
