"""Signing with a certificate's key in the browser: registering, signing in, and what the page says of wrong files."""

import re

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from lingxing.cli.tests.test_serving_certificates import CODE, PASSWORD, papers, serve

pytestmark = [pytest.mark.browser, pytest.mark.database]
__all__ = ["papers", "serve"]


def choose(page, papers, certificate="firm.pem", key="firm.key"):
    page.set_input_files("#certificate-file", papers / certificate)
    page.set_input_files("#key-file", papers / key)


def test_a_bidder_signs_in_the_browser(browser, serve, papers):
    origin = f"http://localhost:{serve(CERTIFICATE_AUTHORITIES=papers / 'authority.pem')}"
    sent = []
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{origin}/register")
    page.select_option("#id_identity_kind", "credit_code")
    for field, value in (("identity_number", CODE), ("name", "湖光置业"), ("username", "hu_guang")):
        page.fill(f"#id_{field}", value)
    page.fill("#id_password", PASSWORD)
    page.fill("#id_again", PASSWORD)
    page.check("#id_terms")
    page.click("main form button")
    page.wait_for_url(f"{origin}/me")

    page.goto(f"{origin}/certificates/new")
    page.fill("#id_password", PASSWORD)
    key = load_pem_private_key((papers / "firm.key").read_bytes(), None)
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open"))
    (papers / "locked.key").write_bytes(locked)
    choose(page, papers, key="locked.key")
    page.click("main form button.button")
    page.get_by_text("私钥加了口令").wait_for()
    choose(page, papers)
    page.click("main form button.button")
    page.get_by_text("已登记，可以用它登录和报价").wait_for()

    page.context.clear_cookies()
    page.goto(f"{origin}/sign-in")
    page.fill("#id_username", "hu_guang")
    page.fill("#id_password", PASSWORD)
    page.get_by_text("竞买人：同时出示数字证书").click()
    choose(page, papers)
    page.click("main form button.button")
    page.wait_for_url(f"{origin}/")
    page.goto(f"{origin}/certificates/")
    page.get_by_text("已用证书验证，可以报价").wait_for()
    body = re.sub(r"\s", "", (papers / "firm.key").read_text().split("-----")[2])
    assert not [text for text in sent if body[:40] in text or "PRIVATE" in text], "the key left the browser"
    page.close()
