"""A bidder, an officer and an authority for tests of certificates."""

import base64
import datetime as dt
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone

from lingxing.engines.parties.certificates.challenges import SignedChallenge
from lingxing.engines.parties.certificates.issuing import Holder, Issued, issue_client, new_authority
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.domain import IdentityKind
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services import change_role
from lingxing.engines.parties.tests.accounts import PASSWORD
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import credit_code

NAME, CODE = "云梦泽市湖光置业有限公司", credit_code()
OTHER_NAME, OTHER_CODE = "云梦泽市山色置业有限公司", credit_code("91420700MA4K00034")
YEAR = dt.timedelta(days=365)
HOST = "testserver"


def applicant(username: str = "hu_guang", name: str = NAME, code: str = CODE) -> Account:
    """Return a firm that has signed up."""
    return register_applicant(username, PASSWORD, name, IdentityKind.CREDIT_CODE, code, "", timezone.now())


def bidder(username: str = "hu_guang", name: str = NAME, code: str = CODE) -> Account:
    """Return a firm that may bid."""
    return change_role(applicant(username, name, code).pk, Role.BIDDER, OPERATOR, timezone.now())


def authority(name: str = "测试签发机构") -> Issued:
    """Return a new authority."""
    return new_authority(name, timezone.now() - dt.timedelta(days=10))


def issued(by: Issued, name: str = NAME, code: str = CODE, lasting: dt.timedelta = YEAR) -> Issued:
    """Return a client's certificate that was issued a day ago for `lasting`."""
    return issue_client(by, Holder(name, code), timezone.now() - dt.timedelta(days=1), lasting)


def bundle(folder: Path, *authorities: Issued) -> Path:
    """Return the file of the authorities' certificates."""
    path = folder / "authorities.pem"
    path.write_bytes(b"".join(found.certificate.public_bytes(Encoding.PEM) for found in authorities))
    return path


def signed(nonce: str, text: str, by: Issued, shown: Issued | None = None) -> SignedChallenge:
    """Return what a browser sends: the text signed by a key, with that key's certificate or the one `shown`."""
    halves = utils.decode_dss_signature(by.key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    signature = b"".join(half.to_bytes(32) for half in halves)
    certificate = (shown or by).certificate.public_bytes(Encoding.DER)
    return SignedChallenge(nonce, base64.b64encode(certificate).decode(), base64.b64encode(signature).decode())
