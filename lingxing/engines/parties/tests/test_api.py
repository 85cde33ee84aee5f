"""Organs, duties and stand-ins through the API: what it does, what it refuses, and that it keeps to its description."""

import datetime as dt
import json

import pytest
from django.test import Client

from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.parties.access import today
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.duties import queries
from lingxing.engines.parties.organs.services import register_organs
from lingxing.engines.parties.tests.accounts import account
from tests.contract import asked_by, described_to_signed, hold_each

pytestmark = pytest.mark.django_db
CITY, BUREAU = "云梦泽市", "云梦泽市水务局"
NEXT_WEEK = str(today() + dt.timedelta(days=7))


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(account("keeper", Role.ADMINISTRATOR))
    return client


@pytest.fixture
def bureau() -> int:
    account("clerk_a", Role.CLERK)
    account("clerk_b", Role.CLERK)
    return register_organs(CITY, [BUREAU])[BUREAU]


def posted(client, path, **body):
    return client.post(f"/api/{path}", json.dumps(body), content_type="application/json")


def duty(bureau, **changes):
    return {"username": "clerk_a", "organ": bureau, "duty": "clerk", "since": str(today()), **changes}


def test_an_organ_is_entered_below_another(client, bureau):
    given = {"city": CITY, "name": "城东水文站", "kind": "institution", "parent": bureau, "aliases": ["水文站"]}
    made = posted(client, "organ-tree", **given).json()["id"]
    assert client.get("/api/organ-tree", {"city": CITY}).json() == [
        {"id": bureau, "name": BUREAU, "kind": "", "parent": None, "level": 1},
        {"id": made, "name": "城东水文站", "kind": "institution", "parent": bureau, "level": 2},
    ]
    again = posted(client, "organ-tree", **given)
    assert (again.status_code, "已有这个名称" in again.json()["error"]["what"]) == (400, True)
    assert posted(client, "organ-tree", city=CITY, name="新站", kind="kingdom").status_code == 422
    assert posted(client, "organ-tree", city=CITY, name="新站", level=1).status_code == 422
    assert client.get("/api/organ-tree", {"city": "他市"}).json() == []


def test_a_duty_is_given_listed_and_ended(client, bureau):
    made = posted(client, "memberships", **duty(bureau)).json()["id"]
    (held,) = client.get("/api/memberships").json()
    assert held == {
        "id": made,
        "username": "clerk_a",
        "organ": bureau,
        "organ_name": BUREAU,
        "city": CITY,
        "duty": "clerk",
        "since": str(today()),
        "until": None,
    }
    assert client.get("/api/memberships", {"organ": bureau + 1}).json() == []
    assert client.delete(f"/api/memberships/{made}").json() == {"done": True}
    assert client.get("/api/memberships").json() == []
    assert client.delete(f"/api/memberships/{made}").status_code == 400
    acts = LedgerEntry.objects.filter(act__endswith="_membership").order_by("pk")
    assert [entry.act for entry in acts] == ["add_membership", "end_membership"]


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"username": "nobody"}, 400, "没有这个账号"),
        ({"until": "2020-01-01"}, 400, "止日早于起日"),
        ({"organ": 2**31}, 400, "没有这个机构"),
        ({"duty": "emperor"}, 422, ""),
        ({"since": "soon"}, 422, ""),
    ],
)
def test_a_duty_that_can_not_be_given_is_refused_in_words(client, bureau, changes, status, words):
    answer = posted(client, "memberships", **duty(bureau, **changes))
    assert (answer.status_code, words in answer.json()["error"]["what"]) == (status, True)
    assert queries.memberships_on(today()) == []


def test_a_stand_in_is_appointed_and_recalled(client, bureau):
    posted(client, "memberships", **duty(bureau))
    given = {"organ": bureau, "since": str(today()), "until": NEXT_WEEK, "reason": "出差"}
    made = posted(client, "stand-ins", absent="clerk_a", substitute="clerk_b", **given).json()["id"]
    (line,) = client.get("/api/stand-ins", {"organ": bureau}).json()
    assert (line["id"], line["organ_name"], line["until"]) == (made, BUREAU, NEXT_WEEK)
    assert client.get("/api/stand-ins", {"organ": bureau + 1}).json() == []
    assert client.delete(f"/api/stand-ins/{made}").json() == {"done": True}
    assert client.get("/api/stand-ins").json() == []
    itself = posted(client, "stand-ins", absent="clerk_a", substitute="clerk_a", **given)
    assert (itself.status_code, "不能由本人代理本人" in itself.json()["error"]["what"]) == (400, True)


@pytest.mark.parametrize("role", [None, Role.APPLICANT, Role.CLERK, Role.SUPERVISOR, Role.EDITOR])
def test_only_an_administrator_may(bureau, role):
    stranger = Client()
    if role:
        stranger.force_login(account(role=role))
    denied = 403 if role else 401
    for path in ("organ-tree?city=x", "memberships", "stand-ins"):
        assert stranger.get(f"/api/{path}").status_code == denied
    assert posted(stranger, "memberships", **duty(bureau)).status_code == denied
    assert posted(stranger, "organ-tree", city=CITY, name="新站").status_code == denied
    assert queries.memberships_on(today()) == []


def test_every_operation_answers_as_described(bureau: int, subtests: pytest.Subtests) -> None:
    keeper = account("keeper", Role.ADMINISTRATOR)
    with asked_by(lambda path: keeper):
        description = described_to_signed().include(path_regex=r"^/api/(organ-tree|memberships|stand-ins)")
        assert len(list(description.get_all_operations())) == 8
        hold_each(description, lambda case: None, subtests)
