"""Bulletins: drawn up from what is stored, edited, released under a number, handed to disclosure."""

import datetime as dt
import io
import json
from collections.abc import Iterator

import docx
import pdfplumber
import pytest

from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.preview import draft_of
from lingxing.engines.ledger.queries import entries
from lingxing.engines.supervision.bulletin_files import bulletin_docx, bulletin_pdf, report_of
from lingxing.engines.supervision.domain.bulletins import MARKS, MONTHS, UNITS, blocks_of
from lingxing.engines.supervision.domain.entering import Entered
from lingxing.engines.supervision.domain.snapshots import Period, snapshot_from_json
from lingxing.engines.supervision.models import Bulletin, Item
from lingxing.engines.supervision.queries.bulletins import bulletin_of, bulletins_of, snapshot_of
from lingxing.engines.supervision.services.bulletins import (
    ChangedMeanwhile,
    draw_up,
    drop,
    edit,
    hand_to_disclosure,
    release,
)
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.tests.board_town import (
    AT,
    CITY,
    ON,
    PACKAGE,
    BoardTown,
    fill,
    installed,
    open_board_town,
)
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.printing.report import Chart, ReportTable

JUNE = Period(2026, 6)


@pytest.fixture
def town(db: None) -> Iterator[BoardTown]:
    with installed():
        made = open_board_town()
        fill(made)
        enter_value(made.civil_clerk, PACKAGE, Entered("beds", CITY, dt.date(2025, 12, 31), 6, "年鉴"), AT)
        yield made


def test_the_figures_of_a_month_by_hand(town: BoardTown):
    found = snapshot_of(PACKAGE, JUNE, ON)
    # Nothing was registered in June; red, yellow, reported and in time are due in it, four of each; four ended in time.
    assert (found.registered, found.due, found.in_time, found.late) == (0, 16, 4, 0)
    assert [(row.name, row.open, row.red, row.due, row.in_time) for row in found.units] == [
        ("市民政局", 15, 3, 12, 3),
        ("市水利局", 5, 1, 4, 1),
        ("（还没有承办单位）", 1, 0, 0, 0),
    ]
    assert (found.overdue[0].heading, found.overdue[0].days) == ("事项YDB2026000001", 1)
    assert [(row.label, row.value, row.verdict) for row in found.indicators] == [
        ("每千人口养老床位", "6个", "已达到"),
        ("每十万人溺水", "—", "还不能认定"),
    ]
    assert snapshot_from_json(json.loads(json.dumps(found.to_json()))) == found


def test_a_year_has_scores_and_a_month_has_none(town: BoardTown):
    yearly = snapshot_of(PACKAGE, Period(2026), ON)
    # Each did a fifth in time of what the office has read; civil affairs has 3 overdue, water 1: 20 less 9, less 3.
    assert [(row.place, row.name, row.marks) for row in yearly.scores] == [
        ("1", "市水利局", "17.00"),
        ("2", "市民政局", "11.00"),
    ]
    assert yearly.scored_by == "“年度督查考评”"
    assert (yearly.registered, yearly.late) == (34, 4)
    assert snapshot_of(PACKAGE, JUNE, ON).scores == ()


def test_a_draft_is_edited_and_released_as_it_stands(town: BoardTown):
    draft = draw_up(town.clerk, PACKAGE, JUNE, AT)
    assert draft.title == "2026年6月政务督查简报"
    assert "在办的当中逾期4件、临期4件" in draft.text
    assert UNITS in draft.text
    edited = edit(town.clerk, draft.pk, "2026年第二季度简报", f"一、情况\n有四件逾期。\n{UNITS}\n{MONTHS}", 0, AT)
    with pytest.raises(ChangedMeanwhile):
        edit(town.clerk, draft.pk, "又一个", "正文", 0, AT)
    out = release(town.clerk, draft.pk, edited.revision, AT)
    assert out.number == "督查简报〔2026〕1号"
    (entry,) = entries(f"bulletin:{out.pk}")
    assert (entry.act, json.loads(entry.payload)["digest"]) == ("bulletin_released", out.digest)
    with pytest.raises(LingxingError, match="已经签发"):
        edit(town.clerk, draft.pk, "改", "改", 1, AT)
    Item.objects.all().delete()
    out.refresh_from_db()
    table, chart = report_of(out).blocks[2:]
    assert isinstance(table, ReportTable)
    assert isinstance(chart, Chart)
    assert table.rows[0][:3] == ("市民政局", "15", "3")


def test_what_was_released_prints_only_as_it_was(town: BoardTown):
    out = release(town.clerk, draw_up(town.clerk, PACKAGE, JUNE, AT).pk, 0, AT)
    with pdfplumber.open(io.BytesIO(bulletin_pdf(out))) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace(" ", "")
    assert "督查简报〔2026〕1号" in text
    made = docx.Document(io.BytesIO(bulletin_docx(out)))
    assert len(made.tables) == 4
    assert len(made.inline_shapes) == 2
    Bulletin.objects.filter(pk=out.pk).update(text="别的")
    with pytest.raises(LingxingError, match="摘要不符"):
        bulletin_pdf(Bulletin.objects.get(pk=out.pk))


def test_numbers_follow_each_other_in_the_year(town: BoardTown):
    first = release(town.clerk, draw_up(town.clerk, PACKAGE, JUNE, AT).pk, 0, AT)
    second = release(town.clerk, draw_up(town.clerk, PACKAGE, Period(2026, 5), AT).pk, 0, AT)
    assert [first.number, second.number] == ["督查简报〔2026〕1号", "督查简报〔2026〕2号"]


def test_only_the_office_draws_up_and_reads_drafts(town: BoardTown):
    with pytest.raises(NotFound):
        draw_up(town.civil_clerk, PACKAGE, JUNE, AT)
    with pytest.raises(LingxingError, match="还没有到"):
        draw_up(town.clerk, PACKAGE, Period(2026, 7), AT)
    draft = draw_up(town.clerk, PACKAGE, JUNE, AT)
    with pytest.raises(LingxingError, match="草稿已经有了"):
        draw_up(town.clerk, PACKAGE, JUNE, AT)
    for who in (town.civil_clerk, town.mayor):
        assert not bulletins_of(who, ON).exists()
        with pytest.raises(NotFound):
            bulletin_of(who, draft.pk, ON)
        with pytest.raises(NotFound):
            edit(who, draft.pk, "改", "改", 0, AT)
    release(town.clerk, draft.pk, 0, AT)
    assert bulletin_of(town.civil_clerk, draft.pk, ON).number == "督查简报〔2026〕1号"
    other = draw_up(town.clerk, PACKAGE, Period(2026), AT)
    drop(town.clerk, other.pk, AT)
    assert Bulletin.objects.count() == 1


def test_the_public_gets_it_by_disclosure_alone(town: BoardTown):
    draft = draw_up(town.clerk, PACKAGE, JUNE, AT)
    with pytest.raises(LingxingError, match="还没有签发"):
        hand_to_disclosure(town.clerk, draft.pk, AT)
    release(town.clerk, draft.pk, 0, AT)
    key = hand_to_disclosure(town.clerk, draft.pk, AT)
    made = Publication.objects.get(pk=key)
    assert (made.title, made.released_at) == ("2026年6月政务督查简报（督查简报〔2026〕1号）", None)
    written = draft_of(made)
    assert not any(mark in written.text for mark in MARKS)
    assert written.table.startswith("单位\t在办\t逾期未办结")
    with pytest.raises(LingxingError, match="已经转去公开"):
        hand_to_disclosure(town.clerk, draft.pk, AT)


def test_marks_place_tables_and_nothing_else_is_one(town: BoardTown):
    snapshot = snapshot_of(PACKAGE, JUNE, ON)
    blocks = blocks_of(f"{UNITS}\n见{UNITS}\n\n{UNITS}", snapshot)
    assert [getattr(block, "caption", "") for block in blocks] == ["表1 各单位办理情况", "", "表2 各单位办理情况"]
    assert all(blocks_of(mark, snapshot) for mark in MARKS)
