"""Signing up on the web: the account it makes, what it refuses, what it never shows."""

import pytest

from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.models import Party
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.tests.people import CODE, NUMBER, applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db


def fields(**changes):
    return {
        "identity_kind": "resident_id",
        "identity_number": NUMBER,
        "name": "赵六一",
        "phone": "13800001234",
        "email": "",
        "username": "zhaoliu",
        "password": PASSWORD,
        "again": PASSWORD,
        "terms": "on",
    } | changes


def test_who_signs_up_is_signed_in_and_sees_masked_data(client):
    answer = client.post("/register", fields(), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/me", 302)]
    assert "注册成功" in page
    assert "赵**" in page
    assert not any(word in page for word in (NUMBER, "赵六一", "13800001234"))
    assert client.get("/register")["Location"] == "/me"


def test_a_firm_signs_up(client):
    client.post("/register", fields(identity_kind="credit_code", identity_number=CODE, name="云梦泽渔业有限公司"))
    assert party_of(Account.objects.get().pk).kind == "firm"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"identity_number": ""}, "证件号码：请填写"),
        ({"identity_number": NUMBER[:-1]}, "证件号码：应为18位"),
        ({"identity_number": NUMBER + "9" * 60}, "证件号码"),
        ({"identity_kind": "tattoo"}, "证件类型：请从列表中选择"),
        ({"identity_kind": "credit_code"}, "证件号码：末位校验码不对"),
        ({"name": "  "}, "姓名或名称：请填写"),
        ({"name": "赵\x00六"}, "姓名或名称"),
        ({"phone": "call me"}, "联系电话"),
        ({"email": "nowhere"}, "电子邮箱"),
        ({"username": "a b"}, "用户名"),
        ({"password": "short", "again": "short"}, "密码"),
        ({"again": "other-password"}, "两次输入的密码不一致"),
        ({"terms": ""}, "同意说明后才能注册"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_made(client, changes, words):
    page = client.post("/register", fields(**changes)).content.decode()
    assert "有内容需要改正" in page
    assert words in page
    assert not Account.objects.exists()
    assert not Party.objects.exists()


def test_a_taken_number_is_refused_in_words_that_tell_nothing(client):
    applicant()
    page = client.post("/register", fields(username="other")).content.decode()
    assert "不能用所填的证件号码在这里登记" in page
    assert not any(word in page for word in ("zhaoliu", "赵**"))
    assert Account.objects.count() == 1


def test_a_taken_user_name_is_named(client):
    account("zhaoliu")
    page = client.post("/register", fields()).content.decode()
    assert "用户名已被占用" in page
    assert not Party.objects.exists()


def test_numbers_can_not_be_tried_out(client, settings):
    settings.LOCK_AFTER = 2
    applicant()
    # Twice four attempts are free; then even a good one is refused for a while.
    for _ in range(8):
        assert client.post("/register", fields(username="other")).status_code == 200
    answer = client.post("/register", fields(username="other", identity_number=resident_number(order=44)))
    assert answer.status_code == 429
    assert "次数过多" in answer.content.decode()
    assert Account.objects.count() == 1


def test_an_incomplete_form_counts_as_no_attempt(client, settings):
    settings.LOCK_AFTER = 2
    for _ in range(20):
        client.post("/register", fields(terms=""))
    assert client.post("/register", fields()).status_code == 302


def test_the_sign_in_page_leads_here(client):
    assert 'href="/register"' in client.get("/sign-in").content.decode()
    assert client.get("/register").status_code == 200
