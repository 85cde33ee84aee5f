"""How land is sold in a browser: a site whose clock can be moved, and what each of its people does."""

import datetime as dt
import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from lingxing.engines.cases.uploads.tests.samples import PNG
from lingxing.kernel.dates import SHANGHAI
from tests.installation import start
from tests.journeys.windows import PATIENCE_MS

HERE = Path(__file__).parent
PHONE = {"width": 390, "height": 844}
_RUN = (
    "from lingxing.cli.ground import Ground, prepare; prepare(Ground.SERVICE); "
    "from tests.journeys.moving import serve; serve()"
)
_PATIENCE = 60
DRAFT = {
    "location": "云梦泽市城东区苇荡大道以北",
    "county": "城东区",
    "area": "12,345.67",
    "use": "城镇住宅用地",
    "term_years": "70年",
    "planning": "容积率不高于2.0",
    "starting_price": "8000万元",
    "increment": "50万元",
    "deposit": "1600万元",
    "media": "云梦泽市土地交易中心网站",
    "payee": "云梦泽市土地交易中心",
    "bank": "云梦泽银行城东支行",
    "account": "6200 0000 1234 5678",
    "contact": "城东区苇荡大道1号，0000-1234567",
}


@dataclass
class Market:
    """A running site without lots: its address, its home, and the passwords of the demo's accounts."""

    browser: Browser
    address: str
    home: Path
    passwords: Mapping[str, str]
    ahead: dt.timedelta = dt.timedelta()
    faults: list[str] = field(default_factory=list)

    def now(self) -> dt.datetime:
        """Return the site's time in Shanghai."""
        return dt.datetime.now(SHANGHAI) + self.ahead

    def move_to(self, moment: dt.datetime) -> None:
        """Move the site's clock ahead."""
        self.ahead += moment - self.now()
        text = str(self.ahead.total_seconds())
        (self.home / "ahead.new").write_text(text)
        (self.home / "ahead.new").replace(self.home / "ahead")
        deadline = time.monotonic() + _PATIENCE
        moved = self.home / "moved"
        while not (moved.exists() and moved.read_text() == text):
            assert time.monotonic() < deadline, "the clock does not move"
            time.sleep(0.02)

    def visit(self, path: str = "/", *, phone: bool = False) -> Page:
        """Return a page of its own, with a session of its own; what goes wrong in it is noted."""
        viewport = PHONE if phone else {"width": 1280, "height": 900}
        context = self.browser.new_context(base_url=self.address, locale="zh-CN", viewport=viewport)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.goto(path)
        return page

    def sign_in(self, page: Page, username: str, *, certificate: bool = False) -> None:
        """Sign in, as a bidder with the certificate whose key signs in the browser."""
        page.context.clear_cookies()
        page.goto("/sign-in")
        page.fill("#id_username", username)
        page.fill("#id_password", self.passwords[username])
        if certificate:
            page.get_by_text("竞买人：同时出示数字证书").click()
            page.set_input_files("#certificate-file", self.home / "certificates" / f"{username}.pem")
            page.set_input_files("#key-file", self.home / "certificates" / f"{username}.key")
        page.click("main form button.button")
        page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))


@contextmanager
def open_market(browser: Browser, environment: Mapping[str, str]) -> Iterator[Market]:
    """Run the site until the block ends."""
    home = Path(environment["LINGXING_HOME"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    more = {
        "LINGXING_PORT": str(port),
        "LINGXING_CERTIFICATE_AUTHORITIES": str(home / "certificates" / "authority.pem"),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    server = start({**environment, **more}, "-c", _RUN)
    try:
        _wait_for(server, port)
        passwords = json.loads((home / "demo-accounts.json").read_text("utf-8"))
        yield Market(browser, f"http://127.0.0.1:{port}", home, passwords)
    finally:
        server.kill()
        said = server.communicate()
    assert "Traceback" not in said[1], said[1][-3000:]


def _wait_for(server: "subprocess.Popen[str]", port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the site does not answer")


def draft_and_announce(page: Page, opens: dt.datetime, closes: dt.datetime) -> str:
    """Have the land officer write the draft, add the files and publish; return the lot's number."""
    page.goto("/listing-desk/new/")
    for name, text in DRAFT.items():
        page.fill(f"#id_{name}", text)
    moments = {"opens_at": opens, "closes_at": closes, "deposit_due_at": closes - dt.timedelta(days=2)}
    for name, moment in moments.items():
        page.fill(f"#id_{name}", f"{moment:%Y-%m-%dT%H:%M}")
    for name in ("has_reserve", "joint_bidding"):
        page.select_option(f"#id_{name}", "no" if name == "has_reserve" else "yes")
    page.get_by_role("button", name="存草稿").click()
    for kind in ("boundary", "guide", "application", "confirmation", "contract"):
        page.select_option("#id_kind", kind)
        page.set_input_files("#id_file", {"name": f"{kind}.png", "mimeType": "image/png", "buffer": PNG})
        page.get_by_role("button", name="上传").click()
        expect(page.get_by_role("link", name=f"{kind}.png")).to_be_visible()
    page.get_by_role("link", name="预览并发布公告").click()
    page.get_by_role("button", name="现在发布").click()
    found = re.search(r"\d{4}-\d{4}", page.get_by_role("heading", level=1).inner_text() + page.url)
    assert found
    return found[0]


def apply(page: Page, number: str) -> str:
    """Have a bidder apply; return the order number that the deposit goes by."""
    page.goto(f"/listings/{number}/apply/")
    page.get_by_label("联系人").fill("钱七二")
    page.get_by_label("联系电话").fill("13800000000")
    page.locator("#id_accepted").check()
    page.get_by_role("button", name="提交申请").click()
    return page.locator(".order-number").inner_text()


def pay(page: Page, orders: Mapping[str, str], at: dt.datetime) -> None:
    """Have the land officer import the bank's statement with everybody's deposit; `orders` are by who pays."""
    rows = [
        f"YMZ{place},16000000.00,{at:%Y-%m-%d %H:%M:%S},{order},{payer},620000000001234{place:04}"
        for place, (payer, order) in enumerate(orders.items())
    ]
    text = "\n".join(["交易流水号,金额,交易时间,订单流水号,对方户名,对方账号", *rows, ""])
    page.goto("/listing-desk/money/statement/")
    page.set_input_files("#id_file", {"name": "对账单.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="导入").click()
    page.wait_for_url(re.compile("/listing-desk/money/$"))
