"""The accounts that a visitor of the demo signs in with."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from lingxing.engines.parties import queries, services
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.kernel.actors import OPERATOR


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo; `duty` is what it has to do in every office of the town, if anything."""

    username: str
    label: str
    role: Role
    duty: Duty | None = None


ACCOUNTS = (
    DemoAccount("applicant", "申请人", Role.APPLICANT),
    DemoAccount("clerk", "经办人", Role.CLERK, Duty.CLERK),
    DemoAccount("head", "负责人", Role.CLERK, Duty.HEAD),
    DemoAccount("finance", "财务人员", Role.CLERK, Duty.FINANCE),
    DemoAccount("inspector", "检查人员", Role.CLERK, Duty.INSPECTOR),
    DemoAccount("supervisor", "督查员", Role.SUPERVISOR, Duty.SUPERVISOR),
    DemoAccount("telephonist", "话务员", Role.OPERATOR),
    DemoAccount("office", "督查室人员", Role.SUPERVISION_OFFICER),
    DemoAccount("unit", "承办单位经办人", Role.CLERK),
    DemoAccount("land_officer", "土地交易经办人", Role.LAND_OFFICER),
    DemoAccount("grantor", "出让人", Role.GRANTOR),
    DemoAccount("auctioneer", "主持人", Role.AUCTIONEER),
    DemoAccount("bidder", "竞买人", Role.APPLICANT),
    DemoAccount("rival", "另一竞买人", Role.APPLICANT),
    DemoAccount("reader", "读者", Role.READER),
    DemoAccount("editor", "编辑", Role.EDITOR),
    DemoAccount("administrator", "管理员", Role.ADMINISTRATOR),
)


def demo_accounts(file: Path) -> Mapping[str, str]:
    """Return the password of each account; made at the first run, kept in `file`."""
    kept: dict[str, str] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    for account in ACCOUNTS:
        found = queries.account_named(account.username)
        if found and account.username in kept:
            continue
        kept[account.username] = _renewed(found) if found else _made(account)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as output:
        json.dump(kept, output, indent=1)
    return kept


def _made(account: DemoAccount) -> str:
    password = services.new_password()
    new = services.NewAccount(account.username, f"演示{account.label}", account.role)
    services.create_account(new, password, OPERATOR, timezone.now(), initial=False)
    return password


def _renewed(account: Account) -> str:
    """Return a new password for an account whose password file is gone."""
    return services.reset_password(account.pk, OPERATOR, timezone.now())[1]
