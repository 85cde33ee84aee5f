"""The pages: signing in with a certificate, registering, proving, losing, the officer's desk."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from lingxing.engines.parties.certificates.access import SESSION_KEY, bidding_certificate
from lingxing.engines.parties.certificates.models import BiddingLock, Certificate
from lingxing.engines.parties.certificates.queries import lock_of
from lingxing.engines.parties.certificates.services import register_certificate, report_loss
from lingxing.engines.parties.certificates.tests.worlds import (
    CODE,
    OTHER_CODE,
    OTHER_NAME,
    applicant,
    authority,
    bidder,
    bundle,
    issued,
    signed,
)
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
DAY = {"service": "云梦泽数字认证中心", "reference": "核〔2026〕7号", "day": "2026-01-05"}


@pytest.fixture
def by(tmp_path, monkeypatch):
    made = authority()
    monkeypatch.setattr(settings, "CERTIFICATE_AUTHORITIES", bundle(tmp_path, made))
    monkeypatch.setattr(settings, "LOCK_AFTER", 1000)
    return made


@pytest.fixture
def held(by):
    """A bidder with a registered certificate, and the certificate with its key."""
    made, shown = bidder(), issued(by)
    register_certificate(made, shown.certificate, timezone.now())
    return made, shown


def proof(client, by, shown=None):
    """Return the fields that the page's script would send."""
    answer = client.post("/certificates/challenge").json()
    sent = signed(answer["nonce"], answer["text"], by, shown)
    return {"nonce": sent.nonce, "certificate": sent.certificate, "signature": sent.signature}


def enter(client, fields=None, password=PASSWORD, username="hu_guang"):
    return client.post("/sign-in", {"username": username, "password": password, **(fields or {})}, follow=True)


def bids(client):
    """Return the certificate with which the client's session may bid. NotAllowed where it may not."""
    request: Any = RequestFactory().get("/")
    request.session = client.session
    request.user = Account.objects.get(pk=client.session["_auth_user_id"])
    return bidding_certificate(request)


def refused(client):
    with pytest.raises(NotAllowed) as raised:
        bids(client)
    return str(raised.value)


def test_password_and_signature_together_let_a_bidder_bid(client, held):
    enter(client, proof(client, held[1]))
    assert bids(client).account == held[0]
    assert "可以报价" in client.get("/certificates/").content.decode()


def test_the_password_alone_signs_in_and_bids_nothing(client, held):
    enter(client)
    assert "第十二条" in refused(client)
    page = client.get("/certificates/").content.decode()
    assert "还没有用证书验证" in page


def test_the_signature_alone_opens_nothing(client, held):
    answer = enter(client, proof(client, held[1]), password="wrong")
    assert "用户名或密码不对" in answer.content.decode()
    assert client.get("/certificates/").status_code == 302


def test_a_signature_by_another_key_is_no_sign_in(client, held, by):
    answer = enter(client, proof(client, issued(by), shown=held[1]))
    assert "签名与证书不符" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_proof_sent_again_is_refused(client, held):
    fields = proof(client, held[1])
    enter(client, fields)
    client.post("/sign-out")
    assert "已用过" in enter(client, fields).content.decode()
    assert "_auth_user_id" not in client.session


def test_the_certificate_of_another_party_signs_nobody_in_to_bid(client, held, by):
    other, theirs = bidder("shan_se", OTHER_NAME, OTHER_CODE), issued(by, OTHER_NAME, OTHER_CODE)
    register_certificate(other, theirs.certificate, timezone.now())
    answer = enter(client, proof(client, theirs))
    assert "没有登记在本账号名下" in answer.content.decode()
    assert "第十二条" in refused(client)


def test_a_session_dies_for_bidding_when_its_certificate_is_reported_lost_or_expires(client, held):
    enter(client, proof(client, held[1]))
    certificate = bids(client)
    until = certificate.not_after
    Certificate.objects.update(not_after=timezone.now())
    assert "第十二条" in refused(client)
    Certificate.objects.update(not_after=until)
    assert bids(client) == certificate
    report_loss(certificate.pk, held[0].actor, timezone.now())
    assert "第十二条" in refused(client)


def test_a_lock_stops_bidding_in_running_sessions_and_says_what_to_do(client, held):
    enter(client, proof(client, held[1]))
    BiddingLock.objects.create(account=held[0], locked_at=timezone.now())
    assert "第三十四条" in refused(client)
    page = client.get("/certificates/").content.decode()
    assert "竞买权限已锁定" in page
    assert "原数字证书办理机构" in page


def test_five_wrong_passwords_at_the_page_lock_the_fourth_does_not(client, held):
    for _ in range(4):
        enter(client, password="wrong")
    assert lock_of(held[0].pk) is None
    enter(client, password="wrong")
    assert lock_of(held[0].pk) is not None
    assert "竞买权限已锁定" in enter(client, proof(client, held[1])).content.decode()


def test_an_applicant_registers_a_certificate_and_is_a_bidder(client, by):
    made, shown = applicant(), issued(by)
    enter(client)
    answer = client.post("/certificates/new", {"password": PASSWORD, **proof(client, shown)}, follow=True)
    assert "已登记" in answer.content.decode()
    assert Account.objects.get(pk=made.pk).role == Role.BIDDER
    assert bids(client).account == made


def test_registering_asks_for_the_password_and_counts_a_wrong_one(client, by):
    made = bidder()
    enter(client)
    for _ in range(5):
        answer = client.post("/certificates/new", {"password": "wrong", **proof(client, issued(by))})
        assert "密码不对" in answer.content.decode()
    assert not Certificate.objects.exists()
    assert lock_of(made.pk) is not None


@pytest.mark.parametrize("address", ["/certificates/new", "/certificates/prove"])
def test_without_a_certificate_the_page_says_what_is_missing(client, held, address):
    enter(client)
    answer = client.post(address, {"password": PASSWORD})
    assert "没有出示证书" in answer.content.decode()


def test_a_session_is_proved_later_under_a_new_key(client, held):
    enter(client)
    before = client.session.session_key
    client.post("/certificates/prove", {"password": PASSWORD, **proof(client, held[1])})
    assert client.session[SESSION_KEY] == bids(client).fingerprint
    assert client.session.session_key != before


def test_the_loss_is_reported_with_the_password_alone(client, held):
    enter(client)
    own = Certificate.objects.get()
    assert "即刻停用" in client.get(f"/certificates/{own.pk}/loss").content.decode()
    client.post(f"/certificates/{own.pk}/loss")
    own.refresh_from_db()
    assert own.status == "suspended"
    assert "重新申领" in client.get("/certificates/").content.decode()


def test_nobody_sees_or_loses_anothers_certificate(client, held, by):
    own = Certificate.objects.get()
    bidder("shan_se", OTHER_NAME, OTHER_CODE)
    enter(client, username="shan_se")
    for answer in (client.get(f"/certificates/{own.pk}/loss"), client.post(f"/certificates/{own.pk}/loss")):
        assert answer.status_code == 404
    assert CODE not in client.get("/certificates/").content.decode()
    own.refresh_from_db()
    assert own.status == "active"


def test_the_officer_suspends_confirms_and_unlocks(client, held):
    client.force_login(account("land_one", Role.LAND_OFFICER))
    lock = BiddingLock.objects.create(account=held[0], locked_at=timezone.now())
    own = Certificate.objects.get()
    desk = "/certificates/desk/"
    assert own.serial in client.post(desk, {"act": "find", "username": "hu_guang"}).content.decode()
    client.post(desk, {"act": "loss", "key": own.pk})
    own.refresh_from_db()
    assert own.status == "suspended"
    assert client.post(desk, {"act": "unlock", "key": lock.pk}).status_code == 400
    wrong = client.post(desk, {"act": "confirm-lock", "key": lock.pk, **DAY, "reference": ""})
    assert "请填写" in wrong.content.decode()
    for act, key in (("confirm-lock", lock.pk), ("unlock", lock.pk), ("confirm-loss", own.pk)):
        assert client.post(desk, {"act": act, "key": key, **DAY}).status_code == 302
    assert lock_of(held[0].pk) is None
    own.refresh_from_db()
    assert own.confirmation.confirmed_on == dt.date(2026, 1, 5)


def test_an_unknown_act_or_key_changes_nothing(client, held):
    client.force_login(account("land_one", Role.LAND_OFFICER))
    for fields in ({"act": "revoke", "key": "1"}, {"act": "loss", "key": "x"}, {"act": "loss", "key": "9" * 30}):
        assert client.post("/certificates/desk/", fields).status_code in (400, 404)
    assert Certificate.objects.get().status == "active"
