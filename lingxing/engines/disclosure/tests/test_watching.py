"""What a supervisor sees of the duty to publish."""

import datetime as dt

from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.overview import FREE, overview
from lingxing.engines.disclosure.queries.preview import DraftText
from lingxing.engines.disclosure.services.drafting import Draft, save_draft
from lingxing.engines.disclosure.tests.pier import at

MONDAY = at("2026-03-02")


def test_due_late_and_done_are_counted_by_organ_and_kind(pier):
    # All due on Wednesday the 4th: one out on time, one a day late, two not out.
    orders = [pier.noticed(MONDAY, berth_name=f"{number}号泊位") for number in range(1, 5)]
    pier.release(at("2026-03-04", 23), orders[0])
    pier.release(at("2026-03-05", 0), orders[1])
    before = overview(pier.supervisor, dt.date(2026, 3, 4))
    assert (before.total.waiting, before.total.late) == (2, 0)
    after = overview(pier.supervisor, dt.date(2026, 3, 6))
    (row,) = after.rows
    assert (row.organ, row.label) == ("城东码头管理站", "泊位使用公示")
    assert (row.waiting, row.late, row.in_time, row.released_late) == (0, 2, 1, 1)
    # One in time of four that were due: 1 ÷ (1 + 1 + 2).
    assert (row.rate, after.total.rate) == ("25.0%", "25.0%")
    assert [(late.days, late.due_on) for late in after.late] == [(2, dt.date(2026, 3, 4))] * 2


def test_free_standing_ones_with_a_last_day_count_too(pier):
    for due in (dt.date(2026, 3, 3), dt.date(2026, 3, 20), None):
        draft = Draft(pier.station.pk, "disclosure", "年度统计", DraftText("略"), due_on=due)
        save_draft(pier.clerk, draft, MONDAY)
    assert Publication.objects.count() == 3
    found = overview(pier.supervisor, dt.date(2026, 3, 6))
    (row,) = found.rows
    assert (row.label, row.waiting, row.late, row.rate) == (FREE, 1, 1, "0.0%")
    assert [late.label for late in found.late] == ["年度统计"]


def test_organs_of_others_are_not_seen(pier):
    pier.noticed(MONDAY)
    for who in (pier.elsewhere, pier.clerk, pier.administrator, pier.applicant):
        found = overview(who, dt.date(2026, 3, 6))
        assert (found.rows, found.late, found.total.rate) == ((), (), "—")
