"""Duties, stand-ins and the tree of organs on the web."""

import datetime as dt

import pytest

from lingxing.engines.parties.access import today
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.duties import queries
from lingxing.engines.parties.duties.domain import Duty
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.queries_reform import organ_name_on, organ_node, successors_on
from lingxing.engines.parties.organs.services import register_organs
from lingxing.engines.parties.tests.accounts import AT, account
from lingxing.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db
CITY, HOUSING, WATER = "云梦泽", "云梦泽市住房局", "云梦泽市水务局"


@pytest.fixture
def organs():
    return register_organs(CITY, [HOUSING, WATER])


@pytest.fixture
def administrator(client, organs):
    client.force_login(account("guanli", Role.ADMINISTRATOR))
    return client


@pytest.fixture
def clerks(organs):
    found = account("clerk_a", Role.CLERK), account("clerk_b", Role.CLERK)
    for clerk in found:
        add_membership(clerk.pk, organs[HOUSING], Duty.CLERK, Span(today()), OPERATOR, AT)
    return found


def duty(**changes):
    given = {"username": "clerk_c", "city": CITY, "organ": HOUSING, "duty": "head", "since": str(today()), "until": ""}
    return given | changes


def test_an_administrator_gives_a_duty_and_ends_it(administrator):
    clerk = account("clerk_c", Role.CLERK)
    assert administrator.post("/members", duty())["Location"] == "/members"
    page = administrator.get("/members").content.decode()
    assert HOUSING in page
    assert "负责人" in page
    (held,) = queries.memberships_on(today())
    administrator.post(f"/members/{held.pk}/end")
    assert queries.memberships(clerk.pk, today()) == ()
    assert administrator.post(f"/members/{held.pk}/end").status_code == 400
    assert administrator.post(f"/members/{10**30}/end").status_code == 400


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"username": "nobody"}, "用户名：没有这个账号"),
        ({"city": "他市"}, "城市：请从列表中选择"),
        ({"organ": "云梦泽市天文局"}, "机构：该城市的名录中没有这个机构"),
        ({"duty": "emperor"}, "职责：请从列表中选择"),
        ({"since": ""}, "起日：请填写"),
        ({"until": "2020-01-01"}, "止日早于起日"),
    ],
)
def test_a_duty_that_can_not_be_given_says_why_at_its_field(administrator, changes, words):
    account("clerk_c", Role.CLERK)
    page = administrator.post("/members", duty(**changes)).content.decode()
    assert words in page
    assert queries.memberships_on(today()) == []


def test_a_clerk_appoints_a_colleague_and_ends_it(client, clerks, organs):
    absent, substitute = clerks
    client.force_login(absent)
    given = {
        "organ": organs[HOUSING],
        "substitute": str(substitute.pk),
        "since": str(today()),
        "until": str(today() + dt.timedelta(days=3)),
        "reason": "出差",
    }
    assert "文书岗（clerk_b）" in client.get("/me/stand-in").content.decode()
    assert client.post("/me/stand-in", given)["Location"] == "/me/stand-in"
    held = queries.memberships(substitute.pk, today())
    assert [card.standing_in_for for card in held] == [None, absent.pk]
    (line,) = queries.stand_ins(today())
    client.force_login(substitute)
    assert "代理" in client.get("/me").content.decode()
    assert client.post(f"/me/stand-in/{line.id}/end").status_code == 404
    client.force_login(absent)
    client.post(f"/me/stand-in/{line.id}/end")
    assert queries.stand_ins(today()) == []


def test_a_clerk_appoints_nobody_from_elsewhere_and_for_no_other_organ(client, clerks, organs):
    stranger = account("stranger", Role.CLERK)
    client.force_login(clerks[0])
    given = {"since": str(today()), "until": str(today()), "reason": "出差"}
    for organ, substitute in ((organs[HOUSING], stranger), (organs[WATER], clerks[1])):
        page = client.post("/me/stand-in", given | {"organ": organ, "substitute": str(substitute.pk)}).content.decode()
        assert "请从列表中选择" in page
    assert queries.stand_ins(today()) == []


def test_an_administrator_appoints_anybody_of_the_same_role(administrator, clerks):
    account("stranger", Role.CLERK)
    given = {
        "absent": "clerk_a",
        "substitute": "stranger",
        "city": CITY,
        "organ": HOUSING,
        "since": str(today()),
        "until": str(today()),
        "reason": "休假",
    }
    page = administrator.post("/members/stand-ins", given | {"substitute": "clerk_a"}).content.decode()
    assert "代理人的用户名：不能由本人代理本人" in page
    assert administrator.post("/members/stand-ins", given)["Location"] == "/members/stand-ins"
    (line,) = queries.stand_ins(today())
    assert "休假" in administrator.get("/members/stand-ins").content.decode()
    administrator.post(f"/members/stand-ins/{line.id}/end")
    assert queries.stand_ins(today()) == []


def test_who_has_no_duty_is_told_so(client):
    client.force_login(account(role=Role.CLERK))
    assert "您没有任职" in client.get("/me/stand-in").content.decode()


def test_the_tree_is_edited(administrator, organs):
    address = f"/organ-tree/{organs[WATER]}"
    placed = {"act": "place", "place-parent": HOUSING, "place-kind": "institution"}
    assert administrator.post(address, placed)["Location"] == address
    assert organ_node(organs[WATER]).parent_name == HOUSING
    page = administrator.get("/organ-tree").content.decode()
    assert "第2级" in page
    assert "事业单位" in page


def test_an_organ_that_no_document_names_is_entered(administrator):
    given = {
        "city": CITY,
        "name": " 云梦泽市园林局 ",
        "kind": "department",
        "parent": HOUSING,
        "aliases": "市园林局\n\n",
    }
    answer = administrator.post("/organ-tree", given)
    made = organs_by_name(CITY, ["市园林局"])["市园林局"]
    assert answer["Location"] == f"/organ-tree/{made}"
    node = organ_node(made)
    assert (node.name, node.kind, node.parent_name) == ("云梦泽市园林局", "department", HOUSING)
    assert "又称" in administrator.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "全称：请填写"),
        ({"name": HOUSING}, "全称：“云梦泽市住房局”，该城市的名录中已有这个名称"),
        ({"aliases": WATER}, "其他名称（可不填）：“云梦泽市水务局”，该城市的名录中已有这个名称"),
        ({"parent": "云梦泽市天文局"}, "该城市的名录中没有：云梦泽市天文局"),
        ({"city": "他市", "parent": HOUSING}, "该城市的名录中没有：云梦泽市住房局"),
        ({"kind": "kingdom"}, "类别：请从列表中选择"),
    ],
)
def test_an_organ_that_can_not_be_entered_says_why(administrator, changes, words):
    given = {"city": CITY, "name": "云梦泽市园林局", "kind": "", "parent": "", "aliases": ""}
    page = administrator.post("/organ-tree", given | changes).content.decode()
    assert words in page
    assert set(organs_by_name(CITY, [HOUSING, WATER, "云梦泽市园林局"])) == {HOUSING, WATER}


def test_reforms_are_entered_and_shown(administrator, organs):
    address = f"/organ-tree/{organs[WATER]}"
    reform = {"effective": "2024-03-01", "basis": "云编发〔2024〕1号"}
    renamed = {f"rename-{name}": value for name, value in reform.items()}
    administrator.post(address, {"act": "rename", "rename-new_name": "云梦泽市水利局", **renamed})
    assert organ_name_on(organs[WATER], dt.date(2024, 2, 29)) == WATER
    dissolved = {f"dissolve-{name}": value for name, value in reform.items()}
    administrator.post(address, {"act": "dissolve", "dissolve-into": f" {HOUSING}\n\n", **dissolved})
    assert successors_on(organs[WATER], today()) == (organs[HOUSING],)
    page = administrator.get(address).content.decode()
    assert "由“云梦泽市水务局”改为“云梦泽市水利局”" in page
    assert f"由“{HOUSING}”承接" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act": "place", "place-parent": "云梦泽市天文局"}, "该城市的名录中没有：云梦泽市天文局"),
        ({"act": "place", "place-kind": "kingdom"}, "类别：请从列表中选择"),
        ({"act": "rename", "rename-new_name": HOUSING}, "生效日期：请填写"),
        (
            {"act": "rename", "rename-new_name": HOUSING, "rename-effective": "2024-03-01", "rename-basis": "文"},
            "名录中已有这个名称",
        ),
        (
            {"act": "dissolve", "dissolve-into": WATER, "dissolve-effective": "2024-03-01", "dissolve-basis": "文"},
            "承接机构：",
        ),
    ],
)
def test_a_wrong_act_on_an_organ_says_why(administrator, organs, fields, words):
    answer = administrator.post(f"/organ-tree/{organs[WATER]}", fields)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_an_unknown_act_or_organ_is_refused(administrator, organs):
    assert administrator.post(f"/organ-tree/{organs[WATER]}", {"act": "sell"}).status_code == 400
    assert administrator.get("/organ-tree/0").status_code == 404
    assert administrator.get(f"/organ-tree/{10**30}").status_code == 404


@pytest.mark.parametrize("role", [None, Role.APPLICANT, Role.CLERK, Role.SUPERVISOR, Role.EDITOR])
def test_only_an_administrator_sees_these_pages(client, organs, role):
    if role:
        client.force_login(account(role=role))
    for address in ("/members", "/members/stand-ins", "/organ-tree", f"/organ-tree/{organs[WATER]}"):
        assert client.get(address).status_code in (302, 403)
