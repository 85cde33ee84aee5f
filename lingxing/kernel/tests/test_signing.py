"""Ed25519: the standard's own example, keys as files, one writing for one signature."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel import signing

# RFC 8032, 7.1, test 1: the signature of the empty message.
SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
SIGNATURE = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655"
    "141438e7a100b"
)


def test_the_example_of_the_standard():
    assert signing.public_key(SEED) == PUBLIC
    assert signing.sign(SEED, b"") == SIGNATURE
    assert signing.verify(PUBLIC, b"", SIGNATURE)


@given(st.binary(max_size=60), st.integers(0, 511))
def test_another_message_or_a_changed_bit_does_not_pass(message, bit):
    signature = signing.sign(SEED, message)
    assert signing.verify(PUBLIC, message, signature)
    assert not signing.verify(PUBLIC, message + b"x", signature)
    changed = bytearray(bytes.fromhex(signature))
    changed[bit // 8] ^= 1 << bit % 8
    assert not signing.verify(PUBLIC, message, changed.hex())


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (PUBLIC, SIGNATURE.upper()),
        (PUBLIC.upper(), SIGNATURE),
        (PUBLIC, SIGNATURE + "\n"),
        (PUBLIC, ""),
        ("", SIGNATURE),
        ("ff" * 32, SIGNATURE),
    ],
)
def test_another_writing_of_key_or_signature_does_not_pass(public, signature):
    assert not signing.verify(public, b"", signature)


def test_a_new_key_is_made_of_the_bytes_it_is_given():
    assert signing.new_key(lambda count: bytes(range(count))) == bytes(range(32)).hex()


def test_a_public_key_goes_through_a_file():
    assert signing.as_pem(PUBLIC).startswith("-----BEGIN PUBLIC KEY-----\n")
    assert signing.read_public(signing.as_pem(PUBLIC)) == PUBLIC
    assert signing.read_public(f" {PUBLIC}\n") == PUBLIC
    assert signing.fingerprint(PUBLIC) == hashlib.sha256(bytes.fromhex(PUBLIC)).hexdigest()


@pytest.mark.parametrize("text", ["", "x", PUBLIC[:-1], "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 — the library's own words
        signing.read_public(text)
    with pytest.raises(ValueError, match="no private key"):
        signing.sign(text, b"")
