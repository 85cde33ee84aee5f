"""Commitments to fields: they open to one value only, and tell nothing without their salt."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.ledger.domain.commitments import check_opening, commit_fields, commitment
from lingxing.engines.ledger.services import commit
from lingxing.kernel.tests.test_canonical import VALUES

SALT = "000102030405060708090a0b0c0d0e0f"


def test_a_commitment_is_sha256_of_the_domain_line_and_name_salt_and_value():
    text = 'lingxing ledger field 1\n["name","000102030405060708090a0b0c0d0e0f","张三"]'
    assert commitment("name", "张三", SALT) == hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), VALUES, max_size=5))
def test_every_field_opens_with_its_own_salt(values):
    counter = itertools.count(1)
    commitments, salts = commit_fields(values, lambda size: next(counter).to_bytes(size, "big"))
    assert set(commitments) == set(salts) == set(values)
    assert len(set(salts.values())) == len(values)
    for name, value in values.items():
        assert check_opening(name, value, salts[name], commitments[name])
        assert not check_opening(name + "x", value, salts[name], commitments[name])
        assert not check_opening(name, [value], salts[name], commitments[name])
        assert not check_opening(name, value, f"{0:032x}", commitments[name])


def test_the_same_value_is_committed_to_differently_each_time():
    first, second = commit({"phone": "13800000000"}), commit({"phone": "13800000000"})
    assert first[0] != second[0]
    assert first[1] != second[1]


@pytest.mark.parametrize("salt", ["", "00", SALT.upper(), SALT + "00", SALT[:-1] + "g"])
def test_a_salt_of_another_form_is_refused(salt):
    with pytest.raises(ValueError, match="salt"):
        commitment("name", "张三", salt)


def test_a_value_without_an_exact_form_is_refused():
    with pytest.raises(ValueError, match="float"):
        commit({"amount": 0.1})  # type: ignore[dict-item]
