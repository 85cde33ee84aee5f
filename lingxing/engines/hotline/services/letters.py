"""Letters become tickets: each once, however often it is read."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError

from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.mailbox import Letter, Mailbox, read_letter
from lingxing.engines.hotline.models import LetterTaken
from lingxing.engines.hotline.services.intake import CallerFacts, Intake, sent_by, take
from lingxing.kernel.errors import LingxingError

CHANNEL = "mail"
_MATTER, _CONTENT = 60, 2000


@dataclass(frozen=True, slots=True)
class LettersRead:
    """What came of a mailbox: numbers of new tickets, how many letters were known, and why others were refused."""

    taken: tuple[str, ...]
    known: int
    refused: tuple[str, ...]


def take_letter(hotline: Hotline, content: bytes, at: dt.datetime) -> tuple[str, bool]:
    """Return the number of the letter's ticket, and whether it is a new one. LingxingError for what is no letter."""
    letter = read_letter(content)
    known = LetterTaken.objects.select_related("ticket").filter(pk=letter.digest).first()
    if known:
        return known.ticket.number, False
    try:
        with write_transaction():
            made = take(hotline, _intake(hotline, letter), sent_by(None), at)
            LetterTaken(digest=letter.digest, ticket_id=made.case_id, at=at).save(force_insert=True)
    except IntegrityError:
        # Somebody else took the same letter at the same moment.
        return LetterTaken.objects.select_related("ticket").get(pk=letter.digest).ticket.number, False
    return made.number, True


def take_letters(hotline: Hotline, mailbox: Mailbox, at: dt.datetime) -> LettersRead:
    """Take every letter of a mailbox; those that can't be read stay where they are."""
    taken, refused, known = [], [], 0
    for name, content in mailbox.letters():
        try:
            number, is_new = take_letter(hotline, content, at)
        except LingxingError as error:
            refused.append(f"{name}：{error}")
            continue
        mailbox.taken(name)
        known += not is_new
        taken += [number] if is_new else []
    return LettersRead(tuple(taken), known, tuple(refused))


def _intake(hotline: Hotline, letter: Letter) -> Intake:
    if CHANNEL not in hotline.channels:
        raise LingxingError("这条热线不收电子邮件", where=hotline.label, remedy="请人工登记")
    kind = "consult" if "consult" in hotline.kinds else next(iter(hotline.kinds))
    subject = letter.subject or letter.text[:30]
    return Intake(
        CHANNEL,
        kind,
        subject[:_MATTER],
        letter.text[:_CONTENT],
        caller=CallerFacts(letter.sender_name, "", letter.sender),
        key=f"letter:{letter.digest}",
    )
