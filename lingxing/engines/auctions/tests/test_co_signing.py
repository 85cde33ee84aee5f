"""Administrators during a listing: held until a supervisor signs, in pages and API; and the log of maintenance."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from lingxing.engines.auctions.models import CoSign, Lot, MaintenanceEntry, MaintenanceKind
from lingxing.engines.auctions.queries.running import any_running
from lingxing.engines.auctions.services.co_signing import ask_co_sign, decide_co_sign, end_lapsed_co_signs
from lingxing.engines.auctions.services.maintenance import Maintained, add_maintenance
from lingxing.engines.auctions.tests.sales import announced
from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.errors import LingxingError, NotAllowed

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
HOLD, WATCH, LOG = "/listing-system/co-sign", "/listing-watch/co-signs/", "/listing-system/maintenance/"
REASON = "数据库磁盘将满，须立即扩容"
SIGNED = {"act": "sign", "reason": REASON, "username": "watch_one", "password": PASSWORD}


@pytest.fixture
def keeper():
    return account("keeper_one", Role.ADMINISTRATOR)


@pytest.fixture
def watcher():
    return account("watch_one", Role.SUPERVISOR)


@pytest.fixture
def listing():
    """A lot whose listing opened just now."""
    now = timezone.now()
    return announced(now, now + HOUR)


def entered(made):
    client = Client()
    client.force_login(made)
    return client


def is_held(client):
    answer = client.get("/accounts")
    return (answer.status_code, answer.get("Location", "")) == (302, HOLD)


def acts():
    return [(entry.act, entry.role) for entry in ledger.entries("listing-system")]


def test_a_listing_runs_from_its_opening_until_nobody_may_bid():
    now = timezone.now()
    assert not any_running(now)
    lot = announced(now + HOUR, now + 2 * HOUR)
    assert not any_running(now + HOUR - dt.timedelta(seconds=1)), "announced only"
    assert any_running(now + HOUR)
    for stage, running in (("question", True), ("live", True), ("closed", False), ("ended", False)):
        Lot.objects.filter(pk=lot.pk).update(stage=stage)
        assert any_running(now) is running


def test_without_a_listing_nobody_is_held(keeper):
    client = entered(keeper)
    assert client.get("/accounts").status_code == 200
    assert client.get(HOLD).status_code == 302
    assert not CoSign.objects.exists()


def test_during_a_listing_an_administrator_sees_nothing_but_the_page_of_the_signature(keeper, listing):
    client = entered(keeper)
    assert is_held(client)
    assert client.get("/")["Location"] == HOLD
    answer = client.get("/api/memberships")
    assert answer.status_code == 403
    assert "监察人员签字" in answer.json()["error"]["what"]
    assert "第三十二条" in client.get(HOLD).content.decode()
    assert client.post("/sign-out")["Location"] == "/"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR], ids=str)
def test_other_roles_are_not_held(listing, role):
    client = entered(account("somebody", role))
    assert client.get("/me").status_code == 200
    assert Client().get("/sign-in").status_code == 200


def test_the_supervisors_password_on_the_spot_lets_the_session_in_until_it_ends(keeper, watcher, listing):
    client = entered(keeper)
    client.post(HOLD, SIGNED)
    assert not is_held(client)
    assert client.get("/api/memberships").status_code == 200
    kept = CoSign.objects.get()
    assert (kept.supervisor, kept.granted, kept.ended_at) == (watcher, True, None)
    assert is_held(entered(keeper)), "another session of the same administrator"
    client.post("/sign-out")
    kept.refresh_from_db()
    assert kept.ended_at is not None
    assert acts() == [
        ("ask_co_sign", "administrator"),
        ("grant_co_sign", "supervisor"),
        ("end_co_sign", "administrator"),
    ]
    client.force_login(keeper)
    assert is_held(client), "each sign-in needs its own"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"password": "wrong"}, "用户名或密码不对"),
        ({"username": "nobody"}, "用户名或密码不对"),
        ({"username": "keeper_one"}, "须由监察人员签字"),
        ({"username": "clerk_one"}, "须由监察人员签字"),
        ({"reason": " "}, "请填写"),
        ({"reason": "x" * 501}, "500"),
    ],
)
def test_nobody_but_a_supervisor_with_a_reason_signs(keeper, watcher, listing, fields, told):
    account("clerk_one", Role.CLERK)
    client = entered(keeper)
    assert told in client.post(HOLD, SIGNED | fields).content.decode()
    assert is_held(client)
    assert not CoSign.objects.exists()
    assert acts() == []


def test_two_administrators_cannot_sign_for_each_other(keeper, listing):
    account("keeper_two", Role.ADMINISTRATOR)
    client = entered(keeper)
    assert "须由监察人员签字" in client.post(HOLD, SIGNED | {"username": "keeper_two"}).content.decode()
    assert is_held(client)


def test_a_supervisor_grants_from_afar(keeper, watcher, listing):
    client, far = entered(keeper), entered(watcher)
    client.post(HOLD, {"act": "ask", "reason": REASON})
    waiting = client.get(HOLD)
    assert "正在等监察人员" in waiting.content.decode()
    assert waiting["Refresh"] == "5"
    assert "监察人员的密码" in client.get(HOLD, {"here": "yes"}).content.decode()
    assert is_held(client)
    assert REASON in far.get(WATCH).content.decode()
    key = CoSign.objects.get().pk
    far.post(WATCH, {"key": key, "decision": "grant"})
    assert client.get(HOLD)["Location"] == "/"
    assert not is_held(client)
    assert "登录中" in far.get(WATCH).content.decode()


def test_asking_needs_a_reason_and_nothing_else(keeper, listing):
    client = entered(keeper)
    answer = client.post(HOLD, {"act": "ask", "reason": ""}).content.decode()
    assert answer.count("请填写") == 2, "above the form and at its field"
    assert not CoSign.objects.exists()


def test_a_refusal_holds_and_can_be_decided_once(keeper, watcher, listing):
    client, far = entered(keeper), entered(watcher)
    client.post(HOLD, {"act": "ask", "reason": REASON})
    key = CoSign.objects.get().pk
    far.post(WATCH, {"key": key, "decision": "refuse"})
    assert far.post(WATCH, {"key": key, "decision": "grant"}).status_code == 404
    assert "没有同意" in client.get(HOLD).content.decode()
    assert is_held(client)


def test_a_co_sign_ends_with_its_session_at_the_latest(keeper, watcher, listing):
    client = entered(keeper)
    client.post(HOLD, SIGNED)
    kept = CoSign.objects.get()
    assert end_lapsed_co_signs(kept.expires_at - dt.timedelta(seconds=1)) == 0
    CoSign.objects.update(expires_at=timezone.now())
    assert is_held(client)
    assert end_lapsed_co_signs(timezone.now()) == 1
    assert end_lapsed_co_signs(timezone.now()) == 0
    assert acts()[-1] == ("end_co_sign", "system")


def test_a_session_that_carries_anothers_co_sign_is_held(keeper, watcher, listing):
    now = timezone.now()
    theirs = ask_co_sign(account("keeper_two", Role.ADMINISTRATOR), REASON, now)
    decide_co_sign(theirs.pk, watcher, now, granted=True)
    client = entered(keeper)
    session = client.session
    session["co_sign"] = theirs.pk
    session.save()
    assert is_held(client)


ENTRY = {
    "kind": "maintenance",
    "what": "扩容数据盘",
    "why": "磁盘将满",
    "begun_at": "2026-01-05T09:00",
    "ended_at": "2026-01-05T09:30",
}


def test_an_entry_during_a_listing_names_the_supervisor(keeper, watcher, listing):
    client = entered(keeper)
    client.post(HOLD, SIGNED)
    assert client.post(LOG, ENTRY).status_code == 302
    kept = MaintenanceEntry.objects.get()
    assert kept.co_sign.supervisor == watcher
    for page in (client.get(LOG), entered(watcher).get("/listing-watch/maintenance/")):
        assert "扩容数据盘" in page.content.decode()
        assert "监察人员" in page.content.decode()


def test_an_entry_outside_a_listing_names_the_administrator_alone(keeper):
    client = entered(keeper)
    client.post(LOG, ENTRY)
    assert MaintenanceEntry.objects.get().co_sign is None
    assert acts() == [("add_maintenance", "administrator")]
    (entry,) = ledger.entries("listing-system")
    assert "磁盘" not in entry.payload, "words stay out of the ledger"


@pytest.mark.parametrize(
    "fields",
    [{"what": ""}, {"ended_at": "2026-01-05T08:59"}, {"ended_at": "2099-01-01T00:00"}, {"begun_at": "soon"}],
)
def test_an_entry_that_is_not_whole_is_not_taken(keeper, fields):
    assert entered(keeper).post(LOG, ENTRY | fields).status_code == 200
    assert not MaintenanceEntry.objects.exists()


def test_nothing_is_deleted(keeper, watcher):
    now = timezone.now()
    done = Maintained(MaintenanceKind.ANOMALY, "夜间告警", "网络抖动", now, now)
    entry, asked = add_maintenance(done, keeper, None, now), ask_co_sign(keeper, REASON, now)
    for row in (entry, asked, MaintenanceEntry.objects.all(), CoSign.objects.filter(pk=asked.pk)):
        with pytest.raises(NotAllowed, match="第三十二条第四项"):
            row.delete()
    assert (MaintenanceEntry.objects.count(), CoSign.objects.count()) == (1, 1)


def test_who_asked_never_grants(keeper):
    asked = ask_co_sign(keeper, REASON, timezone.now())
    with pytest.raises(LingxingError, match="监察人员"):
        decide_co_sign(asked.pk, keeper, timezone.now(), granted=True)
