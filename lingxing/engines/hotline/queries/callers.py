"""Who called, as far as somebody may see it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.queries.access import handling_organs
from lingxing.engines.hotline.models import Caller, Ticket
from lingxing.engines.hotline.queries.hotlines import hotline_named, operated
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_masking import mask_name, mask_phone
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account


@dataclass(frozen=True, slots=True)
class CallerShown:
    """What somebody may see of who called: masked, or nothing and `why` not. `open` whether it may be revealed."""

    name: str = ""
    phone: str = ""
    address: str = ""
    why: str = ""
    open: bool = False


def caller_context(ticket_id: UUID) -> str:
    """Return the context in which a caller is sealed."""
    return f"hotline:{ticket_id}:caller"


def caller_of(ticket_id: UUID) -> dict[str, str]:
    """Return who called, in the clear: name, phone, address as far as they are known. Who looks is not asked here."""
    row = Caller.objects.filter(pk=ticket_id).first()
    found: dict[str, str] = json.loads(unseal_text(row.sealed, caller_context(ticket_id))) if row else {}
    return found


def takes_calls(account: Account, ticket: Ticket, on: dt.date) -> bool:
    """Return whether the account is one of the hotline's operators on the day."""
    hotline = hotline_named(ticket.package, ticket.service)
    return any(one.id == hotline.id for one, _ in operated(account, on))


def why_hidden(account: Account, ticket: Ticket, on: dt.date) -> str:
    """Return in Chinese why the account may not see who called; empty where it may.

    Reading: 匿名和举报 — whoever asked to stay unnamed, and whoever reports somebody, is known to the hotline alone.
    """
    if takes_calls(account, ticket, on):
        return ""
    if not has_ticket(account, ticket, on):
        return "来电人只对热线和承办单位可见"
    if ticket.anonymous:
        return "来电人要求匿名，联系方式只有热线知道"
    if ticket.hides_caller:
        return "举报件对承办单位保密来电人，需要联系请通过热线"
    return "" if ticket.open else "工单已经办结，联系方式不再显示"


def has_ticket(account: Account, ticket: Ticket, on: dt.date) -> bool:
    """Return whether the account works in the unit that has or had the ticket. Of what was joined to another ticket a
    unit has that one alone."""
    if ticket.main_id is not None or not may(account, Permission.HANDLE_CASES):
        return False
    return ticket.organ_id in handling_organs(account, on)


def without_caller(text: str, held: Mapping[str, str]) -> str:
    """Return an answer as the callers of other tickets may read it: what identifies its own caller is blotted out.

    A name counts from two characters on, with which no other word is hit by chance.
    """
    for value in sorted((one.strip() for one in held.values()), key=len, reverse=True):
        text = text.replace(value, "***") if len(value) > 1 else text
    return text


def caller_shown(account: Account, ticket: Ticket, on: dt.date) -> CallerShown:
    """Return who called, masked."""
    why = why_hidden(account, ticket, on)
    if why:
        return CallerShown(why=why)
    held = caller_of(ticket.pk)
    if not held:
        return CallerShown(why="没有留下姓名和联系方式")
    address = held.get("address", "")
    shown = f"{address[:1]}***{address[address.find('@') :]}" if "@" in address else ""
    return CallerShown(mask_name(held.get("name", "")), mask_phone(held.get("phone", "")), shown, open=True)
