"""A sale of land in a browser: from the draft to the result, by everybody who takes part."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.selling import Market, apply, draft_and_announce, open_market, pay

DAY, MINUTE, SECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)


@pytest.fixture
def market(browser: Browser, migrated: Mapping[str, str]) -> Iterator[Market]:
    """Give a site whose clock can be moved."""
    with open_market(browser, migrated) as found:
        yield found


def test_a_lot_is_sold_from_its_draft_to_its_result(market: Market) -> None:
    officer, watcher = market.visit(), market.visit(phone=True)
    bidder, rival = market.visit(), market.visit(phone=True)
    opens = (market.now() + 22 * DAY).replace(hour=9, minute=0, second=0, microsecond=0)
    closes = opens + 11 * DAY
    market.sign_in(officer, "land_officer")
    number = draft_and_announce(officer, opens, closes)

    market.move_to(opens + DAY)
    orders = {}
    for name, page in (("bidder", bidder), ("rival", rival)):
        market.sign_in(page, name, certificate=True)
        orders[name] = apply(page, number)
    market.sign_in(officer, "land_officer")
    pay(officer, orders, market.now())

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

    market.move_to(closes - 4 * SECOND)
    for name, page in (("bidder", bidder), ("rival", rival)):
        market.sign_in(page, name, certificate=True)
        page.goto(f"/listings/{number}/bid/")
    for page in (bidder, rival):
        page.get_by_role("button", name="参加限时竞价", exact=True).click(timeout=15_000)
        expect(page.get_by_text("您已答复：参加。")).to_be_visible()
    proxy(bidder, "8500万元")
    expect(bidder.get_by_text("委托生效中")).to_be_visible()

    market.move_to(closes + 5 * MINUTE - 2 * SECOND)
    watcher.reload()
    for page in (bidder, rival):
        page.reload()
    expect(watcher.locator("[data-show=headline]")).to_have_text("限时竞价中", timeout=15_000)
    # The live auction opens one increment above 80.5 million: the proxy of who was outbid in the listing answers there.
    expect(price_of(watcher)).to_have_text("81,000,000.00 元")
    rival.get_by_role("button", name="按最低价报价").click()
    expect(price_of(watcher)).to_have_text("82,000,000.00 元")
    proxy(rival, "8400万元")
    # 82.5, 83, 83.5 and 84 million in turn; the rival's next step would be 84.5, above its ceiling.
    expect(price_of(watcher)).to_have_text("84,000,000.00 元")
    market.sign_in(officer, "land_officer")
    officer.goto(f"/listing-watch/{number}/")

    market.move_to(market.now() + 5 * MINUTE - 40 * SECOND)
    watcher.reload()
    market.move_to(market.now() + 38 * SECOND)
    for page in (watcher, bidder):
        page.reload()
    expect(watcher.locator("[data-show=winning]")).to_have_text("84,000,000.00 元", timeout=20_000)
    bidder.reload()
    officer.reload()


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
