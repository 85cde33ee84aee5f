"""Taking mistaken acts back: the case stands as if they had not been done, and nothing is erased."""

import datetime as dt
import json

import pytest

from lingxing.engines.cases.domain.acting import BY_SYSTEM
from lingxing.engines.cases.domain.folding import fold
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command, Completion
from lingxing.engines.cases.models import (
    Case,
    CaseClock,
    CaseEvent,
    CaseLink,
    IssuedDocument,
    Mark,
    PublicationOrder,
    Turn,
)
from lingxing.engines.cases.queries.loading import events_of, state_of
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.correcting import correct
from lingxing.engines.cases.services.results import Stale
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.homes import HOMES, at, installed_homes, open_town, procedure, uploaded
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.parties.people.queries import known_facts
from lingxing.engines.parties.people.services_facts import give_consent
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import NotAllowed

MONDAY = at("2026-03-02")
TUESDAY = at("2026-03-03")


@pytest.fixture
def town(db):
    with installed_homes():
        yield open_town()


def add_up(case):
    """Return whether the stored case is what its events add up to."""
    service = procedure().services[case.service]
    events = events_of(CaseEvent.objects.filter(case=case).order_by("sequence"), service)
    return fold(service, events) == state_of(case, service)


def test_a_mistaken_completion_request_is_taken_back_with_its_paper(town):
    case = town.apply(MONDAY).case
    town.act(case.pk, "clerk", "request_completion", TUESDAY, completion=Completion(("card",)))
    taken = correct(case.pk, 2, "发错了案件", town.staff("clerk"), at("2026-03-04"))
    case.refresh_from_db()
    assert (case.state, case.revision, taken.event.annuls) == ("submitted", 3, 2)
    assert add_up(case)
    clock = CaseClock.objects.get()
    # The clock never stood: 20 working days after 2 March.
    assert (clock.state, clock.due_on) == ("running", dt.date(2026, 3, 30))
    assert [turn.role for turn in Turn.objects.all()] == ["clerk"]
    assert IssuedDocument.objects.get(name="completion_request").revoked_at == at("2026-03-04")
    assert IssuedDocument.objects.get(name="receipt").revoked_at is None
    entry = LedgerEntry.objects.get(stream=f"case:{case.pk}", sequence=3)
    assert (entry.act, json.loads(entry.payload)["annuls"]) == ("correct", 2)
    assert "发错" not in entry.payload
    # It may be asked for once, and that once is free again.
    town.act(case.pk, "clerk", "request_completion", at("2026-03-05"), completion=Completion(("card",)))


def test_what_a_mistaken_act_put_on_record_of_the_party_is_forgotten(town):
    party = town.applicant().party_id
    give_consent(party, "reuse", OPERATOR, MONDAY)
    case = town.apply(MONDAY, disabled="false").case.pk
    town.act(case, "clerk", "request_completion", MONDAY, completion=Completion(fields=("disabled",)))
    mistaken = {"disabled": "true", "degree": "one"}
    papers = {"degree_card": (uploaded(town.clerk, "degree_card", TUESDAY),)}
    town.act(case, "clerk", "complete", TUESDAY, values=mistaken, papers=papers)
    known = lambda: known_facts(party, ["person.disabled"], TUESDAY.date())["person.disabled"].value  # noqa: E731
    assert known() is True
    correct(case, 3, "录错了人", town.staff("clerk"), TUESDAY)
    assert known() is False, "what was known before counts again"


def test_acts_are_taken_back_from_the_last_one_on(town):
    case = town.apply(MONDAY).case.pk
    town.act(case, "clerk", "send", MONDAY, originals_seen=True)
    town.act(case, "clerk", "suspend", TUESDAY, reason="等待")
    clerk = town.staff("clerk")
    with pytest.raises(Refused, match="只能更正最后一个有效的办理动作"):
        correct(case, 2, "误操作", clerk, TUESDAY)
    correct(case, 3, "误操作", clerk, TUESDAY)
    with pytest.raises(Refused, match="只能更正最后一个"):
        correct(case, 3, "误操作", clerk, TUESDAY)
    with pytest.raises(Refused, match="只能更正最后一个"):
        correct(case, 4, "误操作", clerk, TUESDAY)
    correct(case, 2, "误操作", clerk, TUESDAY)
    with pytest.raises(Refused, match="立案的动作不能更正"):
        correct(case, 1, "误操作", clerk, TUESDAY)
    stored = Case.objects.get(pk=case)
    assert (stored.state, stored.revision) == ("submitted", 5)
    assert add_up(stored)
    # Both clocks of the opinions are gone with the act that started one.
    assert set(CaseClock.objects.values_list("name", flat=True)) == {"review"}


def test_a_lease_taken_back_frees_its_home(town):
    home = town.home(MONDAY).case
    case = town.offered(MONDAY)
    values = {"home": str(home.pk), "ends_on": "2028-02-29"}
    done = town.act(case, "applicant", "choose", TUESDAY, values=values)
    with pytest.raises(Refused, match="由案件 YHZ2026000001 引起"):
        correct(home.pk, 2, "误操作", town.staff("clerk"), TUESDAY)
    correct(case, done.event.sequence, "选错了房源", town.staff("clerk"), at("2026-03-04"))
    home.refresh_from_db()
    stored = Case.objects.get(pk=case)
    assert (home.state, stored.state, stored.outcome, stored.settled_at) == ("available", "offered", "", None)
    assert add_up(home)
    assert add_up(stored)
    assert not CaseLink.objects.exists()
    assert IssuedDocument.objects.get(name="lease").revoked_at is not None
    assert CaseClock.objects.get(name="choice").state == "running"
    town.act(case, "applicant", "choose", at("2026-03-05"), values=values)
    assert add_up(Case.objects.get(pk=case))


def test_a_mark_set_by_mistake_is_lifted_and_one_lifted_by_mistake_stands(town):
    home = town.home(MONDAY).case
    case = town.offered(MONDAY)
    town.act(case, "applicant", "choose", MONDAY, values={"home": str(home.pk), "ends_on": "2028-02-29"})
    ended = town.act(case, "chief", "end_lease", TUESDAY, reason="转租")
    correct(case, ended.event.sequence, "查无此事", town.staff("chief"), TUESDAY)
    home.refresh_from_db()
    assert (Mark.objects.get().until, home.state) == (TUESDAY, "let")
    town.act(case, "chief", "end_lease", at("2026-03-04"), reason="转租")
    repair = start_case(
        HOMES, "repair", Command("ask", {"promise": "守约"}), town.applicant(), at("2026-03-05")
    ).case.pk
    done = town.act(repair, "chief", "repair", at("2026-03-05"))
    correct(repair, done.event.sequence, "误操作", town.staff("chief"), at("2026-03-06"))
    assert Mark.objects.filter(until=None).count() == 1
    with pytest.raises(Refused, match="没有未修复的违约记录"):
        town.apply(at("2026-03-07"))


def test_a_publication_not_released_is_dropped(town):
    case = town.apply(MONDAY).case.pk
    town.act(case, "clerk", "send", MONDAY, originals_seen=True)
    for role in ("district", "police"):
        town.act(case, role, "give_opinion", MONDAY, values={"view": "agree"})
    done = town.act(case, "chief", "conclude", MONDAY)
    correct(case, done.event.sequence, "误操作", town.staff("chief"), TUESDAY)
    assert PublicationOrder.objects.get().dropped_at == TUESDAY
    assert set(Turn.objects.values_list("role", flat=True)) == {"chief"}


def test_a_lapse_by_the_clock_can_be_taken_back_by_the_handling_organ(town):
    case = town.offered(MONDAY)
    lapsed = perform(case, Command("lapse"), BY_SYSTEM, at("2026-03-10"))
    correct(case, lapsed.event.sequence, "系统时间有误", town.staff("clerk"), at("2026-03-11"))
    clock = CaseClock.objects.get(name="choice")
    assert (clock.state, Case.objects.get(pk=case).closed) == ("running", False)


def test_only_the_organ_that_acted_takes_back(town):
    case = town.apply(MONDAY).case.pk
    town.act(case, "clerk", "send", MONDAY, originals_seen=True)
    said = town.act(case, "police", "give_opinion", MONDAY, values={"view": "object"})
    for who in (town.staff("clerk"), town.staff("district"), town.applicant(), BY_SYSTEM):
        with pytest.raises(NotAllowed):
            correct(case, said.event.sequence, "误操作", who, TUESDAY)
    with pytest.raises(Refused, match="请填写更正的理由"):
        correct(case, said.event.sequence, " ", town.staff("police"), TUESDAY)
    with pytest.raises(Stale):
        correct(case, said.event.sequence, "误操作", town.staff("police"), TUESDAY, revision=2)
    correct(case, said.event.sequence, "误操作", town.staff("police"), TUESDAY, revision=3)
    assert set(Turn.objects.values_list("role", flat=True)) == {"district", "police"}
