"""A stall from application to permit through the pages, and everything that goes wrong on the way."""

import pytest

from lingxing.engines.cases.models import Case, CaseEvent, IssuedDocument
from lingxing.engines.cases.tests.office import NUMBER
from lingxing.engines.cases.tests.story import apply, begin, do, fill_in, hidden, signed_in, told, upload
from lingxing.engines.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


def granted(office):
    """Return a case that ran through to its permit."""
    case = apply(office)
    for account, act, typed in (
        (office.clerk, "accept", {}),
        (office.doctor, "give_opinion", {"view": "agree"}),
        (office.fireman, "give_opinion", {"view": "agree"}),
        (office.chief, "approve", {"stall_number": "东12"}),
    ):
        answer = do(account, case, act, **typed)
        assert answer.status_code == 302, told(answer)
    case.refresh_from_db()
    return case


def test_a_stall_from_application_to_permit(office):
    case = granted(office)
    assert (case.state, case.outcome) == ("issued", "granted")
    page = told(signed_in(office.applicant).get(f"/cases/{case.pk}/"))
    assert "已发证" in page
    assert "摊位证" in page
    permit = IssuedDocument.objects.get(name="permit")
    assert signed_in(office.applicant).get(f"/papers/{permit.pk}.pdf").content.startswith(b"%PDF")
    assert "东12" in told(signed_in(office.other).get("/registers/yunmeng/market_2026/stall/holders/"))


def test_the_code_is_shown_once_and_tracks_the_case_without_an_account(client, office):
    mine = signed_in(office.applicant)
    draft = begin(mine)
    fill_in(mine, draft)
    upload(mine, draft, "photo")
    sent = mine.post(f"{draft}check/", {"true": "yes"})["Location"]
    page = told(mine.get(sent))
    code = page.split('class="code">')[1].split("<")[0]
    assert len(code) == 8
    assert code not in told(mine.get(sent))
    number = Case.objects.get().number
    found = client.post("/track/", {"number": number.lower(), "code": code.lower()})
    assert "已提交" in told(found)
    assert "赵" not in told(found)
    wrong = client.post("/track/", {"number": number, "code": "AAAAAAAA"})
    assert "编号或查询码不对" in told(wrong)


def test_sending_twice_makes_one_case(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    fill_in(client, draft)
    upload(client, draft, "photo")
    first = client.post(f"{draft}check/", {"true": "yes"})
    second = client.post(f"{draft}check/", {"true": "yes"})
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1
    assert CaseEvent.objects.count() == 1


def test_an_act_sent_twice_is_done_once(office):
    case = apply(office)
    client = signed_in(office.clerk)
    page = told(client.get(f"/cases/{case.pk}/act/accept/"))
    typed = {"revision": hidden(page, "revision"), "key": hidden(page, "key"), "go": "do"}
    for _ in range(2):
        assert client.post(f"/cases/{case.pk}/act/accept/", typed).status_code == 302
    assert CaseEvent.objects.filter(act="accept").count() == 1


def test_a_form_older_than_the_case_comes_back_fresh(office):
    case = apply(office)
    client = signed_in(office.clerk)
    page = told(client.get(f"/cases/{case.pk}/act/request_completion/"))
    old = {"revision": "0", "key": hidden(page, "key"), "missing": "paper.photo"}
    answer = client.post(f"/cases/{case.pk}/act/request_completion/", old)
    assert answer.status_code == 200
    assert "刚刚有了新的动作" in told(answer)
    assert hidden(told(answer), "revision") == str(case.revision)
    assert CaseEvent.objects.count() == 1


def test_what_is_missing_is_told_once_and_put_right_by_the_applicant(office):
    case = apply(office)
    refused = do(office.clerk, case, "request_completion")
    assert "请一次列明需要补正的全部内容" in told(refused)
    done = do(office.clerk, case, "request_completion", missing=["paper.photo", "field.goods"], note="相片太暗")
    assert done.status_code == 302
    mine = signed_in(office.applicant)
    page = told(mine.get(f"/cases/{case.pk}/"))
    assert "需要补正" in page
    assert "相片太暗" in page
    draft = mine.post(f"/cases/{case.pk}/act/complete/", {"begin": "yes"})["Location"]
    papers = fill_in(mine, draft, goods="豆腐和豆浆")
    assert papers.endswith("/papers/")
    assert "还没有上传" in told(mine.post(papers, {"go": "next"})), "what was asked for must be handed in anew"
    upload(mine, draft, "photo")
    answer = mine.post(f"{draft}check/", {"true": "yes", "revision": "2"})
    assert answer.status_code == 302, told(answer)
    assert Case.objects.get().state == "submitted"
    assert "豆腐和豆浆" in told(mine.get(f"/cases/{case.pk}/"))


def test_what_refuses_an_act_is_told_with_its_article(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    page = told(signed_in(office.chief).get(f"/cases/{case.pk}/"))
    assert "各方尚未全部完成“提出意见”" in page
    assert "第八条" in page
    assert do(office.chief, case, "refuse", reason="不合适").status_code == 200


def test_a_mistake_is_taken_back_and_stays_to_be_seen(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    clerk = signed_in(office.clerk)
    assert "这一步办错了" in told(clerk.get(f"/cases/{case.pk}/"))
    answer = clerk.post(f"/cases/{case.pk}/correct/2/", {"reason": "点错了", "revision": "2"})
    assert answer.status_code == 302, told(answer)
    assert Case.objects.get().state == "submitted"
    assert "已更正" in told(clerk.get(f"/cases/{case.pk}/"))
    assert "受理并征求意见" in told(clerk.get(f"/cases/{case.pk}/"))


def test_nobody_sees_what_is_not_theirs(client, office):
    case = apply(office)
    places = [f"/cases/{case.pk}/", f"/cases/{case.pk}/act/accept/", f"/cases/{case.pk}/sent/"]
    for stranger in (office.other, office.elsewhere, office.administrator):
        for place in places:
            assert signed_in(stranger).get(place).status_code == 404, (stranger, place)
            assert signed_in(stranger).post(place).status_code in (404, 405), (stranger, place)
    assert client.get(places[0])["Location"].startswith("/sign-in")


def test_a_supervisor_sees_the_case_masked_and_can_do_nothing(office):
    case = apply(office)
    client = signed_in(office.supervisor)
    page = told(client.get(f"/cases/{case.pk}/"))
    assert NUMBER not in page
    assert "赵六一" not in page
    assert "可以做的" not in page
    assert client.post(f"/cases/{case.pk}/reveal/").status_code == 403
    assert NUMBER not in told(client.get("/overview/"))
    assert client.get("/overview/workbook.xlsx").content.startswith(b"PK")


def test_what_was_masked_is_shown_on_the_record(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    clerk = signed_in(office.clerk)
    assert NUMBER not in told(clerk.get(f"/cases/{case.pk}/")), "nothing waits for the clerk now"
    before = LedgerEntry.objects.count()
    assert NUMBER in told(clerk.post(f"/cases/{case.pk}/reveal/"))
    assert LedgerEntry.objects.count() == before + 1


def test_a_decided_case_is_rated_once(office):
    case = granted(office)
    client = signed_in(office.applicant)
    assert "评价这次办事" in told(client.get(f"/cases/{case.pk}/"))
    assert client.post(f"/cases/{case.pk}/rate/", {"grade": "5", "comment": "快"}).status_code == 302
    assert "评价这次办事" not in told(client.get(f"/cases/{case.pk}/"))
    assert client.post(f"/cases/{case.pk}/rate/", {"grade": "1"}).status_code == 400


def test_a_withdrawal_is_the_applicants_own(office):
    case = apply(office)
    assert "撤回申请" not in told(signed_in(office.clerk).get(f"/cases/{case.pk}/"))
    assert do(office.applicant, case, "withdraw").status_code == 302
    assert Case.objects.get().outcome == "withdrawn"
