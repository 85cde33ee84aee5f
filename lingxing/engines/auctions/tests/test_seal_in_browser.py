"""The page seals in the browser what the installation opens, and sends the price to nobody."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from lingxing.engines.auctions.queries.reserves import private_key
from lingxing.engines.auctions.sealing import file_digest, file_text, open_reserve_file, read_reserve_file
from lingxing.engines.auctions.tests.bureau import LISTED, clock, open_bureau, published

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_price_sealed_in_the_browser_opens_at_the_installation(live_server, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    bureau = open_bureau()
    lot = published(bureau)
    private, sent = private_key(lot.pk), []
    session = bureau.client(bureau.supervisor).cookies["lingxing_session"].value
    with clock(LISTED), sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=found, args=[*arguments, "--disable-dev-shm-usage"])
        context = chromium.new_context(accept_downloads=True)
        context.add_cookies([{"name": "lingxing_session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/listing-watch/{lot.number}/reserve/")
        page.wait_for_selector("[data-seal-form]:not([hidden])")
        page.on("request", lambda request: sent.append(request.url))
        page.fill("#reserve-price", "1.005")
        page.click("[data-seal-form] button")
        assert page.text_content("[data-seal-error]")
        page.fill("#reserve-price", "1.3亿元")
        with page.expect_download() as download:
            page.click("[data-seal-form] button")
        text = download.value.path().read_text("utf-8")
        digest = page.text_content("[data-seal-digest]")
        chromium.close()
    file = read_reserve_file(text)
    assert open_reserve_file(file, private).price == 13_000_000_000
    assert (digest, text) == (file_digest(text), file_text(file))
    assert [address for address in sent if not address.startswith("blob:")] == []
