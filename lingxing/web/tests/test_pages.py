"""What every page has: headers, the day it speaks of, errors that say what to do, health."""

import json
import logging
import re

import pytest
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access import public
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import AT, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError, NotAllowed
from lingxing.web import health, urls
from lingxing.web.templatetags.lingxing import page_numbers

pytestmark = pytest.mark.django_db


@public
def broken(request):
    raise RuntimeError("table of secrets")


@public
def refused(request):
    raise LingxingError("文件太大", where="gazette.txt", remedy="请分成几份")


@public
def forbidden(request):
    raise NotAllowed("不属于您的机构", remedy="请联系管理员")


@public
def missing(request):
    raise Http404


@public
def day(request):
    return HttpResponse(f"{request.on} {request.on_given}")


ours = [
    path(f"{prefix}{view.__name__}", view)
    for prefix in ("", "api/")
    for view in (broken, refused, forbidden, missing, day)
]
urlpatterns = [*ours, *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def site():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address", ["/style", "/sign-in", "/nowhere", "/broken", "/health", "/api/docs", "/api/version"]
)
def test_no_answer_lets_foreign_or_inline_content_in(site, address):
    answer = site.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Request-ID"]


@pytest.mark.parametrize("address", ["/", "/style", "/sign-in", "/nowhere", "/broken", "/api/docs", "/search/?q=办法"])
def test_no_page_holds_inline_scripts_styles_or_foreign_addresses(site, address):
    page = site.get(address).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


def test_pages_of_signed_in_people_are_not_kept(client):
    client.force_login(account())
    assert client.get("/style")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in Client().get("/style")


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("broken", 500, "系统出错"),
        ("refused", 400, "请分成几份"),
        ("forbidden", 403, "不属于您的机构"),
        ("missing", 404, "没有找到这个页面"),
    ],
)
def test_an_error_says_in_chinese_what_to_do_as_page_and_as_json(site, name, status, words):
    page = site.get(f"/{name}")
    assert page.status_code == status
    assert words in page.content.decode()
    assert "table of secrets" not in page.content.decode()
    answer = site.get(f"/api/{name}")
    assert answer.status_code == (401 if name == "forbidden" else status)
    error = json.loads(answer.content)["error"]
    assert words in error["what"] + error["remedy"]
    assert error["request_id"] == answer["X-Request-ID"]


def test_an_unknown_host_is_refused(site):
    assert site.get("/style", SERVER_NAME="evil.example").status_code == 400


def test_the_error_page_needs_no_database(site, django_db_blocker):
    with django_db_blocker.block():
        assert "系统出错" in site.get("/broken").content.decode()


def test_the_day_is_today_in_shanghai_unless_another_is_asked_for(site, monkeypatch):
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: __import__("datetime").datetime.fromisoformat("2026-01-04T16:30+00:00")
    )
    assert site.get("/day").content == b"2026-01-05 False"
    assert site.get("/day?on=2024-05-01").content == b"2024-05-01 True"
    assert site.get("/day?on=").content == b"2026-01-05 False"


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2024-5-1", "20240501", "明天", "2024-W01-1", "2024-05-01T00:00", "-2024-05-01", "٢٠٢٤-٠٥-٠١"],
)
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_day_that_no_calendar_holds_is_refused_with_the_form_to_use(site, text, prefix):
    answer = site.get(f"{prefix}/day", {"on": text})
    assert answer.status_code == 400
    assert "2026-01-05" in answer.content.decode()


def test_the_day_goes_along_with_every_link(site):
    page = site.get("/style?on=2024-05-01").content.decode()
    assert 'href="/search/?on=2024-05-01"' in page
    assert "2024年5月1日" in page
    assert "回到今天" in page
    assert "?on=" not in site.get("/style").content.decode().replace('name="on"', "")


def test_the_link_tag_keeps_fragment_and_query():
    request = RequestFactory().get("/")
    tag = engines["django"].from_string("{% on_day address %}")
    context = {"on_given": True, "on": __import__("datetime").date(2024, 5, 1)}
    assert tag.render(context | {"address": "/a?b=1#c"}, request=None) == "/a?b=1&amp;on=2024-05-01#c"
    assert tag.render({"on_given": False, "address": "/a?b=1#c"}, request=None) == "/a?b=1#c"
    assert request.path == "/"


@pytest.mark.parametrize(
    ("pages", "current", "expected"),
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (20, 1, [1, 2, 0, 20]),
        (20, 10, [1, 0, 9, 10, 11, 0, 20]),
        (20, 20, [1, 0, 19, 20]),
    ],
)
def test_page_numbers_around_the_current_one(pages, current, expected):
    assert page_numbers(Paginator(range(pages * 10), 10), current) == expected


def test_health_tells_the_truth(site, monkeypatch):
    assert site.get("/health").json() | {"version": ""} == {
        "alive": True,
        "database": True,
        "migrated": True,
        "version": "",
    }
    monkeypatch.setattr(health, "_migrated", lambda: False)
    answer = site.get("/health")
    assert (answer.status_code, answer.json()["database"], answer.json()["migrated"]) == (503, True, False)
    monkeypatch.setattr(health, "_migrated", _no_database)
    answer = site.get("/health")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def _no_database():
    raise DatabaseError("gone")


def test_the_log_names_the_route_and_no_person(site, caplog):
    caplog.set_level(logging.INFO, "lingxing.web.request")
    site.get("/style?q=张三", REMOTE_ADDR="192.0.2.7", headers={"x-request-id": "from-the-proxy-1"})
    line = caplog.records[-1]
    assert (line.route, line.status, line.method, line.request_id) == ("style", 200, "GET", "from-the-proxy-1")
    assert not any(word in str(vars(line)) for word in ("张三", "192.0.2.7"))


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "bad id with spaces", "line\u2028break", "<script>alert</script>"]
)
def test_a_request_id_of_another_form_is_not_taken_over(site, given):
    assert site.get("/style", HTTP_X_REQUEST_ID=given)["X-Request-ID"] != given


def test_an_administrator_reads_the_ledger_page_by_page(client):
    only = account("guanli", Role.ADMINISTRATOR)
    client.force_login(only)
    for n in range(60):
        record("document:1", "confirm", OPERATOR, {"n": f"<b>{n}</b>"}, AT)
    page = client.get("/ledger").content.decode()
    assert "&lt;b&gt;59" in page
    assert "<b>59" not in page
    older = re.search(r'href="(\?before=[^"&]+)"', page)
    assert older
    assert "&lt;b&gt;9&lt;" in client.get("/ledger" + older[1]).content.decode()
    whole = client.get("/ledger", {"stream": f"account:{only.pk}"}).content.decode()
    assert "这条链完好" in whole
    assert "document:1" not in whole


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "١"])
def test_a_place_in_the_ledger_that_is_none_is_refused(client, before):
    client.force_login(account("guanli", Role.ADMINISTRATOR))
    assert client.get("/ledger", {"before": before}).status_code == 400


def test_a_changed_entry_shows_on_the_page(client):
    client.force_login(account("guanli", Role.ADMINISTRATOR))
    record("document:1", "confirm", OPERATOR, {}, AT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_ledgerentry SET act = 'withdraw' WHERE stream = 'document:1'")
    assert "内容与哈希不符" in client.get("/ledger", {"stream": "document:1"}).content.decode()
