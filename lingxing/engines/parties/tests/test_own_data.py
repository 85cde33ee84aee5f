"""One's own data on the web: shown masked, changed, consented to, acted on by others; and nobody else's."""

import pytest
from django.test import Client

from lingxing.engines.parties.access import today
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.people import queries
from lingxing.engines.parties.people.domain import Agency
from lingxing.engines.parties.people.services import ensure_party
from lingxing.engines.parties.people.services_agents import NewAgent, add_agent
from lingxing.engines.parties.people.tests.people import AT, CODE, NUMBER, PHONE, applicant, firm
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client):
    made = applicant()
    client.force_login(made)
    return made


@pytest.fixture
def other():
    return applicant("sunba", "孙八", resident_number(order=55))


def page_of(client, address="/me"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_data_are_masked_until_they_are_asked_for(client, own):
    page = page_of(client)
    assert "赵**" in page
    assert not any(word in page for word in (NUMBER, "赵六一", PHONE))
    shown = page_of(client, "/me?show=yes")
    assert all(word in shown for word in (NUMBER, "赵六一", PHONE))
    assert client.get("/me?show=yes")["Cache-Control"] == "no-store"


def test_contact_is_changed_and_a_wrong_one_is_named(client, own):
    assert PHONE in page_of(client, "/me/contact")
    page = client.post("/me/contact", {"phone": "x", "address": ""}).content.decode()
    assert "应为7至20位数字" in page
    answer = client.post("/me/contact", {"phone": "13900005678", "address": "湖心区荷花路8号"})
    assert answer["Location"] == "/me"
    card = queries.party_card(queries.party_of(own.pk).pk, mask=False)
    assert (card.phone, card.address) == ("13900005678", "湖心区荷花路8号")


def test_a_consent_is_given_and_withdrawn(client, own):
    party = queries.party_of(own.pk)
    assert "同意复用" in page_of(client)
    client.post("/me/consent", {"act": "give"})
    assert queries.consented(party.pk, "reuse", today())
    assert "撤回" in page_of(client)
    client.post("/me/consent", {"act": "withdraw", "scope": "reuse"})
    assert not queries.consented(party.pk, "reuse", today())


def test_an_agent_is_appointed_and_recalled(client, own, other):
    fields = {"username": "sunba", "agency": "proxy", "basis": "授权委托书", "until": ""}
    assert client.post("/me/agents/new", fields)["Location"] == "/me"
    party = queries.party_of(own.pk)
    assert queries.may_act_for(other.pk, party.pk, today())
    page = page_of(client)
    assert "授权委托书" in page
    (agent,) = queries.agents_of(party.pk, today())
    client.post(f"/me/agents/{agent.link}/revoke")
    assert not queries.may_act_for(other.pk, party.pk, today())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"username": "nobody"}, "没有这个申请人账号"),
        ({"username": "wenshu"}, "没有这个申请人账号"),
        ({"username": "zhaoliu"}, "已经可以为其办理"),
        ({"username": ""}, "请填写"),
        ({"agency": "friend"}, "请从列表中选择"),
        ({"until": "2020-01-01"}, "截止日期已过"),
        ({"until": "soon"}, "日期无法识别"),
    ],
)
def test_a_wrong_agent_is_named_at_its_field(client, own, other, changes, words):
    account("wenshu", Role.READER)
    fields = {"username": "sunba", "agency": "proxy", "basis": "", "until": ""} | changes
    assert words in client.post("/me/agents/new", fields).content.decode()
    assert queries.agents_of(queries.party_of(own.pk).pk, today()) == []


def test_a_represented_firm_is_entered_once_and_given_up(client, own):
    fields = {
        "kind": "firm",
        "identity_kind": "credit_code",
        "identity_number": CODE,
        "name": "云梦泽渔业有限公司",
        "agency": "legal_representative",
        "basis": "",
    }
    assert client.post("/me/represented/new", fields)["Location"] == "/me"
    page = page_of(client)
    assert "云梦泽渔业有限公司" in page
    assert CODE in page
    assert "不能用所填的证件号码" in client.post("/me/represented/new", fields).content.decode()
    wrong = fields | {"identity_kind": "resident_id", "identity_number": resident_number(order=71)}
    assert "不能用居民身份证号码登记" in client.post("/me/represented/new", wrong).content.decode()
    link = queries.parties_for(own.pk, today())[1].link
    client.post(f"/me/agents/{link}/revoke")
    assert len(queries.parties_for(own.pk, today())) == 1


def test_nobody_ends_what_is_between_others(client, own, other):
    made = ensure_party(firm(), OPERATOR, AT)
    link = add_agent(made.pk, NewAgent(other.pk, Agency.PROXY, ""), OPERATOR, AT)
    assert client.post(f"/me/agents/{link}/revoke").status_code == 404
    assert client.post(f"/me/agents/{queries.parties_for(own.pk, today())[0].link}/revoke").status_code == 404
    assert queries.may_act_for(other.pk, made.pk, today())
    assert "孙" not in page_of(client)


def test_an_account_that_is_nobody_says_who_it_is_once(client):
    made = account("newcomer", Role.APPLICANT)
    client.force_login(made)
    assert "还没有登记本人信息" in page_of(client)
    assert client.get("/me/contact").status_code == 400
    assert client.post("/me/consent", {"act": "give"}).status_code == 400
    fields = {"identity_kind": "resident_id", "identity_number": NUMBER, "name": "赵六一", "phone": ""}
    assert "校验码不对" in client.post("/me/declare", fields | {"identity_number": NUMBER[:-2] + "00"}).content.decode()
    assert client.post("/me/declare", fields)["Location"] == "/me"
    assert queries.party_of(made.pk) is not None
    again = client.post("/me/declare", fields | {"identity_number": resident_number(order=66)}).content.decode()
    assert "已经登记过本人信息" in again


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK, Role.SUPERVISOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_who_may_not_apply_has_a_page_without_the_forms_of_applicants(role):
    client = Client()
    client.force_login(account(role=role))
    page = page_of(client)
    assert "我代表谁" not in page
    for address in ("/me/declare", "/me/contact", "/me/agents/new", "/me/represented/new"):
        assert client.get(address).status_code == 403


def test_texts_are_shown_as_texts(client, own):
    client.post("/me/contact", {"phone": "", "address": "<script>alert(1)</script>"})
    assert "<script>alert" not in page_of(client, "/me?show=yes") + page_of(client, "/me/contact")
