"""Fetching letters from mail servers.

What came of a letter is remembered in the transaction of its ticket; the server is asked to move it only after that. A
run that breaks off anywhere is taken up by the next one, and no letter is taken twice.
"""

import datetime as dt
from collections.abc import Callable

from django.db import IntegrityError, transaction

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.mailbox.declared import DeclaredMailbox
from lingxing.engines.hotline.mailbox.imap import ImapMailbox, opened
from lingxing.engines.hotline.mailbox.letter import MOST_BYTES, read_letter
from lingxing.engines.hotline.models import LetterSeen
from lingxing.engines.hotline.queries.hotlines import hotline_named
from lingxing.engines.hotline.services.letters import LettersRead, register
from lingxing.kernel.errors import LingxingError

TAKEN, KNOWN, REFUSED, PASSED_OVER = "taken", "known", "refused", "passed_over"
_MOST = 200
"""Letters of one run; the next one takes the rest."""


def fetch(declared: DeclaredMailbox, now: Callable[[], dt.datetime]) -> LettersRead:
    """Take the letters that wait in a mailbox, the oldest first, and return what came of them.

    LingxingError where the server can't be reached, refuses, or the conversation breaks off; what was taken until then
    stays taken. NotFound for a hotline that is not installed.
    """
    package, _, service = declared.hotline.rpartition("/")
    hotline, read = hotline_named(package, service), LettersRead()
    with opened(declared) as box:
        waiting = box.waiting()[:_MOST]
        rows = LetterSeen.objects.filter(mailbox=declared.id, validity=box.validity, uid__in=waiting)
        seen = {row.uid: row for row in rows}
        for uid in waiting:
            row = seen.get(uid)
            if row is None:
                row, read = _take(hotline, declared, box, uid, now(), read)
            if row is not None:
                _put_away(box, row, now())
    return read


def _take(
    hotline: Hotline, declared: DeclaredMailbox, box: ImapMailbox, uid: int, at: dt.datetime, read: LettersRead
) -> tuple[LetterSeen | None, LettersRead]:
    """Return the row that a letter leaves, None for one that is gone or that another run takes at this moment."""
    row = LetterSeen(
        mailbox=declared.id, validity=box.validity, uid=uid, package=hotline.package, service=hotline.name, at=at
    )
    size = box.size(uid)
    content = box.content(uid) if size is not None and size <= MOST_BYTES else b""
    if size is None or content is None:
        return None, read
    try:
        return _settle(hotline, declared, row, content, read)
    except IntegrityError:
        return None, read


def _settle(
    hotline: Hotline, declared: DeclaredMailbox, row: LetterSeen, content: bytes, read: LettersRead
) -> tuple[LetterSeen, LettersRead]:
    def remember(is_new: bool) -> None:  # noqa: FBT001
        _remember(row, TAKEN if is_new else KNOWN)

    name = f"第{row.uid}封"
    try:
        letter = read_letter(content, declared.user)
        if letter.automatic:
            _remember(row, PASSED_OVER, letter.automatic)
            return row, read.plus(passed_over=f"{name}：{letter.automatic}")
        number, is_new = register(hotline, letter, row.at, remember)
    except LingxingError as error:
        _remember(row, REFUSED, error.what)
        return row, read.plus(refused=f"{name}：{error}")
    return row, read.plus(taken=number) if is_new else read.plus(known=1)


@transaction.atomic
def _remember(row: LetterSeen, outcome: str, reason: str = "") -> None:
    row.outcome, row.reason = outcome, reason[:200]
    row.save(force_insert=True)


def _put_away(box: ImapMailbox, row: LetterSeen, at: dt.datetime) -> None:
    box.put_away(row.uid, taken=row.outcome in (TAKEN, KNOWN))
    row.put_away_at = at
    row.save(update_fields=["put_away_at"])
