"""Telling people: a notice inside the site, and a message for each channel that is open.

Texts name the case's number, the service, the act and the day; nothing personal.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.delivery.channels import senders
from lingxing.engines.cases.delivery.message import Channel
from lingxing.engines.cases.domain.state import CaseState, Event
from lingxing.engines.cases.models import Case, Notice, OutboxMessage
from lingxing.engines.cases.statements import insert
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.people.queries import is_declared, party_card
from lingxing.engines.parties.people.queries_acting import Standing, accounts_acting_for
from lingxing.engines.parties.queries import accounts as all_accounts
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import APPLICANT, Service

OUTBOX_CONTEXT = "outbox"
_LONGEST = 300
_MOBILE = re.compile(r"1[0-9]{10}")
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class News:
    """What is told: a line without personal data, its kind (act, reminder, escalation, calendar, turn) and its case."""

    kind: str
    text: str
    case: Case | None


def tell(case: Case, service: Service, event: Event, state: CaseState, at: dt.datetime) -> None:
    """Tell the applicant what was done in the case, unless the act is silent or the applicant did it.

    Call it in the transaction of the act.
    """
    act = service.acts[event.act]
    if act.silent or event.role == APPLICANT or (case.party_id is None and case.account_id is None):
        return
    status = service.states[state.state].label
    text = f"{service.label} {case.number}：已{_done(act.label)}，现为“{status}”"
    tell_applicant(News("act", text, case), at)


def tell_applicant(news: News, at: dt.datetime) -> None:
    """Tell the accounts of the case's party (or the account that opened a case without one), and the party by post."""
    case = news.case
    if case is None:
        return
    tell_accounts(_own_accounts(case, at.astimezone(SHANGHAI).date()), news, at)
    if case.party_id and Channel.SMS in senders():
        phone = _phone_of(case, case.party_id)
        if phone:
            _message(Channel.SMS, phone, news, at).save()


def _own_accounts(case: Case, day: dt.date) -> list[UUID]:
    """Return the accounts whose own the case is, as `access.is_own` has it."""
    if case.party_id is None:
        return [case.account_id] if case.account_id else []
    acting = accounts_acting_for(case.party_id, day)
    declared = case.account_id is not None and acting.get(case.account_id) is Standing.DECLARED
    return [account for account, standing in acting.items() if declared or standing is Standing.CONFIRMED]


def _phone_of(case: Case, party_id: UUID) -> str:
    """Return the party's telephone number; none of a case from the counter while only an unchecked account gave it."""
    card = party_card(party_id, mask=False)
    return "" if case.account_id is None and not card.verified and is_declared(party_id) else card.phone


def tell_accounts(account_ids: Iterable[UUID], news: News, at: dt.datetime) -> None:
    """Put a line into the notices of each account, and an e-mail into the outbox for those with an address."""
    tell_many([(account_id, news) for account_id in dict.fromkeys(account_ids)], at)


def tell_many(told: Sequence[tuple[UUID, News]], at: dt.datetime) -> None:
    """Tell many accounts many things, with as many queries as for one."""
    if not told:
        return
    notices = [
        Notice(account_id=account, case=news.case, kind=news.kind, text=shortened(news.text), at=at)
        for account, news in told
    ]
    for start in range(0, len(notices), _AT_ONCE):
        insert(notices[start : start + _AT_ONCE])
    if Channel.EMAIL not in senders():
        return
    reachable = all_accounts().filter(pk__in={account for account, _ in told}, is_active=True).exclude(email="")
    addresses = dict(reachable.values_list("pk", "email"))
    messages = (_message(Channel.EMAIL, addresses[account], news, at) for account, news in told if account in addresses)
    OutboxMessage.objects.bulk_create(messages)


def sends_messages() -> bool:
    """Return whether the installation has a channel on which messages leave the house."""
    return bool(senders())


def post(case_id: UUID, phone: str, address: str, text: str, at: dt.datetime) -> bool:
    """Put a message about a case into the outbox for somebody without an account, and return whether there was a way:
    a short one to a mobile number, else an e-mail. Within a transaction."""
    open_channels, news = senders(), News("act", text, Case.objects.get(pk=case_id))
    digits = "".join(sign for sign in phone if sign.isdigit())
    if Channel.SMS in open_channels and _MOBILE.fullmatch(digits):
        _message(Channel.SMS, digits, news, at).save()
    elif Channel.EMAIL in open_channels and "@" in address:
        _message(Channel.EMAIL, address, news, at).save()
    else:
        return False
    return True


def shortened(text: str) -> str:
    """Return the text as a notice holds it, at most 300 characters."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _message(channel: Channel, address: str, news: News, at: dt.datetime) -> OutboxMessage:
    content: Mapping[str, str] = {"address": address, "subject": subject_of(news), "text": news.text}
    sealed = seal_text(json.dumps(content, ensure_ascii=False), OUTBOX_CONTEXT)
    return OutboxMessage(channel=str(channel), sealed=sealed, created_at=at, due_at=at)


def subject_of(news: News) -> str:
    """Return the subject of an e-mail about the news."""
    kinds = {
        "reminder": "期限提醒",
        "escalation": "逾期提醒",
        "calendar": "期限变动",
        "turn": "待办",
        "act": "办理进展",
    }
    return f"【{kinds.get(news.kind, '通知')}】{news.case.number if news.case else ''}".strip()


@transaction.atomic
def mark_read(account_id: UUID, notice_ids: Iterable[int], at: dt.datetime) -> int:
    """Mark notices of the account as read and return how many were not; those of others stay as they are."""
    return Notice.objects.filter(account=account_id, pk__in=list(notice_ids), read_at=None).update(read_at=at)


@transaction.atomic
def mark_all_read(account_id: UUID, at: dt.datetime) -> int:
    """Mark every notice of the account as read and return how many were not."""
    return Notice.objects.filter(account=account_id, read_at=None).update(read_at=at)


def _done(label: str) -> str:
    """Return the act's label as something that was done: 已“受理”."""
    return f"办理“{label}”"
