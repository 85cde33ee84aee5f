"""Applying in pages: what is asked, what is refused, what comes of it."""

import pytest
from django.utils import timezone

from lingxing.engines.cases.models import Attachment
from lingxing.engines.cases.tests.office import NUMBER
from lingxing.engines.cases.tests.story import apply, begin, fill_in, signed_in
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services_facts import give_consent

APPLY = "/services/yunmeng/market_2026/stall/apply/"


@pytest.fixture
def begun(client, office):
    """Return the address of a fresh draft of the applicant."""
    client.force_login(office.applicant)
    answer = client.post(APPLY)
    assert answer.status_code == 302
    return answer["Location"]


def told(answer):
    return answer.content.decode()


def test_the_services_are_listed_for_everybody(client, office):
    page = told(client.get("/services/"))
    assert "便民市场摊位申请" in page
    assert "摊位检查" not in page, "opened by organs only"
    assert "便民市场摊位申请" not in told(client.get("/services/?q=婚姻"))


def test_what_is_on_record_need_not_be_typed(client, begun):
    page = told(client.get(f"{begun}1/"))
    assert NUMBER in page
    assert "已有记录" in page


def test_a_field_is_asked_only_where_its_condition_holds(client, begun):
    first = {"full_name": "赵六一", "identity": NUMBER, "phone": "13800001234", "goods": "包子", "kind": "food"}
    answer = client.post(f"{begun}1/", first)
    assert "现场加工" in told(client.get(answer["Location"]))
    client.post(f"{begun}1/", {**first, "kind": "repair"})
    assert "现场加工" not in told(client.get(f"{begun}2/"))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("identity", "420704199003070129", "校验"),
        ("identity", "", "请填写"),
        ("kind", "weapons", "请从给出的选项中选择"),
        ("kind", "", "请选择"),
        ("phone", "12ab", "应为电话号码"),
        ("goods", "长" * 201, "最多 200 个字"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(client, begun, field, typed, said):
    sent = {"full_name": "赵六一", "identity": NUMBER, "phone": "13800001234", "goods": "包子", "kind": "food"}
    answer = client.post(f"{begun}1/", {**sent, field: typed})
    assert answer.status_code == 200
    page = told(answer)
    assert "有内容需要改正" in page
    assert said in page
    assert f'href="#id_{field}' in page


def test_a_paper_given_once_is_offered_again_on_the_page_of_papers(office):
    apply(office)
    client = signed_in(office.applicant)
    draft = begin(client)
    fill_in(client, draft)
    assert "沿用" not in told(client.get(f"{draft}papers/")), "not without consent"
    give_consent(party_of(office.applicant.pk).pk, "reuse", office.applicant.actor, timezone.now())
    page = told(client.get(f"{draft}papers/"))
    assert "以前交过：photo.jpg" in page
    answer = client.post(f"{draft}papers/", {"reuse": "photo"})
    assert answer.status_code == 302
    assert Attachment.objects.filter(draft__isnull=False, case=None, paper="photo").count() == 1
    page = told(client.get(answer["Location"]))
    assert "✓ photo.jpg" in page
    assert "以前交过：" not in page
    assert client.post(f"{draft}papers/", {"reuse": "health_certificate"}).status_code == 400
