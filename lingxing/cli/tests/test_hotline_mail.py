"""`lingxing hotline fetch`: mailboxes from the settings, one that fails does not stop the others, nothing is hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from lingxing.cli.hotline import hotline
from lingxing.engines.hotline.tests.mail_server import PASSWORD, USER, Store, serving
from lingxing.engines.hotline.tests.town import PACKAGE, SERVICE, installed_calls, open_town
from lingxing.kernel.errors import LingxingError


@pytest.fixture(autouse=True)
def calls(db: None) -> Iterator[None]:
    """Install the invented hotline."""
    with installed_calls():
        open_town()
        yield


def test_letters_are_fetched_from_every_mailbox_and_a_failing_one_is_named(settings: Settings, tmp_path: Path) -> None:
    store, secret = Store(), tmp_path / "password"
    settings.MAILBOXES_FILE = tmp_path / "mailboxes.yaml"
    store.receive(b"From: qian@example.org\nMessage-ID: <1@example.org>\n\nthree lamps are dark")
    store.receive(b"From: mailer-daemon@example.org\n\nback")
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    with serving(store, tmp_path) as port:
        one = {"hotline": f"{PACKAGE}/{SERVICE}", "server": f"imaps://127.0.0.1:{port}", "user": USER}
        untrusted = {**one, "password_file": str(secret)}
        whole = {**untrusted, "certificate_authority": str(tmp_path / "server.pem")}
        settings.MAILBOXES_FILE.write_text(yaml.safe_dump([untrusted, whole]))
        done = CliRunner().invoke(hotline, ["fetch"])
    assert isinstance(done.exception, LingxingError)
    assert "1 个邮箱没有收完" in str(done.exception)
    for told in ("证书不可信", "新登记 1 件", "自动邮件 1 封", "系统账号", USER):
        assert told in done.output
    assert PASSWORD not in done.output


def test_without_mailboxes_it_says_what_to_set(settings: Settings) -> None:
    settings.MAILBOXES_FILE = None
    with pytest.raises(LingxingError, match="LINGXING_MAILBOXES"):
        CliRunner().invoke(hotline, ["fetch"], catch_exceptions=False)
