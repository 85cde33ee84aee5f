"""Settings: read by name and type, refused by name."""

from pathlib import Path

import pytest

from lingxing.kernel.errors import WrongSetting
from lingxing.web.environment import SETTINGS, Database, in_effect, parse_database, read_environment
from lingxing.web.message_settings import MailServer

HOME = {"HOME": "/home/office"}


def read(**given):
    return read_environment(HOME | {f"LINGXING_{name}": value for name, value in given.items()})


def test_nothing_set_is_a_working_installation_for_this_machine_alone():
    found = read()
    assert found.home == Path("/home/office/.local/share/lingxing")
    assert found.database == Database("sqlite", "/home/office/.local/share/lingxing/lingxing.sqlite3")
    assert found.database.embedded
    assert (found.listen, found.port, found.workers, found.https) == ("127.0.0.1", 8000, 1, False)
    assert found.hosts == ("localhost", "127.0.0.1", "[::1]")


def test_the_data_directory_follows_xdg_and_its_own_name():
    assert read_environment({**HOME, "XDG_DATA_HOME": "/data"}).home == Path("/data/lingxing")
    found = read(HOME="/srv/lingxing")
    assert found.database.name == "/srv/lingxing/lingxing.sqlite3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sqlite:////srv/a.sqlite3", Database("sqlite", "/srv/a.sqlite3")),
        ("sqlite:////srv/%E5%BA%93.sqlite3", Database("sqlite", "/srv/库.sqlite3")),
        ("postgresql://u:p%40w@db:5433/lib", Database("postgresql", "lib", "u", "p@w", "db", "5433")),
        ("postgres://u@db/lib", Database("postgresql", "lib", "u", "", "db", "")),
        ("postgresql:///lib", Database("postgresql", "lib")),
    ],
)
def test_addresses_of_databases(text, expected):
    assert parse_database(text) == expected


WRONG = [
    ("HOME", "relative/path"),
    ("DATABASE", "mysql://u@db/lib"),
    ("DATABASE", "sqlite://a.sqlite3"),
    ("DATABASE", "sqlite:///a.sqlite3"),
    ("DATABASE", "postgresql://db"),
    ("DATABASE", "postgresql://u@db:port/lib"),
    ("HOSTS", "*"),
    ("HOSTS", "https://a.cn"),
    ("ORIGINS", "a.cn"),
    ("ORIGINS", "https://a.cn/path"),
    ("SMTP", "mail.example.cn"),
    ("SMTP", "http://mail.example.cn"),
    ("SMTP", "smtp://mail.example.cn:port"),
    ("SMTP", "smtp://mail.example.cn/inbox"),
    ("MAIL_FROM", "办事大厅"),
    ("MAIL_FROM", "a@b\nBcc: c@d"),
    ("SMS", "/var/sms.jsonl"),
    ("SMS", "file://host/sms.jsonl"),
    ("PAPER_MEGABYTES", "0"),
    ("SWEEP", "off"),
    ("HTTPS", "true"),
    ("HTTPS", "YES"),
    ("PROXIES", "*"),
    ("PROXIES", "10.0.0.1/40"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "八千"),
    ("PORT", "٨"),
    ("PORT", "-1"),
    ("WORKERS", "2"),
    ("UPLOAD_MEGABYTES", "1.5"),
    ("LOCK_AFTER", "1"),
    ("LOG_LEVEL", "verbose"),
    ("FONTS", "fonts"),
    ("MODE", "debug"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_by_name_with_a_remedy(name, value):
    with pytest.raises(WrongSetting) as refused:
        read(**{name: value})
    assert refused.value.where == f"LINGXING_{name}"
    assert refused.value.remedy


def test_a_name_that_does_not_exist_is_refused_with_the_nearest_one():
    with pytest.raises(WrongSetting, match=r"LINGXING_HOST.*LINGXING_HOSTS"):
        read(HOST="a.cn")
    assert read(TEST_POSTGRES="anything")


def test_several_processes_need_a_server():
    found = read(WORKERS="4", DATABASE="postgresql://u@db/lib")
    assert found.workers == 4


def test_every_setting_is_a_field_and_says_what_it_means():
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.meaning and setting.accepts for setting in SETTINGS)
    assert set(read().__slots__) == {setting.field for setting in SETTINGS}


def test_passwords_are_not_shown():
    shown = {s.name: text for s, text in in_effect({"LINGXING_DATABASE": "postgresql://u:geheim@db/lib"})}
    assert shown["LINGXING_DATABASE"] == "postgresql://u:***@db/lib"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smtp://mail.example.cn", MailServer("mail.example.cn", 25)),
        ("smtps://u:p%40w@mail.example.cn", MailServer("mail.example.cn", 465, "tls", "u", "p@w")),
        ("smtp+starttls://u@mail.example.cn:25", MailServer("mail.example.cn", 25, "starttls", "u", "")),
    ],
)
def test_addresses_of_mail_servers(text, expected):
    assert read(SMTP=text, MAIL_FROM="banshi@example.cn").smtp == expected


def test_a_mail_server_without_a_sender_is_refused():
    with pytest.raises(WrongSetting, match="发件人"):
        read(SMTP="smtp://mail.example.cn")


def test_the_password_of_the_mail_server_is_not_shown():
    values = HOME | {"LINGXING_SMTP": "smtps://u:hushed@mail.example.cn", "LINGXING_MAIL_FROM": "a@b.cn"}
    shown = {setting.name: text for setting, text in in_effect(values)}
    assert shown["LINGXING_SMTP"] == "smtps://u:***@mail.example.cn"
    assert "hushed" not in repr(read_environment(values))


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({}, "http://localhost:8000"),
        ({"HOSTS": "office.example,localhost"}, "http://office.example"),
        ({"HOSTS": "office.example", "HTTPS": "yes"}, "https://office.example"),
        ({"HOSTS": "127.0.0.1", "PORT": "8080"}, "http://127.0.0.1:8080"),
        ({"HOSTS": "inner.example", "ORIGINS": "https://office.example,https://b.example"}, "https://office.example"),
        ({"HOSTS": ","}, "http://localhost:8000"),
    ],
)
def test_printed_codes_name_the_address_that_the_public_uses(given, origin):
    assert read(**given).public_origin == origin
