"""Letters are fetched from a mail server: each becomes one ticket, whatever breaks, and nothing else becomes one."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from lingxing.engines.cases.models import OutboxMessage
from lingxing.engines.hotline.mailbox.declared import DeclaredMailbox, declared_mailboxes
from lingxing.engines.hotline.mailbox.imap import encoded
from lingxing.engines.hotline.models import LetterSeen, Ticket
from lingxing.engines.hotline.queries.files import files_of, load_file
from lingxing.engines.hotline.queries.letters import letters_refused
from lingxing.engines.hotline.services.fetching import fetch
from lingxing.engines.hotline.services.letters import LettersRead
from lingxing.engines.hotline.tests.mail_server import PASSWORD, USER, Store, serving
from lingxing.engines.hotline.tests.town import Town, at
from lingxing.kernel.errors import LingxingError

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = at("2026-03-02")
TAKEN, ASIDE = encoded("已登记"), encoded("待人工")


def letter(number: int = 1, text: str = "云梦街路灯不亮。", **headers: str) -> EmailMessage:
    """Return a letter of a caller."""
    made = EmailMessage()
    told = {"From": "钱来电 <qian@example.org>", "Subject": "路灯不亮", "Message-ID": f"<{number}@example.org>"}
    for name, value in {**told, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        made[name] = value
    made.set_content(text)
    return made


@contextmanager
def mailbox(store: Store, folder: Path, *, starttls: bool = False) -> Iterator[DeclaredMailbox]:
    """Give the mailbox of a running server."""
    with serving(store, folder, starttls=starttls) as port:
        yield DeclaredMailbox(
            "yunmeng/calls_2026/call", "127.0.0.1", port, starttls, USER, PASSWORD, folder / "server.pem"
        )


def fetched(declared: DeclaredMailbox) -> LettersRead:
    return fetch(declared, lambda: DAY)


@pytest.mark.parametrize("kind", ["usual", "starttls", "without_move", "without_uidplus"])
def test_a_letter_becomes_one_ticket_and_is_moved(town: Town, tmp_path: Path, kind: str) -> None:
    store = Store(without_move=kind.startswith("without"), without_uidplus=kind == "without_uidplus")
    store.receive(bytes(letter()))
    with mailbox(store, tmp_path, starttls=kind == "starttls") as declared:
        first, second = fetched(declared), fetched(declared)
    ticket = Ticket.objects.get()
    assert (first.taken, second) == ((ticket.number,), LettersRead())
    assert (ticket.channel, ticket.matter, ticket.reachable) == ("mail", "路灯不亮", True)
    assert len(store.folders[TAKEN]) == 1
    # A server with neither MOVE nor UIDPLUS keeps the letter, marked as deleted, so that no other one is expunged.
    assert len(store.folders["INBOX"]) == (1 if kind == "without_uidplus" else 0)
    row = LetterSeen.objects.get()
    assert (row.outcome, row.put_away_at, row.validity) == ("taken", DAY, 7)


def test_a_letter_whose_moving_broke_off_is_moved_by_the_next_run_and_taken_once(town: Town, tmp_path: Path) -> None:
    store = Store(break_at_move=True)
    store.receive(bytes(letter()))
    with mailbox(store, tmp_path) as declared:
        with pytest.raises(LingxingError, match="中断"):
            fetched(declared)
        assert Ticket.objects.count() == 1
        assert LetterSeen.objects.get().put_away_at is None
        store.break_at_move = False
        assert fetched(declared) == LettersRead()
    assert (Ticket.objects.count(), len(store.folders["INBOX"]), len(store.folders[TAKEN])) == (1, 0, 1)


def test_a_conversation_that_breaks_off_keeps_what_was_taken(town: Town, tmp_path: Path) -> None:
    store = Store(break_after=1)
    for number in (1, 2):
        store.receive(bytes(letter(number, f"第{number}盏路灯不亮。")))
    with mailbox(store, tmp_path) as declared:
        with pytest.raises(LingxingError, match="中断"):
            fetched(declared)
        assert Ticket.objects.count() == 1
        store.break_after = None
        assert len(fetched(declared).taken) == 1
    assert Ticket.objects.count() == 2


def test_the_same_letter_under_new_uids_is_known(town: Town, tmp_path: Path) -> None:
    store = Store()
    store.receive(bytes(letter()))
    with mailbox(store, tmp_path) as declared:
        fetched(declared)
        store.validity, store.next_uid = 8, 100
        store.receive(bytes(letter()))
        read = fetched(declared)
    assert (read.taken, read.known, Ticket.objects.count()) == ((), 1, 1)


def test_one_message_id_with_other_words_is_another_letter(town: Town, tmp_path: Path) -> None:
    store = Store()
    store.receive(bytes(letter()))
    store.receive(bytes(letter(1, "自来水停了。", From="孙邻居 <sun@example.org>")))
    with mailbox(store, tmp_path) as declared:
        assert len(fetched(declared).taken) == 2


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "自动回复"),
        ({"Auto_Submitted": "auto-generated; x=y"}, "自动回复"),
        ({"Return_Path": "<>"}, "退信"),
        ({"From": "MAILER-DAEMON@example.org"}, "系统账号"),
        ({"X_Lingxing_Message": "1"}, "本系统"),
        ({"From": USER}, "本系统"),
        ({"List_Id": "<news.example.org>"}, "群发"),
        ({"Precedence": "bulk"}, "群发"),
    ],
)
def test_what_no_person_wrote_is_put_aside_without_an_answer(
    town: Town, tmp_path: Path, settings: Settings, headers: dict[str, str], why: str
) -> None:
    settings.DEFAULT_FROM_EMAIL = USER
    store = Store()
    store.receive(bytes(letter(1, "我在休假。", **headers)))
    with mailbox(store, tmp_path) as declared:
        read = fetched(declared)
    assert why in read.passed_over[0]
    assert not Ticket.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert len(store.folders[ASIDE]) == 1
    assert not letters_refused(town.hotline, DAY)


def test_a_letter_that_says_it_is_no_automatic_one_is_taken(town: Town, tmp_path: Path) -> None:
    store = Store()
    store.receive(bytes(letter(Auto_Submitted="no")))
    with mailbox(store, tmp_path) as declared:
        assert len(fetched(declared).taken) == 1


def test_a_loop_of_letters_from_one_sender_stops_at_twenty_and_is_reported(town: Town, tmp_path: Path) -> None:
    store = Store()
    for number in range(25):
        store.receive(bytes(letter(number, f"循环{number}")))
    with mailbox(store, tmp_path) as declared:
        read = fetched(declared)
    assert (len(read.taken), len(read.refused)) == (20, 5)
    assert "来信太多" in read.refused[0]
    assert len(store.folders[ASIDE]) == 5
    assert [row.reason for row in letters_refused(town.hotline, DAY)] == ["同一个发件人来信太多"] * 5


BROKEN = {
    "nothing": b"",
    "no words": b"From: a@example.org\n\n",
    "a header that is no address": b"From: \xff\xfe<<<>@\nSubject: =?utf-8?B?@@@?=\nContent-Type: ;;;\n\n",
    "too deep": b"Content-Type: multipart/mixed; boundary=a\n\n"
    + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
    "too large": b"From: a@example.org\n\n" + b"x" * 20_000_001,
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_or_huge_letter_is_put_aside_and_the_next_one_taken(town: Town, tmp_path: Path, kind: str) -> None:
    store = Store()
    store.receive(BROKEN[kind])
    store.receive(bytes(letter()))
    with mailbox(store, tmp_path) as declared:
        read = fetched(declared)
    assert (len(read.taken), len(read.refused)) == (1, 1)
    assert len(store.folders[ASIDE]) == 1
    # Nothing that the letter says stands in the report.
    assert "example" not in read.refused[0]
    # One that is too large is not even loaded.
    assert store.commands.count("UID FETCH 101") <= (1 if kind == "too large" else 2)


def test_a_letter_in_an_old_script_and_one_with_a_page_alone_are_read(town: Town, tmp_path: Path) -> None:
    store = Store()
    old = b"From: a@example.org\nContent-Type: text/plain; charset=gb2312\n\n" + "自来水停了".encode("gb18030")
    page = EmailMessage()
    page["From"], page["Subject"] = "b@example.org", "x" * 200
    page.set_content(
        "<style>p{}</style><script>1</script><p>水压&lt;低</p><p>第二段\x00</p>" + "<" * 5000, subtype="html"
    )
    store.receive(old)
    store.receive(bytes(page))
    with mailbox(store, tmp_path) as declared:
        assert len(fetched(declared).taken) == 2
    assert {len(row.matter) for row in Ticket.objects.all()} == {5, 60}


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "PNG")
    return made.getvalue()


def test_files_go_through_the_checks_of_uploads_and_are_sealed(town: Town, tmp_path: Path) -> None:
    store, made = Store(), letter(1, "照片在附件里。" + "长" * 2500)
    made.add_attachment(picture(), maintype="image", subtype="png", filename="坑.png")
    made.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="看我.exe")
    made.add_attachment(b"<html><script>1</script>", maintype="image", subtype="png", filename="假.png")
    store.receive(bytes(made))
    with mailbox(store, tmp_path) as declared:
        fetched(declared)
    ticket = Ticket.objects.get()
    cards, why = files_of(town.operator, ticket, DAY.date())
    assert ([card.name for card in cards], why) == (["坑.png", "来信全文.txt"], "")
    card, content = load_file(town.operator, ticket, cards[0].id, DAY.date())
    assert (card.media_type, content) == ("image/png", picture())
    client = Client()
    client.force_login(town.operator)
    page = client.get(f"/hotline/tickets/{ticket.pk}/").content.decode()
    assert "坑.png" in page
    assert "有2个附件没有收下" in page
    assert "见附件“来信全文”" in page
    answer = client.get(f"/hotline/tickets/{ticket.pk}/files/{cards[0].id}/")
    assert (answer["Content-Type"], answer.content) == ("image/png", picture())
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(town.water)
    assert client.get(f"/hotline/tickets/{ticket.pk}/files/{cards[0].id}/").status_code == 404


def test_a_sender_gets_number_and_code_and_the_letter_stays_out_of_the_message(
    town: Town, tmp_path: Path, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL = USER
    store = Store()
    store.receive(bytes(letter()))
    with mailbox(store, tmp_path) as declared:
        fetched(declared)
    assert OutboxMessage.objects.get().channel == "email"


def test_a_wrong_password_and_a_server_that_nobody_trusts_are_refused_without_telling_it(
    town: Town, tmp_path: Path
) -> None:
    store = Store()
    with mailbox(store, tmp_path) as declared:
        with pytest.raises(LingxingError, match="口令不对") as wrong:
            fetched(replace(declared, password="not this one"))
        assert "not this one" not in str(wrong.value)
        with pytest.raises(LingxingError, match="证书不可信"):
            fetched(replace(declared, authority=None))
        with pytest.raises(LingxingError, match="没有这个文件夹"):
            fetched(replace(declared, folder="没有"))
    with pytest.raises(LingxingError, match="连接不上"):
        fetched(declared)
    assert "LOGIN" in store.commands
    assert not LetterSeen.objects.exists()


def declaring(place: Path, entry: Mapping[str, str | None], mode: int = 0o600) -> Path:
    """Write the settings of a mailbox and its password."""
    password = place / "password"
    password.write_text(f"{PASSWORD}\n")
    password.chmod(mode)
    told = {"hotline": "yunmeng/calls_2026/call", "server": "imaps://mail.example.org", "user": USER}
    file = place / "mailboxes.yaml"
    file.write_text(yaml.safe_dump([{**told, "password_file": str(password), **entry}], allow_unicode=True))
    return file


def test_mailboxes_are_declared_in_a_file_with_the_password_in_another(tmp_path: Path) -> None:
    (one,) = declared_mailboxes(declaring(tmp_path, {}))
    assert (one.host, one.port, one.starttls, one.folder, one.password) == (
        "mail.example.org",
        993,
        False,
        "INBOX",
        PASSWORD,
    )
    assert PASSWORD not in repr(one) + str(one)
    assert declared_mailboxes(None) == []


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"server": "imap://mail.example.org"}, "服务器的地址"),
        ({"server": "imaps://me:secret@mail.example.org"}, "服务器的地址"),
        ({"server": "imaps://mail.example.org:99999"}, "服务器的地址"),
        ({"user": ""}, "缺少“user”"),
        ({"password_file": None}, "缺少“password_file”"),
        ({"pasword": "x"}, "没有设置“pasword”"),
        ({"folder": "a\r\nb"}, "控制字符"),
        ({"hotline": "yunmeng"}, "不是热线"),
        ({"password_file": "/nowhere/at/all"}, "口令文件"),
    ],
)
def test_a_wrong_declaration_names_the_entry(tmp_path: Path, entry: Mapping[str, str | None], why: str) -> None:
    with pytest.raises(LingxingError, match="第1个邮箱") as wrong:
        declared_mailboxes(declaring(tmp_path, entry))
    assert why in str(wrong.value)
    assert "secret" not in str(wrong.value)


def test_a_password_that_others_can_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LingxingError, match="别人也能读"):
        declared_mailboxes(declaring(tmp_path, {}, 0o644))


def test_names_of_folders_stand_in_modified_utf_7() -> None:
    # The second is the example of RFC 3501 5.1.3.
    assert [encoded(name) for name in ("INBOX", "~peter/mail/台北/日本語", "a&b")] == [
        "INBOX",
        "~peter/mail/&U,BTFw-/&ZeVnLIqe-",
        "a&-b",
    ]
