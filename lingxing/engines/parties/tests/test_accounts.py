"""Writing accounts: each act, its refusals and its entry in the ledger."""

import uuid

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties import services
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.tests.accounts import AT, PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db


def acts(found):
    return [entry.act for entry in ledger.entries(f"account:{found.pk}")]


def test_an_account_is_created_with_its_entry():
    made = account(role=Role.EDITOR)
    assert (made.role, made.role_label, made.is_active) == ("editor", "编辑", True)
    assert made.check_password(PASSWORD)
    assert acts(made) == ["create_account"]


def test_the_ledger_names_no_person():
    made = account("zhangsan@example.cn")
    services.change_role(made.pk, Role.EDITOR, made.actor, AT)
    text = "".join(str(entry) for entry in ledger.entries(f"account:{made.pk}"))
    assert not any(word in text for word in ("zhangsan", "文书岗", PASSWORD))


@pytest.mark.parametrize("username", ["wenshu", "WenShu", "WENSHU"])
def test_a_name_is_taken_once_upper_and_lower_case_being_one(username):
    account("wenshu")
    with pytest.raises(LingxingError, match="用户名"):
        account(username)


@pytest.mark.parametrize("username", ["", "a", "a b", "a/b", "x" * 61, "<script>", "a\n"])
def test_a_badly_formed_name_is_refused(username):
    with pytest.raises(LingxingError):
        account(username)
    assert not Account.objects.exists()


@pytest.mark.parametrize("password", ["", "short-1", "1234567890123", "password123", "wenshu2026"])
def test_a_weak_password_is_refused(password):
    new = services.NewAccount("wenshu", "文书岗", Role.READER)
    with pytest.raises(LingxingError, match="密码"):
        services.create_account(new, password, OPERATOR, AT)


def test_role_and_state_change_with_their_entries_and_a_change_to_the_same_is_none():
    made = account()
    services.change_role(made.pk, Role.EDITOR, OPERATOR, AT)
    services.change_role(made.pk, Role.EDITOR, OPERATOR, AT)
    services.set_active(made.pk, active=False, actor=OPERATOR, at=AT)
    services.set_active(made.pk, active=False, actor=OPERATOR, at=AT)
    services.set_active(made.pk, active=True, actor=OPERATOR, at=AT)
    assert acts(made) == ["create_account", "change_role", "disable_account", "enable_account"]
    assert [entry.facts for entry in ledger.entries(f"account:{made.pk}")][1] == {"before": "reader", "after": "editor"}


def test_the_last_administrator_stays():
    only = account("one", Role.ADMINISTRATOR)
    with pytest.raises(LingxingError, match="最后一个管理员"):
        services.change_role(only.pk, Role.READER, OPERATOR, AT)
    with pytest.raises(LingxingError, match="最后一个管理员"):
        services.set_active(only.pk, active=False, actor=OPERATOR, at=AT)
    account("two", Role.ADMINISTRATOR)
    assert services.change_role(only.pk, Role.READER, OPERATOR, AT).role == "reader"


def test_a_reset_password_must_be_changed():
    made = account()
    _, password = services.reset_password(made.pk, OPERATOR, AT)
    made.refresh_from_db()
    assert made.check_password(password)
    assert made.must_change_password
    with pytest.raises(LingxingError, match="原密码不对"):
        services.change_password(made.pk, PASSWORD, "Another-pass-2026", AT)
    services.change_password(made.pk, password, "Another-pass-2026", AT)
    made.refresh_from_db()
    assert not made.must_change_password
    assert acts(made) == ["create_account", "reset_password", "change_password"]


def test_an_unknown_account_is_refused():
    with pytest.raises(LingxingError, match="没有这个账号"):
        services.unlock(uuid.UUID(int=0), OPERATOR, AT)


def test_new_passwords_pass_the_rules_and_differ():
    passwords = {services.new_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(len(password) == 16 for password in passwords)
