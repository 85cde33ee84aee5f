"""Certificates and keys as files: PEM, and PKCS #12 for browsers."""

import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from lingxing.engines.parties.certificates.issuing import Issued
from lingxing.kernel.errors import LingxingError

AUTHORITY = "authority"
"""How the files of an authority are called, without their ends."""


def read_issued(folder: Path, name: str) -> Issued:
    """Return certificate and key of that name. LingxingError where the folder has none."""
    try:
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
        key = load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        remedy = "请先运行 lingxing certificate authority 目录"
        raise LingxingError("没有测试用的签发机构，或文件已损坏", where=str(folder), remedy=remedy) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise LingxingError("签发机构的密钥不是 ECDSA", where=str(folder), remedy="请另建一个目录")
    return Issued(certificate, key)


def write_issued(path: Path, issued: Issued, authority: Issued | None = None, password: str = "") -> list[Path]:
    """Write `path` with the ends .pem, .key and, for what an authority issued, .p12 under `password`; return them.

    Keys are readable by their owner alone. LingxingError, with nothing written, where one of them is there.
    """
    contents = {".pem": issued.certificate.public_bytes(Encoding.PEM), ".key": _key(issued)}
    if authority is not None:
        contents[".p12"] = _bundle(path.name, issued, authority, password)
    paths = {path.with_name(path.name + end): content for end, content in contents.items()}
    present = [str(found) for found in paths if found.exists()]
    if present:
        raise LingxingError("文件已存在，没有覆盖", where="、".join(present), remedy="请换一个名字，或自行移走旧文件")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for found, content in paths.items():
        _write_new(found, content)
    return list(paths)


def _key(issued: Issued) -> bytes:
    return issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _bundle(name: str, issued: Issued, authority: Issued, password: str) -> bytes:
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(
        name.encode(), issued.key, issued.certificate, [authority.certificate], lock
    )


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644 if path.suffix == ".pem" else 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
