"""Certificates of bidders: challenges, registering, proving, reporting the loss. One function a use case, atomic."""

import datetime as dt
import secrets

from cryptography import x509
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.certificates.challenges import (
    SignedChallenge,
    challenge_text,
    decoded,
    demand_signature,
)
from lingxing.engines.parties.certificates.domain import ARTICLE_CERTIFICATE, Status
from lingxing.engines.parties.certificates.models import Certificate, Challenge
from lingxing.engines.parties.certificates.queries import proving_certificate, subject_context, unconfirmed_loss
from lingxing.engines.parties.certificates.reading import (
    CertificateFacts,
    CertificateRefused,
    certificate_facts,
    read_certificate,
)
from lingxing.engines.parties.certificates.trust import demand_trusted, read_authorities
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account, PartyAccount
from lingxing.engines.parties.people.domain import PartyCard, Relation
from lingxing.engines.parties.people.sealed import open_card
from lingxing.engines.parties.people.services import confirm_link, verify_party
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.identity_numbers import canonical_number

CHALLENGE_TIME = dt.timedelta(minutes=5)
_WHERE = "数字证书"


@transaction.atomic
def new_challenge(session_key: str, host: str, at: dt.datetime) -> tuple[str, str]:
    """Return a number used once and the text to be signed with it, for this session and the next five minutes.

    A session has one challenge at a time; those that have run out are dropped.
    """
    session = _session_digest(session_key)
    Challenge.objects.filter(issued_at__lt=at - CHALLENGE_TIME).delete()
    Challenge.objects.filter(session=session).delete()
    nonce = secrets.token_hex(32)
    Challenge.objects.create(nonce=nonce, session=session, issued_at=at)
    return nonce, challenge_text(host, nonce)


def prove_signed(signed: SignedChallenge, session_key: str, host: str, at: dt.datetime) -> x509.Certificate:
    """Return the certificate whose key has signed the session's challenge. CertificateRefused says why it has not.

    The challenge is spent whatever comes of it.
    """
    found = Challenge.objects.filter(
        nonce=signed.nonce, session=_session_digest(session_key), issued_at__gt=at - CHALLENGE_TIME
    )
    if not found.delete()[0]:
        raise CertificateRefused("验证码已用过或已过期", where=_WHERE, remedy="请重新选择证书和私钥，再签一次")
    certificate = read_certificate(decoded(signed.certificate))
    demand_signature(certificate, decoded(signed.signature), challenge_text(host, signed.nonce))
    return certificate


@transaction.atomic
def register_certificate(account: Account, certificate: x509.Certificate, at: dt.datetime) -> Certificate:
    """Return the certificate, proved to be held, now bound to the account; an applicant becomes a bidder by it.

    It must be trusted and name the party that the account is: by its number of identity, or, where it carries none,
    by its name if an office has checked both party and account. Certificates reported lost are revoked for good; while
    the service has not confirmed who reported the loss, no other is taken (art. 12). LingxingError says why not.

    Reading: 数字证书由有资质的机构核验身份后签发，载明的证件号码与登记一致的，视同窗口核验。
    """
    facts = _trusted(certificate, at)
    link = _own_link(account)
    card = open_card(link.party)
    _demand_same_party(facts, card, checked=link.confirmed_at is not None and card.verified)
    _demand_new(facts, account)
    for lost in Certificate.objects.select_for_update().filter(account=account, status=Status.SUSPENDED):
        lost.status = Status.REVOKED
        lost.save(update_fields=["status"])
        _record(account, "revoke_certificate", account.actor, at, lost.fingerprint)
    made = Certificate.objects.create(
        account=account,
        party=link.party,
        fingerprint=facts.fingerprint,
        serial=facts.serial[:64],
        issuer=facts.issuer[:500],
        subject_sealed=seal_text(facts.subject, subject_context(facts.fingerprint)),
        not_after=facts.not_after,
        registered_at=at,
    )
    _record(account, "register_certificate", account.actor, at, facts.fingerprint)
    verify_party(link.party_id, account.actor, at)
    confirm_link(link.party_id, link.pk, account.actor, at)
    _make_bidder(account, at)
    return made


@transaction.atomic
def prove_certificate(account: Account, certificate: x509.Certificate, at: dt.datetime) -> Certificate:
    """Return the account's registered certificate, proved to be held once more. CertificateRefused says why not."""
    facts = _trusted(certificate, at)
    found = proving_certificate(account.pk, facts.fingerprint, at)
    if found is None:
        remedy = "请换用本账号登记的证书；新证书请先登记，已挂失的证书不能再用"
        raise CertificateRefused("这张证书没有登记在本账号名下，或已停用", where=_WHERE, remedy=remedy)
    _record(account, "prove_certificate", account.actor, at, facts.fingerprint)
    return found


@transaction.atomic
def report_loss(certificate_id: int, actor: Actor, at: dt.datetime, *, account: Account | None = None) -> Certificate:
    """Return the certificate, suspended at once, in running sessions too (art. 12); twice is once.

    `account` limits it to that account's own. NotFound where there is none.
    """
    rows = Certificate.objects.select_for_update().filter(pk=certificate_id)
    found = (rows.filter(account=account) if account else rows).first()
    if found is None:
        raise NotFound("没有这张证书", where=_WHERE, remedy="请从列表中选择")
    if found.status == Status.ACTIVE:
        found.status, found.suspended_at = Status.SUSPENDED, at
        found.save(update_fields=["status", "suspended_at"])
        _record(found.account, "report_certificate_lost", actor, at, found.fingerprint)
    return found


def _trusted(certificate: x509.Certificate, at: dt.datetime) -> CertificateFacts:
    demand_trusted(certificate, read_authorities(settings.CERTIFICATE_AUTHORITIES), at)
    return certificate_facts(certificate)


def _own_link(account: Account) -> PartyAccount:
    links = PartyAccount.objects.select_related("party").select_for_update(of=("self",))
    found = links.filter(account=account, relation=Relation.SELF, ended_at=None).first()
    if found is None:
        raise LingxingError("还没有登记竞买人信息", where="我的信息", remedy="请先在“我的信息”里登记，再登记数字证书")
    return found


def _demand_same_party(facts: CertificateFacts, card: PartyCard, *, checked: bool) -> None:
    remedy = "请换用本人或本单位的证书；登记的号码或名称有误的，请带证件到窗口更正"
    if facts.numbers:
        if not card.identity or canonical_number(card.identity) not in facts.numbers:
            what = "证书载明的证件号码与本账号登记的不一致"
            raise CertificateRefused(what, where=_WHERE, remedy=remedy)
    elif not checked or card.name not in facts.names:
        what = "证书没有载明证件号码，名称也不能与窗口核验过的登记对上"
        raise CertificateRefused(what, where=_WHERE, remedy=f"请先到窗口核验身份和账号。{remedy}")


def _demand_new(facts: CertificateFacts, account: Account) -> None:
    if Certificate.objects.filter(fingerprint=facts.fingerprint).exists():
        remedy = "已挂失的证书不能恢复，请到原办理机构重新申领"
        raise CertificateRefused("这张证书已经登记过", where=_WHERE, remedy=remedy)
    if unconfirmed_loss(account.pk):
        remedy = "请联系原办理机构核实身份，由土地交易机构登记核实结果后再登记新证书（第十二条）"
        raise CertificateRefused("原证书已挂失，还没有核实结果", where=_WHERE, remedy=remedy)


def _make_bidder(account: Account, at: dt.datetime) -> None:
    if account.role == Role.APPLICANT:
        account.role = Role.BIDDER
        account.save(update_fields=["role"])
        payload = {"before": Role.APPLICANT.value, "after": Role.BIDDER.value}
        record(f"account:{account.pk}", "change_role", account.actor, payload, at, article=ARTICLE_CERTIFICATE)


def _session_digest(session_key: str) -> str:
    return salted_hmac("lingxing.certificate-challenge", session_key, algorithm="sha256").hexdigest()


def _record(account: Account, act: str, actor: Actor, at: dt.datetime, fingerprint: str) -> None:
    payload = {"certificate": fingerprint}
    record(f"account:{account.pk}", act, actor, payload, at, article=ARTICLE_CERTIFICATE)
