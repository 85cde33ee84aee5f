"""Every page for a reader: what it shows, its filters, and what it says to wrong input."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lingxing.engines.documents import queries
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.documents.tests.library import FERRY, LAKES, OLD_FERRY, change_ferry_rules, fill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> int:
    return fill()


def shown(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:500]
    return str(answer.content.decode())


def organ_of(name: str) -> int:
    return next(organ.id for organ in queries.organs() if organ.name == name)


def test_home_lists_the_documents_newest_first_with_their_states(client: Client) -> None:
    page = shown(client, "/?on=2026-03-01")
    places = [
        page.index(f"/documents/{key}/")
        for key in ("%E4%BA%91%E6%94%BF%E5%8F%91-2026-1", "%E4%BA%91%E6%94%BF%E8%A7%84-2024-3")
    ]
    assert places == sorted(places)
    assert "已废止" in page
    assert "共 3 件" in page
    assert "正在按 <strong>2026年3月1日</strong> 的状态显示" in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=办法", 3),
        ("year=2017", 1),
        ("year=2026", 1),
        ("city=云梦泽市", 3),
        ("city=临江市", 0),
        ("status=repealed&on=2026-03-01", 1),
        ("status=in_force&on=2016-01-01", 0),
        ("issuer=云梦泽市人民政府", 3),
    ],
)
def test_each_filter_of_the_list(client: Client, query: str, titles: int) -> None:
    page = shown(client, f"/?{query}")
    assert page.count('class="entries__title"') == titles
    assert "清除" in page


def test_a_filter_by_responsible_unit(client: Client) -> None:
    page = shown(client, f"/?organ={organ_of('云梦泽市交通运输局')}")
    assert page.count('class="entries__title"') == 1
    assert "云梦泽市渡口管理办法" in page


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/?on=2024-02-30", "日期无法识别"),
        ("/?on=昨天", "日期无法识别"),
        ("/?page=0", "不是页码"),
        ("/?page=abc", "不是页码"),
        ("/?year=今年", "不是年份"),
        ("/?year=0", "不是年份"),
        ("/feed.atom?year=10000", "不是年份"),
        ("/?city=%00", "不能使用的字符"),
        ("/documents/%00/", "不能使用的字符"),
        ("/?status=gone", "状态"),
        ("/?organ=x", "不是责任单位"),
        ("/expiring/?within=7", "不是可选的天数"),
        ("/problems/?state=lost", "没有这种处理状态"),
        (f"/documents/{FERRY}/?version=x", "不是版本号"),
    ],
)
def test_a_wrong_value_is_named_with_its_remedy(client: Client, path: str, said: str) -> None:
    assert said in shown(client, path, 400)


@pytest.mark.parametrize(
    "path",
    [
        "/documents/没有-2024-1/",
        "/documents/没有-2024-1.pdf",
        f"/documents/{FERRY}/?version=9",
        f"/documents/{FERRY}/versions/1/",
        f"/documents/{FERRY}/versions/{2**63}/",
        "/organs/999999/",
        "/gazettes/999999/",
    ],
)
def test_what_does_not_exist_answers_404(client: Client, path: str) -> None:
    assert "没有" in shown(client, path, 404)


@pytest.mark.parametrize("path", ["/", "/expiring/", "/lapsed/", "/tasks/", "/deadlines.ics", f"/documents/{FERRY}/"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(client: Client, path: str, day: str) -> None:
    shown(client, f"{path}?on={day}")


def test_a_document_shows_text_facts_state_timeline_tasks_and_relations(client: Client) -> None:
    page = shown(client, f"/documents/{FERRY}/?on=2025-01-05")
    for said in (
        'id="art_3"',
        "检查记录保存两年",
        "2024年8月1日起施行，有效期至2029年7月31日",
        "有效期届满",
        "检修三十二艘渡船",
        "云政办发〔2017〕11号",
        "<caption>渡船定额</caption>",
        "第五条的序号缺失",
        "整理时改动 1 处",
    ):
        assert said in page
    assert f"/organs/{organ_of('云梦泽市交通运输局')}/?on=2025-01-05" in page


def test_the_state_follows_the_day(client: Client) -> None:
    assert "尚未施行" in shown(client, f"/documents/{FERRY}/?on=2024-07-01")
    assert "现行有效" in shown(client, f"/documents/{FERRY}/?on=2024-08-01")
    assert "即将到期" in shown(client, f"/documents/{FERRY}/?on=2029-07-31")
    assert "已过有效期" in shown(client, f"/documents/{FERRY}/?on=2029-08-01")


def test_a_repealed_document_leads_to_the_one_that_repealed_it(client: Client) -> None:
    page = shown(client, f"/documents/{OLD_FERRY}/?on=2025-01-05")
    assert "已废止" in page
    assert "被下列文件废止" in page
    assert "云梦泽市渡口管理办法" in page


def test_a_notice_shows_its_instruments_annexes_and_inferred_numbers(client: Client) -> None:
    page = shown(client, f"/documents/{LAKES}/")
    assert page.index("云梦泽市湖泊保护办法</h2>") < page.index("云梦泽市湖泊保护实施方案</h2>")
    assert "序号按前后文推定" in page
    assert "文中列明，公报没有刊印" in page
    assert 'id="art_2__para_1"' in page
    assert "公报印作“云政发〔20261”，已整理" in page


def test_the_raw_page_puts_every_raw_line_beside_the_clean_text(client: Client) -> None:
    page = shown(client, f"/documents/{FERRY}/raw/")
    assert '<li id="line-103">第103行</li>' in page
    assert "渡船每日开航前应当检查救生设备" in page
    assert "多余空格" in page


def test_versions_and_what_changed_between_them(client: Client) -> None:
    change_ferry_rules()
    assert f"/documents/{quote(FERRY)}/versions/2/" in shown(client, f"/documents/{FERRY}/versions/")
    page = shown(client, f"/documents/{FERRY}/versions/2/")
    assert "<del>两</del>" in page
    assert "<ins>三</ins>" in page
    assert "保存两年" in shown(client, f"/documents/{FERRY}/?version=1")
    assert "保存三年" in shown(client, f"/documents/{FERRY}/")


def test_search_marks_the_words_and_says_where(client: Client) -> None:
    page = shown(client, "/search/?q=救生")
    assert "<mark>救生</mark>" in page
    assert "第3条" in page
    assert "#art_3" in page


@pytest.mark.parametrize("query", ["〔2024〕3号", "[2024]3", "2024 3"])
def test_search_finds_a_number_however_it_is_written(client: Client, query: str) -> None:
    assert "云梦泽市渡口管理办法" in shown(client, "/search/?q=" + query.replace(" ", "+"))


def test_search_without_words_and_without_results_says_what_to_do(client: Client) -> None:
    assert "请写要找的词" in shown(client, "/search/")
    assert "没有找到" in shown(client, "/search/?q=航天器")


def test_an_organ_must_do_its_tasks_by_deadline(client: Client) -> None:
    organ = organ_of("云梦泽市交通运输局")
    page = shown(client, f"/organs/{organ}/?on=2024-10-01")
    assert "有明确期限" in page
    assert "2024年12月31日" in page
    assert "已到期限</span>" not in page
    assert 'class="tag tag--bad">已到期限' in shown(client, f"/organs/{organ}/?on=2025-01-01")
    assert "云梦泽市交通运输局" in shown(client, "/organs/?q=交通")


def test_expiring_in_thirty_ninety_or_a_hundred_and_eighty_days(client: Client) -> None:
    # the last day is 2029-07-31: 31 days after 2029-06-30, 181 days after 2029-01-31
    assert "云梦泽市渡口管理办法" not in shown(client, "/expiring/?within=30&on=2029-06-30")
    assert "云梦泽市渡口管理办法" in shown(client, "/expiring/?within=90&on=2029-06-30")
    assert "云梦泽市渡口管理办法" not in shown(client, "/expiring/?within=180&on=2029-01-31")
    assert "云梦泽市渡口管理办法" in shown(client, "/expiring/?within=180&on=2029-02-01")


def test_the_other_lists(client: Client, library: int) -> None:
    assert "检修三十二艘渡船" in shown(client, "/tasks/")
    assert "没有因逾期未改而失效的文件" in shown(client, "/lapsed/")
    assert "目录中的一份文件没有找到" in shown(client, "/problems/")
    assert "云梦泽市人民政府公报" in shown(client, "/gazettes/")
    assert "云梦泽市渡口管理办法" in shown(client, f"/gazettes/{library}/")


def test_an_empty_library_says_so(client: Client) -> None:
    page = shown(client, "/?city=临江市")
    assert "没有同时符合这些条件的文件" in page


@pytest.mark.parametrize("path", ["/", f"/documents/{LAKES}/", "/tasks/", "/organs/", "/search/?q=湖泊", "/feed.atom"])
def test_no_page_asks_the_database_once_a_row(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        shown(client, path)
    assert len(asked) <= 20, [query["sql"][:100] for query in asked]


def test_the_tasks_are_cut_into_pages() -> None:
    day = dt.date(2026, 3, 1)
    whole = queries.tasks(Filters(), day)
    cut = [queries.tasks_page(Filters(), day, number, 2) for number in (1, 2, 3, 9)]
    assert [len(page.tasks) for page in cut] == [2, 2, 1, 1]  # five tasks: two of the ferries, three of the lakes
    assert tuple(task for page in cut[:3] for task in page.tasks) == whole
    assert {(page.total, page.pages) for page in cut} == {(5, 3)}
    assert cut[3].page == 3
