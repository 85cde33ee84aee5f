"""Without a script, without a mouse."""

import re

from playwright.sync_api import expect

from tests.journeys.test_reading import choose_kind


def test_everything_works_without_a_script(visit, site):
    page = visit("/", java_script_enabled=False)
    choose_kind(page, "方案")
    page.get_by_role("main").locator(".entries a").first.click()
    expect(page.locator(".paper")).to_be_visible()
    page.locator("a.unit__link").nth(2).click()
    assert "#" in page.url
    page.goto("/search/?q=补助")
    expect(page.locator(".hits > li").first).to_be_visible()
    page.goto("/sign-in")
    page.get_by_label(re.compile("用户名|账号")).fill("editor")
    page.get_by_label("密码").fill(site.passwords["editor"])
    page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def test_a_keyboard_reaches_a_document_and_its_outline(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, ".entries__title a")
    title = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    tab_to(page, ".outline a")
    target = page.evaluate("decodeURIComponent(document.activeElement.hash.slice(1))")
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


def test_what_has_the_focus_can_be_seen(visit):
    page = visit("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def tab_to(page, selector, most=150):
    """Press Tab until an element that the selector names has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
