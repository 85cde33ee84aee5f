"""The record of a lot for the archive: whole, provable, and closed before the end."""

import hashlib
import io
import re
import zipfile

import pytest
from click.testing import CliRunner
from django.utils import timezone
from pypdf import PdfReader

from lingxing.cli.auctions import auctions
from lingxing.engines.auctions.archive import archive_of
from lingxing.engines.auctions.queries.archive import record_of
from lingxing.engines.auctions.queries.states import events_of
from lingxing.engines.auctions.tests.aftermath import ENDED, sale_over, settled
from lingxing.engines.auctions.tests.bureau import Bureau, clock, open_bureau, order_of, published
from lingxing.engines.auctions.verification import verify_lot
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.verdicts import Evidence

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def bureau() -> Bureau:
    return open_bureau()


def test_the_record_tells_of_every_event_and_everybody(bureau):
    over = sale_over(bureau, "白鹭", "湖光", others=("芦花",))
    settled(over)
    record = record_of(over.lot, ENDED.date())
    course = next(section for section in record.sections if section.title == "全过程")
    assert len(course.rows) == len(events_of(over.lot.pk)) == record.events
    assert all(row[3] for row in course.rows)
    told = str(record.sections)
    for name, application in over.applications.items():
        assert f"云梦泽市{name}置业有限公司" in told
        assert str(application.paddle) in told
        assert order_of(application) in re.sub(r"\s", "", told)
    assert "成交，号牌" in record.outcome


def test_paper_and_export_belong_together_and_the_export_is_proved(bureau):
    over = sale_over(bureau, "湖光")
    settled(over)
    archive = archive_of(over.lot, ENDED)
    assert archive.digest == hashlib.sha256(archive.export).hexdigest()
    verdict = verify_lot(archive.export.splitlines(keepends=True), Evidence())
    assert verdict.faults == []
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(archive.paper)).pages)
    assert archive.digest in re.sub(r"\s", "", text)
    pages = re.findall(r"第 ?(\d+) ?页，共 ?(\d+) ?页", text)
    assert [int(page) for page, _ in pages] == list(range(1, int(pages[0][1]) + 1))
    with zipfile.ZipFile(io.BytesIO(archive.packed())) as pack:
        assert sorted(pack.namelist()) == ["2026-0001 归档.pdf", "2026-0001 记录.jsonl"]


def test_before_the_end_nothing_is_printed(bureau):
    lot = published(bureau)
    with pytest.raises(LingxingError, match="结束前"):
        archive_of(lot, timezone.now())


def test_one_command_and_one_page_print_it(bureau, tmp_path):
    over = sale_over(bureau, "湖光")
    settled(over)
    with clock(ENDED):
        page = bureau.client(bureau.officer).get(f"/listing-desk/{over.lot.number}/record.zip")
    assert page["Content-Type"] == "application/zip"
    output = tmp_path / "档案.pdf"
    done = CliRunner().invoke(auctions, ["record", over.lot.number, "-o", str(output)])
    assert done.exit_code == 0, done.output
    assert output.read_bytes().startswith(b"%PDF")
    beside = (tmp_path / "档案.jsonl").read_bytes()
    assert hashlib.sha256(beside).hexdigest() in done.output
