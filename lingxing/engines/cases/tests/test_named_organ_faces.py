"""Organs that cases name: on pages, in forms, on papers, in lists and over the API."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from lingxing.engines.cases.models import Case, IssuedDocument
from lingxing.engines.cases.papers.files import settled_values
from lingxing.engines.cases.queries.lists import register
from lingxing.engines.cases.tests.orders import ORDERS, Offices, at, installed_orders, open_offices
from lingxing.engines.cases.tests.story import hidden, signed_in, told
from lingxing.engines.parties.organs.models import Organ, OrganAlias
from lingxing.engines.parties.organs.services_reform import Reform, dissolve_into, rename_organ
from lingxing.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed() -> Iterator[None]:
    with installed_orders():
        yield


@pytest.fixture
def offices() -> Offices:
    return open_offices()


@pytest.fixture
def listed(offices):
    return offices.listed(timezone.now())


def form(client: Client, case) -> str:
    return told(client.get(f"/cases/{case}/act/assign/"))


def send(client: Client, case, **typed):
    page = form(client, case)
    proof = {"revision": hidden(page, "revision"), "key": hidden(page, "key")}
    return client.post(f"/cases/{case}/act/assign/", {**proof, "go": "do", **typed})


def test_the_form_offers_the_organs_that_stand_once(offices, listed):
    Organ.objects.create(city="别处市", name="别处市水务局")
    today = timezone.localdate()
    dissolve_into(offices.parks.pk, [offices.roads.pk], Reform(today, "方案"), OPERATOR, timezone.now())
    page = form(signed_in(offices.officer), listed)
    assert page.count('<datalist id="organ_names">') == 1
    assert page.count('list="organ_names"') == 3  # the unit, the helper, and a column of the first row
    assert '<option value="云梦泽市水务局"></option>' in page
    assert "园林局" not in page
    assert "别处市" not in page


def test_a_city_that_works_by_the_document_of_another_names_its_own_organs(offices, listed):
    Organ.objects.create(city=offices.water.city, name="云梦泽市轮渡公司")
    Organ.objects.update(city="别处市")
    assert '<option value="云梦泽市轮渡公司"></option>' in form(signed_in(offices.officer), listed)
    answer = send(signed_in(offices.officer), listed, unit="云梦泽市水务局", helper="云梦泽市公路局")
    assert answer.status_code == 302, told(answer)
    assert Case.objects.get(pk=listed).plain["unit"] == offices.water.pk


def test_a_name_that_was_typed_is_the_organ(offices, listed):
    OrganAlias.objects.create(organ=offices.roads, city=offices.roads.city, name="市公路局")
    rows = {"partners-0-unit": "市公路局", "partners-0-share": "铺路"}
    answer = send(signed_in(offices.officer), listed, unit="云梦泽市水务局", helper="市公路局", **rows)
    assert answer.status_code == 302, told(answer)
    case = Case.objects.get(pk=listed)
    assert case.plain["unit"] == offices.water.pk
    assert case.plain["helper"] == offices.roads.pk
    assert case.plain["partners"] == [{"unit": offices.roads.pk, "share": "铺路"}]


def test_a_name_that_is_none_comes_back_with_the_form(offices, listed):
    page = told(send(signed_in(offices.officer), listed, unit="云梦泽市水利局", helper="云梦泽市公路局"))
    assert "没有这个单位，请从单位名录中选择" in page
    assert 'value="云梦泽市水利局"' in page
    assert 'value="云梦泽市公路局"' in page  # by its name, not its key


def test_pages_papers_and_lists_show_names(offices):
    now = timezone.now()
    partners = [{"unit": offices.parks.pk, "share": "种树"}]
    case = offices.sent(now, offices.water, helper=offices.roads.pk, partners=partners)
    offices.assign(case, now, offices.roads, helper=None)
    page = told(signed_in(offices.officer).get(f"/cases/{case}/"))
    assert "云梦泽市公路局" in page
    assert "云梦泽市水务局" in page  # in what was done before
    assert "云梦泽市园林局" in page
    first = settled_values(IssuedDocument.objects.filter(case=case).order_by("pk").get(event_sequence=2))
    assert first["body"] == ("云梦泽市水务局：\n请办理修好桥面，协办云梦泽市公路局，参加单位：云梦泽市园林局，种树。")
    (row,) = register(ORDERS, "order", "orders").rows
    assert row[1:] == ("修好桥面", "云梦泽市公路局")


def test_a_paper_names_the_organ_as_it_was_called_on_the_day(offices):
    now = timezone.now()
    case = offices.sent(now, offices.water)
    day = timezone.localdate()
    rename_organ(offices.water.pk, "云梦泽市水利局", Reform(day, "方案"), OPERATOR, now)
    paper = settled_values(IssuedDocument.objects.get(case=case))
    assert paper["body"].startswith("云梦泽市水务局：")
    assert "云梦泽市水利局" in told(signed_in(offices.officer).get(f"/cases/{case}/"))


def test_the_api_takes_ids_and_gives_ids_and_names(offices, listed):
    client = signed_in(offices.officer)
    body = {"act": "assign", "values": {"unit": offices.water.pk, "due": "2030-01-31"}}
    answer = client.post(f"/api/cases/{listed}/acts", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, told(answer)
    found = client.get(f"/api/cases/{listed}").json()
    assert found["organs"] == [{"field": "unit", "label": "承办单位", "id": offices.water.pk, "name": "云梦泽市水务局"}]
    assert found["values"]["承办单位"] == "云梦泽市水务局"
    (turn,) = [one for one in found["turns"] if one["role"] == "承办单位"]
    assert (turn["organ"], turn["due"]) == ("云梦泽市水务局", "2030-01-31")
    (clock,) = found["clocks"]
    assert clock["term"] == "至办结时限，没有填写的为10个工作日"
    wrong = {"act": "assign", "values": {"unit": 999_999}}
    refused = client.post(f"/api/cases/{listed}/acts", json.dumps(wrong), content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["items"][0]["field"]) == (422, "unit")


def test_the_unit_finds_the_case_on_its_list(offices):
    case = offices.sent(timezone.now(), offices.water)
    number = Case.objects.get(pk=case).number
    assert number in told(signed_in(offices.plumber).get("/desk/"))
    assert number not in told(signed_in(offices.paver).get("/desk/"))
    page = told(signed_in(offices.plumber).get(f"/cases/{case}/"))
    assert f"/cases/{case}/act/report/" in page


def test_the_clock_runs_its_term_where_no_day_is_set(offices):
    # ten working days after Monday 2 March 2026: 3–6, 9–13, 16 March
    case = offices.sent(at("2026-03-02"), offices.water)
    clock = Case.objects.get(pk=case).clocks.get(name="handling")
    assert clock.due_on == dt.date(2026, 3, 16)
    # a Sunday that was set stays a Sunday
    offices.assign(case, at("2026-03-03"), offices.water, due="2026-03-22")
    second = Case.objects.get(pk=case).clocks.get(name="handling", ordinal=2)
    assert second.due_on == dt.date(2026, 3, 22)
