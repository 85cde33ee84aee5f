"""The pages of the rules: what they show of a rule, a case, a person, a simulation. Nothing is stored."""

import dataclasses
import re

import pytest
from django.db import connection

from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.rules import queries
from lingxing.language.packages import Loaded

pytestmark = pytest.mark.django_db

HEATING = "/rules/yunmeng/heating_2026/"
CLINIC = "/rules/yunmeng/clinic_2026/"
DAY = "?on=2026-11-01"
PERSON = {
    "income": "2500",
    "area": "88.5",
    "born_on": "1950-01-01",
    "stove": "gas",
    "district": "a",
    "registered": "true",
}
VISITS = {
    "insured": "true",
    "visits-rows": "2",
    "visits-0-date": "2026-02-01",
    "visits-0-cost": "500",
    "visits-0-level": "low",
    "visits-1-date": "2026-03-01",
    "visits-1-cost": "400",
    "visits-1-level": "high",
}


@pytest.fixture(autouse=True)
def _invented(invented):
    pass


@pytest.fixture
def analyst(client):
    client.force_login(account("analyst", Role.READER))
    return client


def text_of(answer):
    """Return what the page's main part says, without markup."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def section(answer, name):
    """Return what a section of the page says."""
    html = answer.content.decode().split(f'id="{name}"')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# ---- the list ----


def test_the_list_names_every_rule_with_its_state(client):
    found = text_of(client.get(f"/rules/{DAY}"))
    assert "共 3 件" in found
    assert "云梦泽市冬季取暖补助办法" in found
    assert "取暖补助、老人补助" in found
    assert "已到期" in found


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=取暖", 1),
        ("q=取暖 老人", 1),
        ("q=〔2026〕", 2),
        ("q=没有这种", 0),
        ("topic=医疗保障", 1),
        ("audience=firm", 1),
        ("city=云梦泽市", 3),
        ("city=别的市", 0),
        ("audience=person&topic=民生保障", 1),
    ],
)
def test_the_list_is_narrowed(client, query, number):
    found = text_of(client.get(f"/rules/{DAY}&{query}"))
    assert f"共 {number} 件" in found


# ---- a rule ----


def test_a_rule_shows_what_it_is_and_what_it_rests_on(client):
    page = client.get(HEATING + DAY)
    found = text_of(page)
    for said in ("云政规〔2026〕7号", "2026年3月1日至2028年2月29日", "月收入", "每平方米补助", "8 元/平方米", "第四条"):
        assert said in found
    assert "四舍五入" in section(page, "formulas")
    assert "条件：收入不超过上限；本市户籍" in section(page, "formulas")
    assert "减免比例从补助额中扣除" in section(page, "formulas")
    assert "特殊困难家庭的临时救助" in section(page, "not-computable")


@pytest.mark.parametrize(("day", "cap"), [("2027-02-28", "800 元"), ("2027-03-01", "900 元")])
def test_a_parameter_has_the_value_of_the_day(client, day, cap):
    assert cap in section(client.get(f"{HEATING}?on={day}"), "parameter-annual_cap")


def test_an_unknown_rule_is_not_found(client):
    assert client.get("/rules/yunmeng/nothing_2026/").status_code == 404


def test_a_case_is_answered_with_its_working_and_its_articles(client):
    answer = text_of(client.post(HEATING + DAY, PERSON)).split("改动情况")[0]
    assert "708.00 元" in answer
    assert "88.5 × 8.00" in answer
    assert "第四条" in answer
    assert "减免比例从补助额中扣除" in answer
    assert "已享受的减免比例" in answer, "a taken default is shown"
    assert "老人补助" in answer


def test_the_working_parts_thousands_as_the_answer_does(client):
    page = client.post(CLINIC + DAY, VISITS | {"visits-0-cost": "12000"})
    working = text_of(page).split("怎样算出来的")[-1].split("采用的读法")[0]
    assert "12,000.00" in working
    assert "12000.00" not in working


def test_of_two_measures_for_one_thing_one_is_kept(client):
    answer = text_of(client.post(HEATING + DAY, PERSON))
    assert "就高不重复" in answer
    assert re.search(r"老人补助\s+不再给", answer)
    assert "不重复享受" in answer


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"income": "3000"}, "708.00 元"),
        ({"income": "3000.01"}, "不能享受"),
        ({"registered": "false"}, "本市户籍"),
    ],
)
def test_a_refusal_names_the_condition(client, change, told):
    assert told in text_of(client.post(HEATING + DAY, PERSON | change))


def test_a_refusal_says_by_how_much(client):
    found = text_of(client.post(HEATING + DAY, PERSON | {"income": "3000.01"}))
    assert "实际 3000.01 元/月" in found
    assert "0.01 元" in found


def test_what_the_document_leaves_open_is_said_with_its_article(client):
    found = text_of(client.post(HEATING + DAY, PERSON | {"district": "f"}))
    assert "文件没有规定" in found
    assert "郊区的标准另行制定" in found


def test_what_is_missing_is_asked_for_in_a_form_that_carries_the_rest(client):
    page = client.post(HEATING + DAY, {name: text for name, text in PERSON.items() if name != "area"})
    asked = page.content.decode().split('id="questions-title"')[1].split("</section>")[0]
    assert 'name="area"' in asked
    carried = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', asked))
    assert {name: carried[name] for name in PERSON if name != "area"} == {
        n: t for n, t in PERSON.items() if n != "area"
    }
    answered = client.post(HEATING + DAY, carried | {"area": "88.5"})
    assert "708.00 元" in text_of(answered)


def test_every_mistake_stands_at_its_field_and_on_top(client):
    page = client.post(HEATING + DAY, PERSON | {"income": "viel", "born_on": "2030-01-01"})
    html = page.content.decode()
    assert 'id="error-summary-title"' in html
    assert '<a href="#id_income">' in html
    assert '<a href="#id_born_on">' in html
    assert 'value="viel"' in html
    assert html.count('aria-invalid="true"') == 2
    assert 'id="answer"' not in html


def test_what_is_filled_in_comes_back_unharmed(client):
    html = client.post(HEATING + DAY, PERSON | {"income": '"><script>x'}).content.decode()
    assert "<script>x" not in html


@pytest.mark.parametrize("day", ["2026-02-28", "2028-03-01"])
def test_outside_its_validity_a_rule_is_not_used(client, day):
    page = client.post(f"{HEATING}?on={day}", PERSON)
    assert "不能按它计算" in text_of(page)
    assert "708" not in section(page, "answer")


# ---- lists of events ----


def test_events_are_worked_out_one_by_one_and_together(client):
    found = text_of(client.post(CLINIC + DAY, VISITS))
    for said in ("第1次就医", "300.00 元", "第2次就医", "100.00 元", "400.00 元"):
        assert said in found


def test_rows_come_and_go_without_a_script(client):
    added = client.post(CLINIC, VISITS | {"act": "add visits"}).content.decode()
    assert 'name="visits-rows" value="3"' in added
    assert 'id="id_visits-2-date"' in added
    assert 'value="500"' in added
    removed = client.post(CLINIC, VISITS | {"act": "remove visits 0"}).content.decode()
    assert 'name="visits-rows" value="1"' in removed
    assert 'value="500"' not in removed
    assert 'value="400"' in removed


@pytest.mark.parametrize("act", ["add", "add nothing", "remove visits x", "drop visits", "add visits; x"])
def test_an_act_that_no_button_has_is_refused(client, act):
    assert client.post(CLINIC, VISITS | {"act": act}).status_code == 400


def test_no_events_at_all_is_an_answer_and_an_empty_row_is_none(client):
    assert "0.00 元" in section(client.post(CLINIC + DAY, {"insured": "true", "visits-rows": "0"}), "answer")
    assert "还没有填写“门诊就医”" in text_of(client.post(CLINIC + DAY, {"insured": "true", "visits-rows": "1"}))


# ---- entitlements ----


def test_cities_and_audiences_of_rules_in_force_can_be_chosen(client):
    page = client.get(f"/entitlements/{DAY}").content.decode()
    assert "/entitlements/yunmeng/person/" in page
    assert "/entitlements/yunmeng/firm/" not in page, "that rule has expired"


def hidden(page):
    """Return what the form of the page carries along."""
    html = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def asked(page):
    """Return the facts that the page asks for."""
    return set(re.findall(r'name="fact:(\w+)"', page.content.decode())) - {
        name.removeprefix("fact:") for name in hidden(page)
    }


def test_questions_are_asked_until_everything_is_settled(client):
    address, told = f"/entitlements/yunmeng/person/{DAY}", PERSON | {"insured": "true"}
    page = client.get(address)
    seen: set[str] = set()
    for _ in range(10):
        names = asked(page)
        if not names:
            break
        assert len(names) <= 3
        assert not names & seen, "nothing is asked twice"
        seen |= names
        page = client.post(address, hidden(page) | {f"fact:{name}": told[name] for name in names} | {"act": "next"})
    found = text_of(page)
    assert "问完了" in found
    assert "persons" not in seen, "what decides nothing is not asked"
    assert re.search(r"可以享受 1 取暖补助 708.00 元", found)
    assert "不重复享受 1 老人补助 500.00 元" in found


def test_where_one_may_choose_the_choice_is_offered_and_carried(client, invented, monkeypatch):
    package = invented["yunmeng/heating_2026"]
    overlap = dataclasses.replace(package.policy.overlaps[0], keep="chosen")
    choosing = dataclasses.replace(package, policy=dataclasses.replace(package.policy, overlaps=(overlap,)))
    monkeypatch.setattr(queries, "load_packages", lambda: Loaded({**invented, choosing.id: choosing}, ()))
    address = f"/entitlements/yunmeng/person/{DAY}"
    sent = {f"fact:{name}": text for name, text in (PERSON | {"insured": "true"}).items()}
    page = client.post(address, sent)
    assert "取暖：只能享受一项，您选哪一项？" in text_of(page)
    measure = "yunmeng/heating_2026.elder_allowance"
    chosen = client.post(address, hidden(page) | sent | {"choose:heating": measure, "act": "choose"})
    assert f'value="{measure}" checked' in chosen.content.decode()
    assert "不重复享受 1 取暖补助 708.00 元" in text_of(chosen)


def test_the_cheapest_question_comes_first(client):
    assert asked(client.get(f"/entitlements/yunmeng/person/{DAY}")) == {"born_on"}


def test_what_no_longer_matters_is_not_asked(client):
    address = f"/entitlements/yunmeng/person/{DAY}"
    page = client.post(address, {"act": "next", "page": "registered", "fact:registered": "false"})
    assert "不能享受" in text_of(page)
    assert not asked(page) & {"income", "area", "stove", "district", "born_on"}


def test_one_can_go_back_change_and_skip(client):
    address = f"/entitlements/yunmeng/person/{DAY}"
    first = client.get(address)
    second = client.post(address, hidden(first) | {"fact:born_on": "1950-01-01", "act": "next"})
    assert "1950-01-01" in text_of(second)
    back = client.post(address, hidden(second) | {"act": "back"})
    assert asked(back) == {"born_on"}
    assert 'value="1950-01-01"' in back.content.decode()
    changed = client.post(address, hidden(second) | {"act": "change born_on"})
    assert asked(changed) == {"born_on"}
    skipped = client.post(address, hidden(first) | {"act": "skip"})
    assert "born_on" not in asked(skipped)
    assert "还不能确定" in text_of(skipped)


def test_a_wrong_answer_stays_on_its_page(client):
    page = client.post(f"/entitlements/yunmeng/person/{DAY}", {"act": "next", "page": "income", "fact:income": "viel"})
    assert asked(page) == {"income"}
    assert "不是数值" in text_of(page)
    assert 'href="#id_fact-income"' in page.content.decode()


@pytest.mark.parametrize("place", ["yunmeng/firm", "yunmeng/nobody", "nowhere/person"])
def test_where_there_are_no_rules_nothing_is_asked(client, place):
    assert client.get(f"/entitlements/{place}/{DAY}").status_code == 404


# ---- simulation ----


def test_a_simulation_compares_with_the_law(analyst):
    page = analyst.get(f"{HEATING}simulate/{DAY}&set.annual_cap=500&by=stove&output=allowance&rows=2000")
    found = text_of(page)
    assert "已调整" not in found
    assert "现行 800 元" in found
    assert "燃气" in found
    losers = re.search(r"减少 (\d+) [\d,]+\.\d\d 元", found)
    assert losers
    assert int(losers[1]) > 0


def test_without_a_change_nobody_wins_or_loses(analyst):
    found = text_of(analyst.get(f"{HEATING}simulate/{DAY}&rows=2000"))
    assert "增加 0 0.00 元" in found
    assert "减少 0 0.00 元" in found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("set.annual_cap=viel", "元"),
        ("set.annual_cap=5001", "5000"),
        ("set.income_limit=999", "1000"),
        ("set.elder_age=70.5", "年"),
    ],
)
def test_a_value_that_a_parameter_cant_take_is_told_at_its_control(analyst, query, told):
    page = analyst.get(f"{HEATING}simulate/{DAY}&{query}")
    assert 'id="error-summary-title"' in page.content.decode()
    assert told in text_of(page)
    assert 'data-chart="total"' not in page.content.decode()


@pytest.mark.parametrize("query", ["rows=0", "rows=50001", "rows=x", "seed=-1", "by=income", "by=nothing"])
def test_what_no_simulation_takes_is_refused(analyst, query):
    assert analyst.get(f"{HEATING}simulate/{DAY}&{query}").status_code == 400


def test_a_simulation_is_for_those_who_hold_the_permission(client):
    assert client.get(f"{HEATING}simulate/").headers["Location"].startswith("/sign-in?")


# ---- nothing is stored ----


@pytest.fixture
def _no_writes():
    def guard(execute, sql, params, many, context):
        assert not re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)", sql, re.IGNORECASE), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


@pytest.mark.usefixtures("_no_writes")
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (HEATING, PERSON),
        (CLINIC, VISITS),
        (CLINIC, VISITS | {"act": "add visits"}),
        ("/entitlements/yunmeng/person/", {"fact:income": "1", "page": "income", "act": "next"}),
    ],
)
def test_what_people_fill_in_is_stored_nowhere(client, address, sent):
    answer = client.post(address + DAY, sent)
    assert answer.status_code == 200
    assert set(client.cookies) <= {"lingxing_csrf"}
    assert not any(text in answer.headers.get("Location", "") for text in sent.values())
