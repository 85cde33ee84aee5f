"""Taking a ticket in: from an operator at the telephone, from callers themselves, from a letter."""

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.queries.following import followed
from lingxing.engines.cases.services.commands import Acting, Command
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.transactions import Together, insert
from lingxing.engines.documents.queries_words import runs
from lingxing.engines.hotline.domain.declaring import Emergency, Hotline
from lingxing.engines.hotline.domain.routing import emergencies_in, topics_in
from lingxing.engines.hotline.models import Caller, Ticket
from lingxing.engines.hotline.queries.callers import caller_context
from lingxing.engines.hotline.services.following import Known, new_ticket
from lingxing.engines.parties.access_sealing import digest, seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import SYSTEM as SYSTEM_ACTOR
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import SYSTEM

_OTHER = "other"
"""The topic of what no words point to, where a package has it."""


@dataclass(frozen=True, slots=True)
class CallerFacts:
    """Who called. All of it may be empty."""

    name: str = ""
    phone: str = ""
    address: str = ""
    """Where an answer may be sent: an e-mail address."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in. Without `topic` the words of the text choose one. `key` makes a request harmless to repeat."""

    channel: str
    kind: str
    matter: str
    content: str
    topic: str = ""
    place: str = ""
    anonymous: bool = False
    caller: CallerFacts = CallerFacts()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that was taken: number and code for the caller, the code shown once; the numbers it was told to call."""

    case_id: UUID
    number: str
    code: str
    emergencies: tuple[Emergency, ...]
    repeated: bool = False


def sent_by(account: Account | None) -> Acting:
    """Return the capacity of callers who fill in themselves: Lingxing opens the ticket; who is signed in keeps it."""
    return Acting(SYSTEM_ACTOR, account.pk if account else None, SYSTEM)


def take(hotline: Hotline, intake: Intake, who: Acting, at: dt.datetime) -> Taken:
    """Open a ticket and return it. Refused, with every reason, for what the procedure does not take.

    LingxingError for a channel that callers can't use themselves. An anonymous caller may leave a number: it is sealed,
    and no unit ever sees it.
    """
    told = emergencies_in(hotline.emergencies, intake.matter, intake.content)
    act = "take" if who.for_organ else "submit"
    _check_channel(hotline, intake, who)
    values = _values(hotline, act, intake, told)
    known = Known(phone_digest(intake.caller.phone), place_digest(intake.place), _is_reachable(intake))

    def keep(made: ActResult, together: Together) -> None:
        ticket = new_ticket(hotline, followed(made.case, [made.event]), known, together)
        keep_caller(ticket, intake.caller, together)

    command = Command(act, values)
    made = start_case(hotline.package, hotline.name, command, who, at, key=intake.key, changed=[], beside=keep)
    return Taken(made.case.pk, made.case.number, made.code, told, made.repeated)


def _check_channel(hotline: Hotline, intake: Intake, who: Acting) -> None:
    channel = hotline.channels.get(intake.channel)
    if channel is not None and not who.for_organ and not channel.remote:
        raise LingxingError("这个渠道由话务员登记", where=channel.label, remedy="请选择网站、小程序等自己填写的渠道")


def _values(hotline: Hotline, act: str, intake: Intake, told: tuple[Emergency, ...]) -> dict[str, object]:
    wanted = hotline.service.acts[act].fields if act in hotline.service.acts else ()
    values: dict[str, object] = {
        "channel": intake.channel,
        "kind": intake.kind,
        "topic": intake.topic or topic_of(hotline, intake.matter, intake.content),
        "matter": intake.matter.strip(),
        "content": intake.content.strip(),
        "place": intake.place.strip(),
        "anonymous": intake.anonymous,
        "emergency": "、".join(one.number for one in told),
    }
    return {name: value for name, value in values.items() if name in wanted and value != ""}


def topic_of(hotline: Hotline, *texts: str) -> str:
    """Return the topic that the texts speak of; that of everything else, or nothing, where none does."""
    found = topics_in(hotline.topics.values(), *texts)
    return found[0][0].key if found else (_OTHER if _OTHER in hotline.topics else "")


def keep_caller(ticket: Ticket, caller: CallerFacts, together: Together) -> None:
    """Seal who called beside the ticket, when `together` is sent; nothing where nothing is known."""
    told = {"name": caller.name.strip(), "phone": caller.phone.strip(), "address": caller.address.strip()}
    held = {name: value for name, value in told.items() if value}
    if held:
        text = json.dumps(held, ensure_ascii=False, sort_keys=True)
        insert([Caller(ticket_id=ticket.pk, sealed=seal_text(text, caller_context(ticket.pk)))], together=together)


def _is_reachable(intake: Intake) -> bool:
    return bool(intake.caller.phone.strip() or intake.caller.address.strip())


def phone_digest(phone: str) -> str:
    """Return what Ticket.caller holds for a telephone number, however it is written; empty for none."""
    digits = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    return digest(f"hotline caller:{digits}") if digits else ""


def place_digest(place: str) -> str:
    """Return what Ticket.place holds for a place, however it is spaced and punctuated; empty for none."""
    told = "".join(runs(place))
    return digest(f"hotline place:{told}") if told else ""
