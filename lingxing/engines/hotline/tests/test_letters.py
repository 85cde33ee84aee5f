"""Letters become tickets once; those without words stay where they are."""

from pathlib import Path

import pytest

from lingxing.engines.hotline.mailbox.folder import Folder
from lingxing.engines.hotline.mailbox.letter import read_letter
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.callers import caller_of
from lingxing.engines.hotline.services.letters import take_letter, take_letters
from lingxing.engines.hotline.tests.town import Town, at
from lingxing.kernel.errors import LingxingError

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = "From: =?utf-8?B?6ZKx5p2l55S1?= <qian@example.org>\nSubject: =?utf-8?B?6Lev54Gv5LiN5Lqu?=\n"
LETTER = f"{HEAD}Message-ID: <1@example.org>\nContent-Type: text/plain; charset=utf-8\n\n云梦街路灯不亮。\n".encode()


def test_a_letter_is_read_with_its_sender() -> None:
    letter = read_letter(LETTER)
    assert (letter.sender_name, letter.sender) == ("钱来电", "qian@example.org")
    assert (letter.subject, letter.text) == ("路灯不亮", "云梦街路灯不亮。")
    page = f"{HEAD}Content-Type: text/html; charset=utf-8\n\n<style>x</style><p>停水</p>".encode()
    assert read_letter(page).text == "停水"
    with pytest.raises(LingxingError, match="没有文字"):
        read_letter(f"{HEAD}\n\n".encode())


def test_a_mailbox_is_taken_once(town: Town, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(LETTER)
    (tmp_path / "2.eml").write_bytes(LETTER)
    (tmp_path / "3.eml").write_bytes(b"\n\n")
    read = take_letters(town.hotline, Folder(tmp_path), at("2026-03-02"))
    assert (len(read.taken), read.known, len(read.refused)) == (1, 1, 1)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["3.eml", "taken"]
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.topic, ticket.reachable) == ("mail", "lamps", True)
    assert caller_of(ticket.pk) == {"name": "钱来电", "address": "qian@example.org"}
    assert take_letter(town.hotline, LETTER, at("2026-03-03")) == (ticket.number, False)
