"""Locking the rights to bid after wrong passwords, and unlocking them (art. 34)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.certificates.domain import ARTICLE_LOCK, WrongRun, after_wrong, locks
from lingxing.engines.parties.certificates.models import BiddingLock, Certificate, Confirmation, WrongPasswords
from lingxing.engines.parties.certificates.queries import lock_of, wrong_passwords_on
from lingxing.engines.parties.models import Account
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound

_WHERE = "核实"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an officer records of a certificate service's answer: who confirmed, its number, the day."""

    service: str
    reference: str
    day: dt.date


@transaction.atomic
def count_wrong_password(account: Account, at: dt.datetime, limit: int | None = None) -> None:
    """Count a wrong password of an account that may bid; the one that reaches `limit` on a day locks its bidding.

    Without a limit the rules that are installed say it.
    """
    if not may(account, Permission.BID):
        return
    WrongPasswords.objects.get_or_create(account=account)
    row = WrongPasswords.objects.select_for_update().get(account=account)
    day = at.astimezone(SHANGHAI).date()
    run = after_wrong(WrongRun(row.day, row.count), day)
    row.day, row.count = run.day, run.count
    row.save()
    if locks(run, limit or wrong_passwords_on(day)) and lock_of(account.pk) is None:
        BiddingLock.objects.create(account=account, locked_at=at)
        _record(account, "lock_bidding", SYSTEM, at, wrong=run.count)


def forget_wrong_passwords(account: Account) -> None:
    """Start the account's run anew: a right password was typed. A lock in force stays."""
    WrongPasswords.objects.filter(account=account).delete()


@transaction.atomic
def confirm_lock(lock_id: int, confirmed: Confirmed, officer: Account, at: dt.datetime) -> None:
    """Record that the certificate service has checked who holds the locked account. It unlocks nothing by itself."""
    lock = _locked(lock_id)
    if lock.confirmation_id is None:
        lock.confirmation = record_confirmation(lock.account, confirmed, officer, at, ARTICLE_LOCK)
        lock.save(update_fields=["confirmation"])


@transaction.atomic
def unlock_bidding(lock_id: int, officer: Account, at: dt.datetime) -> None:
    """End the lock. LingxingError where no service's confirmation is on record yet."""
    lock = _locked(lock_id)
    if lock.confirmation_id is None:
        remedy = "请先登记认证服务机构的核实结果（第三十四条）"
        raise LingxingError("还没有登记核实结果，不能解除锁定", where=_WHERE, remedy=remedy)
    lock.unlocked_at, lock.unlocked_by = at, officer
    lock.save(update_fields=["unlocked_at", "unlocked_by"])
    forget_wrong_passwords(lock.account)
    _record(lock.account, "unlock_bidding", officer.actor, at, confirmation=lock.confirmation_id)


@transaction.atomic
def confirm_loss(certificate_id: int, confirmed: Confirmed, officer: Account, at: dt.datetime) -> None:
    """Record that the service has checked who reported the certificate lost: its holder may register another."""
    found = Certificate.objects.select_for_update().filter(pk=certificate_id, suspended_at__isnull=False).first()
    if found is None:
        raise NotFound("没有这张挂失的证书", where=_WHERE, remedy="请从列表中选择")
    if found.confirmation_id is None:
        found.confirmation = record_confirmation(found.account, confirmed, officer, at, "第十二条")
        found.save(update_fields=["confirmation"])


def record_confirmation(
    account: Account, confirmed: Confirmed, officer: Account, at: dt.datetime, article: str
) -> Confirmation:
    """Return the new record of a confirmation. LingxingError names what is missing or a day to come."""
    service, reference = (" ".join(text.split()) for text in (confirmed.service, confirmed.reference))
    for where, text in (("核实机构", service), ("核实文号", reference)):
        if not 1 <= len(text) <= 100 or not text.isprintable():
            raise LingxingError("应为1至100个字", where=where, remedy="请照认证服务机构的答复填写")
    if confirmed.day > at.astimezone(SHANGHAI).date():
        raise LingxingError("核实日期在今天之后", where="核实日期", remedy="请照认证服务机构的答复填写")
    made = Confirmation.objects.create(
        account=account,
        service=service,
        reference=reference,
        confirmed_on=confirmed.day,
        recorded_at=at,
        recorded_by=officer,
    )
    payload = {"confirmation": made.pk, "day": confirmed.day.isoformat()}
    record(f"account:{account.pk}", "confirm_identity", officer.actor, payload, at, article=article)
    return made


def _locked(lock_id: int) -> BiddingLock:
    found = BiddingLock.objects.select_for_update().filter(pk=lock_id, unlocked_at=None).first()
    if found is None:
        raise NotFound("没有这项锁定，或已经解除", where=_WHERE, remedy="请刷新页面后再试")
    return found


def _record(account: Account, act: str, actor: Actor, at: dt.datetime, **payload: int | None) -> None:
    record(f"account:{account.pk}", act, actor, payload, at, article=ARTICLE_LOCK)
