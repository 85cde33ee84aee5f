"""Counting attempts at passwords and other secrets, so that none can be tried out. Counters hold keyed digests only."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.domain import Attempts, LockRule, after_attempt, minutes_locked, without_attempts
from lingxing.engines.parties.models import Account, SignInAttempts
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.errors import NotAllowed

_ADDRESS_ATTEMPTS_FACTOR = 20
_REGISTRATION_FACTOR = 4


@dataclass(frozen=True, slots=True)
class PasswordAttempt:
    """One attempt at a password, counted as wrong for the name and for the address until it proves right."""

    name_key: str
    address_key: str

    @transaction.atomic
    def was_right(self) -> None:
        """Start the name's count anew, and take from the address's what the name had added.

        So a right password costs an address nothing, and frees it of no attempt at another name: whoever has an account
        gains no guesses by signing in with it, while an office behind one address may sign in as often as it likes.
        """
        rows = _locked_rows([self.name_key, self.address_key])
        name, address = rows.get(self.name_key), rows.get(self.address_key)
        if name is None:
            return
        name.delete()
        if address is not None:
            _store(address, without_attempts(_state(address), name.count, _address_rule()))


def begin_password_attempt(name: str, address: str, known: Account | None, at: dt.datetime) -> PasswordAttempt:
    """Return the attempt, counted. NotAllowed, with the minutes left, while name or address is locked.

    What is not taken is not counted: it tries out nothing, and a locked name must not lock its whole office.
    """
    attempt = PasswordAttempt(_key("account", name.lower()), _key("address", address))
    with transaction.atomic():
        rows = _counters([attempt.name_key, attempt.address_key])
        minutes = max(minutes_locked(_state(row), at) for row in rows.values())
        if not minutes:
            _count(rows[attempt.name_key], _name_rule(), known, at)
            _count(rows[attempt.address_key], _address_rule(), None, at)
    if minutes:
        what = f"连续多次输错密码，已暂停登录，请在{minutes}分钟后再试"
        raise NotAllowed(what, remedy="如确需立即登录，请联系管理员解锁或重设密码")
    return attempt


def forget_wrong_names(username: str) -> None:
    """Start the count of an account's name anew: an administrator unlocked it."""
    SignInAttempts.objects.filter(key=_key("account", username.lower())).delete()


def count_registration(address: str, at: dt.datetime) -> None:
    """Count one attempt to sign up from an address. NotAllowed, with the minutes left, where there were too many.

    Every attempt counts, so that numbers can't be tried out; a counter's shared address has room for some.
    """
    minutes = _count_one(_key("register", address), _rule(settings.LOCK_AFTER * _REGISTRATION_FACTOR), at)
    if minutes:
        what = f"短时间内从这里注册的次数过多，请在{minutes}分钟后再试"
        raise NotAllowed(what, remedy="急需办理的，请到窗口办理")


def count_guess(subject: str, most: int, at: dt.datetime) -> None:
    """Count one guess at a secret other than a password, such as tracking:<number> or tracking:<address>.

    NotAllowed, with the minutes left, after `most` in a row; the counter keeps a keyed digest of `subject` only.
    """
    minutes = _count_one(_key("guess", subject), _rule(most), at)
    if minutes:
        raise NotAllowed(f"连续多次输错，请在{minutes}分钟后再试", remedy="如急需查询，请联系办理单位")


def forget_guesses(subject: str) -> None:
    """Start the count of guesses anew: one was right."""
    SignInAttempts.objects.filter(key=_key("guess", subject)).delete()


@transaction.atomic
def forget_old_attempts(at: dt.datetime) -> int:
    """Return how many counters of attempts were dropped: those whose last attempt is over a day old."""
    return SignInAttempts.objects.filter(last_at__lt=at - dt.timedelta(days=1)).delete()[0]


@transaction.atomic
def _count_one(key: str, rule: LockRule, at: dt.datetime) -> int:
    """Count one attempt on `key` and return 0, or return the minutes for which none is taken."""
    row = _counters([key])[key]
    minutes = minutes_locked(_state(row), at)
    if not minutes:
        _count(row, rule, None, at)
    return minutes


def _count(row: SignInAttempts, rule: LockRule, account: Account | None, at: dt.datetime) -> None:
    after = after_attempt(_state(row), at, rule)
    _store(row, after)
    if after.locked_until and account:
        record(f"account:{account.pk}", "lock_account", SYSTEM, {"minutes": settings.LOCK_MINUTES}, at)


def _counters(keys: list[str]) -> dict[str, SignInAttempts]:
    """Return the counters of `keys`, made where there are none, locked in one order for everybody."""
    locking = SignInAttempts.objects.select_for_update()
    return {key: locking.get_or_create(key=key)[0] for key in sorted(keys)}


def _locked_rows(keys: list[str]) -> dict[str, SignInAttempts]:
    rows = SignInAttempts.objects.select_for_update().filter(key__in=keys).order_by("key")
    return {row.key: row for row in rows}


def _state(row: SignInAttempts) -> Attempts:
    return Attempts(row.count, row.last_at, row.locked_until)


def _store(row: SignInAttempts, state: Attempts) -> None:
    row.count, row.last_at, row.locked_until = state.count, state.last_at, state.locked_until
    row.save()


def _rule(attempts: int) -> LockRule:
    return LockRule(attempts, dt.timedelta(minutes=settings.LOCK_MINUTES))


def _name_rule() -> LockRule:
    return _rule(settings.LOCK_AFTER)


def _address_rule() -> LockRule:
    return _rule(settings.LOCK_AFTER * _ADDRESS_ATTEMPTS_FACTOR)


def _key(kind: str, value: str) -> str:
    return salted_hmac("lingxing.sign-in", f"{kind}:{value}", algorithm="sha256").hexdigest()
