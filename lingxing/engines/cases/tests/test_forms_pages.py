"""Forms that are filled in wrongly, by mistake or on purpose: told in words, never a fault of ours."""

import datetime as dt

import pytest

from lingxing.engines.cases.models import Attachment, Case, Draft
from lingxing.engines.cases.tests.office import NUMBER
from lingxing.engines.cases.tests.story import (
    APPLY,
    FIRST,
    LATER,
    apply,
    begin,
    do,
    fill_in,
    signed_in,
    told,
    upload,
)
from lingxing.engines.cases.uploads.tests.samples import JPEG, PDF
from lingxing.kernel.tests.identity_samples import resident_number

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"area": "6.125"}, "小数位数过多"),
        ({"area": "0.99"}, "超出范围"),
        ({"area": "20.01"}, "超出范围"),
        ({"area": "六"}, "应为数字"),
        ({"area": "1e3"}, "应为数字"),
        ({"turnover": "-1"}, "超出范围"),
        ({"turnover": "0.001"}, "小数位数过多"),
        ({"begins_on": "2031-01-01"}, "超出范围"),
        ({"begins_on": "2026-02-30"}, "没有这一天"),
        ({"begins_on": ""}, "请填写"),
    ],
)
def test_a_number_or_day_that_does_not_fit_is_told(office, typed, said):
    client = signed_in(office.applicant)
    where = client.post(f"{begin(client)}1/", FIRST)["Location"]
    answer = client.post(where, {**LATER, **typed})
    assert answer.status_code == 200
    assert said in told(answer)
    value = next(iter(typed.values()))
    assert not value or f'value="{value}"' in told(answer), "what was typed stays to be put right"


def test_figures_typed_wide_or_parted_are_read(office):
    case = apply(office, area="６．５", turnover="３，０００", identity=f" {NUMBER[:6]} {NUMBER[6:]} ")
    page = told(signed_in(office.applicant).get(f"/cases/{case.pk}/"))
    assert "6.5平方米" in page
    assert "3,000.00元" in page
    assert NUMBER in page


@pytest.mark.parametrize("sent", ["\x00", "\ud83d", "长" * 20_001], ids=["NUL", "half a character", "huge"])
def test_what_no_storage_takes_is_refused_in_words(office, sent):
    client = signed_in(office.applicant)
    draft = begin(client)
    body = "goods=" + "".join(f"%{byte:02X}" for byte in sent.encode("utf-8", "surrogatepass"))
    answer = client.post(f"{draft}1/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 400)
    assert "请" in told(answer)


def test_what_people_type_is_never_markup(office):
    case = apply(office, goods=SCRIPT, full_name=SCRIPT, address='"><img src=x onerror=alert(1)>')
    for account, places in (
        (office.applicant, (f"/cases/{case.pk}/", "/my/cases/", "/notices/")),
        (office.clerk, (f"/cases/{case.pk}/", "/desk/", f"/cases/{case.pk}/act/accept/")),
    ):
        client = signed_in(account)
        for place in places:
            page = told(client.get(place))
            assert "<script>alert" not in page, place
            assert "<img src=x" not in page, place


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.exe", b"MZ" + b"\0" * 200, "不接受"),
        ("photo.jpg", PDF, "与扩展名不符"),
        ("photo.svg", b"<svg onload=alert(1)>", "不接受"),
        ("photo.jpg", b"", "空"),
        ("photo", JPEG, "扩展名"),
    ],
)
def test_a_file_that_is_none_of_those_taken_is_refused(office, name, content, said):
    client = signed_in(office.applicant)
    draft = begin(client)
    fill_in(client, draft)
    answer = upload(client, draft, "photo", content, name)
    assert answer.status_code in (200, 302)
    assert said in told(answer)
    assert Attachment.objects.count() == 0


def test_a_file_is_served_as_a_download_and_to_nobody_else(office):
    case = apply(office)
    file = Attachment.objects.get(case=case)
    answer = signed_in(office.clerk).get(f"/cases/{case.pk}/files/{file.pk}/")
    assert answer.content == JPEG
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    for account in (office.other, office.elsewhere, office.supervisor, office.administrator):
        assert signed_in(account).get(f"/cases/{case.pk}/files/{file.pk}/").status_code == 404


def test_papers_that_are_needed_are_asked_for_before_the_end(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    papers = fill_in(client, draft, kind="food", cooked="false")
    upload(client, draft, "photo")
    page = told(client.post(papers, {"go": "next"}))
    assert "健康证明：还没有上传" in page
    assert "本人相片：还没有上传" not in page
    sent = client.post(f"{draft}check/", {"true": "yes"})
    assert "请提交健康证明" in told(sent)
    assert Case.objects.count() == 0


def test_who_is_too_young_is_told_with_the_article(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    child = resident_number(birth=dt.date(2012, 5, 1), order=12)
    fill_in(client, draft, identity=child)
    upload(client, draft, "photo")
    page = told(client.post(f"{draft}check/", {"true": "yes"}))
    assert "年满18周岁" in page
    assert "第五条" in page


def test_an_unticked_pledge_sends_nothing(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    fill_in(client, draft)
    upload(client, draft, "photo")
    assert "请在最下面打勾确认" in told(client.post(f"{draft}check/", {}))
    assert Case.objects.count() == 0


def test_a_draft_is_its_owners_alone(office):
    draft = begin(signed_in(office.applicant))
    for account in (office.other, office.clerk, office.administrator):
        client = signed_in(account)
        for place in ("", "1/", "papers/", "check/"):
            assert client.get(f"{draft}{place}").status_code == 404
        assert client.post(f"{draft}drop/").status_code == 302
    assert Draft.objects.count() == 1
    signed_in(office.applicant).post(f"{draft}drop/")
    assert Draft.objects.count() == 0


def test_a_draft_is_kept_and_gone_on_with(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    client.post(f"{draft}1/", {**FIRST, "phone": "", "later": "yes"})
    assert "没填完的" in told(client.get("/my/cases/"))
    assert client.get(draft)["Location"] == f"{draft}1/"
    assert "豆腐" in told(client.get(f"{draft}1/"))
    assert "接着填" in told(client.get(APPLY))


def test_rows_are_added_and_taken_out_by_the_server(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    client.post(f"{draft}1/", FIRST)
    client.post(f"{draft}2/", LATER)
    row = {"helpers-0-name": "孙八", "helpers-0-identity": NUMBER}
    page = told(client.post(f"{draft}3/", {**row, "row": "add helpers"}))
    assert 'name="helpers-1-name"' in page
    page = told(client.post(f"{draft}3/", {**row, "helpers-1-name": "周九", "row": "remove helpers 0"}))
    assert "周九" in page
    assert "孙八" not in page
    wrong = client.post(f"{draft}3/", {"helpers-0-name": "孙八"})
    assert "第 1 行请填写公民身份号码" in told(wrong)
    assert client.post(f"{draft}3/", {"row": "remove nothing 9"}).status_code == 400


def test_a_refusal_needs_its_reason(office):
    case = apply(office)
    do(office.clerk, case, "accept")
    for account in (office.doctor, office.fireman):
        do(account, case, "give_opinion", view="object")
    assert "请填写理由" in told(do(office.chief, case, "refuse"))
    approved = told(do(office.chief, case, "approve", stall_number="东1"))
    assert "各部门都同意" in approved
    assert do(office.chief, case, "refuse", reason="摊位已满").status_code == 302
    assert "摊位已满" in told(signed_in(office.applicant).get(f"/cases/{case.pk}/"))
