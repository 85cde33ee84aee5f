"""What the services of people share: rows to write on, and making one party of a number."""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.domain import NewParty
from lingxing.engines.parties.people.models import Party
from lingxing.engines.parties.people.sealed import number_digest, sealed_field
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


class NumberOnRecord(LingxingError):
    """A number that can't be registered anew. The message says neither whose it is nor why."""


def create_party(new: NewParty, actor: Actor, at: dt.datetime) -> Party:
    """Return the new party of what was said and checked, with its ledger entry; called within a transaction.

    NumberOnRecord where the number is on record.
    """
    party = Party(kind=new.kind, created_at=at)
    for field in ("name", "phone", "address"):
        setattr(party, f"{field}_sealed", sealed_field(party.pk, field, getattr(new, field)))
    if new.identity_number:
        party.identity_kind = new.identity_kind
        party.identity_sealed = sealed_field(party.pk, "identity", new.identity_number)
        party.identity_digest = number_digest(new.identity_kind, new.identity_number)
    try:
        with transaction.atomic():
            party.save(force_insert=True)
    except IntegrityError:
        remedy = "已有账号的请直接登录；没有账号的请带证件到窗口办理"
        raise NumberOnRecord("不能用所填的证件号码在这里登记", where="证件号码", remedy=remedy) from None
    payload = {"kind": str(new.kind), "identity_kind": str(party.identity_kind)}
    record(f"party:{party.pk}", "register", actor, payload, at)
    return party


def standing_party(party_id: UUID) -> Party:
    """Return the party, locked until the transaction ends. LingxingError where there is none."""
    found = Party.objects.select_for_update().filter(pk=party_id).first()
    if found is None:
        raise LingxingError("没有这个当事人", where="当事人", remedy="请从办件或名录中选择")
    return found


def account_in_use(account_id: UUID) -> Account:
    """Return the account. LingxingError where there is none or it is disabled."""
    found = Account.objects.filter(pk=account_id, is_active=True).first()
    if found is None:
        raise LingxingError("没有这个账号，或账号已停用", where="账号", remedy="请核对用户名")
    return found


def day_of(at: dt.datetime) -> dt.date:
    """Return the day in Shanghai."""
    return at.astimezone(SHANGHAI).date()
