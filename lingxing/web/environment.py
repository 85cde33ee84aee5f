"""Every setting of an installation, read from the environment by name and type."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lingxing.kernel.errors import WrongSetting
from lingxing.web.message_settings import MailServer, parse_mail_address, parse_mail_server, parse_sms_file
from lingxing.web.setting_values import (
    choice,
    header,
    host,
    network,
    optional_path,
    origin,
    path,
    several,
    switch,
    text,
    whole,
)

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
    tls_certificate: Path | None
    tls_key: Path | None
    certificate_authorities: Path | None
    certificate_header: str
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
    auction_grace: int
    bank_secret: Path | None
    mailboxes: Path | None
    publication_keep_days: int
    watchers: int
    watchers_of_address: int
    session_hours: int
    lock_after: int
    lock_minutes: int
    log_level: str
    owner: str
    fonts: Path | None
    parameters: Path
    backups: Path
    backups_kept: int
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
    Setting("LINGXING_HOME", "home", "绝对路径", "", "数据目录：嵌入式数据库、密钥、收集的静态文件", path),
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
        several(host),
    ),
    Setting(
        "LINGXING_ORIGINS",
        "origins",
        "https://主机名，逗号分隔",
        "",
        "代理终结 HTTPS 而不转告协议时，表单可来自的地址；第一个也是文书二维码里的本站地址",
        several(origin),
    ),
    Setting("LINGXING_HTTPS", "https", "yes 或 no", "no", "只用 HTTPS：跳转、安全 Cookie、HSTS", switch),
    Setting(
        "LINGXING_TLS_CERTIFICATE",
        "tls_certificate",
        "绝对路径",
        "",
        "本站自行终结 HTTPS 时的服务器证书（PEM，含中间证书），须与 LINGXING_TLS_KEY 同设；设了即只用 HTTPS",
        optional_path,
    ),
    Setting("LINGXING_TLS_KEY", "tls_key", "绝对路径", "", "服务器证书的私钥（PEM，不加密）", optional_path),
    Setting(
        "LINGXING_CERTIFICATE_AUTHORITIES",
        "certificate_authorities",
        "绝对路径",
        "",
        "竞买人数字证书的签发机构：PEM 文件，或放 .pem、.crt、.cer 和吊销列表 .crl 的目录",
        optional_path,
    ),
    Setting(
        "LINGXING_CERTIFICATE_HEADER",
        "certificate_header",
        "HTTP 头的名称",
        "",
        "反向代理转来客户端证书的头，如 Client-Cert；代理须清除来访者自带的同名头；不设则不采信",
        header,
    ),
    Setting(
        "LINGXING_PROXIES",
        "proxies",
        "IP 地址或网段，逗号分隔",
        "127.0.0.1",
        "可信的反向代理，只采信它们转告的来访地址与协议",
        several(network),
    ),
    Setting("LINGXING_LISTEN", "listen", "IP 地址或主机名", "127.0.0.1", "监听地址", text),
    Setting("LINGXING_PORT", "port", "1–65535", "8000", "监听端口", whole(1, 65535)),
    Setting("LINGXING_WORKERS", "workers", "1–64", "1", "进程数；嵌入式数据库只能为 1", whole(1, 64)),
    Setting("LINGXING_UPLOAD_MEGABYTES", "upload_megabytes", "1–1024", "50", "一次上传的上限（MB）", whole(1, 1024)),
    Setting(
        "LINGXING_PAPER_MEGABYTES", "paper_megabytes", "1–1024", "20", "办件材料每个文件的上限（MB）", whole(1, 1024)
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
        switch,
    ),
    Setting(
        "LINGXING_AUCTION_GRACE",
        "auction_grace",
        "0–300",
        "0",
        "服务器中断不超过多少秒时，正在计时的网上挂牌顺延相应时间后继续；中断更久则中止，恢复须经公告。0 为一律中止",
        whole(0, 300),
    ),
    Setting(
        "LINGXING_BANK_SECRET",
        "bank_secret",
        "绝对路径",
        "",
        "银行推送竞买保证金到账明细时签名用的密钥文件，至少 32 个字节；不设则不接受推送",
        optional_path,
    ),
    Setting(
        "LINGXING_MAILBOXES",
        "mailboxes",
        "绝对路径",
        "",
        "热线收信的邮箱（IMAP）：一个 YAML 文件，口令另放文件；由 lingxing hotline fetch 读取，不设则不收",
        optional_path,
    ),
    Setting(
        "LINGXING_PUBLICATION_KEEP_DAYS",
        "publication_keep_days",
        "30–36500",
        "365",
        "公开内容期满或撤回后封存备查多少天，之后清除；摘要和台账不删",
        whole(30, 36500),
    ),
    Setting(
        "LINGXING_WATCHERS",
        "watchers",
        "1–100000",
        "2000",
        "一个进程最多同时向多少个页面推送竞价大厅的变化；再多的页面改为每隔几秒刷新",
        whole(1, 100_000),
    ),
    Setting(
        "LINGXING_WATCHERS_OF_ADDRESS",
        "watchers_of_address",
        "1–100000",
        "200",
        "其中来自同一网络地址的最多多少个；经反向代理来访时须设 LINGXING_PROXIES",
        whole(1, 100_000),
    ),
    Setting("LINGXING_SESSION_HOURS", "session_hours", "1–720", "8", "登录后多少小时须重新登录", whole(1, 720)),
    Setting("LINGXING_LOCK_AFTER", "lock_after", "2–100", "5", "连续输错几次密码后锁定账号", whole(2, 100)),
    Setting("LINGXING_LOCK_MINUTES", "lock_minutes", "1–1440", "15", "锁定多少分钟", whole(1, 1440)),
    Setting(
        "LINGXING_LOG_LEVEL",
        "log_level",
        "debug、info、warning、error",
        "info",
        "日志的最低级别",
        choice("debug", "info", "warning", "error"),
    ),
    Setting("LINGXING_OWNER", "owner", "文字", "", "页脚显示的主办单位", text),
    Setting(
        "LINGXING_BACKUPS",
        "backups",
        "绝对路径",
        "",
        "每天凌晨两点后自动备份到这个目录；默认在数据目录的 backups 下，宜改到另一块盘",
        path,
    ),
    Setting(
        "LINGXING_BACKUPS_KEPT", "backups_kept", "0–1000", "7", "保留最近几天的自动备份；0 为不自动备份", whole(0, 1000)
    ),
    Setting(
        "LINGXING_PARAMETERS",
        "parameters",
        "绝对路径",
        "",
        "规则里由本地另定的参数，每个规则一个文件 城市/规则.yaml；默认在数据目录的 parameters 下",
        path,
    ),
    Setting("LINGXING_FONTS", "fonts", "绝对路径", "", "公文用字体的目录，补充自带字体里没有的字", optional_path),
    Setting(
        "LINGXING_MODE",
        "mode",
        "command 或 serve",
        "command",
        "由 lingxing serve 自行设为 serve：用收集的静态文件和连接池",
        choice("command", "serve"),
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
    if bool(found.tls_certificate) != bool(found.tls_key):
        remedy = "请同设 LINGXING_TLS_CERTIFICATE 和 LINGXING_TLS_KEY，或都不设"
        raise WrongSetting("证书和私钥须同设", where="LINGXING_TLS_CERTIFICATE", remedy=remedy)
    found = replace(found, https=found.https or found.tls_certificate is not None)
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
    if field in ("parameters", "backups"):
        return str(values["home"] / field)
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
