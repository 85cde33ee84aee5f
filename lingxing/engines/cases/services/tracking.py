"""Looking a case up by number and code, with the guesses counted."""

import datetime as dt

from django.conf import settings

from lingxing.engines.cases.queries.applicants import TrackView, track
from lingxing.engines.parties.services_attempts import count_guess, forget_guesses
from lingxing.kernel.dates import SHANGHAI

_ADDRESS_FACTOR = 20
"""An office's shared address has room for so many times the guesses at one number."""


def track_case(number: str, code: str, address: str, at: dt.datetime) -> TrackView:
    """Return where the case stands. NotFound where number and code do not fit; NotAllowed, with the minutes left, after
    too many wrong guesses at one number or from one address: for numbers that nobody has too."""
    subject = f"tracking:{number.strip().upper()[:40]}"
    count_guess(f"tracking-from:{address}", settings.LOCK_AFTER * _ADDRESS_FACTOR, at)
    count_guess(subject, settings.LOCK_AFTER, at)
    found = track(number, code, at.astimezone(SHANGHAI).date())
    forget_guesses(subject)
    return found
