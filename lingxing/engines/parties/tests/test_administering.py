"""The pages on which an administrator keeps the accounts."""

import re
import uuid

import pytest
from django.utils import timezone

from lingxing.engines.parties import services
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.tests.accounts import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(account("guanli", Role.ADMINISTRATOR))
    return client


def test_a_new_account_shows_its_first_password_once(administrator, client):
    fields = {"username": "张三", "display_name": "窗口岗", "email": "", "role": "editor"}
    page = administrator.post("/accounts", fields).content.decode()
    shown = re.search(r"<code>([A-Za-z2-9]{16})</code>", page)
    assert shown
    made = Account.objects.get(username="张三")
    assert made.check_password(shown[1])
    assert made.must_change_password
    assert shown[1] not in administrator.get(f"/accounts/{made.pk}").content.decode()


@pytest.mark.parametrize("username", ["guanli", "", "a b"])
def test_an_account_that_can_not_be_made_says_why(administrator, username):
    answer = administrator.post("/accounts", {"username": username, "display_name": "岗", "role": "reader"})
    assert "有内容需要改正" in answer.content.decode()
    assert Account.objects.count() == 1


def test_a_role_that_does_not_exist_is_refused(administrator):
    made = account()
    assert administrator.post(f"/accounts/{made.pk}/role", {"role": "emperor"}).status_code == 400


def test_every_act_on_an_account(administrator):
    made = account()
    administrator.post(f"/accounts/{made.pk}/role", {"role": "editor"})
    administrator.post(f"/accounts/{made.pk}/disable")
    made.refresh_from_db()
    assert (made.role, made.is_active) == ("editor", False)
    administrator.post(f"/accounts/{made.pk}/enable")
    for _ in range(5):
        services.sign_in("wenshu", "wrong", "192.0.2.7", timezone.now())
    assert "已锁定，还有 15 分钟" in administrator.get(f"/accounts/{made.pk}").content.decode()
    administrator.post(f"/accounts/{made.pk}/unlock")
    assert "已锁定" not in administrator.get(f"/accounts/{made.pk}").content.decode()
    assert "首次密码" in administrator.post(f"/accounts/{made.pk}/password").content.decode()


def test_what_does_not_exist_is_not_found(administrator):
    assert administrator.get(f"/accounts/{uuid.uuid4()}").status_code == 404
    assert administrator.post(f"/accounts/{account().pk}/promote").status_code == 404
    assert administrator.post(f"/accounts/{uuid.uuid4()}/unlock").status_code == 400


def test_names_are_shown_as_text_never_as_markup(administrator):
    made = account()
    Account.objects.filter(pk=made.pk).update(display_name="<script>alert(1)</script>")
    for address in ("/accounts", f"/accounts/{made.pk}"):
        assert "<script>alert" not in administrator.get(address).content.decode()
