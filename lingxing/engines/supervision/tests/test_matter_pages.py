"""A matter on the pages of cases, as the office and the unit see it: late, sent back, reported again."""

import re
from uuid import UUID

import pytest
from django.test import Client

from lingxing.engines.cases.queries.course import course_of
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.drafts import DraftUnit
from lingxing.engines.supervision.domain.entries import Entry
from lingxing.engines.supervision.models import Item, PlanTask, Source
from lingxing.engines.supervision.services.assigning import acting_in, approve, register_and_assign
from lingxing.engines.supervision.services.entering import enter
from lingxing.engines.supervision.services.following import follow
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town

pytestmark = pytest.mark.django_db
_NOW = "django.utils.timezone.now"


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


def dredging(town: PlanTown) -> tuple[Item, Account]:
    """Return a matter that was typed in without a day and assigned on 1 April 2026, with its unit's clerk."""
    unit = DraftUnit("lead", town.water.name, town.water.pk)
    entry = Entry("清淤", "leader", "批示〔2026〕3号", "清理东渠。", (unit,), False, "", None, False, False)
    enter(town.officer, [entry], at("2026-04-01"))
    case = PlanTask.objects.get(heading="清淤").case_id
    assert case is not None
    told = approve(town.deputy, [case], at("2026-04-01"))
    told += register_and_assign(town.officer, [case], at("2026-04-01"))
    assert [one.refusal for one in told] == ["", ""]
    return Item.objects.get(case=case), town.water_clerk


@pytest.fixture
def late(town: PlanTown) -> tuple[Item, Account]:
    """Return a matter of the water bureau that was due on 18 May 2026 and ran out, with its unit's clerk."""
    item, clerk = dredging(town)
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
    done(clerk, item.case_id, "unit", "report", "2026-05-20", report_text="东渠已清完。")
    office = client_on(monkeypatch, town.officer, "2026-06-30")
    assert clocks_on(case_page(office, item.case_id))["办结期限"] == "已完成，逾期2个工作日"
    # What only had to pass stands below what somebody had to do.
    assert list(clocks_on(case_page(office, item.case_id)).items())[-1] == ("30个工作日", "已满期")


OPINION = "只写了长度，没有附照片。"


@pytest.fixture
def returned(town: PlanTown) -> tuple[Item, Account]:
    """Return a matter whose unit reported on 12 May 2026 and was told on 13 May to report again."""
    item, clerk = dredging(town)
    done(clerk, item.case_id, "unit", "report", "2026-05-12", report_text="东渠已清完。")
    send_back(town, item)
    return item, clerk


def send_back(town: PlanTown, item: Item) -> None:
    acting, _ = acting_in(town.officer, item.case_id, "office", at("2026-05-13"))
    values = {"redo": "report", "correct_by": "2026-06-05"}
    perform(item.case_id, Command("return_report", values, OPINION), acting, at("2026-05-13"))
    follow([item.case_id])


def test_a_report_that_was_sent_back_opens_at_its_first_step_with_the_opinion_and_the_earlier_text(
    returned: tuple[Item, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    item, clerk = returned
    unit = client_on(monkeypatch, clerk, "2026-05-14")
    page = case_page(unit, item.case_id)
    assert "上次的“报告办结情况”被退回了" in page
    opened = unit.post(f"/cases/{item.case_id}/act/report/", {"begin": "yes"}, follow=True)
    first = opened.redirect_chain[-1][0]
    text = opened.content.decode()
    assert first.endswith("/1/")
    for told in ("上次的“报告办结情况”被退回了", "2026年5月13日，市政府督查室", OPINION, "处理：重报", "东渠已清完。"):
        assert told in text, told
    # What was begun is found again on the case's page by who began it, and opens where it was left.
    draft = first.removesuffix("1/")
    left = unit.post(first, {"report_text": "东渠已清完，附", "later": "yes"}, follow=True)
    assert left.redirect_chain == [(f"/cases/{item.case_id}/", 302)]
    assert draft in left.content.decode()
    assert unit.get(draft)["Location"] == first
    papers = unit.post(first, {"report_text": "东渠已清完，照片见附件。"})["Location"]
    assert (papers, unit.get(draft)["Location"]) == (f"{draft}papers/", f"{draft}papers/")
    assert OPINION in unit.get(papers).content.decode()


def test_a_report_for_the_first_time_was_not_sent_back(
    late: tuple[Item, Account], town: PlanTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, clerk = late
    unit = client_on(monkeypatch, clerk, "2026-05-20")
    opened = unit.post(f"/cases/{item.case_id}/act/report/", {"begin": "yes"}, follow=True).content.decode()
    assert ("退回" in opened, "上次填写" in opened) == (False, False)
    done(clerk, item.case_id, "unit", "report", "2026-05-20", report_text="东渠已清完。")
    # Nor is the office told that the report itself was a sending back.
    office = client_on(monkeypatch, town.officer, "2026-05-21")
    assert "退回了" not in case_page(office, item.case_id)
    assert "退回了" not in office.get(f"/cases/{item.case_id}/act/return_report/").content.decode()


def test_a_unit_answers_for_its_own_report_and_no_applicant_is_named(
    late: tuple[Item, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    item, clerk = late
    assert item.lead is not None
    unit = client_on(monkeypatch, clerk, "2026-05-20")
    first = unit.post(f"/cases/{item.case_id}/act/report/", {"begin": "yes"}, follow=True).redirect_chain[-1][0]
    papers = unit.post(first, {"report_text": "东渠已清完。"})["Location"]
    assert "原件请当面核对" not in unit.get(papers).content.decode()
    text = unit.post(papers, {"go": "next"}, follow=True).content.decode()
    assert f"已经{item.lead.name}核对，真实、完整，由{item.lead.name}负责" in text
    assert "申请" not in text


def test_a_task_of_a_document_is_filed_as_key_work_and_told_as_a_task_of_the_document(town: PlanTown) -> None:
    (item,) = assigned(town, 11)
    assert course_of(item.case_id, at("2026-04-02").date()).values["source"] == "key_work"
    assert item.source == Source.DOCUMENT


def test_what_waits_for_the_office_is_neither_offered_nor_open_to_a_unit(
    town: PlanTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, deputy, office = (
        client_on(monkeypatch, one, "2026-04-01") for one in (town.water_clerk, town.deputy, town.officer)
    )
    assert "待审核" not in unit.get("/supervision/mine/").content.decode()
    refused = unit.get("/supervision/waiting/")
    assert (refused.status_code, "由督查室、分管领导查看" in refused.content.decode()) == (404, True)
    for who in (deputy, office):
        assert "待审核、待交办" in who.get("/supervision/mine/").content.decode()
        assert who.get("/supervision/waiting/").status_code == 200


def test_what_was_begun_is_gone_on_with_until_something_happens_in_the_case(
    late: tuple[Item, Account], town: PlanTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, clerk = late
    unit = client_on(monkeypatch, clerk, "2026-05-20")
    address = f"/cases/{item.case_id}/act/report/"
    first, second = (unit.post(address, {"begin": "yes"})["Location"] for _ in range(2))
    assert first == second
    call = {"called_on": "2026-05-20", "called_person": "甲", "call_note": "请抓紧"}
    done(town.officer, item.case_id, "office", "call", "2026-05-21", **call)
    assert client_on(monkeypatch, clerk, "2026-05-22").post(address, {"begin": "yes"})["Location"] != first
