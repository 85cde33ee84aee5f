"""Roles and the lock-out rule. No Django."""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for. What each may do stands in `access.GRANTS`; no role includes another by itself."""

    READER = "reader"
    APPLICANT = "applicant"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    BIDDER = "bidder"
    LAND_OFFICER = "land_officer"
    GRANTOR = "grantor"
    AUCTIONEER = "auctioneer"
    OPERATOR = "operator"
    SUPERVISION_OFFICER = "supervision_officer"

    @property
    def label(self) -> str:
        """Return the role's Chinese name."""
        return _ROLE_LABELS[self.value]


_ROLE_LABELS = {
    "reader": "读者",
    "applicant": "申请人",
    "clerk": "经办人",
    "supervisor": "督查员",
    "editor": "编辑",
    "administrator": "管理员",
    "bidder": "竞买人",
    "land_officer": "土地交易经办人",
    "grantor": "出让人",
    "auctioneer": "挂牌主持人",
    "operator": "话务员",
    "supervision_officer": "督查室人员",
}


@dataclass(frozen=True, slots=True)
class LockRule:
    """How many attempts are free, and how long the lock then lasts."""

    attempts: int
    lasting: dt.timedelta


@dataclass(frozen=True, slots=True)
class Attempts:
    """The wrong attempts in a row: how many, when the last one was, and until when no more are taken."""

    count: int = 0
    last_at: dt.datetime | None = None
    locked_until: dt.datetime | None = None


def after_attempt(state: Attempts, at: dt.datetime, rule: LockRule) -> Attempts:
    """Return the state once an attempt begins: it counts as wrong until it proves right.

    Counting first means that attempts made at the same instant can't outnumber the rule. Attempts older than the
    lock's length are forgotten. The attempt that reaches the number locks those after it.
    """
    stale = state.last_at is None or at - state.last_at > rule.lasting
    count = 1 if stale else state.count + 1
    return Attempts(count, at, at + rule.lasting if count >= rule.attempts else None)


def without_attempts(state: Attempts, count: int, rule: LockRule) -> Attempts:
    """Return the state as if `count` of its attempts had not been: they were right. What they had locked is free."""
    left = max(0, state.count - count)
    return Attempts(left, state.last_at, state.locked_until if left >= rule.attempts else None)


def minutes_locked(state: Attempts, at: dt.datetime) -> int:
    """Return the minutes, rounded up, for which no attempt is taken at `at`; 0 when one may be made."""
    if state.locked_until is None or at >= state.locked_until:
        return 0
    return math.ceil((state.locked_until - at) / dt.timedelta(minutes=1))
