"""A reader's way through the library: from the list to the article that settles a question."""

import re

from playwright.sync_api import expect

METHOD = "公共停车泊位共享管理办法"
PLAN = "城市内河水环境提升三年行动方案"


def open_document(page, title):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=re.compile(title)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def choose_kind(page, kind):
    """Filter the list by kind; the panel is open where the screen has room for it, else it is opened."""
    if not page.locator("#filter-kind").is_visible():
        page.locator(".filter-panel > summary").click()
    page.locator("#filter-kind").select_option(kind)
    page.get_by_role("button", name="筛选").click()


def test_from_the_list_through_a_filter_to_an_article_that_can_be_cited(visit):
    page = visit("/?on=2026-03-15")
    entries = page.get_by_role("main").locator(".entries > li")
    everything = entries.count()
    choose_kind(page, "办法")
    assert 0 < entries.count() < everything
    page.get_by_role("link", name=re.compile(METHOD)).first.click()
    expect(page.locator(".document-state")).to_contain_text("有效")

    article = page.locator("p[id$='art_2']").first
    link = article.locator("a.unit__link")
    link.focus()
    link.click()
    expect(page).to_have_url(re.compile(r"on=2026-03-15#.*art_2$"))
    expect(page.locator("[data-copied]")).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(rf"《.*{METHOD}》第二条 http://127\.0\.0\.1:\d+/documents/.*#.*art_2$", copied)

    again = visit(re.search(r"/documents/\S+", copied)[0])
    expect(again.locator("p[id$='art_2']").first).to_be_in_viewport()


def test_from_a_task_to_the_organ_that_must_do_it(visit):
    page = visit("/")
    open_document(page, PLAN)
    tasks = page.locator("#tasks")
    expect(tasks).to_be_visible()
    organ = tasks.locator(".task-units a").first
    name = organ.inner_text()
    organ.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(name)
    page.get_by_role("main").get_by_role("link", name=re.compile(PLAN)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN)
    assert "#" in page.url


def test_what_expires_is_shown_from_the_day_that_is_asked(visit):
    page = visit("/expiring/?on=2026-12-01")
    page.get_by_role("navigation", name="往后看多少天").get_by_role("link", name="90 天内").click()
    expect(page.locator(".day-notice")).to_contain_text("2026年12月1日")
    # The standards of 2026 are in force until the year's last day.
    row = page.get_by_role("row", name=re.compile("社会救助和保障标准"))
    expect(row).to_contain_text("2026年12月31日")
    page.get_by_role("link", name="回到今天").click()
    assert "on=" not in page.url


def test_a_status_follows_the_day(visit):
    page = visit("/")
    open_document(page, METHOD)
    base = page.url.split("?")[0]
    for day, state in (
        ("2026-02-28", "尚未施行"),
        ("2026-03-01", "有效"),
        ("2031-02-28", "2031年2月28日"),
        ("2031-03-01", "已过有效期"),
    ):
        page.goto(f"{base}?on={day}")
        expect(page.locator(".document-state")).to_contain_text(state)


def test_a_search_says_where_and_leads_there(visit):
    page = visit("/")
    page.get_by_role("main").get_by_label("检索文库").fill("泊位 共享")
    page.get_by_role("main").get_by_role("button", name="检索").click()
    hits = page.locator(".hits > li")
    expect(hits.first).to_be_visible()
    expect(page.locator(".hits mark").first).to_be_visible()
    place = page.locator(".hits__place a[href*='#']").first
    target = re.search(r"#(.+)$", place.get_attribute("href"))[1]
    place.click()
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


def test_a_document_number_is_found_however_it_is_written(visit):
    page = visit("/")
    for written in ("泽政规〔2026〕1号", "泽政规[2026]1", "2026 1"):
        page.goto(f"/search/?q={written}")
        expect(page.locator(".hits__place", has_text=METHOD).first).to_be_visible()


def test_words_are_left_out_with_a_minus(visit):
    page = visit("/search/?q=共享")
    before = page.locator(".hits > li").count()
    page.goto("/search/?q=共享 -泊位")
    after = page.locator(".hits > li").count()
    assert after < before
    assert "泊位" not in " ".join(page.locator(".hits__snippet").all_inner_texts())


def test_raw_lines_stand_beside_the_clean_ones(visit):
    page = visit("/")
    open_document(page, METHOD)
    page.get_by_role("link", name="原文对照").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main").inner_text().count("泊位") > 20


def test_papers_and_data_can_be_taken_away(visit):
    page = visit("/")
    open_document(page, PLAN)
    links = page.get_by_role("navigation", name="下载和查看")
    for name, opening in (("PDF", b"%PDF-"), ("Word", b"PK"), ("任务 Excel", b"PK"), ("期限日历", b"BEGIN:VCALENDAR")):
        answer = page.request.get(links.get_by_role("link", name=name).get_attribute("href"))
        assert answer.ok, name
        assert answer.body().startswith(opening), name


def test_a_phone_shows_what_a_desk_shows(visit):
    page = visit("/", viewport={"width": 360, "height": 700}, is_mobile=True, has_touch=True, color_scheme="dark")
    open_document(page, PLAN)
    expect(page.locator("#tasks")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.paper p')).fontSize)")
    assert size >= 16
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", back)[:3])) < 200, f"not dark: {back}"


def test_an_unknown_address_says_so_and_leads_on(visit):
    page = visit("/documents/没有-2026-1/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
