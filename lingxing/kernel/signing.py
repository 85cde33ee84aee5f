"""Ed25519 signatures (RFC 8032): keys, signing, checking.

A private key is its seed: 32 random bytes as 64 hexadecimal digits. A public key is 64 hexadecimal digits, a signature
128, all in small letters. For other programs a public key is also written as PEM.
"""

import hashlib
import re
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


def new_key(token_bytes: Callable[[int], bytes]) -> str:
    """Return a new private key from a source of random bytes, such as `secrets.token_bytes`."""
    return token_bytes(32).hex()


def public_key(private: str) -> str:
    """Return the public key that belongs to a private one. ValueError where it is none."""
    return _private(private).public_key().public_bytes_raw().hex()


def sign(private: str, message: bytes) -> str:
    """Return the signature of `message`; the same message and key give the same signature."""
    return _private(private).sign(message).hex()


def signing_with(private: str) -> Callable[[bytes], str]:
    """Return what signs messages with that key, prepared once. ValueError where it is none."""
    key = _private(private)
    return lambda message: key.sign(message).hex()


def verify(public: str, message: bytes, signature: str) -> bool:
    """Return whether `signature` was made over `message` with the private key that belongs to `public`.

    False for a key or signature of another form: one signature has one writing, so that no changed letter passes.
    """
    if not _KEY.fullmatch(public) or not _SIGNATURE.fullmatch(signature):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """Return what people compare a public key by: SHA-256 of its 32 bytes, 64 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def as_pem(public: str) -> str:
    """Return a public key as PEM, as OpenSSL reads it."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def read_public(text: str) -> str:
    """Return the public key that a PEM file or 64 hexadecimal digits give. ValueError for anything else."""
    bare = text.strip()
    if _KEY.fullmatch(bare):
        return bare
    key = load_pem_public_key(bare.encode("utf-8"))
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no Ed25519 key")
    return key.public_bytes_raw().hex()


def _private(private: str) -> Ed25519PrivateKey:
    if not _KEY.fullmatch(private):
        raise ValueError("no private key: 64 hexadecimal digits are needed")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
