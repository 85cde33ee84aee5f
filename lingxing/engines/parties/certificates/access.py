"""What every act of a bidder asks: a certificate in the session that still holds, and rights that are not locked."""

from django.utils import timezone

from lingxing.engines.parties.access import Permission, Request, account_of, demand
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.certificates.queries import lock_of, proving_certificate
from lingxing.kernel.errors import NotAllowed

SESSION_KEY = "certificate"
"""Where a session keeps the fingerprint of the certificate that it was proved with."""


def bidding_certificate(request: Request) -> Certificate:
    """Return the certificate with which the session was proved, checked anew: in use, not expired, bidding not locked.

    NotAllowed, with the article and what to do, otherwise.
    """
    account = account_of(request)
    demand(account, Permission.BID)
    if lock_of(account.pk) is not None:
        remedy = "请联系原数字证书办理机构核实身份，由土地交易机构登记后解除；办法见“我的数字证书”"
        raise NotAllowed("竞买权限已锁定：一天内连续输错密码（第三十四条）", where="竞买权限", remedy=remedy)
    fingerprint = request.session.get(SESSION_KEY, "")
    found = proving_certificate(account.pk, fingerprint, timezone.now()) if fingerprint else None
    if found is None:
        remedy = "请在“我的数字证书”里验证证书；遗失的请挂失后重新申领"
        raise NotAllowed("没有用有效的数字证书登录（第十二条）", where="数字证书", remedy=remedy)
    return found


def has_certificate(request: Request) -> bool:
    """Return whether the session may bid as it stands."""
    try:
        bidding_certificate(request)
    except NotAllowed:
        return False
    return True
