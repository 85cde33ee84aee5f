"""What the bank sends by itself: signed, fresh, counted once, and answered alike whatever it matches (arts. 16, 36)."""

import json

import pytest
from django.test import Client

from lingxing.engines.auctions.domain.order_numbers import make_order_number
from lingxing.engines.auctions.models import BankLine
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.signatures import signature
from lingxing.engines.auctions.tests.bureau import DEPOSIT, LISTED, apply, at, clock, open_bureau, order_of, published

pytestmark = pytest.mark.django_db

SECRET = b"0123456789abcdef0123456789abcdef"
STRANGE = make_order_number(lambda _: 777)


@pytest.fixture(autouse=True)
def secret(settings, tmp_path):
    settings.BANK_SECRET_FILE = tmp_path / "bank"
    settings.BANK_SECRET_FILE.write_bytes(SECRET + b"\n")


@pytest.fixture
def applied():
    bureau = open_bureau()
    return apply(published(bureau, has_reserve="no"), bureau.firm("湖光"))


def message(*lines):
    return json.dumps({"lines": lines}, ensure_ascii=False).encode()


def line(reference, order, amount="24000000.00", **more):
    return {"reference": reference, "amount": amount, "paid_at": "2026-12-26 09:00:00", "order_number": order, **more}


def send(body, *, moment=LISTED, stamp=None, given=None, key=SECRET):
    stamp = str(int(moment.timestamp())) if stamp is None else stamp
    given = signature(key, stamp, body) if given is None else given
    headers = {"X-Bank-Timestamp": stamp, "X-Bank-Signature": given}
    with clock(moment):
        return Client().post("/api/listings/bank-lines", body, content_type="application/json", headers=headers)


def test_a_signed_message_qualifies_who_paid(applied):
    answer = send(message(line("B1", order_of(applied))))
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1})
    assert state_of(applied.lot_id).admissions[applied.key.hex].paddle is not None


def test_the_answer_is_the_same_whatever_the_number_matches(applied):
    answers = {send(message(line("B1", number))).content for number in (order_of(applied), STRANGE, "", "x")}
    assert answers == {b'{"accepted": 1}'}


def test_a_message_that_comes_again_counts_once(applied):
    body = message(line("B1", order_of(applied)), line("B2", STRANGE))
    assert [send(body).json() for _ in range(3)] == [{"accepted": 2}] * 3
    assert BankLine.objects.count() == 2
    assert state_of(applied.lot_id).admissions[applied.key.hex].paid == DEPOSIT


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": b"another secret of thirty-two bytes"},
        {"given": ""},
        {"given": "0" * 64},
        {"given": "字" * 64},
        {"stamp": "NaN"},
        {"stamp": "1e9"},
        {"stamp": "-1"},
        {"stamp": ""},
        {"stamp": str(int(LISTED.timestamp()) - 301)},
        {"stamp": str(int(LISTED.timestamp()) + 301)},
    ],
)
def test_what_is_not_the_banks_or_not_fresh_changes_nothing(applied, wrong):
    if "字" in wrong.get("given", ""):
        wrong = {"given": wrong["given"].encode().decode("latin-1")}
    answer = send(message(line("B1", order_of(applied))), **wrong)
    assert answer.status_code == 401
    assert not BankLine.objects.exists()


def test_a_message_replayed_later_or_altered_is_refused(applied):
    body = message(line("B1", order_of(applied)))
    stamp = str(int(LISTED.timestamp()))
    given = signature(SECRET, stamp, body)
    assert send(body, moment=at("2026-12-26 10:06"), stamp=stamp, given=given).status_code == 401
    assert send(body.replace(b"B1", b"B2"), stamp=stamp, given=given).status_code == 401
    assert not BankLine.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "-1"},
        {"amount": "NaN"},
        {"amount": "1e400"},
        {"amount": "1.005"},
        {"amount": 1},
        {"paid_at": "昨天"},
        {"reference": ""},
        {"remark": "长" * 10**6},
        {"payer": "\x00"},
        {"unknown": "x"},
    ],
)
def test_a_wrong_line_takes_the_whole_message_with_it(applied, wrong):
    body = message(line("B1", order_of(applied)), {**line("B2", ""), **wrong})
    answer = send(body)
    assert answer.status_code in (400, 422), answer.content
    assert answer.json()["error"]["what"]
    assert not BankLine.objects.exists()


def test_without_a_secret_nobody_gets_in(applied, settings):
    settings.BANK_SECRET_FILE.write_bytes(b"short")
    assert send(message(line("B1", "")), key=b"short").status_code != 200
    settings.BANK_SECRET_FILE = None
    assert send(message(line("B1", ""))).status_code == 401
    assert not BankLine.objects.exists()
