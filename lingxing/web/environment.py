"""Every setting of an installation, read from the environment by name and type."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lingxing.kernel.errors import WrongSetting
from lingxing.web.message_settings import MailServer, parse_mail_address, parse_mail_server, parse_sms_file

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Database:
    """Where the data lies: `name` is a file for SQLite, a database for PostgreSQL."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""

    @property
    def embedded(self) -> bool:
        """Return whether the database is a file of this machine."""
        return self.engine == "sqlite"


@dataclass(frozen=True, slots=True)
class Environment:
    """The values an installation runs with; SETTINGS says what each means."""

    home: Path
    database: Database
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    https: bool
    proxies: tuple[str, ...]
    listen: str
    port: int
    workers: int
    upload_megabytes: int
    paper_megabytes: int
    smtp: MailServer | None
    mail_from: str
    sms: Path | None
    sweep: bool
    publication_keep_days: int
    session_hours: int
    lock_after: int
    lock_minutes: int
    log_level: str
    owner: str
    fonts: Path | None
    parameters: Path
    mode: str

    @property
    def public_origin(self) -> str:
        """Return where the public reaches the site, as printed codes name it: the first of LINGXING_ORIGINS, else the
        first of LINGXING_HOSTS; with the port where that is this machine itself."""
        if self.origins:
            return self.origins[0]
        host = self.hosts[0].lstrip(".") if self.hosts else _LOOPBACK[0]
        port = f":{self.port}" if host in _LOOPBACK and not self.https else ""
        return f"{'https' if self.https else 'http'}://{host}{port}"


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the settings table. `accepts` and `meaning` are Chinese; `default` is read like a given value."""

    name: str
    field: str
    accepts: str
    default: str
    meaning: str
    parse: Callable[[str], object]


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_absolute():
        raise ValueError("须为绝对路径")
    return path


def _optional_path(value: str) -> Path | None:
    return _path(value) if value else None


def _switch(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("只能写 yes 或 no")
    return value == "yes"


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isascii() or not value.isdecimal() or not lowest <= int(value) <= highest:
            raise ValueError(f"须为 {lowest} 至 {highest} 的整数")
        return int(value)

    return parse


def _choice(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(f"只能是 {'、'.join(choices)} 之一")
        return value

    return parse


def _several(check: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    def parse(value: str) -> tuple[str, ...]:
        return tuple(check(part.strip()) for part in value.split(",") if part.strip())

    return parse


def _host(value: str) -> str:
    if "/" in value or " " in value or value == "*":
        raise ValueError(f"“{value}”不是主机名；不带协议和路径，不接受 *")
    return value


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise ValueError(f"“{value}”须写作 https://主机名，不带路径")
    return value


def _network(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise ValueError(f"“{value}”不是 IP 地址或网段") from None
    return value


def parse_database(value: str) -> Database:
    """Return where `value` points, as SETTINGS describes it; ValueError for another form."""
    parts = urlsplit(value)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and not parts.netloc and name.startswith("/"):
        return Database("sqlite", name)
    if parts.scheme in ("postgresql", "postgres") and name and "/" not in name:
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return Database("postgresql", name, user, password, parts.hostname or "", str(parts.port or ""))
    raise ValueError("须写作 sqlite:////绝对路径/文件 或 postgresql://用户:口令@主机:端口/库名")


SETTINGS = (
    Setting("LINGXING_HOME", "home", "绝对路径", "", "数据目录：嵌入式数据库、密钥、收集的静态文件", _path),
    Setting(
        "LINGXING_DATABASE",
        "database",
        "sqlite:////路径/文件 或 postgresql://用户:口令@主机:端口/库名",
        "",
        "数据库地址；默认为数据目录下的 lingxing.sqlite3",
        parse_database,
    ),
    Setting(
        "LINGXING_HOSTS",
        "hosts",
        "主机名，逗号分隔",
        "localhost,127.0.0.1,[::1]",
        "本站应答的主机名，其他主机名一律拒绝；没有设 LINGXING_ORIGINS 时第一个用在文书二维码里",
        _several(_host),
    ),
    Setting(
        "LINGXING_ORIGINS",
        "origins",
        "https://主机名，逗号分隔",
        "",
        "代理终结 HTTPS 而不转告协议时，表单可来自的地址；第一个也是文书二维码里的本站地址",
        _several(_origin),
    ),
    Setting("LINGXING_HTTPS", "https", "yes 或 no", "no", "只用 HTTPS：跳转、安全 Cookie、HSTS", _switch),
    Setting(
        "LINGXING_PROXIES",
        "proxies",
        "IP 地址或网段，逗号分隔",
        "127.0.0.1",
        "可信的反向代理，只采信它们转告的来访地址与协议",
        _several(_network),
    ),
    Setting("LINGXING_LISTEN", "listen", "IP 地址或主机名", "127.0.0.1", "监听地址", _text),
    Setting("LINGXING_PORT", "port", "1–65535", "8000", "监听端口", _whole(1, 65535)),
    Setting("LINGXING_WORKERS", "workers", "1–64", "1", "进程数；嵌入式数据库只能为 1", _whole(1, 64)),
    Setting("LINGXING_UPLOAD_MEGABYTES", "upload_megabytes", "1–1024", "50", "一次上传的上限（MB）", _whole(1, 1024)),
    Setting(
        "LINGXING_PAPER_MEGABYTES", "paper_megabytes", "1–1024", "20", "办件材料每个文件的上限（MB）", _whole(1, 1024)
    ),
    Setting(
        "LINGXING_SMTP",
        "smtp",
        "smtp://、smtps:// 或 smtp+starttls://用户:口令@主机:端口",
        "",
        "发送电子邮件的服务器；不设则不发邮件",
        parse_mail_server,
    ),
    Setting(
        "LINGXING_MAIL_FROM",
        "mail_from",
        "电子邮箱地址",
        "",
        "邮件的发件人；设了 LINGXING_SMTP 就须设",
        parse_mail_address,
    ),
    Setting(
        "LINGXING_SMS",
        "sms",
        "file:///绝对路径/文件",
        "",
        "短信写到这个文件，一行一条 JSON，由短信网关的程序取走；不设则不发短信",
        parse_sms_file,
    ),
    Setting(
        "LINGXING_SWEEP",
        "sweep",
        "yes 或 no",
        "yes",
        "提供服务时每 20 秒检查到期的时限；改用定时运行 lingxing sweep 时设为 no",
        _switch,
    ),
    Setting(
        "LINGXING_PUBLICATION_KEEP_DAYS",
        "publication_keep_days",
        "30–36500",
        "365",
        "公开内容期满或撤回后封存备查多少天，之后清除；摘要和台账不删",
        _whole(30, 36500),
    ),
    Setting("LINGXING_SESSION_HOURS", "session_hours", "1–720", "8", "登录后多少小时须重新登录", _whole(1, 720)),
    Setting("LINGXING_LOCK_AFTER", "lock_after", "2–100", "5", "连续输错几次密码后锁定账号", _whole(2, 100)),
    Setting("LINGXING_LOCK_MINUTES", "lock_minutes", "1–1440", "15", "锁定多少分钟", _whole(1, 1440)),
    Setting(
        "LINGXING_LOG_LEVEL",
        "log_level",
        "debug、info、warning、error",
        "info",
        "日志的最低级别",
        _choice("debug", "info", "warning", "error"),
    ),
    Setting("LINGXING_OWNER", "owner", "文字", "", "页脚显示的主办单位", _text),
    Setting(
        "LINGXING_PARAMETERS",
        "parameters",
        "绝对路径",
        "",
        "规则里由本地另定的参数，每个规则一个文件 城市/规则.yaml；默认在数据目录的 parameters 下",
        _path,
    ),
    Setting("LINGXING_FONTS", "fonts", "绝对路径", "", "公文用字体的目录，补充自带字体里没有的字", _optional_path),
    Setting(
        "LINGXING_MODE",
        "mode",
        "command 或 serve",
        "command",
        "由 lingxing serve 自行设为 serve：用收集的静态文件和连接池",
        _choice("command", "serve"),
    ),
)

_TESTS_ONLY = "LINGXING_TEST_"


def read_environment(environ: Mapping[str, str] = os.environ) -> Environment:
    """Return the settings that `environ` holds, defaults where it holds none.

    WrongSetting names the variable whose value can't be used, and any LINGXING_ variable that does not exist.
    """
    _refuse_unknown(environ)
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environ.get(setting.name, "").strip() or setting.default or _derived(setting.field, values, environ)
        try:
            values[setting.field] = setting.parse(text)
        except ValueError as error:
            raise WrongSetting(f"值不能使用，{error}", where=setting.name, remedy=_remedy(setting)) from None
    found = Environment(**values)
    if found.workers > 1 and found.database.embedded:
        remedy = "改为 1，或用 LINGXING_DATABASE 指定 PostgreSQL"
        raise WrongSetting("嵌入式数据库只能由一个进程提供服务", where="LINGXING_WORKERS", remedy=remedy)
    if found.smtp and not found.mail_from:
        remedy = "请写发件人的邮箱地址，如 LINGXING_MAIL_FROM=banshi@example.gov.cn"
        raise WrongSetting("设了 LINGXING_SMTP，还须设发件人", where="LINGXING_MAIL_FROM", remedy=remedy)
    return found


def given(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether a value is given for the setting of that name."""
    return bool(environ.get(name, "").strip())


def in_effect(environ: Mapping[str, str] = os.environ) -> list[tuple[Setting, str]]:
    """Return every setting with its value as text, passwords hidden; empty where nothing is set by default."""
    home = {"home": read_environment(environ).home}
    texts = (environ.get(s.name, "").strip() or s.default or _derived(s.field, home, environ) for s in SETTINGS)
    return [(setting, _without_password(text)) for setting, text in zip(SETTINGS, texts, strict=True)]


def _without_password(text: str) -> str:
    password = urlsplit(text).password if "://" in text else None
    return text.replace(f":{password}@", ":***@") if password else text


def _derived(field: str, values: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    if field == "home":
        base = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME", "~")).expanduser() / ".local" / "share")
        return str(Path(base) / "lingxing")
    if field == "database":
        return f"sqlite:///{values['home'] / 'lingxing.sqlite3'}"
    if field == "parameters":
        return str(values["home"] / "parameters")
    return ""


def _remedy(setting: Setting) -> str:
    default = f"；不设则为 {setting.default}" if setting.default else ""
    return f"可写：{setting.accepts}{default}"


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = [setting.name for setting in SETTINGS]
    for name in environ:
        if name.startswith("LINGXING_") and name not in known and not name.startswith(_TESTS_ONLY):
            near = get_close_matches(name, known, n=1)
            remedy = f"是否想写 {near[0]}？" if near else "全部设置见 lingxing settings"
            raise WrongSetting("没有这个设置", where=name, remedy=remedy)
