"""Writing people and firms. Every function is one use case, atomic, with its ledger entry, which names nobody."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.domain import (
    IdentityKind,
    NewParty,
    PartyKind,
    Relation,
    checked_address,
    checked_name,
    checked_party,
    checked_phone,
    mask_name,
)
from lingxing.engines.parties.people.models import Party, PartyAccount
from lingxing.engines.parties.people.queries import find_party, is_declared, party_of
from lingxing.engines.parties.people.sealed import open_card, sealed_field
from lingxing.engines.parties.people.writing import NumberOnRecord, account_in_use, create_party, day_of, standing_party
from lingxing.engines.parties.services import NewAccount, create_account
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError

VISITOR = Actor("visitor", "visitor")
"""Whoever signs up: nobody as yet."""


@transaction.atomic
def register_applicant(
    username: str,
    password: str,
    name: str,
    identity_kind: IdentityKind,
    identity_number: str,
    phone: str,
    at: dt.datetime,
    email: str = "",
) -> Account:
    """Return the new account of an applicant, who is the party with that number: a firm for a credit code.

    The number counts as declared until somebody verifies it. LingxingError names the field that can't be taken; for a
    number on record it says only that it can't be registered here, not whose it is nor why.

    Reading: 号码已有记录的不在网上绑定，一律到窗口核对后绑定 — who merely knows a number must not reach its record.
    """
    new = _declared(name, identity_kind, identity_number, phone, at)
    shown = new.name if new.kind is PartyKind.FIRM else mask_name(new.name)
    wanted = NewAccount(username, shown[:60], Role.APPLICANT, email)
    account = create_account(wanted, password, VISITOR, at, initial=False)
    _link_self(create_party(new, account.actor, at), account, account.actor, at)
    return account


@transaction.atomic
def declare_self(
    account_id: UUID, name: str, identity_kind: IdentityKind, identity_number: str, phone: str, at: dt.datetime
) -> Party:
    """Return the new party that an account, which was none so far, says to be; refused as at signing up."""
    account = account_in_use(account_id)
    if party_of(account.pk) is not None:
        raise LingxingError("已经登记过本人信息", where="我的信息", remedy="要更正请带证件到窗口办理")
    party = create_party(_declared(name, identity_kind, identity_number, phone, at), account.actor, at)
    _link_self(party, account, account.actor, at)
    return party


@transaction.atomic
def ensure_party(new: NewParty, actor: Actor, at: dt.datetime) -> Party:
    """Return the party with that number, made where there is none: what a clerk does at the counter.

    Without a number a new party is made every time. Telephone and address on record stay unless they are empty; they
    stay as they are, too, while an account that nobody has checked says to be the party.
    LingxingError where the number is on record under another name.
    """
    checked = checked_party(new, day_of(at))
    try:
        return _on_record(checked, actor, at) or create_party(checked, actor, at)
    except NumberOnRecord:
        # Somebody else entered the same number in the meantime; by now it is to be seen.
        found = _on_record(checked, actor, at)
        if found is None:
            raise
        return found


@transaction.atomic
def look_up(identity_kind: IdentityKind, number: str, actor: Actor, at: dt.datetime) -> Party | None:
    """Return the party with exactly that number, or None; the ledger keeps who looked it up, not the number."""
    found = find_party(identity_kind, number)
    if found is not None:
        record(f"party:{found.pk}", "look_up", actor, {}, at)
    return found


@transaction.atomic
def verify_party(party_id: UUID, actor: Actor, at: dt.datetime) -> Party:
    """Return the party, its identity now checked: at a counter, or by a certificate."""
    party = standing_party(party_id)
    if party.verified_at is None:
        party.verified_at = at
        party.save(update_fields=["verified_at"])
        record(f"party:{party.pk}", "verify", actor, {}, at)
    return party


@transaction.atomic
def change_contact(party_id: UUID, phone: str, address: str, actor: Actor, at: dt.datetime) -> Party:
    """Return the party with its telephone number and address as given; empty ones are forgotten."""
    party = standing_party(party_id)
    before = open_card(party)
    after = {"phone": checked_phone(phone), "address": checked_address(address)}
    changed = [field for field, value in after.items() if value != getattr(before, field)]
    for field in changed:
        setattr(party, f"{field}_sealed", sealed_field(party.pk, field, after[field]))
    if changed:
        party.save(update_fields=[f"{field}_sealed" for field in changed])
        record(f"party:{party.pk}", "change_contact", actor, {"fields": changed}, at)
    return party


@transaction.atomic
def correct_name(party_id: UUID, name: str, actor: Actor, at: dt.datetime) -> Party:
    """Return the party under another name, as its document now says; the ledger keeps that it was changed, not how."""
    party, kept = standing_party(party_id), checked_name(name)
    if open_card(party).name != kept:
        party.name_sealed = sealed_field(party.pk, "name", kept)
        party.save(update_fields=["name_sealed"])
        record(f"party:{party.pk}", "correct_name", actor, {}, at)
    return party


@transaction.atomic
def link_account(party_id: UUID, account_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Let the account be the party from now on, after its identity was checked at a counter.

    Another account that claimed to be the party no longer is, and the account is no other party any more.
    """
    party, account = standing_party(party_id), account_in_use(account_id)
    others = PartyAccount.objects.filter(relation=Relation.SELF, ended_at=None)
    own = others.filter(party=party, account=account).first()
    if own is not None:
        confirm_link(party.pk, own.pk, actor, at)
        return
    for link in others.filter(party=party) | others.filter(account=account):
        link.ended_at = at
        link.save(update_fields=["ended_at"])
        record(f"party:{link.party_id}", "unlink_account", actor, {"account": str(link.account_id)}, at)
    _link_self(party, account, actor, at, confirmed=True)


@transaction.atomic
def confirm_link(party_id: UUID, link: int, actor: Actor, at: dt.datetime) -> None:
    """Keep that an office has checked that an account is the party, or may act for it; twice is once.

    Until then the account meets only what was given through accounts as unchecked as itself: who merely registered
    somebody's number first must not read what that person gives at a counter. LingxingError where there is no such
    relation.

    Reading: 核验身份针对到场的人，不当然及于以其号码注册的账号 — the account is confirmed by an act of its own.
    """
    party = standing_party(party_id)
    found = PartyAccount.objects.filter(pk=link, party=party, ended_at=None).first()
    if found is None:
        raise LingxingError("没有这个账号关系，或已经取消", where="账号", remedy="请刷新页面后再试")
    if found.confirmed_at is None:
        found.confirmed_at = at
        found.save(update_fields=["confirmed_at"])
        record(f"party:{party.pk}", "confirm_account", actor, {"account": str(found.account_id)}, at)


def _declared(name: str, kind: IdentityKind, number: str, phone: str, at: dt.datetime) -> NewParty:
    party_kind = PartyKind.FIRM if kind is IdentityKind.CREDIT_CODE else PartyKind.PERSON
    if not number.strip():
        raise LingxingError("没有填写", where=kind.label, remedy="请填写证件号码")
    return checked_party(NewParty(party_kind, name, kind, number, phone), day_of(at))


def _link_self(party: Party, account: Account, actor: Actor, at: dt.datetime, *, confirmed: bool = False) -> None:
    PartyAccount.objects.create(
        account=account,
        party=party,
        relation=Relation.SELF,
        since=day_of(at),
        confirmed_at=at if confirmed else None,
    )
    record(f"party:{party.pk}", "link_account", actor, {"account": str(account.pk)}, at)


def _on_record(new: NewParty, actor: Actor, at: dt.datetime) -> Party | None:
    """Return the party with that number, its contact filled where it was empty, or None."""
    found = find_party(new.identity_kind, new.identity_number) if new.identity_number else None
    if found is None:
        return None
    known = open_card(found)
    if known.name != new.name:
        remedy = "请核对证件；确已更名的，请先更正登记的名称"
        raise LingxingError("与该号码登记的姓名或名称不一致", where="姓名或名称", remedy=remedy)
    if found.verified_at is None and is_declared(found.pk):
        # What is said at the counter must not show up at an account that nobody has checked.
        return found
    return change_contact(found.pk, known.phone or new.phone, known.address or new.address, actor, at)
