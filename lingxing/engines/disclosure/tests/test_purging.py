"""What was published is erased long after it was taken down; that it was published, and its digest, stay."""

import datetime as dt
import json

import pytest

from lingxing.engines.cases.services.calendar import change_calendar
from lingxing.engines.disclosure.domain.states import PublicationState
from lingxing.engines.disclosure.models import Publication, PublicationVersion
from lingxing.engines.disclosure.queries.open import Selection, open_publication, publications
from lingxing.engines.disclosure.queries.preview import DraftText, of_draft
from lingxing.engines.disclosure.services.correcting import withdraw
from lingxing.engines.disclosure.services.drafting import Draft, DraftRelease, release_draft, save_draft
from lingxing.engines.disclosure.services.purging import purge_lapsed
from lingxing.engines.disclosure.tests.pier import at
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.ledger.queries import verify_all

MONDAY = at("2026-03-02")
DAY = dt.timedelta(days=1)
KEEP = 30
# Released on Monday 2 March for five working days: 3, 4, 5, 6 and 9 March. Its last day is kept until the thirtieth
# day after it, 8 April; on 9 April it is more than thirty days ago.
LAST_KEPT, FIRST_GONE = at("2026-04-08"), at("2026-04-09")


def stored(made):
    rows = [*Publication.objects.filter(pk=made.pk).values(), *made.versions.values()]
    return json.dumps(rows, default=str, ensure_ascii=False)


def listed(pier, lasts=""):
    written = DraftText("门卫老赵负责开闸。")
    row = save_draft(pier.clerk, Draft(pier.station.pk, "disclosure", "值守名单", written, lasts=lasts), MONDAY)
    digest = of_draft("值守名单", written).content.digest
    return release_draft(pier.clerk, DraftRelease(row.pk, digest), MONDAY)


def test_a_lapsed_notice_is_kept_so_many_days_and_then_erased(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    digest = made.versions.get().digest
    assert purge_lapsed(LAST_KEPT, KEEP) == 0
    assert "三号泊位" in json.dumps(made.versions.get().content, ensure_ascii=False)
    assert purge_lapsed(FIRST_GONE, KEEP) == 1
    version = made.versions.get()
    assert (version.content, version.sealed, version.digest) == ({}, "", digest)
    found = open_publication(made.number, FIRST_GONE.date())
    assert (found.card.state, found.current.content) == (PublicationState.EXPIRED, None)
    assert (found.card.title, found.current.digest) == ("泊位使用公示（三号泊位）", digest)
    assert [entry.act for entry in LedgerEntry.objects.filter(stream=f"publication:{made.number}")] == [
        "release",
        "purge",
    ]
    assert verify_all() == []


def test_erasing_again_does_nothing(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    assert [purge_lapsed(FIRST_GONE, KEEP) for _ in range(2)] == [1, 0]
    assert Publication.objects.get(pk=made.pk).purged_at == FIRST_GONE


def test_what_was_withdrawn_goes_with_its_title_but_not_its_reason(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY), text="站内联系人老赵。")
    withdraw(pier.clerk, made.pk, "公示对象有误，将重新公示", MONDAY)
    # Withdrawn on 2 March at ten: thirty days later is 1 April at ten.
    assert purge_lapsed(at("2026-04-01"), KEEP) == 0
    assert made.versions.get().sealed != ""
    assert purge_lapsed(at("2026-04-01", 11), KEEP) == 1
    assert made.versions.get().sealed == ""
    assert "三号泊位" not in stored(made)
    assert Publication.objects.get(pk=made.pk).withdrawn_reason == "公示对象有误，将重新公示"
    assert publications(Selection(state="all"), FIRST_GONE.date()).paginator.count == 1


def test_what_is_still_public_is_never_erased(pier):
    lasting = listed(pier)
    pier.noticed(MONDAY)
    save_draft(pier.clerk, Draft(pier.station.pk, "disclosure", "草稿", DraftText("略")), MONDAY)
    assert purge_lapsed(MONDAY + 40_000 * DAY, KEEP) == 0
    assert open_publication(lasting.number, dt.date(2100, 1, 1)).current.content is not None


def test_what_an_officer_wrote_is_erased_too(pier):
    made = listed(pier, "5 working days")
    assert Publication.objects.get(pk=made.pk).sealed_draft != ""
    assert purge_lapsed(FIRST_GONE, KEEP) == 1
    assert "老赵" not in stored(made)
    assert Publication.objects.get(pk=made.pk).sealed_draft == ""


def test_a_later_calendar_keeps_it_longer(pier):
    pier.release(MONDAY, pier.noticed(MONDAY))
    change_calendar(
        dt.date(2026, 3, 9), working=False, reason="防汛", source="云政发〔2026〕9号", actor=pier.clerk.actor, at=MONDAY
    )
    # The last day is 10 March now, though 9 March is still what is stored to find it by.
    assert purge_lapsed(FIRST_GONE, KEEP) == 0
    assert purge_lapsed(FIRST_GONE + DAY, KEEP) == 1


@pytest.mark.parametrize("most", [1, 2])
def test_a_long_list_is_erased_in_several_calls(pier, most, monkeypatch):
    monkeypatch.setattr("lingxing.engines.disclosure.services.purging.MOST_AT_ONCE", most)
    for berth in ("一号泊位", "二号泊位", "三号泊位"):
        pier.release(MONDAY, pier.noticed(MONDAY, berth_name=berth))
    counts = []
    while done := purge_lapsed(FIRST_GONE, KEEP):
        counts.append(done)
    assert (max(counts), sum(counts)) == (most, 3)
    assert PublicationVersion.objects.exclude(sealed="").count() == 0
