"""Every page, in light on a desk and in dark on a phone, is free of what axe calls serious.

Colours hang on the scheme and places on the screen, so two looks see both of each. A kind of page is a route: the few
of each that are looked at first differ in what they hold. The usual run looks at the first of most kinds, the thorough
one at more of each, and at every one on both screens.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.conftest import accessibility_faults
from tests.sizes import THOROUGH, sized

PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PAGES_A_KIND = sized(1, 2)
MOST = sized(4, 6)
MORE = {"documents/<str:key>/": MOST, "services/<slug:city>/<slug:name>/<slug:service_name>/": MOST}
"""Kinds whose pages are made of what a document or a package holds."""
_NO_PAGE = re.compile(
    r"\.(xml|pdf|docx|xlsx|csv|svg|ics|atom|json|txt)$|/files/|^/static/|^/api/|/sign-out$|^/ledger/(checkpoints|keys)/"
)


def kind_of(path: str) -> str:
    """Return the route that answers the path, the path itself where none does."""
    try:
        return resolve(path).route
    except Resolver404:
        return path


def walk(page: Page, starts: Sequence[str], within: "re.Pattern[str]") -> Iterator[str]:
    """Yield addresses, the page standing at each: the starts and what links lead to, at most a few of each kind."""
    kinds: Counter[str] = Counter()
    left, seen = list(starts), set()
    while left:
        address = left.pop(0)
        path = urlsplit(address).path
        kind = kind_of(path)
        if address in seen or _NO_PAGE.search(path) or kinds[kind] >= MORE.get(kind, PAGES_A_KIND):
            continue
        seen.add(address)
        answer = page.goto(address)
        assert answer is not None
        if answer.status == 403:
            continue  # another role's page: tests/permissions says whose
        assert answer.ok, f"{address} answers {answer.status}"
        kinds[kind] += 1
        yield address
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        own = [urlsplit(urljoin(page.url, link)) for link in links]
        found = [
            f"{url.path}{'?' + url.query if url.query else ''}" for url in own if url.netloc and url.netloc in page.url
        ]
        left += [link for link in dict.fromkeys(found) if within.search(link)]


def faults(page: Page) -> list[str]:
    """Return what axe calls serious on the page as it stands, and whether it is wider than the screen."""
    found = accessibility_faults(page)
    width, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return found if width <= view + 1 else [*found, f"{page.url} is {width - view}px wider than the screen"]


_MINE = re.compile(r"^/(cases|my|me|services|notices)(/|$)")
_OURS = re.compile(r"^/(cases|desk|counter|publishing|me)(/|$)|^/services/.*/counter/")
WALKS = {
    "administrator": (re.compile(""), 45, ("/", "/sign-in")),
    "applicant": (_MINE, 12, ("/my/cases/", "/notices/", "/me", "/track/", "/verify/", "/register", "/services/")),
    "clerk": (_OURS, 15, ("/desk/", "/desk/new/", "/counter", "/publishing/", "/me/stand-in")),
    "supervisor": (_OURS, 4, ("/overview/", "/publishing/overview/", "/calendar/")),
}
"""Which pages each role's walk keeps to, the fewest kinds it must meet there, and where it begins."""


@pytest.mark.parametrize("role", WALKS)
def test_no_page_is_in_the_way_of_anybody(visit, sign_in, role):
    within, least, starts = WALKS[role]
    desk, phone = visit("/", **DESK), visit("/", **PHONE)
    sign_in(desk, role)
    sign_in(phone, role)
    found: list[str] = []
    kinds: set[str] = set()
    for address in walk(desk, starts, within):
        kind = kind_of(urlsplit(address).path)
        found += faults(desk)
        if THOROUGH or kind not in kinds:
            phone.goto(address)
            found += faults(phone)
        kinds.add(kind)
    assert len(kinds) >= least, sorted(kinds)
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk-light", "phone-dark"])
def test_a_page_that_nobody_has_is_in_nobodys_way(visit, look):
    assert faults(visit("/no-such-page", **look)) == []


def test_a_page_that_is_in_the_way_is_seen(visit):
    page = visit("/")
    image = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", f"<img src='{image}'><a href='/'></a>")
    found = "\n".join(accessibility_faults(page))
    assert "image-alt" in found
    assert "link-name" in found
