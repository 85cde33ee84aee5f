"""Letters become tickets: each once, however often and wherever it is read."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from django.conf import settings
from django.db import IntegrityError

from lingxing.engines.cases.services.attaching import safe_name
from lingxing.engines.cases.services.filing import FileType, RefusedFile, check_file
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.mailbox.letter import EnclosedFile, Letter, read_letter
from lingxing.engines.hotline.models import LetterTaken, Ticket
from lingxing.engines.hotline.services.enclosing import keep_file
from lingxing.engines.hotline.services.intake import CallerFacts, Intake, sent_by, take
from lingxing.engines.hotline.services.telling import acknowledge
from lingxing.engines.parties.services_attempts import count_guess
from lingxing.kernel.errors import LingxingError, NotAllowed

CHANNEL = "mail"
_MATTER, _CONTENT = 60, 2000
_MOST_OF_SENDER = 20
"""Letters of one sender in a row, within the minutes of a lock: a person has room, a loop of robots has none."""


class Mailbox(Protocol):
    """Where letters wait as files."""

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each letter that waits."""
        ...

    def put_away(self, name: str) -> None:
        """Put a letter away that is settled."""
        ...


@dataclass(frozen=True, slots=True)
class LettersRead:
    """What came of a mailbox: numbers of new tickets, how many letters were known, why others need a person, and which
    were passed over because no person wrote them."""

    taken: tuple[str, ...] = ()
    known: int = 0
    refused: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()

    def plus(self, *, taken: str = "", known: int = 0, refused: str = "", passed_over: str = "") -> "LettersRead":
        """Return it with one letter more."""
        return replace(
            self,
            taken=(*self.taken, taken) if taken else self.taken,
            known=self.known + known,
            refused=(*self.refused, refused) if refused else self.refused,
            passed_over=(*self.passed_over, passed_over) if passed_over else self.passed_over,
        )


def take_letter(hotline: Hotline, content: bytes, at: dt.datetime) -> tuple[str, bool]:
    """Return the number of the letter's ticket, and whether it is a new one. LingxingError for what is no letter of a
    person, and for a sender that writes too often."""
    letter = read_letter(content)
    if letter.automatic:
        raise LingxingError(f"{letter.automatic}，不登记", where="邮件", remedy="确实是来信的，请人工登记")
    return register(hotline, letter, at)


def take_letters(hotline: Hotline, mailbox: Mailbox, at: dt.datetime) -> LettersRead:
    """Take every letter of a mailbox; those that need a person stay where they are."""
    read = LettersRead()
    for name, content in mailbox.letters():
        try:
            letter = read_letter(content)
            number, is_new = ("", False) if letter.automatic else register(hotline, letter, at)
        except LingxingError as error:
            read = read.plus(refused=f"{name}：{error}")
            continue
        mailbox.put_away(name)
        if letter.automatic:
            read = read.plus(passed_over=f"{name}：{letter.automatic}")
        else:
            read = read.plus(taken=number) if is_new else read.plus(known=1)
    return read


def register(
    hotline: Hotline, letter: Letter, at: dt.datetime, beside: Callable[[bool], None] | None = None
) -> tuple[str, bool]:
    """Open the ticket of a letter and return its number and whether it is new; `beside` writes in the transaction.

    Its sender is told number and code, where the installation sends e-mail. Errors as `intake.take`.
    """
    known = _known(letter)
    if known is None:
        _count_sender(letter, at)
        try:
            with write_transaction():
                number = _open(hotline, letter, at)
                if beside is not None:
                    beside(True)  # noqa: FBT003
            return number, True
        except IntegrityError:
            # Somebody else took the same letter at the same moment.
            known = LetterTaken.objects.select_related("ticket").get(pk=letter.digest)
    if beside is not None:
        with write_transaction():
            beside(False)  # noqa: FBT003
    return known.ticket.number, False


def _known(letter: Letter) -> LetterTaken | None:
    return LetterTaken.objects.select_related("ticket").filter(pk=letter.digest).first()


def _count_sender(letter: Letter, at: dt.datetime) -> None:
    try:
        count_guess(f"hotline-letters-of:{letter.sender.casefold()}", _MOST_OF_SENDER, at)
    except NotAllowed as error:
        raise LingxingError(
            "同一个发件人来信太多", where="邮件", remedy="请核对是不是程序循环发出的，再人工登记"
        ) from error


def _open(hotline: Hotline, letter: Letter, at: dt.datetime) -> str:
    if CHANNEL not in hotline.channels:
        raise LingxingError("这条热线不收电子邮件", where=hotline.label, remedy="请人工登记")
    checked = [(file, kind) for file in letter.files if (kind := _kind(file))]
    lost = len(letter.files) - len(checked) + letter.more_files
    made = take(hotline, _intake(hotline, letter, lost), sent_by(None), at)
    ticket = Ticket.objects.get(pk=made.case_id)
    LetterTaken(digest=letter.digest, ticket=ticket, at=at).save(force_insert=True)
    for file, kind in checked:
        keep_file(ticket, safe_name(file.name, kind), kind.media_type, file.content, at)
    if len(letter.text) > _CONTENT:
        keep_file(ticket, "来信全文.txt", "text/plain; charset=utf-8", letter.text.encode(), at)
    acknowledge(ticket, made.code, at)
    return made.number


def _kind(file: EnclosedFile) -> FileType | None:
    """Return what a file is by the checks of every upload, None for one that they refuse."""
    try:
        return check_file(file.name, file.content, settings.PAPER_MAX_BYTES)
    except RefusedFile:
        return None


def _intake(hotline: Hotline, letter: Letter, lost: int) -> Intake:
    kind = "consult" if "consult" in hotline.kinds else next(iter(hotline.kinds))
    told = f"（有{lost}个附件没有收下：类型不收、过大或者过多）" if lost else ""
    text = letter.text or "（来信没有文字，见附件。）"
    if len(text) > _CONTENT:
        told = f"……（以下从略，见附件“来信全文”）{told}"
        text = text[: _CONTENT - len(told)]
    subject = letter.subject or " ".join(letter.text.split())[:30] or "来信附件"
    return Intake(
        CHANNEL,
        kind,
        subject[:_MATTER],
        f"{text[: _CONTENT - len(told)]}{told}",
        caller=CallerFacts(letter.sender_name, "", letter.sender),
        key=f"letter:{letter.digest}",
    )
