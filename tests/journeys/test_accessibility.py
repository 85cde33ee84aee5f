"""Every page, in light on a desk and in dark on a phone, is free of what axe calls serious.

Colours hang on the scheme and places on the screen, so two walks see both of each.
"""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys.conftest import accessibility_faults

PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
PAGES_A_KIND = 2
DOCUMENTS = 12
LEAST_KINDS = 14
_NO_PAGE = re.compile(
    r"\.(xml|pdf|docx|xlsx|csv|svg|ics|atom|json|txt)$|/files/|^/static/|^/api/|/sign-out$|^/ledger/(checkpoints|keys)/"
)


def kind_of(path: str) -> str:
    """Return the path with what varies in it replaced: /documents/泽政规-2026-1/raw/ is /documents/*/raw/."""
    any_city = re.sub(r"^/(rules|entitlements)/[^/]+/", r"/\1/*/", path)
    return re.sub(r"[^/]*(\d|%|[\u4e00-\u9fff])[^/]*", "*", any_city)


def pages_of(page, start="/") -> list[str]:
    """Return addresses of the site that links lead to, at most a few a kind of page, in the order found."""
    found, left, kinds = [], [start], {}
    while left:
        address = left.pop(0)
        path = urlsplit(address).path
        most = DOCUMENTS if kind_of(path) == "/documents/*/" else PAGES_A_KIND
        if _NO_PAGE.search(path) or address in found or kinds.get(kind_of(path), 0) >= most:
            continue
        answer = page.goto(address)
        assert answer is not None
        if answer.status == 403:
            continue  # another role's page: tests/permissions says whose
        assert answer.ok, f"{address} answers {answer.status}"
        kinds[kind_of(path)] = kinds.get(kind_of(path), 0) + 1
        found.append(address)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        own = [urlsplit(urljoin(page.url, link)) for link in links]
        left += [f"{url.path}{'?' + url.query if url.query else ''}" for url in own if url.netloc in page.url]
    return found


@pytest.fixture(scope="module")
def addresses(browser, site):
    """Return the pages that an administrator reaches, which are all of them."""
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label(re.compile("用户名|账号")).fill("administrator")
    page.get_by_label("密码").fill(site.passwords["administrator"])
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.wait_for_load_state()
    found = pages_of(page)
    context.close()
    assert len({kind_of(urlsplit(address).path) for address in found}) >= LEAST_KINDS, found
    return [*found, "/sign-in", "/no-such-page"]


@pytest.mark.parametrize(("device", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk-light", "phone-dark"])
def test_no_page_is_in_the_way_of_anybody(visit, sign_in, addresses, device, scheme):
    page = visit("/", color_scheme=scheme, **device)
    sign_in(page, "administrator")
    found = []
    for address in addresses:
        page.goto(address)
        found += accessibility_faults(page)
        width, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if width > view + 1:
            found.append(f"{address} is {width - view}px wider than the screen")
    assert not found, "\n".join(sorted(set(found)))


CASEWORK = {
    "applicant": ("/my/cases/", "/notices/", "/me", "/track/", "/verify/", "/register", "/services/", "/disclosure/"),
    "clerk": ("/desk/", "/desk/new/", "/counter", "/publishing/", "/me/stand-in"),
    "supervisor": ("/overview/", "/publishing/overview/", "/calendar/"),
    "administrator": ("/bindings/", "/members", "/organ-tree", "/upkeep/"),
}
"""Where each role begins; what the lists there link to is looked at too, some of each kind."""
LINKED = re.compile(r"^/(cases|services|disclosure|registers|queues|publishing|bindings)/[^?]+$")
A_KIND = 3


def around(page, starts):
    """Yield the pages that a role begins with, and some of each kind that they link to."""
    kinds = {}
    for start in starts:
        page.goto(start)
        yield start
        links = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href'))")
        for link in dict.fromkeys(found for found in links if LINKED.match(found) and not _NO_PAGE.search(found)):
            kind = kind_of(re.sub(r"[0-9a-f-]{36}", "1", link))
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= A_KIND:
                page.goto(link)
                yield link


@pytest.mark.parametrize(("device", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk-light", "phone-dark"])
@pytest.mark.parametrize("role", CASEWORK)
def test_no_page_of_casework_is_in_the_way_of_those_who_use_it(visit, sign_in, role, device, scheme):
    page = visit("/", color_scheme=scheme, **device)
    sign_in(page, role)
    found, seen = [], []
    for address in around(page, CASEWORK[role]):
        seen.append(address)
        found += accessibility_faults(page)
        width, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if width > view + 1:
            found.append(f"{address} is {width - view}px wider than the screen")
    assert len(seen) > len(CASEWORK[role]), seen
    assert not found, "\n".join(sorted(set(found)))


def test_a_page_that_is_in_the_way_is_seen(visit):
    page = visit("/")
    image = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", f"<img src='{image}'><a href='/'></a>")
    found = "\n".join(accessibility_faults(page))
    assert "image-alt" in found
    assert "link-name" in found
