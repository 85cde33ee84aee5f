"""How people fill in, hand in and work on cases in a browser."""

import datetime as dt
import io
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from lingxing.engines.cases.uploads.tests.samples import PDF, PNG
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import credit_code, resident_number

PASSWORD = "Yunmeng-2026-湖"
UNASSIGNED = "429099"
"""No county has this code, so that no number made here is anybody's."""
_FILE = {"name": "材料.png", "mimeType": "image/png", "buffer": PNG}
_LIAR = {"name": "材料.png", "mimeType": "image/png", "buffer": PDF}
"""A file whose name belies its content."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody invented for one test."""

    name: str
    number: str
    born: dt.date | None = None

    @property
    def mistyped(self) -> str:
        """Return the number with one digit wrong."""
        wrong = str((int(self.number[15]) + 1) % 10)
        return self.number[:15] + wrong + self.number[16:]


def day(days: int = 0) -> str:
    """Return the day so many days from today in Shanghai, as a form takes it."""
    return (dt.datetime.now(SHANGHAI).date() + dt.timedelta(days=days)).isoformat()


def somebody(name: str) -> Newcomer:
    born = dt.date(1970, 1, 1) + dt.timedelta(days=uuid.uuid4().int % 10_000)
    return Newcomer(name, resident_number(born, uuid.uuid4().int % 998 + 1, UNASSIGNED), born)


def some_firm(name: str) -> Newcomer:
    return Newcomer(name, credit_code(f"91{UNASSIGNED}MB{uuid.uuid4().int % 10**7:07}"))


def sign_up(page: Page, who: Newcomer) -> str:
    """Sign up, after a number that can't be, with PASSWORD; return the user name."""
    username = f"new{uuid.uuid4().hex[:8]}"
    page.goto("/register")
    page.get_by_label("证件类型").select_option(label="居民身份证号码" if who.born else "统一社会信用代码")
    page.get_by_label("证件号码").fill(who.mistyped)
    page.get_by_label("姓名或名称").fill(who.name)
    page.get_by_label("联系电话").fill("13800001234")
    page.get_by_label("用户名").fill(username)
    for label in ("密码", "再输一次密码"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="注册").click()
    expect(page.get_by_role("alert")).to_contain_text("校验码不对")
    page.get_by_label("证件号码").fill(who.number)
    for label in ("密码", "再输一次密码"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="注册").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的信息")
    return username


def answer(page: Page, label: str, value: str) -> bool:
    """Give an answer where the page asks for it; return whether it does."""
    exact = re.compile(rf"^(第 ?\d+ ?行 ?)?{re.escape(label)}(（|$)")
    group = page.get_by_role("group", name=re.compile(rf"^{re.escape(label)}(（|$)"))
    if group.count() and group.first.get_by_role("radio").count():
        group.first.get_by_role("radio", name=value, exact=True).check()
        return True
    controls = page.get_by_label(exact)
    if not controls.count():
        return False
    control = controls.last
    if control.evaluate("c => c.tagName") == "SELECT":
        option = control.locator("option").filter(has_text=value).first
        control.select_option(value=option.get_attribute("value"))
    else:
        control.fill(value)
    return True


def begin(page: Page, service: str, *choices: str) -> None:
    """Open the form of a service: for whom, in which way and where, as far as there is a choice."""
    page.goto(f"/services/{service}/")
    page.get_by_role("link", name="在线办理").first.click()
    for choice in choices:
        page.get_by_role("radio", name=re.compile(f"^{re.escape(choice)}")).check()
    page.get_by_role("button", name="开始填写").click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="继续").last.click()
    page.wait_for_load_state()


def fill_in(page: Page, answers: Mapping[str, str], mistakes: Mapping[str, tuple[str, str]] | None = None) -> None:
    """Answer page after page, until papers are asked for or all is there to be checked.

    Every answer must be asked for. `mistakes` are given first, label → what is wrong and what the page says to it.
    """
    left, wrong = set(answers), dict(mistakes or {})
    for _ in range(15):
        if "/papers/" in page.url or "/check/" in page.url:
            break
        for button in page.get_by_role("button", name="再加一行").all():
            button.click()
            page.wait_for_load_state()
        asked = {label for label, value in answers.items() if answer(page, label, value)}
        left -= asked
        for label in asked & wrong.keys():
            said, told = wrong.pop(label)
            answer(page, label, said)
            go_on(page)
            expect(page.get_by_role("alert")).to_contain_text(told)
            answer(page, label, answers[label])
        before = page.url
        go_on(page)
        assert page.url != before, page.get_by_role("main").inner_text()
    assert not left, f"nobody asked for {left}"
    assert not wrong, f"nobody was wrong about {wrong}"


def hand_in_papers(page: Page) -> None:
    """Upload every paper, after forgetting them and after a file that is not what it says."""
    assert "/papers/" in page.url
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("还没有上传")
    first = page.locator("input[type=file]").first
    first.set_input_files(_LIAR)
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("与扩展名不符")
    for control in page.locator("input[type=file]").all():
        control.set_input_files(_FILE)
    go_on(page)


def send(page: Page, act: str) -> str:
    """Send what was checked and return the number of the case; the tracking code stands on the page then."""
    expect(page.get_by_role("heading", level=1)).to_have_text("核对后提交")
    page.get_by_role("button", name=act, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("打勾")
    page.locator("#true").check()
    page.get_by_role("button", name=act, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经提交")
    return page.locator(".sent dd").first.inner_text()


def at_counter(page: Page, service: str, who: Newcomer, answers: Mapping[str, str], send_as: str) -> str:
    """Open a case of somebody at the counter, with a sample for every paper; return its number."""
    page.goto(f"/services/{service}/counter/")
    page.get_by_label("姓名或单位名称").fill(who.name)
    page.get_by_label("证件号码").fill(who.number)
    page.get_by_role("button", name="下一步").click()
    fill_in(page, answers)
    hand_in_papers(page)
    return send(page, send_as)


def release(page: Page, number: str) -> None:
    """Release what waits of a case."""
    page.goto("/publishing/")
    waiting = page.get_by_role("row").filter(has_text=number)
    waiting.get_by_role("checkbox").check()
    page.locator("form").filter(has=waiting).get_by_role("button", name="核对并公开选中的").click()
    expect(page.get_by_role("main")).to_contain_text(number)
    page.get_by_role("button", name="公开", exact=True).click()
    page.wait_for_load_state()
    refused = page.get_by_role("alert")
    assert not refused.count(), refused.inner_text()


def open_case(page: Page, number: str, where: str = "/desk/") -> None:
    """Open a case from a list."""
    page.goto(where)
    page.get_by_role("row" if where.startswith("/desk") else "listitem").filter(has_text=number).first.get_by_role(
        "link"
    ).first.click()
    expect(page.get_by_role("main")).to_contain_text(number)


def act(page: Page, label: str, answers: Mapping[str, str] | None = None, *, reason: str = "", role: str = "") -> None:
    """Do an act of the case that is open; a reason and the originals are confirmed where they are asked for."""
    name = re.compile(rf"^{re.escape(label)}\s*(（{re.escape(role)}|$)")
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    wanted = set(answers or {})
    wanted -= {key for key, value in (answers or {}).items() if answer(page, key, value)}
    assert not wanted, f"nobody asked for {wanted}"
    if reason:
        page.get_by_label("理由").fill(reason)
    if page.locator("#originals").count():
        page.locator("#originals").check()
    page.get_by_role("button", name=label, exact=True).last.click()
    page.wait_for_load_state()
    refused = page.get_by_role("alert")
    assert not refused.count(), refused.inner_text()


def standing(page: Page, state: str) -> None:
    """Assert what the case's page says first."""
    expect(page.locator("#standing-title")).to_have_text(state)


def paper(page: Page, label: str) -> str:
    """Download a paper of the case that is open and return its words without blanks."""
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(f"下载 PDF.*{re.escape(label)}$")).first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    return "".join("".join(found.extract_text() for found in pages).split())
