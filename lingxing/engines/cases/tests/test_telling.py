"""News of cases: inside the site, by a real mail server, into the file for short messages; nothing personal in it."""

import datetime as dt
import json

import pytest

from lingxing.engines.cases.delivery.tests.postbox import open_postbox
from lingxing.engines.cases.models import Notice, OutboxMessage
from lingxing.engines.cases.queries.notices import notices, undelivered, unread
from lingxing.engines.cases.services.delivering import MOST_ATTEMPTS, deliver_outbox
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.cases.services.telling import mark_all_read, mark_read
from lingxing.engines.cases.tests.office import AT, NUMBER
from lingxing.engines.cases.tests.stories import applied, completion_asked, issued

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def postbox(settings):
    with open_postbox(settings) as box:
        yield box


@pytest.fixture
def addressed(office):
    office.applicant.email = "zhaoliu@example.cn"
    office.applicant.save()
    return office


def test_the_applicant_is_told_of_what_others_do_and_not_of_its_own(office):
    case = applied(office)
    assert notices(office.applicant.pk) == []
    completion_asked(office, case, AT)
    (told,) = notices(office.applicant.pk)
    assert told.text == f"便民市场摊位申请 {case.number}：已办理“通知补正”，现为“等待补正”"
    assert unread(office.applicant.pk) == 1
    assert mark_read(office.other.pk, [told.pk], AT) == 0
    assert mark_read(office.applicant.pk, [told.pk], AT) == 1
    assert unread(office.applicant.pk) == 0


def test_notices_are_paged_and_read_all_at_once(office):
    issued(office, applied(office), AT)
    whole = notices(office.applicant.pk)
    assert len(whole) == 4
    first = notices(office.applicant.pk, size=3)
    assert [*first, *notices(office.applicant.pk, before=first[-1].pk)] == whole
    assert mark_all_read(office.applicant.pk, AT) == 4


def test_without_channels_nothing_is_queued(office, settings):
    settings.DEFAULT_FROM_EMAIL, settings.SMS_FILE = "", None
    completion_asked(office, applied(office), AT)
    assert not OutboxMessage.objects.exists()


def test_a_letter_and_a_short_message_leave_with_the_next_sweep(addressed, postbox, settings, tmp_path):
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    case = completion_asked(addressed, applied(addressed), AT)
    assert {message.channel for message in OutboxMessage.objects.all()} == {"email", "sms"}
    assert not any("example.cn" in m.sealed or "138" in m.sealed for m in OutboxMessage.objects.all())
    report = sweep(AT)
    assert (report.sent, report.unsent) == (2, 0)
    (letter,) = postbox.letters
    assert letter.rcpt_tos == ["zhaoliu@example.cn"]
    (line,) = [json.loads(line) for line in settings.SMS_FILE.read_text("utf-8").splitlines()]
    assert (line["to"], case.number in line["text"]) == ("13800001234", True)
    assert "赵" not in line["text"]
    assert NUMBER not in line["text"]
    assert all(m.sealed == "" and m.sent_at for m in OutboxMessage.objects.all())
    assert sweep(AT).sent == 0
    assert len(postbox.letters) == 1


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(addressed, postbox, caplog):
    postbox.recipient_answer = "451 try later"
    completion_asked(addressed, applied(addressed), AT)
    at, waits = AT, []
    while (message := OutboxMessage.objects.get()).due_at is not None:
        waits.append((message.due_at - at) // MINUTE)
        at = message.due_at
        assert deliver_outbox(at - MINUTE) == (0, 0)
        assert deliver_outbox(at) == (0, 1)
    assert waits == [0, 1, 5, 15, 60, 240, 720, 1440]
    assert message.attempts == MOST_ATTEMPTS
    (shown,) = undelivered()
    assert (shown.given_up, shown.message.failure) == (True, "邮件服务器不接受这个收件人（451）")
    assert "zhaoliu" not in caplog.text
    assert "赵" not in caplog.text


def test_a_refusal_for_good_is_given_up_at_once(addressed, postbox):
    postbox.recipient_answer = "550 nobody"
    completion_asked(addressed, applied(addressed), AT)
    assert deliver_outbox(AT) == (0, 1)
    assert OutboxMessage.objects.get().due_at is None


def test_a_crash_while_sending_sends_it_later(addressed, postbox, monkeypatch):
    completion_asked(addressed, applied(addressed), AT)

    def crash(message):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("lingxing.engines.cases.services.delivering._hand_over", crash)
        with pytest.raises(KeyboardInterrupt):
            deliver_outbox(AT)
    assert deliver_outbox(AT + MINUTE) == (0, 0)
    assert deliver_outbox(AT + 11 * MINUTE) == (1, 0)
    assert len(postbox.letters) == 1


def test_a_sealed_message_that_does_not_open_holds_up_no_other(addressed, postbox):
    completion_asked(addressed, applied(addressed), AT)
    OutboxMessage.objects.update(sealed="0001.broken")
    completion_asked(addressed, applied(addressed), AT)
    assert deliver_outbox(AT) == (1, 1)


def test_nothing_personal_stands_in_notices(office):
    issued(office, applied(office), AT)
    texts = "".join(Notice.objects.values_list("text", flat=True))
    assert not any(word in texts for word in ("赵", NUMBER, "1380000"))
