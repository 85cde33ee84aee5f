"""Whoever registers somebody's number first must not read what that person gives at a counter afterwards."""

from uuid import UUID

import pytest

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, Notice
from lingxing.engines.cases.queries.access import sight_of
from lingxing.engines.cases.queries.applicants import my_cases
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.on_record import own_facts, papers_on_record
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT, NUMBER, Office
from lingxing.engines.cases.tests.stories import VALUES, applied, capacity, day_of, done, photo
from lingxing.engines.cases.tests.story import APPLY, signed_in, told
from lingxing.engines.parties.access_types import IdentityKind, NewParty, PartyKind
from lingxing.engines.parties.people.models import Party
from lingxing.engines.parties.people.queries import account_cards, known_facts, party_card, party_of
from lingxing.engines.parties.people.services import confirm_link, ensure_party, verify_party
from lingxing.engines.parties.people.services_facts import give_consent, remember_fact
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import NotAllowed

ON = day_of(AT)


def party_id(office: Office) -> UUID:
    """Return the key of whom the applicant's account says to be."""
    party = party_of(office.applicant.pk)
    assert party is not None
    return party.pk


def at_counter(office: Office) -> Case:
    """Type the application in at the counter, for whoever has the applicant's number."""
    who = capacity(office.clerk, service(MARKET, "stall"), "office")
    acting = Acting(who.actor, who.account_id, who.role, who.organ_id, party_id(office))
    papers = {"photo": (photo(office.clerk),)}
    return start_case(MARKET, "stall", Command("apply", VALUES, papers=papers), acting, AT).case


def confirm(office: Office) -> None:
    """Do at the counter what makes the account the person's own."""
    (own,) = account_cards(party_id(office), ON)
    confirm_link(party_id(office), own.link, office.clerk.actor, AT)


def test_a_case_from_the_counter_is_hidden_from_an_unchecked_account_and_shown_to_a_checked_one(office):
    online, typed = applied(office), at_counter(office)
    mine = [one.case.number for one in my_cases(office.applicant, ON)]
    assert mine == [online.number]
    assert sight_of(office.applicant, typed, ON) is None
    assert signed_in(office.applicant).get(f"/cases/{typed.pk}/").status_code == 404
    verify_party(party_id(office), office.clerk.actor, AT)
    assert sight_of(office.applicant, typed, ON) is None, "the person was checked, not the account"
    confirm(office)
    assert sight_of(office.applicant, typed, ON) == "applicant"
    assert {one.case.number for one in my_cases(office.applicant, ON)} == {online.number, typed.number}


def test_an_unchecked_account_can_do_nothing_in_a_case_from_the_counter_and_is_told_nothing(office):
    typed = at_counter(office)
    who = Acting(office.applicant.actor, office.applicant.pk, "applicant", None, party_id(office))
    with pytest.raises(NotAllowed):
        perform(typed.pk, Command("withdraw"), who, AT)
    done(typed, office.clerk, "office", "accept", AT, originals_seen=True)
    assert not Notice.objects.filter(account=office.applicant).exists()
    confirm(office)
    done(typed, office.doctor, "health", "give_opinion", AT, values={"view": "agree"})
    assert Notice.objects.filter(account=office.applicant, case=typed).exists()


def test_an_unchecked_account_lays_no_papers_of_the_counter_into_its_drafts(office):
    at_counter(office)
    give_consent(party_id(office), "reuse:yunmeng", office.applicant.actor, AT)
    stall = service(MARKET, "stall")
    assert papers_on_record(stall, party_id(office), office.applicant.pk, ON) == {}
    confirm(office)
    assert set(papers_on_record(stall, party_id(office), office.applicant.pk, ON)) == {"photo"}


def test_what_is_said_at_the_counter_stays_off_the_record_of_an_unchecked_account(office):
    party = Party.objects.get(pk=party_id(office))
    new = NewParty(PartyKind.PERSON, "赵六一", IdentityKind.RESIDENT_ID, NUMBER, "13911112222", "云梦泽市湖心路9号")
    ensure_party(new, office.clerk.actor, AT)
    assert party_card(party.pk, mask=False).address == ""
    confirm(office)
    ensure_party(new, office.clerk.actor, AT)
    assert party_card(party.pk, mask=False).address == "云梦泽市湖心路9号"


def test_an_unchecked_account_of_a_verified_person_neither_reads_nor_changes_the_contact(office):
    client = signed_in(office.applicant)
    assert "13800001234" in told(client.get("/me?show=yes"))
    verify_party(party_id(office), OPERATOR, AT)
    assert "13800001234" not in told(client.get("/me?show=yes"))
    answer = client.get("/me/contact")
    assert answer.status_code == 400
    assert "窗口" in told(answer)
    assert "13800001234" not in told(client.get(client.post(APPLY)["Location"]))
    confirm(office)
    assert "13800001234" in told(client.get("/me?show=yes"))
    assert client.get("/me/contact").status_code == 200


def test_facts_of_the_counter_are_not_filled_in_for_an_unchecked_account(office):
    online, typed = applied(office), at_counter(office)
    party = party_id(office)
    give_consent(party, "reuse:yunmeng", office.applicant.actor, AT)
    remember_fact(party, "stall.goods", "豆腐", f"case:{online.pk}", AT)
    remember_fact(party, "stall.helper", "吴十", f"case:{typed.pk}", AT)
    known = known_facts(party, ["stall.goods", "stall.helper"], ON, scope="reuse:yunmeng")
    assert set(own_facts(office.applicant, party, known, ON)) == {"stall.goods"}
    assert own_facts(office.other, party, known, ON) == {}
    confirm(office)
    assert set(own_facts(office.applicant, party, known, ON)) == {"stall.goods", "stall.helper"}
