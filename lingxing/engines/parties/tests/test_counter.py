"""The counter: finding by exact number, entering, verifying, correcting, linking; and who may do so."""

import uuid

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.access import GRANTS, Permission, today
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.people import queries
from lingxing.engines.parties.people.models import Party
from lingxing.engines.parties.people.services import ensure_party
from lingxing.engines.parties.people.tests.people import AT, CODE, NUMBER, PHONE, applicant, firm
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    made = account("clerk", Role.CLERK)
    client.force_login(made)
    return made


@pytest.fixture
def party():
    return queries.party_of(applicant().pk)


def look_up(client, number, kind="resident_id"):
    return client.post("/counter", {"identity_kind": kind, "identity_number": number})


def entry(**changes):
    return {
        "kind": "person",
        "identity_kind": "resident_id",
        "identity_number": resident_number(order=77),
        "name": "周九",
        "phone": "",
        "address": "",
    } | changes


def test_somebody_is_found_by_the_exact_number_and_the_look_up_is_kept(client, clerk, party):
    answer = look_up(client, f" {NUMBER} ")
    assert answer["Location"] == f"/counter/{party.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert "赵**" in page
    assert not any(word in page for word in (NUMBER, "赵六一", PHONE))
    last = list(ledger.entries(f"party:{party.pk}"))[-1]
    assert (last.act, last.actor, last.facts) == ("look_up", clerk.actor.id, {})


def test_who_is_not_on_record_is_not_found(client, clerk, party):
    assert "没有查到这个号码" in look_up(client, NUMBER[:-1]).content.decode()
    assert "没有查到这个号码" in look_up(client, NUMBER, "other").content.decode()
    assert "请填写" in look_up(client, "").content.decode()
    assert client.get(f"/counter/{uuid.uuid4()}").status_code == 404


def test_somebody_is_entered_once(client, clerk):
    first = client.post("/counter/new", entry())["Location"]
    assert client.post("/counter/new", entry(phone=PHONE))["Location"] == first
    assert Party.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"identity_number": NUMBER[:-2] + "00"}, "校验码不对"),
        ({"identity_number": ""}, "请填写"),
        ({"kind": "firm"}, "证件类型：企业或其他组织不能用居民身份证号码登记"),
        ({"name": " "}, "请填写"),
        ({"phone": "x"}, "联系电话"),
    ],
)
def test_a_wrong_entry_says_why_at_its_field(client, clerk, changes, words):
    assert words in client.post("/counter/new", entry(**changes)).content.decode()
    assert not Party.objects.exists()


def test_another_name_for_a_number_is_refused(client, clerk, party):
    page = client.post("/counter/new", entry(identity_number=NUMBER)).content.decode()
    assert "不一致" in page
    assert "赵" not in page


def test_an_identity_is_verified_and_corrected(client, clerk, party):
    address = f"/counter/{party.pk}"
    assert client.post(address, {"act": "verify"})["Location"] == address
    client.post(address, {"act": "name", "name-name": "赵六二"})
    client.post(address, {"act": "contact", "contact-phone": "", "contact-address": "湖心区荷花路8号"})
    card = queries.party_card(party.pk, mask=False)
    assert (card.verified, card.name, card.phone, card.address) == (True, "赵六二", PHONE, "湖心区荷花路8号")
    assert "确认身份" not in client.get(address).content.decode()


def test_an_account_is_linked_after_its_holder_was_checked(client, clerk, party):
    right = account("right", Role.APPLICANT)
    client.post(f"/counter/{party.pk}", {"act": "link", "link-username": "right"})
    assert queries.party_of(right.pk) == party
    page = client.post(f"/counter/{party.pk}", {"act": "link", "link-username": "clerk"}).content.decode()
    assert "没有这个申请人账号" in page
    assert queries.party_of(right.pk) == party


def test_a_firm_gets_an_agent_at_the_counter(client, clerk):
    made = ensure_party(firm(), OPERATOR, AT)
    agent = applicant()
    fields = {"act": "agent", "agent-username": "zhaoliu", "agent-agency": "proxy", "agent-basis": "委托书"}
    client.post(f"/counter/{made.pk}", fields)
    assert queries.may_act_for(agent.pk, made.pk, today())
    page = client.get(f"/counter/{made.pk}").content.decode()
    assert "委托书" in page
    assert CODE in page
    again = client.post(f"/counter/{made.pk}", fields).content.decode()
    assert "已经可以为其办理" in again


def test_an_unknown_act_is_refused(client, clerk, party):
    assert client.post(f"/counter/{party.pk}", {"act": "marry"}).status_code == 400


@pytest.mark.parametrize(
    "role", [None, *(role for role in Role if Permission.HANDLE_CASES not in GRANTS[role])], ids=str
)
def test_only_who_handles_cases_stands_behind_the_counter(client, party, role):
    if role:
        client.force_login(account(role=role))
    for address in ("/counter", "/counter/new", f"/counter/{party.pk}"):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, {"act": "verify"}).status_code in (302, 403)
    assert not queries.party_card(party.pk).verified
