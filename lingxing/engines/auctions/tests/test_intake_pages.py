"""Officer, bidder, supervisor and administrator at their pages: from the draft to the sealed reserve."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from pypdf import PdfReader

from lingxing.engines.auctions.models import Application, BankLine, Lot
from lingxing.engines.auctions.queries.listings import listing_packages
from lingxing.engines.auctions.queries.reserves import public_key
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.sealing import key_file, seal_reserve
from lingxing.engines.auctions.tests.bureau import (
    ANNOUNCED,
    LISTED,
    apply,
    at,
    clock,
    drafted,
    open_bureau,
    order_of,
    published,
)
from lingxing.engines.auctions.tests.drafts import DRAFT
from lingxing.engines.cases.uploads.tests.samples import PDF
from lingxing.engines.parties.people.queries import party_card, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return open_bureau()


@pytest.fixture
def lot(bureau):
    return published(bureau)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def digest_in(answer):
    (found,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', answer.content.decode())
    return found


def test_the_officer_drafts_uploads_previews_and_publishes(bureau):
    client = bureau.client(bureau.officer)
    (package,) = listing_packages(ANNOUNCED.date())
    with clock(ANNOUNCED):
        organs = {"package": package, "agency": bureau.agency.pk, "grantor": bureau.grantor.pk}
        made = client.post("/listing-desk/new/", {**DRAFT, **organs})
        assert made.status_code == 302, text_of(made)
        place = "/listing-desk/2026-0001/"
        assert "还缺宗地界址图" in text_of(client.get(place + "draft/"))
        for kind in ("boundary", "guide", "application", "confirmation", "contract"):
            file = SimpleUploadedFile(f"{kind}.pdf", PDF)
            assert client.post(place + "files/", {"kind": kind, "file": file}).status_code == 302
        preview = client.get(place + "announce/")
        assert "12345.67" in text_of(preview)
        assert Client().get("/listings/2026-0001/announcements/1/").status_code == 404
        done = client.post(place + "announce/", {"digest": digest_in(preview)})
        assert (done.status_code, done["Location"]) == (302, "/listings/2026-0001/announcements/1/")
        page = Client().get(done["Location"])
    assert "云梦泽银行苇荡支行" in text_of(page)
    assert "云梦泽市苇荡大道以北" in text_of(Client().get("/listings/"))
    assert "出让公告" in Client().get("/listings/feed.atom").content.decode()


def test_wrong_values_are_told_beside_their_fields_and_kept_in_no_announcement(bureau):
    lot = drafted(bureau, area="NaN", deposit="1e400", increment="-1")
    client = bureau.client(bureau.officer)
    with clock(ANNOUNCED):
        shown = text_of(client.get(f"/listing-desk/{lot.number}/draft/"))
        assert shown.count("不是价格") == 2
        refused = client.get(f"/listing-desk/{lot.number}/announce/")
    assert refused.status_code == 422
    assert "没有办成" in text_of(refused)


def test_a_megabyte_of_text_is_refused_and_the_draft_stays(bureau):
    lot = drafted(bureau)
    answer = bureau.client(bureau.officer).post(
        f"/listing-desk/{lot.number}/draft/", {**DRAFT, "location": "地" * 10**6}
    )
    assert answer.status_code == 422
    assert Lot.objects.get().draft["location"] == DRAFT["location"]


def test_a_supplement_shows_what_changes_and_the_new_close_before_it_is_published(bureau, lot):
    client, moment = bureau.client(bureau.officer), at("2026-12-20 12:00")
    with clock(moment):
        client.post(f"/listing-desk/{lot.number}/draft/", {**DRAFT, "planning": "容积率≤2.5"})
        given = {"reason": "规划条件经批准调整", "moves_price": "on"}
        preview = client.post(f"/listing-desk/{lot.number}/supplement/", {**given, "go": "preview"})
        assert "顺延至 2027年1月10日 10:00" in text_of(preview)
        assert state_of(lot.pk).deadline == at("2027-01-05 10:00")
        sent = {**given, "go": "publish", "digest": digest_in(preview)}
        done = client.post(f"/listing-desk/{lot.number}/supplement/", sent)
        assert done.status_code == 302, text_of(done)
    assert state_of(lot.pk).deadline == at("2027-01-10 10:00")
    told = text_of(Client().get(f"/listings/{lot.number}/announcements/"))
    assert "容积率≤2.0" in told
    assert "容积率≤2.5" in told
    assert "此后又有公告" in text_of(Client().get(f"/listings/{lot.number}/announcements/1/"))


def test_an_announcement_as_a_paper(bureau, lot, tmp_path):
    answer = Client().get(f"/listings/{lot.number}/announcements/1.pdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(answer.content)
    told = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "120,000,000.00" in told.replace("\n", "")


def test_a_drawing_is_handed_out_as_what_it_is(bureau, lot):
    key = lot.files.get(kind="boundary").key
    answer = Client().get(f"/listings/{lot.number}/files/{key}/")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "attachment" in answer["Content-Disposition"]


def applying(bureau, firm, **more):
    party = party_of(firm.pk)
    return {
        "party": str(party.pk),
        "contact": "钱七二",
        "phone": "13900001111",
        "accepted": "on",
        "announcement": "1",
        **more,
    }


def test_a_bidder_applies_and_sees_where_to_pay(bureau, lot):
    firm = bureau.firm("湖光")
    client = bureau.client(firm)
    card = party_card(party_of(firm.pk).pk, mask=False)
    rows = {
        "party_name": [card.name, "云梦泽市山色置业有限公司"],
        "party_kind": ["credit_code", "other"],
        "party_number": [card.identity, "HK1234567"],
        "party_share": ["1/3", "2/3"],
    }
    with clock(LISTED):
        assert client.get(f"/listings/{lot.number}/apply/").status_code == 200
        more = client.post(f"/listings/{lot.number}/apply/", {**applying(bureau, firm), **rows, "go": "more"})
        assert more.content.decode().count('name="party_share"') == 6
        wrong = client.post(
            f"/listings/{lot.number}/apply/", {**applying(bureau, firm), **rows, "party_share": ["1/3", "1/3"]}
        )
        assert wrong.status_code == 422
        assert "还差 1/3" in text_of(wrong)
        file = SimpleUploadedFile("执照.pdf", PDF)
        done = client.post(f"/listings/{lot.number}/apply/", {**applying(bureau, firm), **rows, "papers": [file]})
        assert done.status_code == 302, text_of(done)
        shown = text_of(client.get(done["Location"]))
        made = Application.objects.get()
        assert order_of(made) in shown.replace(" ", "")
        assert "24,000,000.00 元" in shown
        assert "6200 0000 1234 5678" in shown
        assert client.get("/my/listings/").status_code == 200
        stranger = bureau.client(bureau.firm("山色"))
        assert stranger.get(done["Location"]).status_code == 404
        assert stranger.get(f"{done['Location']}files/{made.files.get().key}/").status_code == 404
        assert client.get(f"{done['Location']}files/{made.files.get().key}/").content == PDF


def test_without_a_certificate_nobody_applies(bureau, lot):
    client = bureau.client(bureau.firm("湖光"), proven=False)
    with clock(LISTED):
        answer = client.post(f"/listings/{lot.number}/apply/", applying(bureau, bureau.firm("湖光")))
    assert answer.status_code == 403
    assert not Application.objects.exists()


def test_one_applies_as_who_the_certificate_names(bureau, lot):
    client, other = bureau.client(bureau.firm("湖光")), bureau.firm("山色")
    asked = {"party": str(party_of(other.pk).pk), "contact": "甲", "phone": "1", "announcement": 1, "accepted": True}
    with clock(LISTED):
        assert client.post(f"/listings/{lot.number}/apply/", applying(bureau, other)).status_code == 422
        client.cookies["lingxing_csrf"] = token = _get_new_csrf_string()
        answer = client.post(
            f"/api/listings/{lot.number}/applications",
            asked,
            content_type="application/json",
            headers={"X-CSRFToken": token},
        )
    assert answer.status_code == 403
    assert not Application.objects.exists()


def test_a_statement_is_imported_and_what_matches_nothing_settled(bureau, lot):
    made = apply(lot, bureau.firm("湖光"))
    client = bureau.client(bureau.officer)
    head = "交易流水号,交易时间,金额,对方户名,摘要"
    paid = f"B1,2026-12-26 09:00,24000000,湖光,{order_of(made)}"
    rows = f"{head}\n{paid}\nB2,2026-12-26 09:01,5,甲乙丙丁戊己,写错了\n"
    with clock(LISTED):
        wrong = SimpleUploadedFile("a.csv", rows.replace("24000000", "NaN").encode())
        assert client.post("/listing-desk/money/statement/", {"file": wrong}).status_code == 422
        assert not BankLine.objects.exists()
        done = client.post("/listing-desk/money/statement/", {"file": SimpleUploadedFile("a.csv", rows.encode())})
        assert done.status_code == 302
        shown = text_of(client.get("/listing-desk/money/"))
        assert "甲乙**戊己" in shown
        assert "湖光" not in shown
        row = BankLine.objects.get(application=None)
        client.post(f"/listing-desk/money/{row.pk}/return/", {"note": "原路退还"})
    assert BankLine.objects.get(pk=row.pk).returned_at is not None
    assert state_of(lot.pk).admissions[made.key.hex].paddle is not None


def test_a_guarantee_is_recorded(bureau, lot):
    made = apply(lot, bureau.firm("湖光"))
    given = {"order_number": order_of(made), "bank": "云梦泽银行", "number": "1号", "amount": "2400万元"}
    client = bureau.client(bureau.officer)
    with clock(LISTED):
        short = client.post("/listing-desk/guarantee/", {**given, "amount": "1e400", "valid_until": "2027-03-01"})
        assert short.status_code == 422
        assert client.post("/listing-desk/guarantee/", {**given, "valid_until": "2027-03-01"}).status_code == 302
    assert state_of(lot.pk).admissions[made.key.hex].paddle is not None


def test_the_supervisor_takes_the_key_and_the_administrator_carries_the_file_in(bureau, lot):
    supervisor, administrator = bureau.client(bureau.supervisor), bureau.client(bureau.administrator)
    assert supervisor.get(f"/listing-watch/{lot.number}/reserve/key.json").content.decode() == key_file(public_key(lot))
    file = seal_reserve(public_key(lot), 13_131_313_100)
    with clock(at("2027-01-05 09:30")):
        assert supervisor.get(f"/listing-watch/{lot.number}/reserve/").status_code == 200
        for who in (bureau.officer, bureau.firm("湖光")):
            assert bureau.client(who).get(f"/listing-watch/{lot.number}/reserve/").status_code == 403
        upload = SimpleUploadedFile("x.json", file.encode())
        answer = administrator.post(f"/listing-upkeep/{lot.number}/reserve/", {"file": upload})
        assert answer.status_code in (302, 403)
