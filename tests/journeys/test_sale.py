"""A sale of land in a browser: from the draft over a suspension to the confirmation letter, by all who take part."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.selling import DRAFT, Market, apply, draft_and_announce, open_market, pay

DAY, MINUTE, SECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)


@pytest.fixture
def market(browser: Browser, installation: Mapping[str, str]) -> Iterator[Market]:
    """Give a site whose clock can be moved."""
    with open_market(browser, installation) as found:
        yield found


def test_a_lot_is_sold_from_its_draft_to_its_confirmation_letter(market: Market) -> None:
    officer, watcher = market.visit(), market.visit(phone=True)
    bidders = {"bidder": market.visit(), "rival": market.visit(phone=True)}
    opens = (market.now() + 22 * DAY).replace(hour=9, minute=0, second=0, microsecond=0)
    closes = opens + 11 * DAY
    market.sign_in(officer, "land_officer")
    number = draft_and_announce(officer, opens, closes)
    market.move_to(opens + DAY)
    admit(market, officer, bidders, number)
    bid_in_the_listing(watcher, bidders, number)
    take_part(market, bidders, number, closes)
    market.move_to(closes + 5 * MINUTE - 2 * SECOND)
    bid_live(watcher, bidders)
    stop_and_go_on(market, (officer, watcher), bidders, number)
    market.move_to(market.now() + 5 * MINUTE - 40 * SECOND)
    watcher.reload()
    market.move_to(market.now() + 38 * SECOND)
    for page in (watcher, bidders["bidder"]):
        page.reload()
    expect(watcher.locator("[data-show=winning]")).to_have_text("84,000,000.00 元", timeout=20_000)
    settle(market, officer, bidders, number)
    assert not market.faults


def admit(market: Market, officer: Page, bidders: Mapping[str, Page], number: str) -> None:
    """Have both apply and pay."""
    orders = {}
    for name, page in bidders.items():
        market.sign_in(page, name, certificate=True)
        orders[name] = apply(page, number)
    market.sign_in(officer, "land_officer")
    pay(officer, orders, market.now())


def bid_in_the_listing(watcher: Page, bidders: Mapping[str, Page], number: str) -> None:
    """Have both bid, in one click and by typing; a bid between two steps is refused."""
    bidder, rival = bidders["bidder"], bidders["rival"]
    watcher.goto(f"/listings/{number}/")
    for page in (bidder, rival):
        page.goto(f"/listings/{number}/bid/")
    bidder.get_by_role("button", name="按最低价报价").click()
    expect(price_of(watcher)).to_have_text("80,000,000.00 元")
    typed_bid(rival, "8,050万元")
    expect(price_of(watcher)).to_have_text("80,500,000.00 元")
    expect(bidder.locator("[data-show=mine]")).to_have_text("已被超过")
    typed_bid(bidder, "8051万元")
    expect(bidder.get_by_text("81,000,000.00").first).to_be_visible()


def take_part(market: Market, bidders: Mapping[str, Page], number: str, closes: dt.datetime) -> None:
    """Have both say at the close that they want the live auction, one with a proxy."""
    market.move_to(closes - 4 * SECOND)
    for name, page in bidders.items():
        market.sign_in(page, name, certificate=True)
        page.goto(f"/listings/{number}/bid/")
    for page in bidders.values():
        page.get_by_role("button", name="参加限时竞价", exact=True).click(timeout=15_000)
        expect(page.get_by_text("您已答复：参加。")).to_be_visible()
    proxy(bidders["bidder"], "8500万元")
    expect(bidders["bidder"].get_by_text("委托生效中")).to_be_visible()


def bid_live(watcher: Page, bidders: Mapping[str, Page]) -> None:
    """Have one bid by hand and then by a proxy against the other's, which goes higher."""
    bidder, rival = bidders["bidder"], bidders["rival"]
    for page in (watcher, bidder, rival):
        page.reload()
    expect(watcher.locator("[data-show=headline]")).to_have_text("限时竞价中", timeout=15_000)
    # The live auction opens one increment above 80.5 million: the proxy of who was outbid in the listing answers there.
    expect(price_of(watcher)).to_have_text("81,000,000.00 元")
    # Right after a change of the price the button asks to be pressed again.
    expect(rival.locator("form[data-act=next] [data-show=least]")).to_have_text("81,500,000.00 元")
    rival.wait_for_timeout(600)
    rival.get_by_role("button", name="按最低价报价").click()
    expect(price_of(watcher)).to_have_text("82,000,000.00 元")
    proxy(rival, "8400万元")
    # 82.5, 83, 83.5 and 84 million in turn; the rival's next step would be 84.5, above its ceiling.
    expect(price_of(watcher)).to_have_text("84,000,000.00 元")
    expect(bidder.locator("form[data-act=next] button")).to_be_disabled()


def stop_and_go_on(market: Market, console: tuple[Page, Page], bidders: Mapping[str, Page], number: str) -> None:
    """Suspend for a failure: the countdown keeps what was left, and goes on days after that was announced."""
    officer, watcher = console
    market.sign_in(officer, "land_officer")
    suspend(officer, number)
    expect(watcher.locator("[data-show=headline]")).to_have_text("已中止")
    expect(bidders["bidder"].locator("form[data-act=bid] button")).to_be_hidden()
    resumes = (market.now() + 6 * DAY).replace(second=0, microsecond=0)
    resume(officer, number, resumes)
    market.move_to(resumes - 3 * SECOND)
    for name, page in bidders.items():
        market.sign_in(page, name, certificate=True)
        page.goto(f"/listings/{number}/bid/")
    watcher.reload()
    expect(watcher.locator("[data-show=headline]")).to_have_text("限时竞价中", timeout=15_000)
    expect(price_of(watcher)).to_have_text("84,000,000.00 元")


def settle(market: Market, officer: Page, bidders: Mapping[str, Page], number: str) -> None:
    """Have the loser's deposit sent back, and the winner open the confirmation letter."""
    market.sign_in(officer, "land_officer")
    after(officer, number)
    order_refunds(officer, market.now())
    letter = letter_of(bidders["bidder"])
    for said in (number, "84,000,000.00", "成交确认书", "竞得人（签字、盖章）"):
        assert said in letter
    rival = bidders["rival"]
    rival.goto("/my/listings/")
    rival.get_by_role("main").get_by_role("link", name=DRAFT["location"]).first.click()
    expect(rival.get_by_text("已交银行办理")).to_be_visible()


def proxy(page: Page, ceiling: str) -> None:
    """Give a proxy with a ceiling."""
    page.locator("form[data-act=proxy] input[name=ceiling]").fill(ceiling)
    page.get_by_role("button", name=re.compile("委托系统报价|改为这个限价")).click()
    if page.locator("dialog[open]").count():
        page.get_by_role("button", name="确认").click()


def price_of(page: Page) -> Locator:
    """Return where the hall shows the highest price."""
    return page.locator("[data-hall] [data-show=price]")


def typed_bid(page: Page, price: str) -> None:
    """Type a price and bid it."""
    page.locator("form[data-act=bid] input[name=price]").fill(price)
    page.get_by_role("button", name="报出这个价").click()


def suspend(officer: Page, number: str) -> None:
    """Have the land officer suspend the sale at once, and announce it."""
    officer.goto(f"/listing-desk/{number}/stop/")
    officer.select_option("#id_suspend-cause", "4")
    officer.fill("#id_suspend-reason", "机房断电，交易系统不能正常运行")
    officer.get_by_role("button", name="立即中止并公告").click()
    expect(officer.get_by_text("挂牌活动已中止")).to_be_visible()


def resume(officer: Page, number: str, at: dt.datetime) -> None:
    """Have the land officer announce when the sale goes on."""
    officer.goto(f"/listing-desk/{number}/stop/")
    officer.fill("#id_resume-resumes_at", f"{at:%Y-%m-%dT%H:%M}")
    officer.fill("#id_resume-reason", "供电已经恢复，数据核对无误")
    officer.get_by_role("button", name="发布恢复公告").click()
    expect(officer.get_by_text("已公告于")).to_be_visible()


def after(officer: Page, number: str) -> None:
    """Have the land officer look at what follows the sale: both cases, with their terms."""
    officer.goto(f"/listing-desk/{number}/after/")
    for _ in range(20):
        if officer.get_by_role("heading", name="退还保证金", exact=True).count():
            break
        officer.wait_for_timeout(500)
        officer.reload()
    for label in ("待打印成交确认书", "待公布、待退还", "办理成交确认手续", "退还未竞得人的保证金"):
        expect(officer.get_by_text(label).first).to_be_visible()


def order_refunds(officer: Page, at: dt.datetime) -> None:
    """Have the land officer send the loser's deposit back."""
    officer.fill("#id_pay_on", f"{at:%Y-%m-%d}")
    officer.get_by_role("button", name="生成付款文件").click()
    with officer.expect_download() as download:
        officer.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text("utf-8-sig")
    assert "16000000.00" in text
    assert text.count("TK") == 2, "one order, with its number in the remark"


def letter_of(winner: Page) -> str:
    """Have the winner open the confirmation letter; return its text without blanks."""
    winner.goto("/my/listings/")
    winner.get_by_role("main").get_by_role("link", name=DRAFT["location"]).first.click()
    expect(winner.get_by_text("您已竞得这宗地")).to_be_visible()
    with winner.expect_download() as download:
        winner.get_by_role("link", name="成交确认书（PDF）").click()
    pages = PdfReader(download.value.path()).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
