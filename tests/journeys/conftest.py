"""A site with the examples in it, a browser, and axe."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

HERE = Path(__file__).parent
AXE = (HERE / "axe" / "axe.min.js").read_text("utf-8")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LONGEST = {HERE / "test_sale.py", HERE / "test_accessibility.py"}
PATIENCE = 600
SERIOUS = {"serious", "critical"}


@dataclass(frozen=True)
class Site:
    """A running demo: its address without a final slash, and the password of each demo account."""

    address: str
    passwords: dict[str, str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser; what takes longest begins first, so that no worker ends late."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path not in LONGEST)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run `lingxing demo` in an empty home, as a person does, until the session ends."""
    home = tmp_path_factory.mktemp("demo")
    port = _free_port()
    log = (home / "log").open("w", encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    command = [sys.executable, "-m", "lingxing", "demo", "--port", str(port)]
    settings = {"LINGXING_HOME": str(home / "data"), "PYTHONPATH": str(HERE.parents[1])}
    demo = subprocess.Popen(
        command, env=inherited | settings, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=home
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/health", demo, home / "log")
        yield Site(address, json.loads((home / "data" / "demo-accounts.json").read_text("utf-8")))
    finally:
        demo.terminate()
        demo.wait(30)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, demo: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and demo.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the demo does not answer:\n" + log.read_text("utf-8")[-3000:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.fail("no Chromium: run `make chromium`")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=[*arguments, "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the site: `visit("/search/", color_scheme="dark", ...)`.

    Whatever goes wrong in the page (an exception, an error on the console, a request that fails) fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(path: str = "/", **options: object) -> Page:
        context = browser.new_context(base_url=site.address, locale="zh-CN", **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if _is_fault(said, page) else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def _is_fault(said: ConsoleMessage, page: Page) -> bool:
    """Tell an error from the browser's remark that the page itself was answered with a refusal."""
    return said.type == "error" and said.location.get("url") != page.url


@pytest.fixture(scope="session")
def sign_in(browser: Browser, site: Site) -> Callable[[Page, str], None]:
    """Return a function that lets a page go on as a demo account: each signs in once, its pages share the session."""

    @cache
    def session(username: str) -> dict[str, str]:
        context = browser.new_context(base_url=site.address, locale="zh-CN")
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label(re.compile("用户名|账号")).fill(username)
        page.get_by_label("密码").fill(site.passwords[username])
        page.get_by_role("main").get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))
        if page.url.endswith("/co-sign"):
            _have_signed(page, site.passwords["supervisor"])
        kept = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
        context.close()
        return kept

    def act(page: Page, username: str) -> None:
        kept = session(username).items()
        page.context.add_cookies([{"name": name, "value": value, "url": site.address} for name, value in kept])

    return act


def _have_signed(page: Page, password: str) -> None:
    """Let the supervisor sign for an administrator: while land is sold none is let in otherwise."""
    page.get_by_label("登录原因").fill("演示中查看页面")
    page.get_by_label("监察人员的用户名").fill("supervisor")
    page.get_by_label("监察人员的密码").fill(password)
    page.get_by_role("button", name="签字，允许登录").click()
    page.wait_for_url(re.compile(r"^(?!.*/co-sign)"))


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe calls serious or critical on the page as it stands, one line a rule."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url}: {rule['id']}: {rule['help']}: " + "; ".join(node["html"][:120] for node in rule["nodes"][:3])
        for rule in found["violations"]
        if rule["impact"] in SERIOUS
    ]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that fails when axe finds anything serious on the page."""

    def check(page: Page) -> None:
        found = accessibility_faults(page)
        assert not found, "\n".join(found)

    return check
