"""Looking at matters: records, draws, and what the system proposes when conditions are met."""

import datetime as dt
import hashlib
import json

import pytest

from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.supervision.domain.draw import drawn
from lingxing.engines.supervision.models import Finding, Item, RecordKind
from lingxing.engines.supervision.queries.findings import findings
from lingxing.engines.supervision.queries.records import file_of, item_for, records_of
from lingxing.engines.supervision.services.drawing import draw, open_draw
from lingxing.engines.supervision.services.finding import decline, find, take
from lingxing.engines.supervision.services.recording import NewRecord, add_file, add_record, share_record
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


def visit(**changes: object) -> NewRecord:
    given: dict[str, object] = {
        "kind": RecordKind.VISIT,
        "at": at("2026-04-20", 9),
        "place": "城东河三号排口",
        "team": "甲、乙",
        "found": "两处没有建档。",
        **changes,
    }
    return NewRecord(**given)  # type: ignore[arg-type]


def test_a_visit_is_kept_with_its_photo_and_stays_with_the_office_until_shared(town: PlanTown):
    (item,) = assigned(town, 13)
    row = add_record(town.officer, item.pk, visit(), [("现场.png", PICTURE)], at("2026-04-20"))
    assert (records_of(item, every=True)[0].team, row.sealed.find("甲")) == ("甲、乙", -1)
    card = records_of(item, every=True)[0].files[0]
    day = dt.date(2026, 4, 20)
    assert file_of(town.officer, card.id, day)[1] == PICTURE
    assert item_for(town.water_clerk, item.pk, day)[1] is False
    assert records_of(item, every=False) == []
    with pytest.raises(NotFound):
        file_of(town.water_clerk, card.id, day)
    with pytest.raises(NotFound):
        item_for(town.housing_clerk, item.pk, day)
    share_record(town.officer, row.pk, at("2026-04-21"))
    assert file_of(town.water_clerk, card.id, day)[1] == PICTURE


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"team": ""}, "督查组成员"),
        ({"place": " "}, "地点"),
        ({"at": at("2026-04-20", 11)}, "还没有到"),
        ({"found": "长" * 5001}, "5000字"),
    ],
)
def test_a_record_that_lacks_something_is_refused(town: PlanTown, change: dict[str, object], why: str):
    (item,) = assigned(town, 9)
    with pytest.raises(LingxingError, match=why):
        add_record(town.officer, item.pk, visit(**change), [], at("2026-04-20", 10))
    with pytest.raises(NotAllowed):
        add_record(town.water_clerk, item.pk, visit(), [], at("2026-04-20", 10))


def test_a_draw_can_be_worked_out_again_from_the_ledger_alone(town: PlanTown):
    objects, people = ["甲局", "乙局", "丙局", "丁局"], ["张某", "李某", "王某"]
    opened = open_draw(town.officer, "四月随机督查", objects, people, (2, 1), at("2026-04-20"))
    assert opened.result is None
    made = draw(town.officer, opened.pk, at("2026-04-20", 11))
    assert made.result
    first, second = (
        json.loads(entry.payload)
        for entry in LedgerEntry.objects.filter(stream=f"draw:{opened.pk}").order_by("sequence")
    )
    seed = bytes.fromhex(second["seed"])
    assert hashlib.sha256(seed).hexdigest() == first["commitment"]
    assert list(drawn(seed, "objects", first["objects"], 2)) == second["objects"] == made.result["objects"]
    assert list(drawn(seed, "people", reversed(first["people"]), 1)) == second["people"]
    with pytest.raises(LingxingError, match="已经抽过"):
        draw(town.officer, opened.pk, at("2026-04-20", 12))
    with pytest.raises(LingxingError, match="1至4"):
        open_draw(town.officer, "再抽", objects, people, (5, 1), at("2026-04-20"))


def test_a_late_matter_is_proposed_for_accountability_and_a_person_decides(town: PlanTown):
    (item,) = assigned(town, 11, undated=True)
    # Due on 18 May 2026: nothing on the day itself, one proposal the day after, and no second one.
    assert find(dt.date(2026, 5, 18), at("2026-05-18")) == 0
    assert find(dt.date(2026, 5, 19), at("2026-05-19")) == 1
    assert find(dt.date(2026, 5, 20), at("2026-05-20")) == 0
    (found,) = findings()
    assert (found.act_label, found.ground.article) == ("移送问责", "第十一条")
    with pytest.raises(NotAllowed):
        decline(town.water_clerk, found.row.pk, "不必", at("2026-05-20"))
    given = {"facts_text": "逾期一日未报告。", "correct_by": "2026-06-01"}
    assert take(town.officer, found.row.pk, given, at("2026-05-20")).taken
    item.refresh_from_db()
    assert item.referred_on == dt.date(2026, 5, 20)
    with pytest.raises(LingxingError, match="已经有人决定"):
        decline(town.officer, found.row.pk, "不必", at("2026-05-20"))


def test_a_declined_proposal_keeps_its_reason_and_does_not_come_back(town: PlanTown):
    assigned(town, 11, undated=True)
    find(dt.date(2026, 5, 19), at("2026-05-19"))
    decline(town.officer, findings()[0].row.pk, "已口头说明。", at("2026-05-19"))
    assert find(dt.date(2026, 6, 19), at("2026-06-19")) == 0
    assert [one.reason for one in findings(open_only=False)] == ["已口头说明。"]


def test_a_major_matter_that_lags_after_a_notice_is_proposed_for_the_board(town: PlanTown):
    (item,) = assigned(town, 11, undated=True)
    call = {"called_on": "2026-04-19", "called_person": "甲", "call_note": "请抓紧"}
    done(town.officer, item.case_id, "office", "call", "2026-04-19", **call)
    done(town.officer, item.case_id, "office", "urge", "2026-04-20", notice_note="慢", correct_by="2026-05-08")
    assert find(dt.date(2026, 5, 8), at("2026-05-08")) == 0
    # The notice's own last day has passed on the 9th; the matter's deadline has not.
    assert find(dt.date(2026, 5, 9), at("2026-05-09")) == 1
    assert set(Finding.objects.values_list("ground", flat=True)) == {"notice_unmet"}
    Item.objects.update(major=True)
    assert find(dt.date(2026, 5, 19), at("2026-05-19")) == 2
    assert "behind_after_urging" in set(Finding.objects.values_list("ground", flat=True))


def test_photos_follow_a_record_one_by_one_and_are_sealed(town: PlanTown):
    (item,) = assigned(town, 13)
    row = add_record(town.officer, item.pk, visit(), [], at("2026-04-20"))
    kept = add_file(town.officer, row.pk, "现场.png", PICTURE, at("2026-04-20", 11))
    assert file_of(town.officer, kept.pk, dt.date(2026, 4, 20))[1] == PICTURE
    assert ("现场" in kept.name_sealed, kept.digest) == (False, hashlib.sha256(PICTURE).hexdigest())
    entry = LedgerEntry.objects.filter(stream=f"supervision:{item.pk}").order_by("sequence").last()
    assert entry is not None
    assert (entry.act, json.loads(entry.payload)["file"]) == ("add_record_file", kept.digest)


def test_a_record_takes_no_file_that_is_not_what_it_says_none_of_units_and_no_more_than_twenty(town: PlanTown):
    (item,) = assigned(town, 13)
    row = add_record(town.officer, item.pk, visit(shared=True), [("现场.png", PICTURE)] * 19, at("2026-04-20"))
    with pytest.raises(LingxingError, match="与扩展名不符"):
        add_file(town.officer, row.pk, "现场.pdf", PICTURE, at("2026-04-20"))
    with pytest.raises(NotAllowed):
        add_file(town.water_clerk, row.pk, "现场.png", PICTURE, at("2026-04-20"))
    add_file(town.officer, row.pk, "现场.png", PICTURE, at("2026-04-20"))
    with pytest.raises(LingxingError, match="最多 20 个"):
        add_file(town.officer, row.pk, "现场.png", PICTURE, at("2026-04-20"))
    assert row.files.count() == 20
