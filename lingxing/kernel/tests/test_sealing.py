"""Sealing opens with its key in its place, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.sealing import (
    SealingKey,
    Unsealable,
    keyed_digest,
    seal,
    seal_bytes,
    unseal,
    unseal_bytes,
)

OLD, NEW = SealingKey("0001", bytes(range(32))), SealingKey("0002", bytes(range(32, 64)))
PLACE = "party:1:name"


@given(st.text(), st.text(max_size=40))
def test_what_is_sealed_opens_in_its_place(plain, place):
    assert unseal([NEW, OLD], seal(OLD, plain, place), place) == plain


@given(st.binary(max_size=300))
def test_files_open_in_their_place(content):
    assert unseal_bytes([OLD], seal_bytes(OLD, content, PLACE), PLACE) == content


@given(st.text(min_size=1), st.text(max_size=40), st.text(max_size=40))
def test_nothing_opens_in_another_place(plain, place, other):
    if place != other:
        with pytest.raises(Unsealable, match="不属于这里"):
            unseal([OLD], seal(OLD, plain, place), other)


@given(st.text(max_size=20), st.data())
def test_any_altered_byte_of_a_file_is_seen(plain, data):
    sealed = bytearray(seal_bytes(OLD, plain.encode(), PLACE))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unsealable):
        unseal_bytes([OLD, NEW], bytes(sealed), PLACE)


@given(st.text(max_size=20), st.data())
def test_any_cut_is_seen(plain, data):
    sealed = seal(OLD, plain, PLACE)
    with pytest.raises(Unsealable):
        unseal([OLD], sealed[: data.draw(st.integers(0, len(sealed) - 1))], PLACE)


@given(st.text())
def test_a_text_that_was_never_sealed_is_refused(text):
    with pytest.raises(Unsealable):
        unseal([OLD], text, PLACE)


def test_the_name_of_the_key_is_bound_too():
    twin = SealingKey("0003", OLD.secret)
    with pytest.raises(Unsealable):
        unseal([twin], "0003" + seal(OLD, "x", PLACE)[4:], PLACE)


def test_without_its_key_nothing_opens_and_the_message_tells_nothing():
    sealed = seal(OLD, "张三", PLACE)
    with pytest.raises(Unsealable, match="没有封存它的那把密钥") as refused:
        unseal([NEW], sealed, PLACE)
    assert sealed[6:20] not in str(refused.value)


def test_the_form_is_that_of_aes_256_gcm_with_the_place_bound():
    # Key name, nonce, ciphertext of the same length, tag of 16 bytes: "0001." and 12 + 3 + 16 = 31 bytes in base64.
    sealed = seal(OLD, "abc", PLACE, nonce=bytes(12))
    name, _, body = sealed.partition(".")
    raw = base64.urlsafe_b64decode(body)
    assert (name, len(raw), raw[:12]) == ("0001", 31, bytes(12))
    assert b"abc" not in raw


def test_equal_texts_are_sealed_differently_and_digested_alike():
    assert seal(OLD, "x", PLACE) != seal(OLD, "x", PLACE)
    assert keyed_digest(b"k", "x") == keyed_digest(b"k", "x") != keyed_digest(b"l", "x")


def test_the_digest_is_hmac_sha256():
    # RFC 4231, test case 2.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert keyed_digest(b"Jefe", "what do ya want for nothing?") == expected


def test_a_key_shows_no_secret_and_has_its_length():
    assert "secret" not in repr(OLD)
    with pytest.raises(ValueError, match="32 bytes"):
        SealingKey("0001", b"short")
    with pytest.raises(ValueError, match="name"):
        SealingKey("a.b", bytes(32))
