"""Masking, scopes and what is taken as a name, number, telephone and address."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.parties.people.domain import (
    IdentityKind,
    NewParty,
    PartyCard,
    PartyKind,
    checked_address,
    checked_name,
    checked_party,
    checked_phone,
    covers,
    mask_address,
    mask_name,
    mask_number,
    mask_phone,
    masked,
)
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.tests.identity_samples import credit_code, resident_number

ON = dt.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三丰", "张**"),
        ("赵六", "赵*"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿依古丽·买买提", "阿*******"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_family_name(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("mask", "given_text", "shown"),
    [
        (mask_number, "110105194912310021", "110***********0021"),
        (mask_number, "E12345678", "E1*****78"),
        (mask_number, "1234567", "*******"),
        (mask_phone, "13800001234", "138****1234"),
        (mask_phone, "0711-3800000", "071*****0000"),
        (mask_phone, "3800000", "*******"),
        (mask_address, "云梦泽市湖心区荷花路8号", "云梦泽市湖心****"),
        (mask_address, "荷花路18号2栋", "荷花路**号****"),
        (mask_address, "荷花路8号", "****"),
        (mask_address, "", ""),
    ],
)
def test_numbers_telephones_and_addresses_are_hidden_in_the_middle(mask, given_text, shown):
    assert mask(given_text) == shown


@given(st.text(st.characters(categories=["L", "N"], exclude_characters="*"), max_size=30))
def test_no_mask_ever_shows_a_whole_text(text):
    for mask in (mask_name, mask_number, mask_phone, mask_address):
        assert not text or text not in mask(text)


def card(kind, identity_kind):
    return PartyCard(
        uuid.UUID(int=1),
        kind,
        "赵六一",
        identity_kind,
        "91420700MA4K00012X",
        "13800001234",
        "云梦泽市湖心区荷花路",
        True,
        masked=False,
    )


def test_of_a_person_everything_personal_is_hidden_and_of_a_firm_what_is_public_is_shown():
    person = masked(card(PartyKind.PERSON, IdentityKind.RESIDENT_ID))
    assert (person.name, person.identity, person.phone) == ("赵**", "914***********012X", "138****1234")
    assert person.address == "云梦泽市湖心****"
    firm = masked(card(PartyKind.FIRM, IdentityKind.CREDIT_CODE))
    assert (firm.name, firm.identity, firm.phone) == ("赵六一", "91420700MA4K00012X", "138****1234")
    assert firm.masked


def test_a_wide_scope_covers_a_narrow_one_and_not_the_other_way_round():
    assert covers("reuse", "reuse")
    assert covers("reuse", "reuse:ezhou")
    assert covers("reuse:ezhou", "reuse:ezhou:housing")
    assert not covers("reuse:ezhou", "reuse")
    assert not covers("reuse:ezhou", "reuse:ezhouer")


@pytest.mark.parametrize(
    ("check", "text", "kept"),
    [
        (checked_name, "  赵  六 ", "赵 六"),
        (checked_phone, "138 0000 1234", "13800001234"),
        (checked_phone, "+86-13800001234", "+86-13800001234"),
        (checked_phone, "", ""),
        (checked_address, " 荷花路\t8号 ", "荷花路 8号"),
    ],
)
def test_texts_are_kept_without_stray_spaces(check, text, kept):
    assert check(text) == kept


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (checked_name, ""),
        (checked_name, "字" * 101),
        (checked_name, "赵\x00六"),
        (checked_phone, "12345"),
        (checked_phone, "call me"),
        (checked_phone, "1" * 30),
        (checked_phone, "１３８００００１２３４"),
        (checked_address, "路" * 201),
        (checked_address, "路\u202e"),
    ],
)
def test_what_can_not_be_taken_is_refused_without_being_repeated(check, text):
    with pytest.raises(LingxingError) as refused:
        check(text)
    assert not text or text not in str(refused.value)


def test_a_person_has_no_credit_code_and_a_firm_no_resident_number():
    wrong = [
        NewParty(PartyKind.PERSON, "赵六", IdentityKind.CREDIT_CODE, credit_code()),
        NewParty(PartyKind.FIRM, "渔业公司", IdentityKind.RESIDENT_ID, resident_number()),
    ]
    for new in wrong:
        with pytest.raises(LingxingError, match="证件类型"):
            checked_party(new, ON)
    right = NewParty(PartyKind.ORGAN, "湖心区渔政站", IdentityKind.CREDIT_CODE, credit_code().lower())
    assert checked_party(right, ON).identity_number == credit_code()
