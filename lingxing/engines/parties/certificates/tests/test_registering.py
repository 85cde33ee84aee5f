"""Binding a certificate to an account, proving it, losing it."""

import datetime as dt
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from django.utils import timezone

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.certificates.challenges import challenge_text, demand_signature
from lingxing.engines.parties.certificates.domain import Status
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.certificates.queries import opened_subject
from lingxing.engines.parties.certificates.reading import CertificateRefused
from lingxing.engines.parties.certificates.services import (
    CHALLENGE_TIME,
    new_challenge,
    prove_certificate,
    prove_signed,
    register_certificate,
    report_loss,
)
from lingxing.engines.parties.certificates.services_locking import Confirmed, confirm_loss
from lingxing.engines.parties.certificates.tests.test_trust import plain
from lingxing.engines.parties.certificates.tests.worlds import (
    CODE,
    HOST,
    NAME,
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
from lingxing.engines.parties.people.queries import parties_for, party_of
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.errors import LingxingError, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(tmp_path, monkeypatch):
    made = authority()
    monkeypatch.setattr(settings, "CERTIFICATE_AUTHORITIES", bundle(tmp_path, made))
    return made


def register(made, certificate):
    return register_certificate(made, certificate, timezone.now())


def test_who_proves_a_certificate_becomes_a_bidder_whose_identity_is_checked(by):
    made, shown = applicant(), issued(by)
    found = register(made, shown.certificate)
    made.refresh_from_db()
    assert made.role == Role.BIDDER
    assert (found.status, found.party_id) == (Status.ACTIVE, party_of(made.pk).pk)
    (card,) = parties_for(made.pk, timezone.localdate())
    assert (card.verified, card.confirmed) == (True, True)
    assert CODE in opened_subject(found)
    assert CODE not in found.subject_sealed
    acts = [entry.act for entry in ledger.entries(f"account:{made.pk}")]
    assert acts[-2:] == ["register_certificate", "change_role"]


def test_a_certificate_of_another_party_is_refused_for_every_account(by):
    made, other = bidder(), bidder("shan_se", OTHER_NAME, OTHER_CODE)
    with pytest.raises(CertificateRefused, match="不一致"):
        register(made, issued(by, OTHER_NAME, OTHER_CODE).certificate)
    theirs = issued(by, OTHER_NAME, OTHER_CODE).certificate
    register(other, theirs)
    with pytest.raises(CertificateRefused, match="没有登记在本账号"):
        prove_certificate(made, theirs, timezone.now())


def test_a_certificate_is_registered_once(by):
    made, shown = bidder(), issued(by).certificate
    register(made, shown)
    with pytest.raises(CertificateRefused, match="已经登记过"):
        register(made, shown)


def test_without_a_number_only_the_name_of_who_was_checked_at_the_counter_serves(by):
    made, shown = bidder(), issued(by, NAME, "").certificate
    with pytest.raises(CertificateRefused, match="窗口核验"):
        register(made, shown)
    register(made, issued(by).certificate)
    assert register(made, shown).status == Status.ACTIVE
    with pytest.raises(CertificateRefused, match="名称"):
        register(made, issued(by, OTHER_NAME, "").certificate)


def test_an_account_that_is_nobody_registers_nothing(by):
    with pytest.raises(LingxingError, match="我的信息"):
        register(account("nobody_yet", Role.BIDDER), issued(by).certificate)


def test_foreign_and_expired_certificates_are_refused_at_every_proof(by, tmp_path, monkeypatch):
    made = bidder()
    with pytest.raises(CertificateRefused, match="不是本站认可"):
        register(made, issued(authority()).certificate)
    with pytest.raises(CertificateRefused, match="有效期"):
        register(made, issued(by, lasting=dt.timedelta(hours=1)).certificate)
    shown = issued(by, lasting=dt.timedelta(days=2)).certificate
    register(made, shown)
    with pytest.raises(CertificateRefused, match="有效期"):
        prove_certificate(made, shown, timezone.now() + dt.timedelta(days=2))
    monkeypatch.setattr(settings, "CERTIFICATE_AUTHORITIES", bundle(tmp_path, authority()))
    with pytest.raises(CertificateRefused, match="不是本站认可"):
        prove_certificate(made, shown, timezone.now())


def test_a_lost_certificate_is_dead_at_once_and_another_waits_for_the_service(by):
    made, officer, now = bidder(), account("land_one", Role.LAND_OFFICER), timezone.now()
    lost, fresh = issued(by).certificate, issued(by).certificate
    old = register(made, lost)
    assert report_loss(old.pk, made.actor, now, account=made).status == Status.SUSPENDED
    with pytest.raises(CertificateRefused, match="已停用"):
        prove_certificate(made, lost, now)
    with pytest.raises(CertificateRefused, match="第十二条"):
        register(made, fresh)
    confirm_loss(old.pk, Confirmed("云梦泽数字认证中心", "核1号", now.date()), officer, now)
    assert register(made, fresh).status == Status.ACTIVE
    assert Certificate.objects.get(pk=old.pk).status == Status.REVOKED
    with pytest.raises(CertificateRefused, match="已经登记过"):
        register(made, lost)


def test_nobody_reports_the_loss_of_anothers_certificate(by):
    made, other = bidder(), bidder("shan_se", OTHER_NAME, OTHER_CODE)
    theirs = register(other, issued(by, OTHER_NAME, OTHER_CODE).certificate)
    with pytest.raises(NotFound):
        report_loss(theirs.pk, made.actor, timezone.now(), account=made)
    assert Certificate.objects.get(pk=theirs.pk).status == Status.ACTIVE


SESSION = "a-session"


def test_a_signed_challenge_proves_its_certificate_once(by):
    now, shown = timezone.now(), issued(by)
    sent = signed(*new_challenge(SESSION, HOST, now), shown)
    assert prove_signed(sent, SESSION, HOST, now) == shown.certificate
    with pytest.raises(CertificateRefused, match="已用过"):
        prove_signed(sent, SESSION, HOST, now)


def test_a_challenge_is_of_one_session_one_site_and_five_minutes(by):
    now, shown = timezone.now(), issued(by)
    with pytest.raises(CertificateRefused, match="已用过"):
        prove_signed(signed(*new_challenge(SESSION, HOST, now), shown), "another", HOST, now)
    with pytest.raises(CertificateRefused, match="不符"):
        prove_signed(signed(*new_challenge(SESSION, "evil.example", now), shown), SESSION, HOST, now)
    late = signed(*new_challenge(SESSION, HOST, now), shown)
    with pytest.raises(CertificateRefused, match="已过期"):
        prove_signed(late, SESSION, HOST, now + CHALLENGE_TIME)
    first = signed(*new_challenge(SESSION, HOST, now), shown)
    new_challenge(SESSION, HOST, now)
    with pytest.raises(CertificateRefused, match="已用过"):
        prove_signed(first, SESSION, HOST, now)


def test_another_key_or_a_spoilt_signature_spends_the_challenge(by):
    now, mine, theirs = timezone.now(), issued(by), issued(by)
    nonce, text = new_challenge(SESSION, HOST, now)
    with pytest.raises(CertificateRefused, match="不符"):
        prove_signed(signed(nonce, text, mine, shown=theirs), SESSION, HOST, now)
    with pytest.raises(CertificateRefused, match="已用过"):
        prove_signed(signed(nonce, text, mine), SESSION, HOST, now)


@pytest.mark.parametrize("field", ["certificate", "signature"])
@pytest.mark.parametrize("value", ["", "!!", "AAAA", "A" * 50_000])
def test_what_is_no_certificate_or_signature_is_refused_in_words(by, field, value):
    now = timezone.now()
    sent = signed(*new_challenge(SESSION, HOST, now), issued(by))
    spoilt = replace(sent, **{field: value})
    with pytest.raises(CertificateRefused):
        prove_signed(spoilt, SESSION, HOST, now)


def test_rsa_signs_too(by):
    key, text = rsa.generate_private_key(65537, 2048), challenge_text(HOST, "77")
    certificate = plain(by, key=key)
    good = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    demand_signature(certificate, good, text)
    with pytest.raises(CertificateRefused, match="不符"):
        demand_signature(certificate, good, text + "8")
