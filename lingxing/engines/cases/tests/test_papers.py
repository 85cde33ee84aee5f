"""Issued papers: their files, who gets them, and what a holder learns when verifying one."""

import datetime as dt
import io
import json
import re
import uuid

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, IssuedDocument
from lingxing.engines.cases.papers.files import print_docx, print_pdf, settled_values
from lingxing.engines.cases.papers.values import canonical, context_of, digest_of
from lingxing.engines.cases.papers.verifying import Standing, standing_of, verified
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT, NUMBER, Office
from lingxing.engines.cases.tests.stories import applied, issued
from lingxing.engines.ledger.queries import entries
from lingxing.engines.ledger.services import make_checkpoint
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.people.queries import party_of
from lingxing.kernel.errors import LingxingError

TODAY = dt.date(2026, 3, 2)


def photo(office: Office) -> str:
    """Return the id of a file that the applicant handed in."""
    made = Attachment.objects.create(
        account=office.applicant, paper="photo", name_sealed="", media_type="image/png", size=1,
        digest="0" * 64, stored_as=str(uuid.uuid4()), at=AT,
    )  # fmt: skip
    return str(made.pk)


@pytest.fixture
def receipt(office: Office) -> IssuedDocument:
    """Give the receipt that the applicant gets when applying."""
    values = {
        "full_name": "赵六一", "identity": NUMBER, "phone": "13800001234", "goods": "修鞋", "kind": "repair",
        "area": "4.5", "begins_on": "2026-04-01",
    }  # fmt: skip
    party = party_of(office.applicant.pk)
    assert party
    who = Acting(office.applicant.actor, office.applicant.pk, "applicant", party_id=party.pk)
    command = Command("apply", values, papers={"photo": (photo(office),)})
    return start_case(MARKET, "stall", command, who, AT).documents[0]


def pdf_text(content: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def test_the_receipt_says_what_was_settled_when_it_was_issued(receipt):
    """15 days from 2 March: the 17th, a Tuesday."""
    text = pdf_text(print_pdf(receipt))
    assert "赵六一：您的提交申请已于2026年3月2日收到，我们将在2026年3月17日前答复。" in text
    assert receipt.number in text
    assert "城东市场监督管理所" in text
    assert f"http://localhost:8000/verify/{receipt.code}" in text
    assert receipt.digest in text


def test_the_printed_code_leads_to_the_verification(receipt, settings):
    """An address of another installation is printed, not the one that the reader came by."""
    settings.PUBLIC_ORIGIN = "https://office.example"
    assert f"https://office.example/verify/{receipt.code}" in pdf_text(print_pdf(receipt))
    assert reverse("cases:verify-paper", args=[receipt.code]) == f"/verify/{receipt.code}"


def test_the_same_paper_is_printed_with_the_same_bytes_whatever_becomes_of_the_case(receipt):
    first, word = print_pdf(receipt), print_docx(receipt)
    receipt.case.plain, receipt.case.sealed, receipt.case.state = {}, "", "withdrawn"
    receipt.case.save()
    again = IssuedDocument.objects.get(pk=receipt.pk)
    assert print_pdf(again) == first
    assert print_docx(again) == word
    assert "赵六一：" in [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs]


def test_a_content_that_was_exchanged_is_not_printed(receipt):
    values = dict(settled_values(receipt), applicant="钱七二")
    receipt.sealed = seal_text(canonical(values), context_of(receipt.pk))
    with pytest.raises(LingxingError, match="摘要不符"):
        print_pdf(receipt)


@pytest.mark.parametrize("name", ["paper-pdf", "paper-docx"])
def test_only_who_may_see_the_case_gets_the_file(client, office, receipt, name):
    """A supervisor knows of the case and reads no personal data; all others do not learn that the paper exists."""
    address = reverse(f"cases:{name}", args=[receipt.pk])
    assert client.get(address).status_code in (302, 401, 403)
    expected = {
        "applicant": 200, "clerk": 200, "chief": 200, "other": 404, "elsewhere": 404, "administrator": 404,
        "supervisor": 403,
    }  # fmt: skip
    found = {}
    for person in expected:
        client.force_login(getattr(office, person))
        found[person] = client.get(address).status_code
    assert found == expected
    client.force_login(office.applicant)
    assert client.get(reverse(f"cases:{name}", args=[uuid.uuid4()])).status_code == 404


def test_the_file_is_a_download_that_is_kept_nowhere(client, office, receipt):
    client.force_login(office.applicant)
    answer = client.get(reverse("cases:paper-pdf", args=[receipt.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content == print_pdf(receipt)


def test_a_holder_learns_how_the_paper_stands_and_nothing_personal(client, receipt):
    answer = client.get(f"/verify/{receipt.code}")
    page = answer.content.decode()
    assert answer.status_code == 200
    for wanted in (
        "有效",
        "收件凭证",
        receipt.number,
        "城东市场监督管理所",
        "赵**",
        receipt.digest,
        f"case:{receipt.case_id}",
    ):
        assert wanted in page
    for hidden in ("赵六一", NUMBER, "13800001234", "修鞋"):
        assert hidden not in page
    assert answer["Cache-Control"] == "no-store"


def test_the_checkpoint_that_covers_the_paper_is_named(client, receipt):
    assert "下一个检查点将为它签名" in client.get(f"/verify/{receipt.code}").content.decode()
    made = make_checkpoint(AT + dt.timedelta(hours=1))
    assert f"第 {made.number} 号检查点已为它签名" in client.get(f"/verify/{receipt.code}").content.decode()


@pytest.mark.parametrize("code", ["x", "0" * 30, "-" * 40, "a" * 41, "..%2f..", "%2e" * 20, "<b>" + "a" * 30])
def test_an_unknown_code_is_no_paper(client, receipt, code):
    answer = client.get(f"/verify/{code}")
    assert answer.status_code == 404
    assert "<b>a" not in answer.content.decode()
    assert verified(code, TODAY) is None


def test_a_typed_code_and_a_pasted_address_lead_to_the_same_page(client, receipt):
    for typed in (receipt.code, f" http://localhost:8000/verify/{receipt.code} "):
        answer = client.get("/verify/", {"code": typed})
        assert answer["Location"] == f"/verify/{receipt.code}"
    assert "核验码" in client.get("/verify/").content.decode()
    assert client.get("/verify/", {"code": "//evil.example/x"})["Location"] == "/verify/x"


def test_the_last_day_of_validity_counts_and_revoking_comes_first(receipt):
    receipt.valid_from, receipt.valid_until = dt.date(2026, 3, 2), dt.date(2027, 3, 1)
    days = {dt.date(2026, 3, 1): "not_yet", dt.date(2026, 3, 2): "valid", dt.date(2027, 3, 1): "valid"}
    days[dt.date(2027, 3, 2)] = "expired"
    assert {day: standing_of(receipt, day).value for day in days} == days
    receipt.revoked_at = AT
    assert {standing_of(receipt, day) for day in days} == {Standing.REVOKED}


def test_a_revoked_paper_says_so(client, receipt):
    IssuedDocument.objects.update(revoked_at=AT)
    page = client.get(f"/verify/{receipt.code}").content.decode()
    assert "已撤销" in page
    assert "今天有效" not in page


@pytest.fixture
def permit(office):
    """Return a certificate of a case that was granted and closed by the act that issued it."""
    return IssuedDocument.objects.get(case=issued(office, applied(office), AT), name="permit")


def test_a_certificate_holds_while_what_it_certifies_does(client, permit):
    page = client.get(f"/verify/{permit.code}").content.decode()
    assert "今天有效" in page
    assert "已发证" in page


def test_a_certificate_falls_with_the_matter_that_it_certifies(client, permit):
    """As if a later act had revoked what was granted."""
    Case.objects.update(outcome="revoked", state="refused", revision=permit.event_sequence + 1)
    page = client.get(f"/verify/{permit.code}").content.decode()
    assert "已失效" in page
    assert "不予批准" in page
    assert "今天有效" not in page


def test_a_certificate_that_was_issued_anew_takes_the_old_ones_place(client, permit):
    anew = {"number": "新1号", "code": "f" * 30, "event_sequence": permit.event_sequence + 1, "case": permit.case}
    IssuedDocument.objects.create(
        **anew, name="permit", organ=permit.organ, issued_at=AT, digest="0" * 64, valid_from=TODAY, sealed=permit.sealed
    )
    page = client.get(f"/verify/{permit.code}").content.decode()
    assert "已换发" in page
    assert "今天有效" not in page
    IssuedDocument.objects.filter(number="新1号").update(revoked_at=AT)
    assert "今天有效" in client.get(f"/verify/{permit.code}").content.decode(), "the new one was a mistake"


def test_a_paper_whose_digest_the_ledger_does_not_hold_is_not_to_be_relied_on(client, receipt):
    """Somebody with the database and the keys, not the ledger, exchanges content and digest."""
    values = dict(settled_values(receipt), applicant="钱七二")
    receipt.sealed, receipt.digest = seal_text(canonical(values), context_of(receipt.pk)), digest_of(values)
    receipt.save()
    page = client.get(f"/verify/{receipt.code}").content.decode()
    assert "不能确认" in page
    assert "今天有效" not in page


def test_the_ledger_holds_nothing_of_what_the_paper_says(receipt):
    (entry,) = entries(f"case:{receipt.case_id}")
    assert [receipt.number, receipt.digest] in json.loads(entry.payload)["documents"]
    assert not any(word in entry.payload for word in ("赵六一", NUMBER, "修鞋"))
