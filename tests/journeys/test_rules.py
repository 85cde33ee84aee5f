"""A citizen works something out, finds what they are entitled to; an analyst moves a parameter."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
CATASTROPHIC = "/rules/xianning/catastrophic_insurance_2024/"
ALLOWANCE = "/rules/qianjiang/expert_allowance_2025/"
DAY = "?on=2026-02-01"


def fill_claim(page, row, day, amount):
    """Fill in a claim of catastrophic insurance whose covered copayment is known."""
    event = page.locator(f"#claims-{row}")
    event.locator(f"[name='claims-{row}-date']").fill(day)
    folded = event.locator("details:has([name$='covered_copayment']):not([open]) > summary")
    if folded.count():
        folded.click()
    event.locator(f"[name='claims-{row}-covered_copayment']").fill(amount)


def work_out(page):
    """Press the form's own button."""
    page.locator("form.case .buttons .button").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_two_claims_cross_the_first_bracket_together(visit, script):
    page = visit(CATASTROPHIC + DAY, java_script_enabled=script)
    fill_claim(page, 0, "2024-09-01", "20000")
    page.get_by_role("button", name="添加一次就医").click()
    expect(page.locator("#claims-1")).to_be_visible()
    assert page.locator("[name='claims-0-covered_copayment']").input_value() == "20000"
    fill_claim(page, 1, "2024-10-01", "12000")
    work_out(page)
    answer = page.locator("#answer")
    # 0.60 × (30000 − 12000) + 0.65 × (32000 − 30000)
    expect(answer).to_contain_text("12,100.00 元")
    expect(answer.locator(".working")).to_contain_text("第2次就医")


def test_rows_are_removed_without_leaving_the_page(visit):
    page = visit(CATASTROPHIC + DAY)
    fill_claim(page, 0, "2024-09-01", "20000")
    page.get_by_role("button", name="添加一次就医").click()
    fill_claim(page, 1, "2024-10-01", "300")
    page.locator("#claims-0").get_by_role("button", name="删除").click()
    expect(page.locator("#claims-1")).to_have_count(0)
    assert page.locator("[name='claims-0-covered_copayment']").input_value() == "300"


def test_a_mistake_leads_to_its_field(visit, axe):
    page = visit(CATASTROPHIC + DAY)
    fill_claim(page, 0, "2024-09-01", "viel")
    work_out(page)
    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    axe(page)
    summary.get_by_role("link").first.click()
    expect(page.locator("[name='claims-0-covered_copayment']")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
def test_an_answer_is_in_nobodys_way(visit, axe, device, scheme):
    page = visit(CATASTROPHIC + DAY, color_scheme=scheme, **device)
    fill_claim(page, 0, "2024-09-01", "20000")
    work_out(page)
    expect(page.locator("#answer .figure").first).to_contain_text("元")
    axe(page)
    width, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= view + 1


def test_nothing_that_was_filled_in_stands_in_the_address_or_stays(visit):
    page = visit(CATASTROPHIC + DAY)
    fill_claim(page, 0, "2024-09-01", "23456")
    work_out(page)
    assert "23456" not in page.url
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "23456" not in stored
    assert not any("23456" in str(cookie) for cookie in page.context.cookies())


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_questions_lead_to_what_one_is_entitled_to(visit, axe, script):
    page = visit(f"/entitlements/{DAY}", java_script_enabled=script)
    page.locator("a[href*='/entitlements/qianjiang/person/']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("潜江市")
    if script:
        axe(page)
    for _ in range(8):
        skip = page.get_by_role("button", name="跳过")
        if not skip.count():
            break
        skip.click()
        page.wait_for_load_state()
    expect(page.get_by_role("heading", name="问完了")).to_be_visible()
    page.get_by_role("button", name="上一步").click()
    expect(page.get_by_role("button", name="下一步")).to_be_visible()


def test_the_way_back_of_the_browser_works_within_the_questions(visit):
    page = visit(f"/entitlements/qianjiang/firm/{DAY}")
    page.get_by_role("button", name="跳过").click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", name="第 2 步")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="先回答这几个问题")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
def test_an_analyst_moves_a_parameter_and_sees_what_it_does(visit, sign_in, axe, device, scheme):
    page = visit("/", color_scheme=scheme, **device)
    sign_in(page, "editor")
    page.goto(f"{ALLOWANCE}simulate/{DAY}")
    lever, slider = page.locator("input[name='set.allowance']"), page.locator("[data-slider]").first
    expect(slider).to_be_visible()
    change = page.locator("[data-result] td[data-label=增减]").first
    expect(change).to_contain_text("0.00 元")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lever--moved")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"set\.allowance="))
    expect(change).to_contain_text("+")
    assert lever.input_value() != "2000"
    expect(page.locator("[data-chart=total] canvas").first).to_be_visible()
    axe(page)


def test_a_simulation_says_the_same_without_a_script(visit, sign_in):
    page = visit("/", java_script_enabled=False)
    sign_in(page, "editor")
    page.goto(f"{ALLOWANCE}simulate/{DAY}")
    expect(page.locator(".chart__table").first).to_be_visible()
    page.get_by_role("button", name="计算").click()
    page.wait_for_load_state()
    expect(page.locator("[data-result] table").first).to_be_visible()


def test_the_keyboard_alone_works_a_case_out(visit):
    page = visit(CATASTROPHIC + DAY)
    fill_claim(page, 0, "2024-09-01", "20000")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#answer")).to_contain_text("4,800.00 元")


def test_rules_stand_in_the_navigation(visit):
    page = visit("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="规则计算").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("规则计算")
    page.get_by_role("searchbox").fill("医保")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".entries__title").first).to_contain_text(re.compile("保险"))
