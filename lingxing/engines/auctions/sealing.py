"""The sealed reserve price (art. 11). No Django, no database: what a supervisor's own machine runs.

A lot's public key leaves as a small file; the supervisor seals the price to it with HPKE (RFC 9180: X25519,
HKDF-SHA256, AES-256-GCM) and hands over the sealed file. Only the private half opens it, which lies sealed under the
installation's keys. Under the envelope may lie a second one whose key comes from an opening code that the supervisor
alone knows (scrypt): then not even who holds every key of the installation can read the price before that.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from lingxing.engines.auctions.domain.reserves import opens_reserve, reserve_commitment
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.errors import LingxingError

KEY_FORMAT = "lingxing-lot-key-1"
FORMAT = "lingxing-reserve-1"
LONGEST_FILE = 4096
SHORTEST_CODE = 8
LONGEST_CODE = 100
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SCRYPT = {"length": 32, "n": 2**15, "r": 8, "p": 1}
"""32 MiB and about a tenth of a second a try."""
_SALT_BYTES = 16
_NONCE_BYTES = 12
_FIELDS = {"format", "lot", "key", "commitment", "code", "sealed"}
Random = Callable[[int], bytes]


class WrongReserve(LingxingError):
    """A key file or a sealed file that can't be used, or a code that doesn't open it. It holds nothing of a price."""


@dataclass(frozen=True, slots=True)
class LotKeyFile:
    """The public key of a lot, 64 hexadecimal digits, as it leaves."""

    lot: str
    public: str


@dataclass(frozen=True, slots=True)
class ReserveFile:
    """A sealed file: for which lot and key, the commitment that binds the price, and the envelope.

    `code_salt` is filled where an opening code lies beneath.
    """

    lot: str
    key: str
    commitment: str
    code_salt: str
    sealed: bytes

    @property
    def has_code(self) -> bool:
        """Return whether the supervisor's opening code is needed."""
        return bool(self.code_salt)


@dataclass(frozen=True, slots=True)
class OpenedReserve:
    """A reserve price in fen, and the salt of its commitment."""

    price: int
    salt: str


def make_key() -> tuple[str, str]:
    """Return a new key pair, public and private half, 64 hexadecimal digits each."""
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw().hex(), private.private_bytes_raw().hex()


def key_file(key: LotKeyFile) -> str:
    """Return the public key as the file that leaves: canonical JSON and a line feed."""
    return canonical_json({"format": KEY_FORMAT, "lot": key.lot, "public": key.public}) + "\n"


def read_key_file(text: str) -> LotKeyFile:
    """Return the public key of a file. WrongReserve where it is none."""
    values = _parsed(text, "宗地公钥文件")
    if (
        set(values) != {"format", "lot", "public"}
        or values["format"] != KEY_FORMAT
        or not _is_hex(values["public"], 64)
    ):
        raise WrongReserve("不是宗地公钥文件", where="公钥文件", remedy="请从宗地的底价页面重新下载")
    return LotKeyFile(str(values["lot"]), str(values["public"]))


def seal_reserve(key: LotKeyFile, price: int, code: str = "", *, random: Random = secrets.token_bytes) -> str:
    """Return the sealed file of a price in fen: canonical JSON and a line feed.

    WrongReserve for a price out of bounds, for a code shorter than 8 characters, and for a key that no price can be
    sealed to.
    """
    if not 0 < price <= MAXIMUM_PRICE:
        raise WrongReserve("底价须大于 0，且不超过十万亿元", where="底价", remedy="请核对单位")
    salt = random(32).hex()
    plain = canonical_json({"price": price, "salt": salt}).encode().ljust(160)
    code_salt = random(_SALT_BYTES).hex() if code else ""
    if code:
        nonce = random(_NONCE_BYTES)
        plain = nonce + AESGCM(_code_key(code, code_salt)).encrypt(nonce, plain, key.lot.encode())
    try:
        public = X25519PublicKey.from_public_bytes(bytes.fromhex(key.public))
        sealed = _SUITE.encrypt(plain, public, info=_info(key.lot))
    except ValueError:
        raise WrongReserve("公钥不能使用", where="公钥文件", remedy="请从宗地的底价页面重新下载") from None
    return file_text(ReserveFile(key.lot, key.public, reserve_commitment(price, salt), code_salt, sealed))


def file_text(file: ReserveFile) -> str:
    """Return a sealed file as text."""
    sealed = base64.b64encode(file.sealed).decode("ascii")
    values = {"format": FORMAT, "lot": file.lot, "key": file.key, "commitment": file.commitment}
    return canonical_json({**values, "code": file.code_salt, "sealed": sealed}) + "\n"


def read_reserve_file(text: str) -> ReserveFile:
    """Return what a sealed file says of itself. WrongReserve where it is none, or not whole."""
    values = _parsed(text, "底价加密文件")
    if set(values) != _FIELDS or values["format"] != FORMAT or not all(isinstance(v, str) for v in values.values()):
        raise _no_reserve()
    try:
        sealed = base64.b64decode(values["sealed"], validate=True)
    except ValueError:
        raise _no_reserve() from None
    whole = _is_hex(values["key"], 64) and _is_hex(values["commitment"], 64)
    if not whole or (values["code"] and not _is_hex(values["code"], 2 * _SALT_BYTES)):
        raise _no_reserve()
    return ReserveFile(values["lot"], values["key"], values["commitment"], values["code"], sealed)


def open_envelope(file: ReserveFile, private: str) -> bytes:
    """Return what lies in the outer envelope. WrongReserve where it was sealed to another key, or altered."""
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    try:
        return _SUITE.decrypt(file.sealed, key, info=_info(file.lot))
    except (InvalidTag, ValueError):
        what = "文件打不开：不是用这宗地的公钥加密的，或内容已被改动"
        raise WrongReserve(what, where="底价加密文件", remedy="请监督人员用这宗地的公钥重新加密") from None


def open_reserve_file(file: ReserveFile, private: str, code: str = "") -> OpenedReserve:
    """Return the price. WrongReserve where key or code don't open it, or it is not the one committed to."""
    plain = open_envelope(file, private)
    if file.has_code:
        try:
            key = AESGCM(_code_key(code, file.code_salt))
            plain = key.decrypt(plain[:_NONCE_BYTES], plain[_NONCE_BYTES:], file.lot.encode())
        except (InvalidTag, ValueError):
            raise WrongReserve("开启口令不对", where="开启口令", remedy="请核对加密时设的口令") from None
    return _checked(plain, file.commitment)


def _checked(plain: bytes, commitment: str) -> OpenedReserve:
    try:
        values = json.loads(plain)
        opened = OpenedReserve(values["price"], values["salt"])
        fits = type(opened.price) is int and 0 < opened.price <= MAXIMUM_PRICE
        if not fits or not opens_reserve(commitment, opened.price, opened.salt):
            raise ValueError("another price")
    except (ValueError, TypeError, KeyError):
        what = "文件里的底价与它的承诺值不符"
        raise WrongReserve(what, where="底价加密文件", remedy="请监督人员重新加密") from None
    return opened


def file_digest(text: str) -> str:
    """Return the SHA-256 of a sealed file, by which both sides see that they speak of the same one."""
    return hashlib.sha256(text.encode()).hexdigest()


def _code_key(code: str, salt: str) -> bytes:
    if not SHORTEST_CODE <= len(code) <= LONGEST_CODE:
        remedy = "请设一个不易猜中的口令，并妥善保管"
        raise WrongReserve(f"开启口令须为 {SHORTEST_CODE} 至 {LONGEST_CODE} 个字符", where="开启口令", remedy=remedy)
    return Scrypt(salt=bytes.fromhex(salt), **_SCRYPT).derive(code.encode())


def _info(lot: str) -> bytes:
    return f"{FORMAT}\n{lot}".encode()


def _is_hex(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and set(value) <= set("0123456789abcdef")


def _parsed(text: str, what: str) -> dict[str, str]:
    if len(text) > LONGEST_FILE:
        raise WrongReserve(f"文件太大，不是{what}", where="文件", remedy="请选择正确的文件")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise WrongReserve(f"不是{what}", where="文件", remedy="请选择正确的文件")
    return values


def _no_reserve() -> WrongReserve:
    return WrongReserve("不是完整的底价加密文件", where="底价加密文件", remedy="请监督人员重新加密后再交来")
