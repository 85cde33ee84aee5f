"""The bound file of a matter: every paper and every file handed in, read back with a reader that did not bind it."""

import datetime as dt
import io
from collections.abc import Mapping

import pypdfium2
import pytest
from PIL import Image

from lingxing.engines.cases.models import Attachment
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.attaching import attach
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft
from lingxing.engines.cases.uploads.storing import remove_file
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.archive import archive_of
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.records import records_of
from lingxing.engines.supervision.services.assigning import acting_in
from lingxing.engines.supervision.services.following import follow
from lingxing.engines.supervision.services.recording import add_record
from lingxing.engines.supervision.sheets import Sheet, workbook
from lingxing.engines.supervision.tests.plan_town import PACKAGE, PlanTown, assigned, at, done, open_plan_town, staff
from lingxing.engines.supervision.tests.test_looking import visit
from lingxing.kernel.errors import LingxingError
from lingxing.printing.typesetting import typeset

pytestmark = pytest.mark.django_db
BOOK = workbook([Sheet("表", ("项目",), [("排口",)])])


@pytest.fixture
def town(settings, tmp_path) -> PlanTown:
    settings.UPLOAD_DIRECTORY = tmp_path / "uploads"
    return open_plan_town()


def letter(text: str) -> bytes:
    return typeset(f'#set text(font: "Lingxing Serif")\n{text}'.encode(), {}, title="函")


def photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(buffer, "JPEG")
    return buffer.getvalue()


def concluded(town: PlanTown, files: Mapping[str, bytes]) -> tuple[Item, Account]:
    """Return a matter that ended with these files in the unit's report, and the unit's clerk."""
    (item,) = assigned(town, 11, undated=True)
    assert item.lead is not None
    clerk = staff("finance_one", item.lead)
    moment = at("2026-05-18")
    draft = begin_draft(clerk, DraftKind(PACKAGE, "item", "report", None, item.case_id), moment)
    keys = tuple(
        str(attach(clerk, draft.pk, "attachment", name, held, moment + dt.timedelta(seconds=place)).pk)
        for place, (name, held) in enumerate(files.items(), start=-len(files))
    )
    acting, _ = acting_in(clerk, item.case_id, "unit", moment)
    perform(
        item.case_id, Command("report", {"report_text": "资金已安排。"}, papers={"attachment": keys}), acting, moment
    )
    follow([item.case_id])
    done(town.officer, item.case_id, "office", "accept_report", "2026-05-19", conclusion="属实。")
    done(town.leader, item.case_id, "leader", "read", "2026-05-20")
    done(town.officer, item.case_id, "office", "conclude", "2026-05-21", result="办结。")
    item.refresh_from_db()
    return item, clerk


def bound(town: PlanTown, item: Item) -> pypdfium2.PdfDocument:
    with archive_of(town.officer, item.pk, at("2026-05-22")).content as held:
        return pypdfium2.PdfDocument(held.read())


def texts(volume: pypdfium2.PdfDocument) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in volume]


def test_what_was_handed_in_is_bound_page_by_page_with_who_when_and_digest(town: PlanTown):
    files = {"拨付凭证.pdf": letter("甲页 #pagebreak() 乙页"), "明细.xlsx": BOOK}
    item, _ = concluded(town, files)
    add_record(town.officer, item.pk, visit(), [("现场.jpg", photo())], at("2026-05-21"))
    volume = bound(town, item)
    said = texts(volume)
    total = len(said)
    first, second, sheet, picture = said[-4:]
    assert ("甲页" in first, "乙页" in second, "拨付凭证.pdf第2／2页" in second) == (True, True, True)
    row = next(one for one in Attachment.objects.filter(case=item.case_id) if one.media_type == "application/pdf")
    assert item.lead is not None
    for told in (item.number, item.lead.name, "2026-05-1810:00提交", row.digest, f"第{total - 3}页，共{total}页"):
        assert "".join(told.split()) in first
    assert ("明细.xlsx" in sheet, "附件" in sheet) == (True, True)
    assert ("现场.jpg" in picture, "暗访督查" in picture, "城东河三号排口" in picture) == (True, True, True)
    assert bytes(volume.get_attachment(0).get_data()) == BOOK
    assert volume.count_attachments() == 1


def test_the_index_and_the_bookmarks_lead_to_each_piece(town: PlanTown):
    item, _ = concluded(town, {"凭证.pdf": letter("一 #pagebreak() 二"), "函.pdf": letter("三")})
    volume = bound(town, item)
    said = texts(volume)
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in volume.get_toc()}
    assert (marks["材料 1　凭证.pdf"], marks["材料 2　函.pdf"]) == (len(said) - 3, len(said) - 1)
    assert f"材料1凭证.pdf{len(said) - 2}材料2函.pdf{len(said)}" in said[1]
    assert [f"第{place}页，共{len(said)}页" in page for place, page in enumerate(said, start=1)] == [True] * len(said)
    assert [title for title, page in marks.items() if title.startswith("办理经过") and "办理经过" in said[page]]


def test_a_file_that_is_gone_is_named_with_the_reason_and_stops_nothing(town: PlanTown):
    item, _ = concluded(town, {"凭证.pdf": letter("一"), "函.pdf": letter("三")})
    remove_file(Attachment.objects.filter(case=item.case_id).order_by("at", "pk")[0].stored_as)
    said = texts(bound(town, item))
    assert "没有并入：这份材料的文件不在数据目录里" in said[-2]
    assert said[-1].startswith("三")


def test_a_matter_without_files_stays_an_archival_pdf(town: PlanTown):
    item, _ = concluded(town, {})
    assert records_of(item, every=True) == []
    with archive_of(town.officer, item.pk, at("2026-05-22")).content as held:
        assert b"pdfaid" in held.read()


def test_only_the_office_binds(town: PlanTown):
    item, clerk = concluded(town, {"凭证.pdf": letter("一")})
    with pytest.raises(LingxingError):
        archive_of(clerk, item.pk, at("2026-05-22"))
