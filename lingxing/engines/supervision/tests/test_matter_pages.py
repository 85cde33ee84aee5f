"""A matter on the pages of cases, as the office and the unit see it: late, sent back, reported again."""

import re
from uuid import UUID

import pytest
from django.test import Client

from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town, staff

pytestmark = pytest.mark.django_db
_NOW = "django.utils.timezone.now"


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


@pytest.fixture
def late(town: PlanTown) -> tuple[Item, Account]:
    """Return a matter of the finance bureau that was due on 18 May 2026 and ran out, with its unit's clerk."""
    (item,) = assigned(town, 11)
    assert item.lead is not None
    clerk = staff("finance_one", item.lead)
    assert sweep(at("2026-05-19", 1)).fired.expired == 1
    return item, clerk


def client_on(monkeypatch: pytest.MonkeyPatch, account: Account, day: str) -> Client:
    monkeypatch.setattr(_NOW, lambda: at(day))
    client = Client()
    client.force_login(account)
    return client


def clocks_on(page: str) -> dict[str, str]:
    """Return what the case's page says of each term: label → words."""
    found = re.findall(r'<li><p><strong>([^<]*)</strong></p><p><span class="light[^>]*>([^<]*)</span>', page)
    return dict(found)


def case_page(client: Client, case: UUID) -> str:
    text: str = client.get(f"/cases/{case}/").content.decode()
    return text


def test_a_late_matter_is_told_as_open_on_every_face(
    late: tuple[Item, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    item, clerk = late
    unit = client_on(monkeypatch, clerk, "2026-05-21")
    assert clocks_on(case_page(unit, item.case_id))["办结期限"] == "未完成，逾期3个工作日"
    desk = unit.get("/desk/").content.decode()
    assert "未完成，逾期3个工作日" in desk
    (line,) = unit.get("/api/desk", {"light": "red"}).json()["lines"]
    assert (line["due"], line["light"], line["light_text"]) == ("2026-05-18", "red", "未完成，逾期3个工作日")
    told = unit.get(f"/api/cases/{item.case_id}").json()
    assert {one["label"]: (one["light"], one["light_text"]) for one in told["clocks"]}["办结期限"] == (
        "red",
        "未完成，逾期3个工作日",
    )


def test_what_was_reported_late_is_told_as_finished_late(
    late: tuple[Item, Account], town: PlanTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, clerk = late
    done(clerk, item.case_id, "unit", "report", "2026-05-20", report_text="资金已安排。")
    office = client_on(monkeypatch, town.officer, "2026-06-30")
    assert clocks_on(case_page(office, item.case_id))["办结期限"] == "已完成，逾期2个工作日"
    assert clocks_on(case_page(office, item.case_id))["30个工作日"] == "已满期"
