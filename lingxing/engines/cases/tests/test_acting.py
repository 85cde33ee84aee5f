"""Acts in stored cases: from the application to the lease, with everything that follows."""

import datetime as dt
import json
import logging
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
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
    Notice,
    PublicationOrder,
    ServiceBinding,
    Turn,
)
from lingxing.engines.cases.papers.values import context_of, digest_of
from lingxing.engines.cases.queries.loading import events_of, openings_of, state_of
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.batches import perform_many
from lingxing.engines.cases.services.results import Stale
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.homes import (
    HOMES,
    NAME,
    NUMBER,
    application,
    at,
    installed_homes,
    open_town,
    procedure,
)
from lingxing.engines.cases.tests.homes import uploaded as upload
from lingxing.engines.cases.tracking import code_digest
from lingxing.engines.ledger.domain.commitments import check_opening
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.duties.services import NewStandIn, appoint_stand_in
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import known_facts
from lingxing.engines.parties.people.services import link_account
from lingxing.engines.parties.people.services_facts import give_consent
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

MONDAY = at("2026-03-02")
TUESDAY = at("2026-03-03")


@pytest.fixture
def town(db):
    with installed_homes():
        yield open_town()


def test_an_application_gets_a_number_a_code_and_a_receipt(town):
    made = town.apply(MONDAY)
    case = Case.objects.get()
    assert (made.case.number, case.number) == ("YHZ2026000001", "YHZ2026000001")
    assert case.code_digest == code_digest("YHZ2026000001", made.code.lower())
    assert made.code not in json.dumps([case.snapshot, case.plain, case.sealed])
    assert (case.state, case.revision, case.closed, case.organ_id) == ("submitted", 1, False, town.house.pk)
    assert (case.party_id, case.account_id) == (town.applicant().party_id, town.anna.pk)
    (receipt,) = made.documents
    assert receipt.number == "云住收〔2026〕1号"
    values = json.loads(unseal_text(IssuedDocument.objects.get().sealed, context_of(receipt.pk)))
    # 20 working days after Monday 2 March end on 30 March.
    assert values["body"] == f"{NAME}：\n您的申请已于2026年3月2日收到，将在2026年3月30日前答复。"
    assert values["organ"] == "城东住房管理所"
    assert digest_of(values) == receipt.digest
    assert town.apply(TUESDAY, town.ben).case.number == "YHZ2026000002"


def test_the_work_list_and_the_clock_are_kept(town):
    case = town.apply(MONDAY).case
    (turn,) = Turn.objects.all()
    assert (turn.role, turn.organ_id, turn.duty, turn.clock) == ("clerk", town.house.pk, "clerk", "review")
    # 20 working days end on 30 March; a fifth (4) is left after 24 March: 25, 26, 27 and 30 March.
    assert (turn.due_on, turn.yellow_on, turn.paused) == (dt.date(2026, 3, 30), dt.date(2026, 3, 24), False)
    clock = CaseClock.objects.get()
    # Half of 20 working days are over on 16 March.
    assert (clock.state, clock.next_at) == ("running", at("2026-03-16", 0))
    Turn.objects.update(assignee=town.clerk)
    town.act(case.pk, "clerk", "request_completion", TUESDAY, completion=Completion(("card",)))
    assert {turn.role: turn.paused for turn in Turn.objects.all()} == {"applicant": False}
    clock.refresh_from_db()
    assert (clock.state, clock.due_on, clock.next_at) == ("paused", None, None)
    town.act(case.pk, "applicant", "complete", at("2026-03-05"), papers={"card": (upload(town.anna, "card", MONDAY),)})
    clock.refresh_from_db()
    # 4 and 5 March did not count.
    assert (clock.state, clock.due_on) == ("running", dt.date(2026, 4, 1))
    town.act(case.pk, "clerk", "send", at("2026-03-06"), originals_seen=True)
    assert {turn.role: turn.organ_id for turn in Turn.objects.all()} == {
        role: town.organs[role].pk for role in ("district", "police")
    }


def test_a_lease_takes_its_home_and_works_out_the_aid(town):
    home = town.home(MONDAY).case
    case = town.offered(MONDAY)
    chosen = town.act(case, "applicant", "choose", TUESDAY, values={"home": str(home.pk), "ends_on": "2028-02-29"})
    assert chosen.state.values["aid"] == 20000  # (3000 × 2 - 5000) × 0.2 = 200 yuan
    assert chosen.event.plain["computed"] == {"aid": {"formula": "aid", "on": "2026-03-03"}}
    home.refresh_from_db()
    assert (home.state, home.revision) == ("let", 2)
    taken = CaseEvent.objects.get(case=home, sequence=2)
    assert (taken.act, taken.actor, taken.role) == ("take", "system", "system")
    assert taken.plain["cause"] == {"case": str(case), "sequence": chosen.event.sequence}
    assert CaseLink.objects.get().target_id == home.pk
    (lease,) = chosen.documents
    values = json.loads(unseal_text(lease.sealed, context_of(lease.pk)))
    assert values["body"] == "准予承租东湖路1号101室，月租金800.00元，补贴200.00元，另见云住收〔2026〕1号。"
    assert lease.valid_until == dt.date(2028, 2, 29)
    held = Case.objects.get(pk=case)
    assert (held.closed, held.outcome, held.settled_at, held.closed_at) == (False, "granted", TUESDAY, None)
    order = PublicationOrder.objects.get()
    # 2 working days after Monday 2 March.
    assert (order.name, order.due_on, order.organ_id) == ("result", dt.date(2026, 3, 4), town.house.pk)


def test_a_home_that_was_taken_meanwhile_is_refused_by_its_number(town):
    home = town.home(MONDAY).case
    first, second = town.offered(MONDAY), town.offered(MONDAY, town.ben)
    values = {"home": str(home.pk), "ends_on": "2028-02-29"}
    town.act(first, "applicant", "choose", TUESDAY, values=values)
    with pytest.raises(Refused, match="YHF2026000001现在不能选择"):
        perform(second, Command("choose", values), town.applicant(town.ben), TUESDAY)
    assert Case.objects.get(pk=second).state == "offered"


def test_what_a_linked_case_refuses_refuses_the_act_and_undoes_it(town):
    home = town.home(MONDAY).case
    case = town.offered(MONDAY, persons="7")
    values = {"home": str(home.pk), "ends_on": "2028-02-29"}
    with pytest.raises(Refused, match="房源 YHF2026000001：不符合条件：同住人数不超过6人（第八条）"):
        town.act(case, "applicant", "choose", MONDAY, values=values)
    home.refresh_from_db()
    assert (home.state, home.revision, Case.objects.get(pk=case).state) == ("available", 1, "offered")


def test_a_breach_bars_its_party_until_it_is_repaired(town):
    home = town.home(MONDAY).case
    case = town.offered(MONDAY)
    town.act(case, "applicant", "choose", MONDAY, values={"home": str(home.pk), "ends_on": "2028-02-29"})
    town.act(case, "chief", "end_lease", TUESDAY, reason="转租他人")
    home.refresh_from_db()
    assert (home.state, Mark.objects.get().name) == ("available", "breach")
    with pytest.raises(Refused, match=r"没有未修复的违约记录（第十一条）"):
        town.apply(TUESDAY)
    town.apply(TUESDAY, town.ben)  # others are not barred
    ask = Command("ask", {"promise": "今后守约"})
    repair = start_case(HOMES, "repair", ask, town.applicant(), TUESDAY).case.pk
    town.act(repair, "chief", "repair", TUESDAY)
    mark = Mark.objects.get()
    assert (mark.until, mark.lifted_by_case_id) == (TUESDAY, repair)
    town.apply(TUESDAY)


def test_a_second_application_is_refused_while_the_first_waits(town):
    case = town.apply(MONDAY).case.pk
    town.act(case, "clerk", "send", MONDAY, originals_seen=True)
    for role in ("district", "police"):
        town.act(case, role, "give_opinion", MONDAY, values={"view": "agree"})
    town.act(case, "chief", "conclude", MONDAY)
    with pytest.raises(Refused, match="没有正在轮候的申请"):
        town.apply(TUESDAY)


def test_only_the_first_of_the_queue_is_offered(town):
    cases = []
    for who, day in ((town.anna, MONDAY), (town.ben, TUESDAY)):
        case = town.apply(day, who).case.pk
        town.act(case, "clerk", "send", TUESDAY, originals_seen=True)
        for role in ("district", "police"):
            town.act(case, role, "give_opinion", TUESDAY, values={"view": "agree"})
        town.act(case, "chief", "conclude", TUESDAY)
        cases.append(case)
    with pytest.raises(Refused, match="轮候排在首位"):
        town.act(cases[1], "clerk", "offer", TUESDAY)
    town.act(cases[0], "clerk", "offer", TUESDAY)
    town.act(cases[1], "clerk", "offer", TUESDAY)


def test_the_system_acts_on_a_clock_and_nobody_else_can_claim_to(town):
    case = town.offered(MONDAY)
    claimed = Acting(town.clerk.actor, town.clerk.pk, "system")
    with pytest.raises(NotAllowed):
        perform(case, Command("lapse"), claimed, at("2026-03-10"))
    lapsed = perform(case, Command("lapse"), BY_SYSTEM, at("2026-03-10"))
    assert lapsed.state.outcome == "lapsed"
    assert CaseClock.objects.get(name="choice").state == "expired"
    assert not Turn.objects.exists()


def test_only_those_entitled_act(town):
    case = town.apply(MONDAY).case.pk
    wrong = [
        (town.applicant(town.ben), "withdraw"),
        (Acting(town.ben.actor, town.ben.pk, "applicant", None, town.applicant().party_id), "withdraw"),
        (Acting(town.stranger.actor, town.stranger.pk, "clerk", town.house.pk), "send"),
        (Acting(town.stranger.actor, town.stranger.pk, "clerk", town.organs["police"].pk), "send"),
        (Acting(town.clerk.actor, town.clerk.pk, "chief", town.house.pk), "prolong"),
        (Acting(town.clerk.actor, None, "clerk", town.house.pk), "send"),
        (Acting(town.clerk.actor, town.clerk.pk, "mayor", town.house.pk), "send"),
        (Acting(town.clerk.actor, town.clerk.pk, "applicant", None, town.applicant().party_id), "withdraw"),
    ]
    for who, act in wrong:
        with pytest.raises(NotAllowed):
            perform(case, Command(act, reason="x", originals_seen=True), who, TUESDAY)
    with pytest.raises(NotAllowed):
        start_case(
            HOMES, "lease", Command("apply"), Acting(town.ben.actor, town.ben.pk, "applicant", None, uuid4()), MONDAY
        )
    with pytest.raises(NotFound):
        perform(uuid4(), Command("send"), town.staff("clerk"), TUESDAY)
    assert CaseEvent.objects.count() == 1


def test_a_stand_in_acts_and_both_are_named(town):
    case = town.apply(MONDAY).case.pk
    day = dt.date(2026, 3, 3)
    appoint_stand_in(NewStandIn(town.chief.pk, town.stranger.pk, town.house.pk, day, day, "出差"), OPERATOR, MONDAY)
    who = Acting(town.stranger.actor, town.stranger.pk, "chief", town.house.pk, None, str(town.chief.pk))
    done = perform(case, Command("prolong", reason="情况复杂"), who, TUESDAY)
    assert (done.event.actor, done.event.standing_in_for) == (town.stranger.actor.id, str(town.chief.pk))
    payload = json.loads(LedgerEntry.objects.get(stream=f"case:{case}", act="prolong").payload)
    assert payload["standing_in_for"] == str(town.chief.pk)
    with pytest.raises(NotAllowed):
        perform(case, Command("send_back", reason="x"), who, at("2026-03-04"))


def test_a_stale_page_does_nothing(town):
    case = town.apply(MONDAY).case.pk
    perform(case, Command("send", originals_seen=True), town.staff("clerk"), TUESDAY, revision=1)
    with pytest.raises(Stale):
        perform(case, Command("suspend", reason="等待"), town.staff("clerk"), TUESDAY, revision=1)


def test_the_same_request_again_changes_nothing(town):
    first = town.apply(MONDAY, key="page-1")
    again = start_case(HOMES, "lease", Command("apply", application()), town.applicant(), TUESDAY, key="page-1")
    assert (again.repeated, again.case.pk, again.code) == (True, first.case.pk, first.code)
    assert [document.number for document in again.documents] == ["云住收〔2026〕1号"]
    clerk, case = town.staff("clerk"), first.case.pk
    sent = perform(case, Command("send", originals_seen=True), clerk, TUESDAY, key="page-2")
    repeat = perform(case, Command("send", originals_seen=True), clerk, TUESDAY, revision=1, key="page-2")
    assert (repeat.repeated, repeat.event.sequence, repeat.event.at) == (True, 2, sent.event.at)
    with pytest.raises(LingxingError, match="已经用于另一次办理"):
        perform(case, Command("suspend", reason="等待"), clerk, TUESDAY, key="page-2")
    # The same words of another person are another key.
    assert not town.apply(TUESDAY, town.ben, key="page-1").repeated
    assert CaseEvent.objects.filter(case=case).count() == 2


def test_a_batch_tells_what_came_of_each(town):
    cases = [town.apply(MONDAY).case.pk, town.apply(MONDAY, town.ben).case.pk]
    town.act(cases[1], "clerk", "send", MONDAY, originals_seen=True)
    found = perform_many([*cases, cases[0]], Command("send", originals_seen=True), town.staff("clerk"), TUESDAY)
    assert [(outcome.number, bool(outcome.result)) for outcome in found] == [
        ("YHZ2026000001", True),
        ("YHZ2026000002", False),
    ]
    assert "案件现为“征求意见”，不能办理“受理并征求意见”（第六条）" in found[1].refusal


def test_files_of_others_are_not_handed_in(town):
    foreign = upload(town.ben, "card", MONDAY)
    with pytest.raises(LingxingError, match="不是您上传的"):
        start_case(
            HOMES, "lease", Command("apply", application(), papers={"card": (foreign,)}), town.applicant(), MONDAY
        )
    assert not Case.objects.exists()


def test_a_policy_out_of_force_opens_nothing(town):
    for day in ("2025-12-31", "2031-01-01"):
        with pytest.raises(Refused, match="文件"):
            town.apply(at(day))
    assert town.apply(at("2030-12-31")).case.number == "YHZ2030000001"


def test_a_case_needs_its_party_and_no_other_kind(town):
    clerk = town.staff("clerk")
    with pytest.raises(LingxingError, match="没有指明当事人"):
        start_case(HOMES, "lease", Command("apply", application()), clerk, MONDAY)
    party = town.applicant().party_id
    at_counter = Acting(clerk.actor, clerk.account_id, "clerk", clerk.organ_id, party)
    with pytest.raises(LingxingError, match="没有当事人"):
        start_case(HOMES, "home", Command("register", {"place": "一", "rent": "800"}), at_counter, MONDAY)
    with pytest.raises(Refused, match="请提交身份证"):
        start_case(HOMES, "lease", Command("apply", application()), at_counter, MONDAY)
    papers = {"card": (upload(town.clerk, "card", MONDAY),)}
    typed_in = start_case(HOMES, "lease", Command("apply", application(), papers=papers), at_counter, MONDAY)
    assert (typed_in.case.party_id, typed_in.case.account_id) == (party, None)
    with pytest.raises(NotAllowed):  # until somebody has checked that the account is the party's
        town.act(typed_in.case.pk, "applicant", "withdraw", TUESDAY)
    link_account(party, town.anna.pk, OPERATOR, TUESDAY)
    town.act(typed_in.case.pk, "applicant", "withdraw", TUESDAY)  # its party may act on it all the same


def test_the_ledger_proves_the_story_and_holds_nothing_personal(town, caplog):
    caplog.set_level(logging.DEBUG)
    home = town.home(MONDAY).case
    case = town.offered(MONDAY)
    town.act(case, "applicant", "choose", MONDAY, values={"home": str(home.pk), "ends_on": "2028-02-29"})
    town.act(case, "chief", "end_lease", TUESDAY, reason="邻居张三举报转租")
    entries = list(LedgerEntry.objects.filter(stream=f"case:{case}").order_by("sequence"))
    events = list(CaseEvent.objects.filter(case=case).order_by("sequence"))
    assert [entry.act for entry in entries] == [event.act for event in events]
    assert [event.ledger_sequence for event in events] == [entry.sequence for entry in entries]
    for entry, event in zip(entries, events, strict=True):
        fields = json.loads(entry.payload)["fields"]
        openings = openings_of(event)
        assert openings.keys() == fields.keys()
        assert all(check_opening(name, value, salt, fields[name]) for name, (salt, value) in openings.items())
    assert openings_of(events[-1])["act.reason"][1] == "邻居张三举报转租"
    written = " ".join(
        [entry.payload + entry.actor for entry in LedgerEntry.objects.all()]
        + [json.dumps([case.plain, case.snapshot, case.title], ensure_ascii=False) for case in Case.objects.all()]
        + [json.dumps(event.plain, ensure_ascii=False) for event in CaseEvent.objects.all()]
        + [notice.text for notice in Notice.objects.all()]
        + [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    )
    for secret in (NAME, NUMBER, "张三", "13800001234"):
        assert secret not in written


def test_the_snapshot_is_what_the_events_add_up_to(town):
    case = town.offered(MONDAY)
    service = procedure().services["lease"]
    stored = Case.objects.get(pk=case)
    events = events_of(CaseEvent.objects.filter(case=case).order_by("sequence"), service)
    assert fold(service, events) == state_of(stored, service)


def test_what_was_given_once_is_known_with_consent(town):
    party = town.applicant().party_id
    case = town.apply(MONDAY, disabled="false").case.pk
    assert known_facts(party, ["person.disabled"], TUESDAY.date()) == {}
    give_consent(party, "reuse", town.anna.actor, MONDAY)
    known = known_facts(party, ["person.disabled"], TUESDAY.date())["person.disabled"]
    assert (known.value, known.source) == (False, f"case:{case}")


def test_an_act_takes_few_queries(town):
    case = town.apply(MONDAY).case.pk
    with CaptureQueriesContext(connection) as plain:
        town.act(case, "clerk", "suspend", TUESDAY, reason="等待")
    told = [query["sql"] for query in plain if "SAVEPOINT" not in query["sql"]]
    # Case, bindings, duty, calendar; three for the ledger; case, event, clock; turns read, dropped, added; two to tell.
    assert len(told) <= 15, told


def test_a_case_of_several_offices_goes_to_the_one_chosen(town):
    second = Organ.objects.create(city="云梦泽市", name="城西住房管理所", parent=town.house.parent)
    ServiceBinding.objects.create(package=HOMES, role="clerk", organ=second)
    papers = {"card": (upload(town.anna, "card", MONDAY),)}
    command = Command("apply", application(), papers=papers)
    with pytest.raises(LingxingError, match="没有指明由哪个单位办理"):
        start_case(HOMES, "lease", command, town.applicant(), MONDAY)
    with pytest.raises(LingxingError, match="没有指明由哪个单位办理"):
        start_case(HOMES, "lease", command, town.applicant(), MONDAY, organ_id=town.organs["police"].pk)
    made = start_case(HOMES, "lease", command, town.applicant(), MONDAY, organ_id=second.pk)
    assert (made.case.organ_id, Turn.objects.get().organ_id) == (second.pk, second.pk)
    with pytest.raises(NotAllowed):
        town.act(made.case.pk, "clerk", "send", MONDAY, originals_seen=True)
