"""Registering, finding, verifying and correcting people and firms."""

import logging
import threading
import uuid

import pytest
from django.db import connection

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people import queries, services
from lingxing.engines.parties.people.domain import IdentityKind
from lingxing.engines.parties.people.models import Party, PartyAccount
from lingxing.engines.parties.people.tests.people import AT, CODE, DAY, NUMBER, PHONE, applicant, firm, person
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db


def acts(party):
    return [entry.act for entry in ledger.entries(f"party:{party.pk}")]


def every_entry():
    return "".join(str(entry) for entry in ledger.all_entries())


def test_who_signs_up_is_an_applicant_and_a_party():
    made = applicant()
    party = queries.party_of(made.pk)
    assert (made.role, made.display_name, made.must_change_password) == (Role.APPLICANT, "赵**", False)
    assert made.check_password(PASSWORD)
    assert acts(party) == ["register", "link_account"]
    card = queries.party_card(party.pk, mask=False)
    assert (card.name, card.identity, card.phone, card.verified) == ("赵六一", NUMBER, PHONE, False)
    shown = queries.party_card(party.pk)
    assert (shown.name, shown.identity, shown.phone) == ("赵**", f"420***********{NUMBER[-4:]}", "138****1234")


def test_a_firm_signs_up_with_its_credit_code():
    code = CODE.lower()
    made = services.register_applicant("yuye", PASSWORD, "云梦泽渔业有限公司", IdentityKind.CREDIT_CODE, code, "", AT)
    card = queries.party_card(queries.party_of(made.pk).pk)
    assert (card.kind, card.name, card.identity, made.display_name) == ("firm", "云梦泽渔业有限公司", CODE, card.name)


@pytest.mark.parametrize("typed", [NUMBER, f" {NUMBER[:6]} {NUMBER[6:]} ", NUMBER.lower()])
def test_a_number_on_record_can_not_be_registered_again_and_it_is_not_told_whose_it_is(typed):
    applicant()
    with pytest.raises(LingxingError) as refused:
        applicant("other", "赵六一", typed)
    assert not any(word in str(refused.value) for word in (NUMBER, "赵", "zhaoliu", "已登记", "已存在"))
    assert not Account.objects.filter(username="other").exists()
    assert Party.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("身份证号码", {"identity_number": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")}),
        ("居民身份证号码", {"identity_number": " "}),
        ("姓名", {"name": "  "}),
        ("联系电话", {"phone": "x"}),
        ("账号", {"username": "a b"}),
        ("密码", {"password": "1"}),
    ],
)
def test_what_can_not_be_taken_names_its_field_and_leaves_nothing_behind(field, values):
    good = {
        "username": "zhaoliu",
        "password": PASSWORD,
        "name": "赵六一",
        "identity_kind": IdentityKind.RESIDENT_ID,
        "identity_number": NUMBER,
        "phone": PHONE,
    }
    with pytest.raises(LingxingError, match=field):
        services.register_applicant(**good | values, at=AT)
    assert not Account.objects.exists()
    assert not Party.objects.exists()
    assert every_entry() == ""


def test_a_party_is_found_by_its_exact_number_alone():
    made = services.ensure_party(person(), OPERATOR, AT)
    number = queries.party_card(made.pk, mask=False).identity
    assert queries.find_party(IdentityKind.RESIDENT_ID, f" {number} ") == made
    assert queries.find_party(IdentityKind.RESIDENT_ID, NUMBER) is None
    assert queries.find_party(IdentityKind.RESIDENT_ID, number[:-1]) is None
    assert queries.find_party(IdentityKind.OTHER, number) is None


def test_a_clerk_enters_somebody_once():
    first = services.ensure_party(person(), OPERATOR, AT)
    again = services.ensure_party(person(phone=PHONE, address="湖心区荷花路8号"), OPERATOR, AT)
    assert first == again
    card = queries.party_card(first.pk, mask=False)
    assert (card.phone, card.address) == (PHONE, "湖心区荷花路8号")
    services.ensure_party(person(phone="13900000000"), OPERATOR, AT)
    assert queries.party_card(first.pk, mask=False).phone == PHONE
    assert acts(first) == ["register", "change_contact"]


def test_a_number_on_record_under_another_name_is_refused_without_naming_it():
    services.ensure_party(person("钱七"), OPERATOR, AT)
    with pytest.raises(LingxingError, match="不一致") as refused:
        services.ensure_party(person("钱八"), OPERATOR, AT)
    assert "钱" not in str(refused.value)


def test_who_has_no_number_is_entered_anew_every_time():
    first, second = (services.ensure_party(person(number=""), OPERATOR, AT) for _ in range(2))
    assert first != second
    assert queries.party_card(first.pk).identity_label == ""


def test_an_identity_is_verified_once():
    made = services.ensure_party(firm(), OPERATOR, AT)
    assert not queries.party_card(made.pk).verified
    services.verify_party(made.pk, OPERATOR, AT)
    services.verify_party(made.pk, OPERATOR, AT)
    assert queries.party_card(made.pk).verified
    assert acts(made) == ["register", "verify"]


def test_contact_and_name_change_with_their_entries_and_a_change_to_the_same_is_none():
    made = services.ensure_party(person("钱七", phone=PHONE), OPERATOR, AT)
    services.change_contact(made.pk, PHONE, "", OPERATOR, AT)
    services.change_contact(made.pk, "", "湖心区荷花路8号", OPERATOR, AT)
    services.correct_name(made.pk, "钱七一", OPERATOR, AT)
    services.correct_name(made.pk, " 钱七一 ", OPERATOR, AT)
    card = queries.party_card(made.pk, mask=False)
    assert (card.name, card.phone, card.address) == ("钱七一", "", "湖心区荷花路8号")
    assert acts(made) == ["register", "change_contact", "correct_name"]


def test_a_checked_identity_moves_to_the_right_account():
    claimed = applicant("claims")
    party = queries.party_of(claimed.pk)
    right = account("right", Role.APPLICANT)
    services.link_account(party.pk, right.pk, OPERATOR, AT)
    services.link_account(party.pk, right.pk, OPERATOR, AT)
    assert queries.party_of(claimed.pk) is None
    assert queries.party_of(right.pk) == party
    assert acts(party) == ["register", "link_account", "unlink_account", "link_account"]
    assert queries.parties_for(claimed.pk, DAY) == []


def test_what_does_not_exist_is_refused():
    with pytest.raises(NotFound):
        queries.party_card(uuid.UUID(int=1))
    with pytest.raises(LingxingError, match="没有这个当事人"):
        services.verify_party(uuid.UUID(int=1), OPERATOR, AT)
    made = services.ensure_party(person(), OPERATOR, AT)
    with pytest.raises(LingxingError, match="没有这个账号"):
        services.link_account(made.pk, uuid.UUID(int=1), OPERATOR, AT)


def test_many_cards_come_with_one_query(django_assert_num_queries):
    made = [services.ensure_party(person(number=resident_number(order=n)), OPERATOR, AT) for n in range(20, 25)]
    with django_assert_num_queries(1):
        assert {card.name for card in queries.party_cards(party.pk for party in made).values()} == {"钱*"}


def test_neither_table_ledger_nor_log_holds_personal_data(caplog):
    caplog.set_level(logging.DEBUG)
    made = applicant()
    party = queries.party_of(made.pk)
    services.change_contact(party.pk, PHONE, "湖心区荷花路8号", made.actor, AT)
    services.correct_name(party.pk, "赵六二", made.actor, AT)
    with pytest.raises(LingxingError):
        applicant("other")
    row = "".join(str(value) for value in Party.objects.values().get(pk=party.pk).values())
    link = "".join(str(value) for value in PartyAccount.objects.values().get().values())
    own = "".join(str(value) for value in Account.objects.values().get(pk=made.pk).values())
    logged = "".join(entry.getMessage() for entry in caplog.records if entry.name.startswith("lingxing"))
    for text in (row, link, own, logged, every_entry(), str(party)):
        assert not any(word in text for word in ("赵六", NUMBER, PHONE, "荷花路"))


def test_values_of_one_party_do_not_open_as_another_ones():
    one = services.ensure_party(person(), OPERATOR, AT)
    other = services.ensure_party(firm(), OPERATOR, AT)
    Party.objects.filter(pk=other.pk).update(name_sealed=one.name_sealed)
    with pytest.raises(LingxingError, match="不属于这里"):
        queries.party_card(other.pk)


@pytest.mark.django_db(transaction=True)
def test_clerks_who_enter_the_same_number_at_once_get_one_party():
    if connection.vendor == "sqlite":
        pytest.skip("the embedded database takes one writer at a time")
    found, ready = [], threading.Barrier(4)

    def enter():
        ready.wait()
        try:
            found.append(services.ensure_party(person(), OPERATOR, AT).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Party.objects.count() == 1
