"""A site with the examples in it, a browser, and axe."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.prepared import Workshop, environment, workshop
from tests.journeys.windows import PATIENCE_MS, Window, Windows

__all__ = ["workshop"]
HERE = Path(__file__).parent
AXE = (HERE / "axe" / "axe.min.js").read_text("utf-8")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIRST = ("test_package.py", "test_sale.py", "test_accessibility.py")
"""What takes longest begins first, so that no worker ends late; the demo of the package is the one that all look at."""
PATIENCE = 600
SERIOUS = ["serious", "critical"]
_FAULTS = """async serious => {
    const found = await axe.run(document, {resultTypes: ['violations'], preload: false, selectors: false});
    const places = rule => rule.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join('; ');
    return found.violations.filter(rule => serious.includes(rule.impact))
        .map(rule => `${rule.id}: ${rule.help}: ${places(rule)}`);
}"""
"""Nothing is fetched again and nothing told that nobody reads: that took as long as the rules themselves."""
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Site:
    """A running demo: its address without a final slash, and the password of each demo account."""

    address: str
    passwords: dict[str, str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser; bring forward what is to begin first."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


@pytest.fixture
def installation(workshop: Workshop, tmp_path: Path) -> Mapping[str, str]:
    """Give the environment of an installation of one's own that has its tables and keys, and nothing else in it."""
    shutil.copytree(workshop.tables(), tmp_path / "home")
    return environment(tmp_path / "home")


@pytest.fixture(scope="session")
def site(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run `lingxing demo` in a home where it has been run before, as a person does, until the session ends."""
    folder = tmp_path_factory.mktemp("demo")
    home = shutil.copytree(workshop.demo(), folder / "data")
    port = _free_port()
    log = (folder / "log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "lingxing", "demo", "--port", str(port)]
    demo = subprocess.Popen(
        command, env=environment(home), stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/health", demo, folder / "log")
        yield Site(address, json.loads((home / "demo-accounts.json").read_text("utf-8")))
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


@pytest.fixture(scope="session")
def windows(browser: Browser, site: Site) -> Windows:
    """Give the windows that the worker's tests share."""
    return Windows(browser, site.address)


@pytest.fixture
def visit(windows: Windows) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the site: `visit("/search/", color_scheme="dark", ...)`.

    Each has a session of its own. Whatever goes wrong in the page (an exception, an error on the console, a request
    that fails) fails the test.
    """
    taken: list[Window] = []

    def open_page(path: str = "/", **options: object) -> Page:
        window = windows.take(**options)
        taken.append(window)
        window.page.goto(path)
        return window.page

    yield open_page
    faults = [fault for window in taken for fault in window.faults]
    for window in taken:
        windows.give_back(window)
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def sign_in(windows: Windows, site: Site) -> Callable[[Page, str], None]:
    """Return a function that lets a page go on as a demo account: each signs in once, its pages share the session."""

    @cache
    def session(username: str) -> dict[str, str]:
        window = windows.take()
        page = window.page
        page.goto("/sign-in")
        page.get_by_label(re.compile("用户名|账号")).fill(username)
        page.get_by_label("密码").fill(site.passwords[username])
        page.get_by_role("main").get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))
        if page.url.endswith("/co-sign"):
            _have_signed(page, site.passwords["supervisor"])
        kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
        windows.give_back(window)
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
    return [f"{page.url}: {line}" for line in page.evaluate(_FAULTS, SERIOUS)]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that fails when axe finds anything serious on the page."""

    def check(page: Page) -> None:
        found = accessibility_faults(page)
        assert not found, "\n".join(found)

    return check
