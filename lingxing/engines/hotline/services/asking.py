"""Tickets that callers fill in themselves, so many an address in an hour and no more."""

import datetime as dt

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.services.intake import Intake, Taken, sent_by, take
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.services_attempts import count_guess
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST = 200
"""Tickets from one network address in a row: an office's shared address has room, a flood has none."""


def ask(hotline: Hotline, intake: Intake, account: Account | None, address: str, at: dt.datetime) -> Taken:
    """Take a caller's ticket. NotAllowed after too many from one address; otherwise as `intake.take`."""
    try:
        count_guess(f"hotline-from:{address}", MOST, at)
    except NotAllowed as error:
        raise LingxingError("从这个网络地址提交得太多", where="提交", remedy="请稍后再试，或者直接拨打热线") from error
    return take(hotline, intake, sent_by(account), at)
