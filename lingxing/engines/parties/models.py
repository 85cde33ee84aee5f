"""Tables of accounts and organs. No rules here: services.py writes, queries.py reads."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from lingxing.engines.parties.certificates.models import (
    BiddingLock,
    Certificate,
    Challenge,
    Confirmation,
    WrongPasswords,
)
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.duties.models import Membership, StandIn
from lingxing.engines.parties.organs.models import Organ, OrganAlias, OrganChange
from lingxing.engines.parties.people.models import Consent, KnownFact, Party, PartyAccount
from lingxing.kernel.actors import Actor

__all__ = [
    "Account",
    "AccountManager",
    "BiddingLock",
    "Certificate",
    "Challenge",
    "Confirmation",
    "Consent",
    "KnownFact",
    "Membership",
    "Organ",
    "OrganAlias",
    "OrganChange",
    "Party",
    "PartyAccount",
    "SignInAttempts",
    "StandIn",
    "WrongPasswords",
]

USERNAME = RegexValidator(r"^[\w.@+-]{2,60}\Z", "用户名为 2–60 个汉字、字母、数字或 . @ + - _")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts; services create them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of that name, upper and lower case being one."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(
        "用户名",
        max_length=60,
        unique=True,
        validators=[USERNAME],
        error_messages={"unique": "用户名已被占用"},
    )
    display_name = models.CharField("姓名或岗位", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    role = models.CharField(
        "角色", max_length=20, choices=[(role.value, role.label) for role in Role], default=Role.READER
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=False)
    created_at = models.DateTimeField("创建时间")

    # Sign-ins are ledger entries; a field that every sign-in overwrites says less.
    last_login: Any = None

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("username"), name="account_username_once", violation_error_message="用户名已被占用"
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def actor(self) -> Actor:
        """Return who this is in the ledger: no name, only the key."""
        return Actor(f"account:{self.pk}", self.role)

    @property
    def role_label(self) -> str:
        """Return the role's Chinese name."""
        return Role(self.role).label


class SignInAttempts(models.Model):
    """Wrong attempts in a row on one account name or from one address, kept as keyed digests, never in the clear."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.IntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key
