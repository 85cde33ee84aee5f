"""Desk, counter, batches, calendar and roles through the pages."""

import json

import pytest

from lingxing.engines.cases.models import CalendarChange, Case, Objection, ServiceBinding, Turn
from lingxing.engines.cases.queries.objections import objection_context
from lingxing.engines.cases.tests.office import AT, CITY
from lingxing.engines.cases.tests.story import FIRST, LATER, apply, do, fill_in, hidden, signed_in, told, upload
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.organs.models import Organ
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db
COUNTER = "/services/yunmeng/market_2026/stall/counter/"
PERSON = {"kind": "person", "name": "吴十", "number": resident_number(order=56), "phone": "13900001111"}


def test_the_desk_shows_what_waits_for_ones_organ_and_duty(office):
    case = apply(office)
    page = told(signed_in(office.clerk).get("/desk/"))
    assert case.number in page
    assert "剩余15日" in page
    assert "赵六一" not in page, "masked in lists"
    for account in (office.chief, office.doctor, office.elsewhere):
        assert case.number not in told(signed_in(account).get("/desk/"))
    assert signed_in(office.applicant).get("/desk/").status_code == 403
    assert signed_in(office.administrator).get("/desk/").status_code == 403


@pytest.mark.parametrize(("asked", "there"), [("light=green", True), ("light=red", False), ("whose=mine", False)])
def test_the_desk_is_narrowed(office, asked, there):
    case = apply(office)
    page = told(signed_in(office.clerk).get(f"/desk/?{asked}"))
    assert (case.number in page) is there


def test_lines_are_given_to_a_colleague(office):
    case = apply(office)
    turn = Turn.objects.get(case=case)
    client = signed_in(office.clerk)
    answer = client.post("/desk/many/", {"turn": turn.pk, "do": "assign", "assignee": office.clerk.pk})
    assert answer.status_code == 302
    assert case.number in told(client.get("/desk/?whose=mine"))
    refused = client.post("/desk/many/", {"turn": turn.pk, "do": "assign", "assignee": office.doctor.pk})
    assert refused.status_code == 400
    assert signed_in(office.doctor).post("/desk/many/", {"turn": turn.pk, "do": "assign"}).status_code == 400


def test_one_act_is_done_on_many_cases_and_each_outcome_told(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    turn = Turn.objects.get(case=case, role="health")
    page = told(signed_in(office.doctor).post("/desk/many/", {"turn": turn.pk, "do": "acts"}))
    assert "没有可以一起做的动作" in page, "an opinion is filled in case by case"
    for account in (office.doctor, office.fireman):
        do(account, case, "give_opinion", view="object")
    waiting = Turn.objects.get(case=case, role="chief")
    client = signed_in(office.chief)
    page = told(client.post("/desk/many/", {"turn": waiting.pk, "do": "acts"}))
    value = page.split('name="act" value="')[1].split('"')[0]
    sent = {"turn": waiting.pk, "do": "perform", "act": value}
    assert "请填写理由" in told(client.post("/desk/many/", sent))
    done = told(client.post("/desk/many/", {**sent, "reason": "摊位已满"}))
    assert "办成 1 件" in done
    assert Case.objects.get().state == "refused"


def test_somebody_at_the_counter_is_typed_in(office):
    client = signed_in(office.clerk)
    assert "便民市场摊位申请" in told(client.get("/desk/new/"))
    draft = client.post(COUNTER, PERSON)["Location"]
    assert "吴十" in told(client.get(f"{draft}1/"))
    fill_in(client, draft, full_name="吴十", identity=PERSON["number"])
    upload(client, draft, "photo")
    # What is left for later is found where cases are opened, by who began it alone.
    left = client.post(f"{draft}papers/", {"go": "later"})["Location"]
    assert (left, draft in told(client.get(left))) == ("/desk/new/", True)
    assert draft not in told(signed_in(office.chief).get(left))
    assert "已请申请人核对以上内容" in told(client.get(f"{draft}check/"))
    sent = client.post(f"{draft}check/", {"true": "yes"})
    assert sent.status_code == 302, told(sent)
    assert "请告知申请人" in told(client.get(sent["Location"]))
    case = Case.objects.get()
    assert case.account_id is None
    assert case.party_id is not None
    assert signed_in(office.applicant).get(f"/cases/{case.pk}/").status_code == 404


def test_an_office_opens_a_case_of_its_own_in_its_own_name(office):
    client = signed_in(office.clerk)
    draft = client.post("/services/yunmeng/market_2026/inspection/counter/", {})["Location"]
    page = told(client.get(f"{draft}check/"))
    assert "的名义办理" in page
    assert "申请" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_wrong_number_at_the_counter_is_told(office):
    answer = signed_in(office.clerk).post(COUNTER, {**PERSON, "number": "420704199003070129"})
    assert answer.status_code == 200
    assert "有内容需要改正" in told(answer)
    assert signed_in(office.elsewhere).get(COUNTER).status_code == 400, "its organ plays no role here"


def test_an_organ_opens_a_case_of_its_own_on_another(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    for account in (office.doctor, office.fireman):
        do(account, case, "give_opinion", view="agree")
    do(office.chief, case, "approve", stall_number="东3")
    client = signed_in(office.clerk)
    draft = client.post("/services/yunmeng/market_2026/inspection/counter/")["Location"]
    assert case.number in told(client.get(f"{draft}1/"))
    client.post(f"{draft}1/", {"stall": str(case.pk), "finding": "整洁"})
    sent = client.post(f"{draft}check/", {"true": "yes"})
    assert sent.status_code == 302, told(sent)
    made = Case.objects.get(service="inspection")
    assert case.number in told(client.get(f"/cases/{made.pk}/"))
    assert made.number in told(client.get(f"/cases/{case.pk}/"))


def test_a_service_whose_roles_have_no_organ_is_not_open(office):
    ServiceBinding.objects.filter(role="fire").delete()
    answer = signed_in(office.applicant).post("/services/yunmeng/market_2026/stall/apply/")
    assert answer.status_code == 400
    assert "消防部门" in told(answer)
    assert "消防部门" in told(signed_in(office.applicant).get("/services/yunmeng/market_2026/stall/"))


def test_roles_are_bound_to_organs(office):
    client = signed_in(office.administrator)
    ServiceBinding.objects.filter(role="fire").delete()
    assert "还差：消防部门" in told(client.get("/bindings/"))
    organ = Organ.objects.get(city=CITY, name="云梦泽市消防救援大队")
    place = "/bindings/yunmeng/market_2026/fire/"
    assert organ.name in told(client.get(f"{place}?q=消防"))
    assert client.post(place, {"organ": organ.pk, "service": ""}).status_code == 302
    bound = ServiceBinding.objects.get(role="fire")
    assert client.post(place, {"organ": "x"}).status_code == 400
    client.post("/bindings/", {"unbind": bound.pk})
    assert not ServiceBinding.objects.filter(role="fire").exists()
    assert signed_in(office.clerk).get("/bindings/").status_code == 403


def test_a_day_is_changed_after_its_effect_was_seen(office):
    apply(office)
    client = signed_in(office.supervisor)
    sent = {"day": "2027-02-03", "to": "off", "reason": "本地节日", "source": "云政办〔2026〕9号"}
    page = told(client.post("/calendar/", {**sent, "act": "preview"}))
    assert "期限会改变" in page
    assert not CalendarChange.objects.exists()
    assert client.post("/calendar/", {**sent, "act": "change"}).status_code == 302
    change = CalendarChange.objects.get()
    assert "已经更改过" in told(client.post("/calendar/", {**sent, "act": "change"}))
    client.post("/calendar/", {"revoke": change.pk})
    change.refresh_from_db()
    assert change.revoked_at is not None
    assert signed_in(office.clerk).get("/calendar/").status_code == 403


def test_what_is_overdue_is_seen_by_the_supervisor_of_the_organ_above(office):
    case = apply(office, **{**FIRST, **LATER})
    Turn.objects.filter(case=case).update(due_on="2026-01-05", yellow_on="2026-01-03")
    client = signed_in(office.supervisor)
    page = told(client.get("/overview/"))
    assert case.number in page
    assert "逾期1件" in page
    assert signed_in(office.clerk).get("/overview/").status_code == 403
    assert client.get("/overview/?organ=999999").status_code == 404


def test_notices_are_ones_own_and_can_be_read(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    client = signed_in(office.applicant)
    assert case.number in told(client.get("/notices/"))
    assert case.number not in told(signed_in(office.other).get("/notices/"))
    client.post("/notices/", {"read": "all"})
    assert "未读" not in told(client.get("/notices/"))


def test_the_queue_can_be_checked_from_outside(client, office):
    case = apply(office)
    page = told(client.get("/queues/yunmeng/market_2026/stall/line/"))
    assert case.number in page
    assert "赵" not in page
    assert client.get("/queues/yunmeng/market_2026/stall/none/").status_code == 404


def test_anybody_complains_without_an_account_and_follows_it_by_number_and_code(client, office):
    place = "/services/yunmeng/market_2026/complaint/report/"
    assert "不用登录" in told(client.get("/services/yunmeng/market_2026/complaint/"))
    key = hidden(told(client.get(place)), "key")
    refused = told(client.post(place, {"key": key, "place": "东门", "matter": "", "contact": "x"}))
    assert "请填写反映的情况" in refused
    assert "应为电话号码" in refused
    sent = {"key": key, "place": "东门", "matter": "夜里很吵"}
    first, second = told(client.post(place, sent)), told(client.post(place, sent))
    assert Case.objects.count() == 1, "sent twice, kept once"
    code = first.split('class="code">')[1].split("<")[0]
    assert code in second
    case = Case.objects.get()
    assert "已收到" in told(client.post("/track/", {"number": case.number, "code": code}))
    assert "夜里很吵" in told(signed_in(office.clerk).get(f"/cases/{case.pk}/"))
    assert signed_in(office.applicant).get(f"/cases/{case.pk}/").status_code == 404
    assert client.get("/services/yunmeng/market_2026/stall/report/").status_code == 404


def test_complaints_from_one_address_have_a_limit(client, office):
    place = "/services/yunmeng/market_2026/complaint/report/"
    answers = [client.post(place, {"key": str(n), "place": "东门", "matter": ""}).status_code for n in range(22)]
    assert answers[0] == 200
    assert answers[-1] == 403


def test_an_objection_is_settled_by_the_organ_that_handles_the_case(office):
    case = apply(office)
    objection = Objection(case=case, at=AT, sealed="")
    objection.save()
    said = json.dumps({"name": "郑一", "contact": "13700000000", "text": "摊位占了通道"})
    objection.sealed = seal_text(said, objection_context(objection.pk))
    objection.save()
    client = signed_in(office.clerk)
    assert "摊位占了通道" in told(client.get(f"/cases/{case.pk}/"))
    assert "摊位占了通道" not in told(signed_in(office.applicant).get(f"/cases/{case.pk}/"))
    place = f"/cases/{case.pk}/objections/{objection.pk}/"
    assert client.post(place, {"upheld": "yes"}).status_code == 400
    assert signed_in(office.doctor).post(place, {"upheld": "no", "reason": "x"}).status_code == 404
    assert client.post(place, {"upheld": "no", "reason": "已留出通道"}).status_code == 302
    objection.refresh_from_db()
    assert objection.upheld is False
    assert "已留出通道" in told(client.get(f"/cases/{case.pk}/"))
