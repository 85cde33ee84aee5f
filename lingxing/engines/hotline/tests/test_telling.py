"""Messages to callers: who left a way to be reached hears once that there is an answer, without a word of it."""

import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from lingxing.engines.cases.models import OutboxMessage
from lingxing.engines.cases.services.telling import OUTBOX_CONTEXT
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.services.dispatching import join
from lingxing.engines.hotline.services.intake import CallerFacts
from lingxing.engines.hotline.services.joined import pass_on
from lingxing.engines.hotline.services.telling import tell_callers
from lingxing.engines.hotline.tests.town import PHONE, Town, at
from lingxing.engines.parties.access_sealing import unseal_text

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def channels(settings: Settings, tmp_path: Path) -> None:
    """Let short messages and e-mails leave."""
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    settings.DEFAULT_FROM_EMAIL = "12345@example.org"


def outbox() -> list[tuple[str, str, str]]:
    """Return channel, address and text of what was put into the outbox."""
    rows = [(row, json.loads(unseal_text(row.sealed, OUTBOX_CONTEXT))) for row in OutboxMessage.objects.order_by("pk")]
    return [(row.channel, held["address"], held["text"]) for row, held in rows]


def test_a_caller_is_told_once_that_there_is_an_answer_and_again_of_a_new_one(town: Town) -> None:
    taken = town.take()
    assert tell_callers(at("2026-03-02", 11)) == 0
    town.forward(taken)
    town.unit(taken, "reply", "2026-03-04", {"answer": "已经修好。"})
    assert [tell_callers(at("2026-03-04", hour)) for hour in (11, 12)] == [1, 0]
    ((channel, address, text),) = outbox()
    assert (channel, address) == ("sms", PHONE)
    assert taken.number in text
    assert "已经修好" not in text
    assert "路灯" not in text
    town.step(taken, "call_back", "2026-03-05", satisfied="dissatisfied")
    town.step(taken, "redo", "2026-03-05", reason="不亮。")
    town.unit(taken, "reply", "2026-03-06", {"answer": "又修了。"})
    assert tell_callers(at("2026-03-06", 12)) == 1


def test_joined_callers_hear_of_their_own_number_and_no_other(town: Town) -> None:
    main = town.take()
    same = town.take(caller=CallerFacts("孙邻居", "", "sun@example.org"))
    join(town.operator, same.case_id, main.number, at("2026-03-02"))
    town.step(main, "answer_now", "2026-03-02", answer="今晚修。")
    pass_on(at("2026-03-02", 11))
    assert tell_callers(at("2026-03-02", 12)) == 2
    told = {address: text for _, address, text in outbox()}
    assert set(told) == {PHONE, "sun@example.org"}
    assert same.number in told["sun@example.org"]
    assert main.number not in told["sun@example.org"]


def test_who_is_not_accepted_is_told_and_who_left_no_way_is_not(town: Town) -> None:
    refused, silent = town.take(), town.take(caller=CallerFacts("某人", ""))
    landline = town.take(caller=CallerFacts("", "0716-8888888"))
    town.step(refused, "decline", "2026-03-02", ground="court")
    for taken in (silent, landline):
        town.step(taken, "answer_now", "2026-03-02", answer="今晚修。")
    # Who left only a landline is looked at once and gets nothing.
    assert [tell_callers(at("2026-03-02", hour)) for hour in (11, 12)] == [2, 0]
    ((_, address, text),) = outbox()
    assert (address, "不属于受理" in text) == (PHONE, True)


def test_nothing_is_kept_back_for_an_installation_without_channels(town: Town, settings: Settings) -> None:
    settings.SMS_FILE, settings.DEFAULT_FROM_EMAIL = None, ""
    town.step(town.take(), "answer_now", "2026-03-02", answer="今晚修。")
    assert tell_callers(at("2026-03-02", 11)) == 0
    assert Ticket.objects.get().told_at is None
    assert not OutboxMessage.objects.exists()
