"""Messages through a real mail server of the test's own, and into the file for a gateway."""

import json
import stat

import pytest

from lingxing.engines.cases.delivery.channels import senders
from lingxing.engines.cases.delivery.message import Channel, Message, Undelivered
from lingxing.engines.cases.delivery.tests.postbox import free_port, open_postbox

LETTER = Message("someone@example.cn", "办件进展", "您的办件已受理。", "7")


@pytest.fixture
def postbox(settings):
    with open_postbox(settings) as box:
        yield box


def test_without_settings_nothing_can_be_sent(settings):
    settings.DEFAULT_FROM_EMAIL, settings.SMS_FILE = "", None
    assert senders() == {}


def test_a_letter_arrives_with_its_words(postbox):
    senders()[Channel.EMAIL](LETTER)
    (letter,) = postbox.letters
    assert letter.mail_from == "banshi@example.gov.cn"
    assert letter.rcpt_tos == ["someone@example.cn"]
    assert b"Auto-Submitted: auto-generated" in letter.content
    assert b"X-Lingxing-Message: 7" in letter.content


@pytest.mark.parametrize(
    ("answer", "final"), [("550 no such user", True), ("451 try later", False), ("452 mailbox full", False)]
)
def test_a_refused_recipient(postbox, answer, final):
    postbox.recipient_answer = answer
    with pytest.raises(Undelivered) as failure:
        senders()[Channel.EMAIL](LETTER)
    assert failure.value.final is final
    assert answer[:3] in failure.value.reason
    assert "someone" not in failure.value.reason


@pytest.mark.parametrize(("answer", "final"), [("554 spam", True), ("421 busy", False)])
def test_a_refused_letter(postbox, answer, final):
    postbox.letter_answer = answer
    with pytest.raises(Undelivered) as failure:
        senders()[Channel.EMAIL](LETTER)
    assert (failure.value.final, answer[:3] in failure.value.reason) == (final, True)


def test_a_server_that_does_not_answer(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.DEFAULT_FROM_EMAIL = "banshi@example.gov.cn"
    with pytest.raises(Undelivered, match="连接不上") as failure:
        senders()[Channel.EMAIL](LETTER)
    assert not failure.value.final


def test_a_line_break_adds_no_header(postbox):
    with pytest.raises(Undelivered):
        senders()[Channel.EMAIL](Message("a@example.cn\nBcc: b@example.cn", "x", "y", "1"))
    assert postbox.letters == []


def test_short_messages_are_lines_for_a_gateway(settings, tmp_path):
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    send = senders()[Channel.SMS]
    send(Message("13800000000", "", "第一条\n两行", "1"))
    send(Message("13800000000", "", "第二条", "2"))
    lines = [json.loads(line) for line in settings.SMS_FILE.read_text("utf-8").splitlines()]
    assert [(line["id"], line["to"], line["text"]) for line in lines] == [
        ("1", "13800000000", "第一条\n两行"),
        ("2", "13800000000", "第二条"),
    ]
    assert stat.S_IMODE(settings.SMS_FILE.stat().st_mode) == 0o600


def test_a_file_that_can_not_be_written_is_tried_again(settings, tmp_path):
    settings.SMS_FILE = tmp_path / "absent" / "sms.jsonl"
    with pytest.raises(Undelivered) as failure:
        senders()[Channel.SMS](LETTER)
    assert not failure.value.final
