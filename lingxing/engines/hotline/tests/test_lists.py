"""The lists behind the numbers: the same tickets as are counted, page after page, over months."""

import datetime as dt

import pytest

from lingxing.engines.hotline.domain.figures import MEASURES
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.models.ticket import EXCEPTIONS
from lingxing.engines.hotline.queries.boards import board, period_of
from lingxing.engines.hotline.queries.tickets import OVERDUE, Selection, earlier_of, selected, tickets, told_by
from lingxing.engines.hotline.services.dispatching import join
from lingxing.engines.hotline.services.tracking import withdraw
from lingxing.engines.hotline.tests.town import Town, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]
YEAR, ON = period_of("2026"), dt.date(2026, 4, 1)


def lived(town: Town) -> None:
    """Let tickets of three months go every way that a figure counts."""
    old = town.take("2026-01-30", matter="旧事")
    main, same, court, gone, back, again, hidden = (
        town.take("2026-02-27", matter=f"二月事项{place}", anonymous=place == 6) for place in range(7)
    )
    join(town.operator, same.case_id, main.number, at("2026-03-02"))
    town.step(court, "decline", "2026-03-02", ground="court")
    withdraw(gone.number, gone.code, "192.0.2.1", at("2026-03-02"))
    town.step(old, "answer_now", "2026-03-02", answer="今晚修。")
    for taken in (main, back, again, town.take("2026-03-02", matter="三月事项")):
        town.forward(taken, by="2026-03-09")
    town.unit(back, "send_back", "2026-03-03", reason="不归我们。")
    town.unit(again, "reply", "2026-03-05", {"answer": "修好了。"})
    town.step(again, "call_back", "2026-03-06", satisfied="dissatisfied")
    town.step(again, "redo", "2026-03-06", "还不亮。", reply_by="2026-03-10")
    town.step(hidden, "answer_now", "2026-03-02", answer="已经记下。")


def test_a_list_has_as_many_tickets_as_its_figure_says(town: Town) -> None:
    lived(town)
    for period in (YEAR, period_of("2026-01"), period_of("2026-02"), period_of("2026-03")):
        line = board(town.hotline, period, ON).total
        for measure in (*MEASURES, "accepted", OVERDUE):
            told = line.overdue if measure == OVERDUE else getattr(line.counts, measure)
            rows = tickets(town.hotline, Selection(period.first, period.last, measure=measure), ON).rows
            assert len(rows) == told, (period.text, measure)
    # Answered once and sent back: late again, but not among those that were never answered.
    assert board(town.hotline, YEAR, ON).total.overdue == 2
    assert all(
        getattr(board(town.hotline, YEAR, ON).total.counts, measure) for measure in EXCEPTIONS if measure != "emergency"
    )


def test_pages_follow_one_another_over_months(town: Town) -> None:
    lived(town)
    whole = [row.number for row in tickets(town.hotline, Selection(), ON).rows]
    assert whole == sorted(whole, reverse=True)
    walked: list[str] = []
    after = ""
    while True:
        page = tickets(town.hotline, Selection(), ON, after=after, size=2)
        walked += [row.number for row in page.rows]
        after = page.after
        if not after:
            break
    assert walked == whole
    assert tickets(town.hotline, Selection(), ON, after="不存在").rows == ()


@pytest.mark.embedded  # PostgreSQL chooses by what it has counted of its rows, and here there are few.
@pytest.mark.parametrize("measure", [*EXCEPTIONS, OVERDUE])
def test_what_few_count_in_is_found_along_an_index_of_its_own(town: Town, measure: str) -> None:
    chosen = Selection(YEAR.first, YEAR.last, measure=measure)
    plan = selected(town.hotline, chosen, ON).order_by("-month", "-number")[:50].explain()
    assert f"INDEX ticket_{'due' if measure == OVERDUE else measure} " in plan


@pytest.mark.embedded
def test_what_a_caller_told_before_is_found_among_the_callers_own(town: Town) -> None:
    taken = town.take()
    caller = Ticket.objects.get(pk=taken.case_id).caller
    assert [ticket.number for ticket, _ in earlier_of(town.hotline, caller)] == [taken.number]
    assert "INDEX ticket_by_caller " in told_by(town.hotline, caller).explain()


def test_a_state_that_waits_is_found_among_what_is_open(town: Town) -> None:
    lived(town)
    found = tickets(town.hotline, Selection(state="forwarded"), ON).rows
    assert {row.number for row in found} == set(
        Ticket.objects.filter(state="forwarded").values_list("number", flat=True)
    )
    assert len(found) == 2
