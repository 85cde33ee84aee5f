"""Writing accounts, and signing in. Every function is one use case, atomic, with its ledger entry."""

import datetime as dt
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.certificates.services_locking import count_wrong_password, forget_wrong_passwords
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.queries import account_named
from lingxing.engines.parties.services_attempts import begin_password_attempt, forget_wrong_names
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an administrator says of a new account."""

    username: str
    display_name: str
    role: Role
    email: str = ""


@transaction.atomic
def create_account(new: NewAccount, password: str, actor: Actor, at: dt.datetime, *, initial: bool = True) -> Account:
    """Return the new account. `initial` makes its holder change the password at the first sign-in.

    LingxingError where the name is taken or badly formed, or the password too weak.
    """
    account = Account(
        username=new.username,
        display_name=new.display_name,
        email=new.email,
        role=new.role,
        created_at=at,
        must_change_password=initial,
    )
    _set_checked_password(account, password)
    try:
        account.full_clean()
    except ValidationError as error:
        raise LingxingError("；".join(error.messages), where="账号", remedy="请改正后重试") from None
    account.save()
    _record(account, "create_account", actor, at, role=str(new.role))
    return account


@transaction.atomic
def change_role(account_id: UUID, role: Role, actor: Actor, at: dt.datetime) -> Account:
    """Return the account in its new role. LingxingError when it would leave nobody to administer."""
    account = _locked(account_id)
    if account.role == role:
        return account
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(account)
    before, account.role = account.role, role
    account.save(update_fields=["role"])
    _record(account, "change_role", actor, at, before=before, after=str(role))
    return account


@transaction.atomic
def set_active(account_id: UUID, *, active: bool, actor: Actor, at: dt.datetime) -> Account:
    """Return the account, disabled (its sessions end at once) or enabled again."""
    account = _locked(account_id)
    if account.is_active == active:
        return account
    if not active:
        _keep_an_administrator(account)
    account.is_active = active
    account.save(update_fields=["is_active"])
    _record(account, "enable_account" if active else "disable_account", actor, at)
    return account


@transaction.atomic
def reset_password(account_id: UUID, actor: Actor, at: dt.datetime) -> tuple[Account, str]:
    """Return the account and its new password, which its holder must change at the next sign-in."""
    account = _locked(account_id)
    password = new_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    _record(account, "reset_password", actor, at)
    return account, password


@transaction.atomic
def change_password(account_id: UUID, old: str, new: str, at: dt.datetime) -> Account:
    """Return the account with the password that its holder chose; every other session of theirs ends."""
    account = _locked(account_id)
    if not account.check_password(old):
        raise LingxingError("原密码不对", where="原密码", remedy="请重新输入")
    _set_checked_password(account, new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    _record(account, "change_password", account.actor, at)
    return account


@transaction.atomic
def unlock(account_id: UUID, actor: Actor, at: dt.datetime) -> Account:
    """Return the account, free to sign in again."""
    account = _locked(account_id)
    forget_wrong_names(account.username)
    _record(account, "unlock_account", actor, at)
    return account


def sign_in(username: str, password: str, address: str, at: dt.datetime) -> Account | None:
    """Return the account that this name and password open, or None.

    NotAllowed, with the minutes left, while the name or the address is locked: the same for names that nobody has.
    """
    found = prove_password(username, password, address, at)
    if found is not None:
        _record(found, "sign_in", found.actor, at)
    return found


def prove_password(username: str, password: str, address: str, at: dt.datetime) -> Account | None:
    """Return the account whose password this is, or None: for acts that ask for it again. NotAllowed as at sign-in.

    A wrong one counts towards the lock of a bidder's rights, a right one ends that run (咸政规〔2024〕2号第三十四条).
    """
    name = username.strip()
    # Databases hold more spellings for one name than Python's lower case does; all count for the account they reach.
    known = account_named(name)
    attempt = begin_password_attempt(known.username if known else name, address, known, at)
    found = authenticate(username=name, password=password)
    if not isinstance(found, Account):
        if known is not None:
            count_wrong_password(known, at)
        return None
    with transaction.atomic():
        attempt.was_right()
        forget_wrong_passwords(found)
    return found


def record_sign_out(account: Account, at: dt.datetime) -> None:
    """Add the sign-out to the account's record."""
    _record(account, "sign_out", account.actor, at)


def new_password() -> str:
    """Return a random password of 16 characters without look-alikes: about 92 bits."""
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(16))


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise LingxingError("没有这个账号", where="账号", remedy="请从账号列表中选择")
    return account


def _keep_an_administrator(account: Account) -> None:
    others = Account.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=account.pk)
    if account.role == Role.ADMINISTRATOR and account.is_active and not others:
        raise LingxingError("这是最后一个管理员账号，不能停用或降级", where="账号", remedy="请先设立另一个管理员")


def _set_checked_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise LingxingError("；".join(error.messages), where="密码", remedy="请换一个密码") from None
    account.set_password(password)


def _record(account: Account, act: str, actor: Actor, at: dt.datetime, **payload: str | int) -> None:
    record(f"account:{account.pk}", act, actor, payload, at)
