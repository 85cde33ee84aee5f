"""Signing in, being locked out, and what a session is worth afterwards."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties import queries, services, services_attempts
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import SignInAttempts
from lingxing.engines.parties.tests.accounts import AT, PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
ADDRESS = "192.0.2.7"
MOST_OF_ADDRESS = 100


def enter(client, username="wenshu", password=PASSWORD, **more):
    return client.post("/sign-in", {"username": username, "password": password, **more})


def signed_in(client):
    return client.get("/account").status_code == 200


@pytest.mark.parametrize("username", ["wenshu", "WENSHU", " wenshu "])
def test_the_right_password_opens_a_session(client, username):
    made = account()
    answer = enter(client, username)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(client)
    assert [entry.act for entry in ledger.entries(f"account:{made.pk}")] == ["create_account", "sign_in"]


@pytest.mark.parametrize(
    ("username", "password"), [("wenshu", "wrong"), ("nobody", PASSWORD), ("wenshu", " " + PASSWORD)]
)
def test_a_wrong_entry_says_the_same_whether_or_not_the_name_exists(client, username, password):
    account()
    answer = enter(client, username, password)
    assert answer.status_code == 200
    assert "用户名或密码不对" in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize(
    "fields", [{}, {"username": "wenshu"}, {"password": PASSWORD}, {"username": "x" * 61, "password": "y"}]
)
def test_an_incomplete_entry_names_the_field(client, fields):
    answer = client.post("/sign-in", fields)
    assert answer.status_code == 200
    assert "有内容需要改正" in answer.content.decode()


def test_five_wrong_passwords_lock_the_name_even_for_the_right_one(client):
    account()
    for _ in range(5):
        assert enter(client, password="wrong").status_code == 200
    answer = enter(client)
    assert answer.status_code == 429
    assert "15分钟后再试" in answer.content.decode()
    assert not signed_in(client)


def test_every_spelling_that_reaches_an_account_counts_for_it():
    account("kesi.wenshu")
    # long s, Kelvin sign: PostgreSQL's upper case makes the account's own letters of them
    spellings = [
        "kesi.wenshu",
        "KESI.WENSHU",
        " kesi.wenshu",
        "ke\u017fi.wenshu",
        "\u212aesi.wenshu",
        "kesi.wen\u017fhu",
    ]
    reaching = [spelling for spelling in spellings if queries.account_named(spelling.strip())]
    for attempt in range(5):
        services.sign_in(reaching[-1 - attempt % len(reaching)], "wrong", ADDRESS, AT)
    with pytest.raises(NotAllowed, match="15分钟"):
        services.sign_in("kesi.wenshu", PASSWORD, ADDRESS, AT)


def test_a_name_that_nobody_has_is_locked_in_the_same_words(client):
    for _ in range(5):
        enter(client, "nobody", "wrong")
    answer = enter(client, "nobody", "wrong")
    assert answer.status_code == 429
    assert "15分钟后再试" in answer.content.decode()


def test_the_lock_ends_by_itself(client):
    account()
    start = AT
    for _ in range(5):
        services.sign_in("wenshu", "wrong", ADDRESS, start)
    with pytest.raises(NotAllowed, match="1分钟后"):
        services.sign_in("wenshu", PASSWORD, ADDRESS, start + dt.timedelta(minutes=14, seconds=1))
    assert services.sign_in("wenshu", PASSWORD, ADDRESS, start + dt.timedelta(minutes=15))


def test_an_administrator_unlocks(client):
    made = account()
    for _ in range(5):
        services.sign_in("wenshu", "wrong", ADDRESS, AT)
    assert queries.minutes_until_unlocked(made, AT) == 15
    services.unlock(made.pk, OPERATOR, AT)
    assert queries.minutes_until_unlocked(made, AT) == 0
    assert services.sign_in("wenshu", PASSWORD, ADDRESS, AT)
    acts = [entry.act for entry in ledger.entries(f"account:{made.pk}")]
    assert acts == ["create_account", "lock_account", "unlock_account", "sign_in"]


def test_the_right_password_starts_the_count_again():
    account()
    for _ in range(3):
        for _ in range(4):
            assert services.sign_in("wenshu", "wrong", ADDRESS, AT) is None
        assert services.sign_in("wenshu", PASSWORD, ADDRESS, AT)


def test_one_address_that_tries_many_names_is_locked_and_other_addresses_are_not():
    account()
    for n in range(100):
        services.sign_in(f"name{n}", "wrong", ADDRESS, AT)
    with pytest.raises(NotAllowed, match="15分钟"):
        services.sign_in("wenshu", PASSWORD, ADDRESS, AT)
    assert services.sign_in("wenshu", PASSWORD, "192.0.2.8", AT)


def test_an_office_behind_one_address_signs_in_as_often_as_it_likes():
    for n in range(3):
        account(f"gangwei{n}")
    for n in range(150):
        assert services.sign_in(f"gangwei{n % 3}", PASSWORD, ADDRESS, AT + dt.timedelta(seconds=n))
    assert attempts_left(ADDRESS) == MOST_OF_ADDRESS


def test_slips_that_end_with_the_right_password_cost_an_address_nothing():
    account()
    for _ in range(MOST_OF_ADDRESS):
        assert services.sign_in("wenshu", "wrong", ADDRESS, AT) is None
        assert services.sign_in("wenshu", PASSWORD, ADDRESS, AT)
    assert attempts_left(ADDRESS) == MOST_OF_ADDRESS


def test_signing_in_with_an_account_of_ones_own_buys_no_guesses_at_others():
    account()
    for n in range(MOST_OF_ADDRESS - 1):
        services.sign_in(f"name{n}", "wrong", ADDRESS, AT)
        assert services.sign_in("wenshu", PASSWORD, ADDRESS, AT)
    assert attempts_left(ADDRESS) == 1


def test_the_right_password_that_comes_last_before_the_lock_leaves_the_address_free():
    account()
    for n in range(MOST_OF_ADDRESS - 1):
        services.sign_in(f"name{n}", "wrong", ADDRESS, AT)
    assert services.sign_in("wenshu", PASSWORD, ADDRESS, AT)
    assert services.sign_in("wenshu", PASSWORD, ADDRESS, AT)


def test_asking_at_a_locked_name_costs_its_address_nothing():
    for _ in range(5):
        services.sign_in("nobody", "wrong", ADDRESS, AT)
    for _ in range(MOST_OF_ADDRESS):
        with pytest.raises(NotAllowed):
            services.sign_in("nobody", "wrong", ADDRESS, AT)
    assert attempts_left(ADDRESS) == MOST_OF_ADDRESS - 5


def test_asking_from_a_locked_address_locks_no_name():
    account()
    for n in range(MOST_OF_ADDRESS):
        services.sign_in(f"name{n}", "wrong", ADDRESS, AT)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            services.sign_in("wenshu", "wrong", ADDRESS, AT)
    assert services.sign_in("wenshu", PASSWORD, "192.0.2.8", AT)


def attempts_left(address):
    """Return how many wrong names the address may still try."""
    for n in range(MOST_OF_ADDRESS + 1):
        try:
            services.sign_in(f"tried{n}", "wrong", address, AT)
        except NotAllowed:
            return n
    return MOST_OF_ADDRESS + 1


def test_neither_names_nor_addresses_are_kept_in_the_clear():
    services.sign_in("zhangsan", "wrong", ADDRESS, AT)
    keys = list(SignInAttempts.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert all(len(key) == 64 and "zhangsan" not in key for key in keys)


def test_old_counters_are_dropped():
    services.sign_in("nobody", "wrong", ADDRESS, AT)
    assert services_attempts.forget_old_attempts(AT + dt.timedelta(hours=24)) == 0
    assert services_attempts.forget_old_attempts(AT + dt.timedelta(hours=25)) == 2


OWN = ["/accounts", "/?on=2026-01-05", "/search?q=%E5%8A%9E%E6%B3%95"]
FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
    "https:evil.example",
    "/\t/evil.example",
    " //evil.example",
]


@pytest.mark.parametrize("target", OWN)
def test_after_signing_in_one_is_where_one_came_from(client, target):
    account()
    assert enter(client, next=target)["Location"] == target


@pytest.mark.parametrize("target", FOREIGN)
def test_no_address_of_another_site_is_gone_on_to(client, target):
    account()
    assert enter(client, next=target)["Location"] == "/"
    page = Client().get("/sign-in", {"next": target}).content.decode()
    assert 'name="next" value="/"' in page


def test_an_address_to_go_on_to_that_hides_behind_a_nul_is_not_taken(client):
    account()
    assert enter(client, next="\x00//evil.example")["Location"] == "/"
    assert client.get("/sign-in", {"next": "\x00//evil.example"}).status_code == 400


def test_signing_in_needs_the_proof_of_origin():
    account()
    strict = Client(enforce_csrf_checks=True)
    answer = enter(strict)
    assert answer.status_code == 403
    assert "表单已过期" in answer.content.decode()


def test_signing_in_changes_the_session_and_signing_out_ends_it(client):
    account()
    enter(client)
    first = client.cookies["lingxing_session"].value
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 302
    assert not signed_in(client)
    enter(client)
    assert client.cookies["lingxing_session"].value != first


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client):
    account()
    cookie = enter(client).cookies["lingxing_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) == 8 * 3600


def test_disabling_an_account_ends_its_session_at_once(client):
    made = account()
    enter(client)
    services.set_active(made.pk, active=False, actor=OPERATOR, at=timezone.now())
    assert not signed_in(client)
    assert "用户名或密码不对" in enter(client).content.decode()


def test_changing_the_password_ends_the_other_sessions_only(client):
    account()
    other = Client()
    enter(client)
    enter(other)
    fields = {"old": PASSWORD, "new": "Another-pass-2026", "again": "Another-pass-2026"}
    assert client.post("/account", fields).status_code == 302
    assert signed_in(client)
    assert not signed_in(other)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old": "wrong", "new": "Another-pass-2026", "again": "Another-pass-2026"}, "原密码不对"),
        ({"old": PASSWORD, "new": "Another-pass-2026", "again": "Another-pass-2027"}, "两次输入的新密码不一致"),
        ({"old": PASSWORD, "new": "12345678901", "again": "12345678901"}, "密码只包含数字"),
    ],
)
def test_a_password_that_can_not_be_taken_says_why(client, fields, words):
    account()
    enter(client)
    assert words in client.post("/account", fields).content.decode()


def test_signing_out_does_not_wait_for_the_first_password_to_be_changed(client):
    account(initial=True)
    enter(client)
    assert client.post("/sign-out")["Location"] == "/"
    assert client.get("/account")["Location"].startswith("/sign-in")


def test_a_first_password_is_changed_before_anything_else(client):
    account(role=Role.ADMINISTRATOR, initial=True)
    enter(client)
    assert client.get("/accounts")["Location"] == "/account"
    client.post("/account", {"old": PASSWORD, "new": "Another-pass-2026", "again": "Another-pass-2026"})
    assert client.get("/accounts").status_code == 200
