"""Callers whose tickets were joined: each hears the answer, is called back, and is heard where it does not satisfy."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from lingxing.engines.cases.models import Notice
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.boards import board, period_of
from lingxing.engines.hotline.queries.callers import without_caller
from lingxing.engines.hotline.queries.tickets import waiting
from lingxing.engines.hotline.services.dispatching import join
from lingxing.engines.hotline.services.following import recount
from lingxing.engines.hotline.services.intake import CallerFacts, Taken, sent_by, take
from lingxing.engines.hotline.services.joined import pass_on
from lingxing.engines.hotline.services.tracking import evaluate, look, withdraw
from lingxing.engines.hotline.tests.town import CALL, Town, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MARCH = period_of("2026-03")
HERE = "192.0.2.1"
OTHER = CallerFacts("孙邻居", "13800001111")


def joined(town: Town, main: Taken, day: str = "2026-03-02", **other: object) -> Taken:
    """Take a call of somebody else about the same matter and join it."""
    taken = town.take(day, matter="路灯坏了", caller=other.get("caller", OTHER))
    join(town.operator, taken.case_id, main.number, at(day))
    return taken


def state(taken: Taken) -> str:
    return Ticket.objects.get(pk=taken.case_id).state


def answered_by_unit(town: Town, main: Taken) -> None:
    town.forward(main)
    town.unit(main, "reply", "2026-03-04", {"answer": "钱来电您好，三盏灯已经修好，电话13912345678。"})


def test_each_joined_caller_hears_the_answer_and_waits_to_be_called_back(town: Town) -> None:
    main = town.take()
    one, two = joined(town, main), joined(town, main)
    assert pass_on(at("2026-03-02", 12)) == 0
    answered_by_unit(town, main)
    assert pass_on(at("2026-03-04", 12)) == 2
    assert (state(one), state(two)) == ("replied", "replied")
    assert {row.number for row in waiting(town.hotline)["replied"]} == {main.number, one.number, two.number}
    assert pass_on(at("2026-03-04", 13)) == 0
    counts = board(town.hotline, MARCH, dt.date(2026, 3, 4)).units[0].counts
    # All three are to be called; only the main ticket was handled, and the others stay out of what had to be concluded.
    assert (counts.received, counts.joined, counts.accepted) == (3, 2, 1)
    assert (counts.handled, counts.to_call, counts.called) == (1, 3, 0)


def test_a_joined_caller_reads_the_answer_without_what_tells_of_the_other_one(town: Town) -> None:
    main = town.take()
    one = joined(town, main)
    answered_by_unit(town, main)
    pass_on(at("2026-03-04", 12))
    seen = look(one.number, one.code, HERE, at("2026-03-04", 13))
    assert seen.answer is not None
    assert (seen.answer.text, seen.answer.unit) == ("***您好，三盏灯已经修好，电话***。", "市城管局")
    assert (seen.matter, seen.may_evaluate) == ("路灯坏了", True)
    own = look(main.number, main.code, HERE, at("2026-03-04", 13))
    assert own.answer is not None
    assert "钱来电" in own.answer.text
    assert "孙邻居" not in str(own)


def test_a_joined_caller_who_is_dissatisfied_is_heard_on_the_own_ticket_and_it_is_done_again(town: Town) -> None:
    main = town.take()
    one = joined(town, main)
    answered_by_unit(town, main)
    pass_on(at("2026-03-04", 12))
    evaluate(one.number, one.code, HERE, "dissatisfied", "还是不亮", at("2026-03-05"))
    assert (state(one), state(main)) == ("doubted", "replied")
    unit = board(town.hotline, MARCH, dt.date(2026, 3, 5)).units[0]
    assert (unit.label, unit.rate("satisfied").part, unit.rate("satisfied").whole) == ("市城管局", 0, 1)
    assert (unit.rate("called").part, unit.rate("called").whole) == (1, 2)
    town.step(one, "redo", "2026-03-05", reason="确实不亮。")
    assert (state(one), Ticket.objects.get(pk=one.case_id).main_id) == ("waiting", None)
    counts = board(town.hotline, MARCH, dt.date(2026, 3, 5)).total.counts
    # Now it has to be brought to an end by itself, and counts as done again after an answer of the unit.
    assert (counts.joined, counts.accepted, counts.redone, counts.handled) == (0, 2, 1, 2)
    town.forward(one, "2026-03-05")
    town.unit(one, "reply", "2026-03-06", {"answer": "第三盏也亮了。"})
    seen = look(one.number, one.code, HERE, at("2026-03-06"))
    assert seen.answer is not None
    assert (seen.answer.text, seen.answer.of_joined) == ("第三盏也亮了。", False)
    assert recount(town.hotline) == []


def test_an_answer_given_anew_is_passed_on_to_whom_the_first_did_not_satisfy(town: Town) -> None:
    main = town.take()
    content, not_content, silent = joined(town, main), joined(town, main), joined(town, main)
    answered_by_unit(town, main)
    pass_on(at("2026-03-04", 12))
    evaluate(content.number, content.code, HERE, "content", "", at("2026-03-05"))
    evaluate(not_content.number, not_content.code, HERE, "dissatisfied", "", at("2026-03-05"))
    town.step(main, "call_back", "2026-03-05", satisfied="dissatisfied")
    town.step(main, "redo", "2026-03-05", reason="不亮。")
    town.unit(main, "reply", "2026-03-09", {"answer": "换了线路。"})
    assert pass_on(at("2026-03-09", 12)) == 2
    assert [state(one) for one in (content, not_content, silent)] == ["concluded", "replied", "replied"]
    assert pass_on(at("2026-03-09", 13)) == 0


@pytest.mark.parametrize("ending", ["withdrawn", "declined"])
def test_joined_tickets_stand_on_their_own_again_where_the_main_one_ends_without_an_answer(
    town: Town, ending: str
) -> None:
    main = town.take()
    one = joined(town, main)
    if ending == "withdrawn":
        withdraw(main.number, main.code, HERE, at("2026-03-03"))
    else:
        town.step(main, "decline", "2026-03-03", ground="court")
    assert pass_on(at("2026-03-03", 12)) == 1
    assert (state(one), Ticket.objects.get(pk=one.case_id).main_id) == ("waiting", None)
    assert board(town.hotline, MARCH, dt.date(2026, 3, 3)).total.counts.accepted == 1


def test_an_answer_at_once_and_a_ticket_joined_afterwards_are_passed_on_too(town: Town) -> None:
    main = town.take()
    town.step(main, "answer_now", "2026-03-02", answer="今晚修。")
    late = joined(town, main)
    assert pass_on(at("2026-03-02", 12)) == 1
    assert (state(late), Ticket.objects.get(pk=late.case_id).organ_id) == ("replied", None)


def test_who_asked_from_an_account_is_told_there(town: Town) -> None:
    main = town.take()
    asked = take(town.hotline, replace(CALL, channel="web", caller=OTHER), sent_by(town.reader), at("2026-03-02"))
    join(town.operator, asked.case_id, main.number, at("2026-03-02"))
    Notice.objects.all().delete()
    answered_by_unit(town, main)
    pass_on(at("2026-03-04", 12))
    (notice,) = Notice.objects.filter(account=town.reader)
    assert asked.number in notice.text
    assert "转告同一事项的答复" in notice.text
    assert "钱来电" not in notice.text


def test_a_unit_that_answered_a_matter_sees_no_ticket_that_was_joined_to_it(town: Town) -> None:
    main = town.take()
    one = joined(town, main)
    answered_by_unit(town, main)
    pass_on(at("2026-03-04", 12))
    client = Client()
    client.force_login(town.lamps)
    assert client.get(f"/hotline/tickets/{one.case_id}/").status_code == 404
    page = client.get(f"/hotline/tickets/{main.case_id}/").content.decode()
    assert one.number not in page
    assert "另有1位来电人" in page


def test_a_joined_caller_may_take_the_own_ticket_back(town: Town) -> None:
    main = town.take()
    one = joined(town, main)
    withdraw(one.number, one.code, HERE, at("2026-03-03"))
    counts = board(town.hotline, MARCH, dt.date(2026, 3, 3)).total.counts
    assert (counts.received, counts.withdrawn, counts.joined, counts.accepted) == (2, 1, 0, 1)


def test_blotting_out_takes_the_longest_first_and_no_single_character() -> None:
    held = {"name": "钱", "phone": "13912345678", "address": "qian@example.org"}
    assert without_caller("钱先生，已回复qian@example.org和13912345678", held) == "钱先生，已回复***和***"
