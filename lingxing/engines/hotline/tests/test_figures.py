"""From the call to the archive, with the figures of the month counted by hand after every step."""

import datetime as dt

import pytest
from pytest_django.fixtures import Settings

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.correcting import correct
from lingxing.engines.hotline.models import Tally, Ticket
from lingxing.engines.hotline.queries.boards import board, month_of, period_of
from lingxing.engines.hotline.queries.circulars import circulars_due
from lingxing.engines.hotline.queries.tickets import Selection, tickets
from lingxing.engines.hotline.services.dispatching import join
from lingxing.engines.hotline.services.following import follow, recount
from lingxing.engines.hotline.services.publishing import draft_figures
from lingxing.engines.hotline.services.tracking import evaluate, look, withdraw
from lingxing.engines.hotline.tests.town import Town, at
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MARCH = period_of("2026-03")


def figures(town: Town, on: str = "2026-03-31") -> dict[str, int]:
    """Return the month's figures that are not 0, and check that they are what the tickets add up to."""
    found = board(town.hotline, MARCH, dt.date.fromisoformat(on))
    assert recount(town.hotline) == []
    told = {name: getattr(found.total.counts, name) for name in found.total.counts.__dataclass_fields__}
    return {name: count for name, count in told.items() if count}


def test_a_ticket_is_called_in_forwarded_answered_called_back_redone_and_archived(town: Town) -> None:
    taken = town.take()
    assert (taken.number, len(taken.code)) == ("YMR2026000001", 8)
    assert figures(town) == {"received": 1}

    town.forward(taken)
    ticket = Ticket.objects.get()
    # a complaint has five working days after Monday 2 March: 3, 4, 5, 6 and 9 March
    assert (ticket.organ_id, ticket.due_on) == (town.lamps_unit.pk, dt.date(2026, 3, 9))
    assert figures(town) == {"received": 1, "forwarded": 1}

    town.unit(taken, "reply", "2026-03-05", {"answer": "已经修好。"})
    replied = {"received": 1, "forwarded": 1, "handled": 1, "on_time": 1, "to_call": 1}
    assert figures(town) == replied

    town.step(taken, "call_back", "2026-03-06", satisfied="dissatisfied")
    assert figures(town) == replied | {"called": 1, "rated": 1}
    town.step(taken, "redo", "2026-03-06", "还有一盏不亮。", reply_by="2026-03-10")
    assert figures(town) == replied | {"called": 1, "rated": 1, "redone": 1}

    # The new last day is 10 March; answered on the 11th the ticket is late.
    town.unit(taken, "reply", "2026-03-11", {"answer": "第三盏也修好了。"})
    late = {"received": 1, "forwarded": 1, "handled": 1, "to_call": 1, "called": 1, "rated": 1, "redone": 1}
    assert figures(town) == late
    town.step(taken, "call_back", "2026-03-12", satisfied="content")
    assert figures(town) == late | {"satisfied": 1, "concluded": 1}
    town.step(taken, "archive", "2026-03-12")
    assert figures(town) == late | {"satisfied": 1, "concluded": 1}
    assert follow(at("2026-03-13")) == 0


def test_the_day_of_the_term_is_in_time_and_the_day_after_is_late(town: Town) -> None:
    first, second = town.take(), town.take(matter="云梦街西段路灯不亮")
    for taken in (first, second):
        town.forward(taken, by="2026-03-09")
    town.unit(first, "reply", "2026-03-09", {"answer": "好了。"})
    assert board(town.hotline, MARCH, dt.date(2026, 3, 9)).total.overdue == 0
    # On the 10th the second one is overdue without an answer: 1 of 1 + 1.
    line = board(town.hotline, MARCH, dt.date(2026, 3, 10)).total
    assert (line.overdue, line.rate("on_time").part, line.rate("on_time").whole) == (1, 1, 2)
    assert line.rate("on_time").shown == "50.00%"
    town.unit(second, "reply", "2026-03-10", {"answer": "好了。"})
    line = board(town.hotline, MARCH, dt.date(2026, 3, 10)).total
    assert (line.overdue, line.rate("on_time").part, line.rate("on_time").whole) == (0, 1, 2)


def test_no_unit_is_late_for_what_another_one_sent_back_late(town: Town) -> None:
    taken = town.take()
    town.forward(taken, by="2026-03-05")
    town.unit(taken, "send_back", "2026-03-10", reason="不归我们。")
    town.step(taken, "forward", "2026-03-10", unit=town.lamps_unit.pk, reply_by="2026-03-12")
    town.unit(taken, "reply", "2026-03-10", {"answer": "好了。"})
    assert board(town.hotline, MARCH, dt.date(2026, 3, 10)).total.counts.on_time == 1


def test_what_waits_for_a_unit_is_nobodys_delay(town: Town) -> None:
    taken = town.take()
    town.step(taken, "answer_now", "2026-03-02", answer="略")
    town.step(taken, "call_back", "2026-03-02", satisfied="dissatisfied")
    town.step(taken, "redo", "2026-03-02", reason="要求现场处理。", reply_by="2026-03-06")
    line = board(town.hotline, MARCH, dt.date(2026, 3, 20)).total
    # Answered at once and then given out is no redoing of a unit, and without a unit nobody is late.
    assert (line.overdue, line.counts.redone, line.counts.handled) == (0, 0, 0)


def test_a_ticket_belongs_to_the_month_that_it_came_in_and_to_its_last_unit(town: Town) -> None:
    old = town.take("2026-02-28")
    town.take("2026-03-01")
    town.forward(old, "2026-03-02")
    town.unit(old, "send_back", "2026-03-03", reason="不归我们。")
    town.step(old, "forward", "2026-03-04", unit=town.water_unit.pk)
    february = board(town.hotline, month_of(dt.date(2026, 2, 1)), dt.date(2026, 3, 4))
    assert [(line.label, line.counts.returned) for line in february.units] == [("市水务公司", 1)]
    assert [line.label for line in board(town.hotline, MARCH, dt.date(2026, 3, 4)).units] == ["没有交办"]
    year = board(town.hotline, period_of("2026"), dt.date(2026, 3, 4))
    assert (year.total.counts.received, [line.key for line in year.months]) == (2, ["2026-02", "2026-03"])
    assert Tally.objects.filter(received__lt=0).count() == 0
    assert recount(town.hotline) == []


def test_rates_leave_out_what_was_not_accepted_taken_back_or_joined(town: Town) -> None:
    main, same, court, gone = (town.take(matter=f"事项{place}") for place in range(4))
    join(town.operator, same.case_id, main.number, at("2026-03-02"))
    town.step(court, "decline", "2026-03-02", ground="court")
    withdraw(gone.number, gone.code, "192.0.2.1", at("2026-03-02"))
    town.step(main, "answer_now", "2026-03-02", answer="今晚修。")
    evaluate(main.number, main.code, "192.0.2.1", "fair", "", at("2026-03-02"))
    line = board(town.hotline, MARCH, dt.date(2026, 3, 2)).total
    assert (line.counts.received, line.counts.accepted) == (4, 1)
    assert [(rate.key, rate.part, rate.whole) for rate in line.rates] == [
        ("concluded", 1, 1),
        ("called", 1, 1),
        ("on_time", 0, 0),
        ("redone", 0, 0),
        ("satisfied", 1, 1),
    ]


def test_every_number_has_its_list(town: Town) -> None:
    taken = [town.take(matter=f"事项{place}") for place in range(3)]
    town.forward(taken[0])
    town.step(taken[1], "decline", "2026-03-02", ground="court")
    on = dt.date(2026, 3, 2)
    for measure, count in (("received", 3), ("forwarded", 1), ("declined", 1), ("accepted", 2), ("overdue", 0)):
        found = tickets(town.hotline, Selection(MARCH.first, measure=measure), on)
        assert len(found.rows) == count, measure
    none = tickets(town.hotline, Selection(MARCH.first, organ=0), on).rows
    assert {row.number for row in none} == {taken[1].number, taken[2].number}
    first = tickets(town.hotline, Selection(), on, size=2)
    rest = tickets(town.hotline, Selection(), on, size=2, after=first.after)
    assert [row.number for row in (*first.rows, *rest.rows)] == [one.number for one in reversed(taken)]


def test_callers_look_by_number_and_code_and_see_the_answer(town: Town) -> None:
    main = town.take()
    same = town.take(matter="路灯坏了")
    join(town.operator, same.case_id, main.number, at("2026-03-02"))
    assert look(main.number, main.code, "192.0.2.1", at("2026-03-02")).answer is None
    town.step(main, "answer_now", "2026-03-02", answer="今晚修。")
    seen = look(same.number, same.code, "192.0.2.1", at("2026-03-02"))
    assert seen.answer is not None
    assert (seen.answer.text, seen.answer.of_joined, seen.may_evaluate) == ("今晚修。", True, False)
    with pytest.raises(NotFound):
        look(main.number, "AAAAAAAA", "192.0.2.1", at("2026-03-02"))
    with pytest.raises(Refused):
        withdraw(main.number, main.code, "192.0.2.1", at("2026-03-02"))


def test_nothing_is_joined_to_what_is_closed_joined_or_itself(town: Town) -> None:
    one, two, three = town.take(), town.take(), town.take()
    for number in (one.number, "YMR2026999999"):
        with pytest.raises(LingxingError, match="没有这张可以并入的工单"):
            join(town.operator, one.case_id, number, at("2026-03-02"))
    join(town.operator, two.case_id, one.number, at("2026-03-02"))
    with pytest.raises(LingxingError, match="已经办结或者并入"):
        join(town.operator, three.case_id, two.number, at("2026-03-02"))
    with pytest.raises(LingxingError, match="不能再并出去"):
        join(town.operator, one.case_id, three.number, at("2026-03-02"))


def test_only_who_takes_calls_there_dispatches(town: Town) -> None:
    taken = town.take()
    for account in (town.lamps, town.supervisor, town.reader):
        with pytest.raises(NotAllowed):
            join(account, taken.case_id, taken.number, at("2026-03-02"))


def test_what_was_taken_back_by_a_correction_is_not_counted(town: Town) -> None:
    taken = town.take()
    town.step(taken, "decline", "2026-03-02", ground="court")
    assert figures(town) == {"received": 1, "declined": 1}
    correct(taken.case_id, 2, "点错了", town.acting(), at("2026-03-02", 11))
    assert figures(town) == {"received": 1}


def test_a_ticket_that_is_joined_on_its_cases_page_has_the_answer_of_the_one_it_names(town: Town) -> None:
    main, same = town.take(), town.take(matter="路灯坏了")
    perform(same.case_id, Command("join", {"joined_to": main.number}), town.acting(), at("2026-03-02"))
    assert figures(town) == {"received": 2, "joined": 1}
    assert [one.pk for one in Ticket.objects.get(pk=main.case_id).joined.all()] == [same.case_id]


def test_an_act_whose_figures_cannot_be_written_is_not_done(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = town.take()
    town.forward(taken)
    before = figures(town)
    with monkeypatch.context() as patch:
        patch.setattr("lingxing.engines.hotline.services.following.add", _fail)
        with pytest.raises(ArithmeticError):
            town.unit(taken, "reply", "2026-03-05", {"answer": "已经修好。"})
    ticket = Ticket.objects.select_related("case").get()
    assert (ticket.state, ticket.case.state, ticket.revision) == ("forwarded", "forwarded", ticket.case.revision)
    assert figures(town) == before


def test_the_sweep_brings_up_what_came_in_another_way(town: Town, settings: Settings) -> None:
    settings.CASE_FOLLOWERS = []
    taken = town.take()
    town.step(taken, "decline", "2026-03-02", ground="court")
    assert figures(town) == {"received": 1}
    assert follow(at("2026-03-02", 12)) == 1
    assert figures(town) == {"received": 1, "declined": 1}
    assert follow(at("2026-03-02", 13)) == 0


def _fail(changes: object) -> None:
    raise ArithmeticError(changes)


def test_the_circular_of_the_last_month_and_year_is_missed_until_it_is_drafted(town: Town) -> None:
    def missed(day: str) -> list[tuple[str, dt.date | None]]:
        return [(one.period.text, one.due) for one in circulars_due(town.hotline, dt.date.fromisoformat(day))]

    town.take("2026-03-02")
    assert missed("2026-03-31") == []
    # Five working days after 31 March: 1, 2, 3, 7 and 8 April; 4 to 6 April are the holiday of 清明.
    assert missed("2026-04-01") == [("2026-03", dt.date(2026, 4, 8))]
    # February had no tickets; nobody is asked for what lies further back.
    assert missed("2026-05-04") == []
    assert [text for text, _ in missed("2027-01-05")] == ["2026"]
    draft_figures(town.operator, town.hotline, MARCH, at("2026-04-02"))
    assert missed("2026-04-03") == []
