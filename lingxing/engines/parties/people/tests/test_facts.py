"""Given once, not asked again: only with a consent in force, and only while the value counts."""

import datetime as dt

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.people import queries
from lingxing.engines.parties.people.models import KnownFact
from lingxing.engines.parties.people.services import ensure_party
from lingxing.engines.parties.people.services_facts import give_consent, remember_fact, withdraw_consent
from lingxing.engines.parties.people.tests.people import AT, DAY, person
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
NAME = "person.household_register"
SOURCE = "case:00000000-0000-0000-0000-000000000001"


@pytest.fixture
def party():
    return ensure_party(person(), OPERATOR, AT)


def day(count):
    return DAY + dt.timedelta(days=count)


def at(count):
    return AT + dt.timedelta(days=count)


def value(party, on=DAY, **scope):
    return {name: fact.value for name, fact in queries.known_facts(party.pk, [NAME], on, **scope).items()}


def test_nothing_is_used_again_without_a_consent(party):
    remember_fact(party.pk, NAME, "湖心区", SOURCE, AT)
    assert value(party) == {}
    give_consent(party.pk, "reuse", OPERATOR, AT)
    assert value(party) == {NAME: "湖心区"}


def test_a_consent_counts_for_its_scope_from_its_day_until_it_is_withdrawn(party):
    remember_fact(party.pk, NAME, "湖心区", SOURCE, AT)
    give_consent(party.pk, "reuse:ezhou", OPERATOR, at(1))
    assert value(party, day(1)) == {}
    assert [bool(value(party, day(n), scope="reuse:ezhou")) for n in (0, 1, 5)] == [False, True, True]
    withdraw_consent(party.pk, "reuse:ezhou", OPERATOR, at(3))
    assert [bool(value(party, day(n), scope="reuse:ezhou")) for n in (2, 3, 4)] == [True, False, False]
    give_consent(party.pk, "reuse:ezhou", OPERATOR, at(6))
    assert value(party, day(6), scope="reuse:ezhou") == {NAME: "湖心区"}
    assert value(party, day(6), scope="reuse:jingzhou") == {}


def test_the_newest_value_counts_and_an_expired_one_brings_no_older_back(party):
    give_consent(party.pk, "reuse", OPERATOR, AT)
    remember_fact(party.pk, NAME, "湖心区", SOURCE, at(0))
    remember_fact(party.pk, NAME, "江岸区", SOURCE, at(2), day(5))
    assert [value(party, day(n)).get(NAME) for n in (0, 1, 2, 5, 6)] == ["湖心区", "湖心区", "江岸区", "江岸区", None]


@pytest.mark.parametrize("kept", ["文", 12, True, None, ["甲", "乙"], {"area": "60.5"}])
def test_any_json_comes_back_as_it_was(party, kept):
    give_consent(party.pk, "reuse", OPERATOR, AT)
    remember_fact(party.pk, NAME, kept, SOURCE, AT)
    assert value(party) == {NAME: kept}


def test_only_the_names_asked_for_come(party):
    give_consent(party.pk, "reuse", OPERATOR, AT)
    remember_fact(party.pk, NAME, "湖心区", SOURCE, AT)
    remember_fact(party.pk, "person.income", 3000, SOURCE, AT)
    assert set(queries.known_facts(party.pk, ["person.income", "person.unknown"], DAY)) == {"person.income"}


def test_giving_twice_is_giving_once_and_withdrawing_nothing_is_nothing(party):
    withdraw_consent(party.pk, "reuse", OPERATOR, AT)
    give_consent(party.pk, "reuse", OPERATOR, AT)
    give_consent(party.pk, "reuse", OPERATOR, AT)
    assert [consent.scope for consent in queries.consents(party.pk)] == ["reuse"]
    withdraw_consent(party.pk, "reuse", OPERATOR, AT)
    acts = [entry.act for entry in ledger.entries(f"party:{party.pk}")]
    assert acts == ["register", "give_consent", "withdraw_consent"]


def test_values_are_sealed_and_stay_out_of_the_ledger(party):
    remember_fact(party.pk, NAME, "湖心区荷花路8号", SOURCE, AT)
    assert "荷花" not in KnownFact.objects.get().value_sealed
    last = list(ledger.entries(f"party:{party.pk}"))[-1]
    assert last.facts == {"name": NAME, "source": SOURCE}


@pytest.mark.parametrize("scope", ["", "Reuse", "reuse:", "a b", "x" * 101])
def test_a_scope_has_its_form(party, scope):
    with pytest.raises(LingxingError, match="范围"):
        give_consent(party.pk, scope, OPERATOR, AT)


@pytest.mark.parametrize(("name", "source"), [("赵六", SOURCE), ("a b", SOURCE), (NAME, "赵六的申请")])
def test_a_name_or_source_can_not_carry_personal_data(party, name, source):
    with pytest.raises(ValueError, match="ASCII"):
        remember_fact(party.pk, name, 1, source, AT)
