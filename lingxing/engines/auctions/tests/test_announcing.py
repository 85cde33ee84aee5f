"""Drafting, announcing, supplementing (arts. 8 to 10)."""

import datetime as dt

import pytest

from lingxing.engines.auctions.domain.descriptions import WrongDraft
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Announcement, Lot
from lingxing.engines.auctions.queries.announcing import (
    SupplementText,
    announcements,
    prepare_original,
    prepare_supplement,
)
from lingxing.engines.auctions.queries.lots import listed_lots, open_file
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.announcing import announce, supplement
from lingxing.engines.auctions.services.drafting import add_file, drop_file, save_draft
from lingxing.engines.auctions.tests.bureau import ANNOUNCED, at, clock, drafted, open_bureau, published
from lingxing.engines.auctions.tests.drafts import DRAFT
from lingxing.engines.cases.uploads.tests.samples import PDF, PNG
from lingxing.kernel.errors import LingxingError, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return open_bureau()


def put_out(bureau, lot, moment):
    with clock(moment):
        announce(bureau.officer, lot.number, prepare_original(lot).content.digest, moment)


def test_a_complete_draft_is_announced(bureau):
    lot = published(bureau)
    assert (lot.number, lot.stage) == ("2026-0001", Stage.LISTING)
    (made,) = announcements(lot)
    assert made.digest == made.content.digest
    assert state_of(lot.pk).deadline == at("2027-01-05 10:00")
    assert made.content.heading.title == "云梦泽市苇荡大道以北国有建设用地使用权（2026-0001）"
    assert next(file.kind for file in made.content.files) == "boundary"


def test_numbers_run_within_the_year(bureau):
    assert [drafted(bureau).number for _ in range(2)] == ["2026-0001", "2026-0002"]
    assert drafted(bureau, at("2027-01-01 00:00")).number == "2027-0001"
    assert drafted(bureau, at("2026-12-31 23:59")).number == "2026-0003"


@pytest.mark.parametrize(
    ("moment", "fits"),
    [
        ("2026-12-05 23:59", True),  # 5 to 25 December are 20 days
        ("2026-12-06 00:00", False),  # 6 to 25 December are 19
    ],
)
def test_twenty_days_before_the_opening(bureau, moment, fits):
    lot = drafted(bureau)
    if fits:
        put_out(bureau, lot, at(moment))
    else:
        with pytest.raises(Refusal, match="至少应为 20 日") as refused:
            put_out(bureau, lot, at(moment))
        assert refused.value.article == "第九条"
        assert not Announcement.objects.exists()
        assert Lot.objects.get().stage == Stage.DRAFT


@pytest.mark.parametrize(("closes", "fits"), [("2027-01-04 09:00", True), ("2027-01-04 08:59", False)])
def test_ten_days_of_listing(bureau, closes, fits):
    lot = drafted(bureau, closes_at=closes)
    if fits:
        put_out(bureau, lot, ANNOUNCED)
    else:
        with pytest.raises(Refusal, match="不得少于 10 日"):
            put_out(bureau, lot, ANNOUNCED)


def test_what_is_missing_is_named(bureau):
    lot = drafted(bureau, area="", deposit="1e400")
    with pytest.raises(WrongDraft) as refused:
        prepare_original(lot)
    assert [item.field for item in refused.value.items] == ["area", "deposit"]


def test_a_missing_file_is_named(bureau):
    lot = drafted(bureau)
    file = lot.files.get(kind="contract")
    drop_file(bureau.officer, lot.number, file.key, ANNOUNCED)
    with pytest.raises(LingxingError, match="出让合同文本"):
        prepare_original(lot)


def test_what_was_not_previewed_is_not_published(bureau):
    lot = drafted(bureau)
    digest = prepare_original(lot).content.digest
    save_draft(bureau.officer, lot.number, DRAFT | {"use": "商服用地"}, ANNOUNCED)
    with clock(ANNOUNCED), pytest.raises(LingxingError, match="有了变化"):
        announce(bureau.officer, lot.number, digest, ANNOUNCED)


def test_an_officer_of_another_agency_sees_nothing(bureau):
    lot = drafted(bureau)
    with pytest.raises(NotFound):
        save_draft(bureau.elsewhere, lot.number, DRAFT, ANNOUNCED)


def test_a_file_that_is_no_drawing_is_refused(bureau):
    lot = drafted(bureau)
    with pytest.raises(LingxingError, match="内容不是"):
        add_file(bureau.officer, lot.number, "boundary", ("图.png", PDF), ANNOUNCED)


def supplemented(bureau, lot, moment, *, moves_price, **changed):
    save_draft(bureau.officer, lot.number, DRAFT | changed, moment)
    given = SupplementText("规划条件经批准调整", moves_price)
    with clock(moment):
        digest = prepare_supplement(Lot.objects.get(pk=lot.pk), given, moment).content.digest
        return supplement(bureau.officer, lot.number, given, digest, moment)


def test_a_change_shortly_before_the_close_extends_the_listing(bureau):
    lot = published(bureau)
    # 20 days after 20 December at noon end on 9 January at noon; the listing closes at 10:00, so on the 10th.
    made = supplemented(bureau, lot, at("2026-12-20 12:00"), moves_price=True, planning="容积率≤2.5\n绿地率≥35%")
    assert state_of(lot.pk).deadline == at("2027-01-10 10:00")
    assert [change.name for change in made.content.changes] == ["planning", "closes_at"]
    assert made.content.changes[1].after == "2027年1月10日 10:00"
    assert Lot.objects.get(pk=lot.pk).draft["closes_at"] == "2027-01-10 10:00"


def test_a_change_early_enough_extends_nothing(bureau):
    lot = published(bureau)
    made = supplemented(bureau, lot, at("2026-12-16 10:00"), moves_price=True, starting_price="1.3亿")
    assert state_of(lot.pk).deadline == at("2027-01-05 10:00")
    assert state_of(lot.pk).terms.starting_price == 13_000_000_000
    assert made.moves_price


def test_a_change_that_does_not_move_the_price_extends_nothing(bureau):
    lot = published(bureau)
    supplemented(bureau, lot, at("2027-01-02 12:00"), moves_price=False, contact="苇荡大道2号")
    assert state_of(lot.pk).deadline == at("2027-01-05 10:00")


def test_the_price_is_not_changed_without_saying_that_it_moves(bureau):
    lot = published(bureau)
    with pytest.raises(Refusal, match="未标明涉及土地价格"):
        supplemented(bureau, lot, at("2026-12-16 10:00"), moves_price=False, starting_price="1.3亿")


def test_every_version_and_its_files_stay_public(bureau):
    lot = published(bureau)
    old = lot.files.get(kind="boundary")
    drop_file(bureau.officer, lot.number, old.key, ANNOUNCED)
    new = add_file(bureau.officer, lot.number, "boundary", ("新图.png", PNG), ANNOUNCED)
    with pytest.raises(NotFound):
        open_file(lot.number, new.key)
    supplemented(bureau, lot, at("2026-12-16 10:00"), moves_price=False)
    assert [one.number for one in announcements(lot)] == [1, 2]
    assert open_file(lot.number, old.key).name == "界址图.png"
    assert open_file(lot.number, new.key).name == "新图.png"


def test_a_supplement_without_a_change_or_a_reason_is_refused(bureau):
    lot = published(bureau)
    with pytest.raises(LingxingError, match="没有不同"):
        prepare_supplement(lot, SupplementText("没有理由的变更", moves_price=False), ANNOUNCED)
    with pytest.raises(LingxingError, match="变更理由"):
        prepare_supplement(lot, SupplementText("变", moves_price=False), ANNOUNCED)


def test_a_preview_of_yesterday_whose_close_would_move_further_is_refused(bureau):
    lot = published(bureau)
    save_draft(bureau.officer, lot.number, DRAFT | {"planning": "容积率≤2.5"}, ANNOUNCED)
    given, moment = SupplementText("规划条件经批准调整", moves_price=True), at("2026-12-20 09:00")
    digest = prepare_supplement(Lot.objects.get(pk=lot.pk), given, moment).content.digest
    later = moment + dt.timedelta(days=1)
    with clock(later), pytest.raises(LingxingError, match="预览"):
        supplement(bureau.officer, lot.number, given, digest, later)
    assert state_of(lot.pk).deadline == at("2027-01-05 10:00")


def test_the_list_narrows_by_stage_and_county(bureau):
    published(bureau)
    published(bureau, county="湖心县")
    assert {card.county for card in listed_lots("current", "").object_list} == {"苇荡区", "湖心县"}
    assert [card.county for card in listed_lots("", "湖心县").object_list] == ["湖心县"]
    assert list(listed_lots("ended", "").object_list) == []


def test_a_draft_is_listed_nowhere(bureau):
    drafted(bureau)
    assert list(listed_lots("", "").object_list) == []
