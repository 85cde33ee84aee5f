"""Jingzhou's hotline 12345: from the call to the archive, with returns, joint handling, reminders and redoing."""

import datetime as dt
from collections import Counter

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.hotline.domain.declaring import hotlines_of
from lingxing.engines.hotline.domain.lines import lines_on
from lingxing.language.packages import load_package
from tests.policies.playing import others, story

PACKAGE = "jingzhou/hotline_12345_2017"
DAY = "2018-03-01"  # a Thursday
UNIT = "7"
ASKED = {
    "channel": "telephone",
    "kind": "complaint",
    "topic": "roads",
    "matter": "云梦街路灯不亮",
    "content": "云梦街东段三盏路灯一周不亮。",
    "place": "云梦街东段",
    "anonymous": "false",
}


def taken(day: str = DAY, **other: str) -> Story:
    told = story(PACKAGE, "ticket", dt.date.fromisoformat(day))
    told.do(day, "operator", "take", {**ASKED, **other})
    return told


def forwarded(**values: str) -> Story:
    told = taken()
    told.do(DAY, "operator", "forward", {"unit": UNIT, **values})
    return told


def replied() -> Story:
    told = forwarded()
    told.do("2018-03-05", "unit", "reply", {"answer": "已经修好。"})
    return told


def called_back(satisfied: str) -> Story:
    told = replied()
    told.do("2018-03-06", "operator", "call_back", {"satisfied": satisfied})
    return told


# ---- 二: channels, kinds, what is not accepted ----


def test_callers_write_in_by_every_way_of_the_plan():
    channels = load_package(PACKAGE).procedure.catalogue["hotline_channels"].items
    assert {"telephone", "weibo", "wechat", "message", "mail"} <= set(channels)
    told = story(PACKAGE, "ticket", dt.date(2018, 3, 1))
    told.do(DAY, "system", "submit", {**ASKED, "channel": "wechat"})
    assert (told.state, told.turns()) == ("waiting", ("operator",))


@pytest.mark.parametrize("ground", load_package(PACKAGE).procedure.catalogue["hotline_refusals"].items)
def test_what_is_not_accepted_is_told_with_where_to_go(ground):
    told = taken()
    told.do(DAY, "operator", "decline", {"ground": ground})
    goes = load_package(PACKAGE).procedure.catalogue["hotline_refusals"].items[ground].values["go_to"]
    assert (told.state, told.value("go_to"), told.issued) == ("declined", goes, ["refusal_notice"])


def test_there_are_six_sorts_of_matters_that_are_not_accepted_and_six_kinds():
    lists = load_package(PACKAGE).procedure.catalogue
    assert [len(lists[name].items) for name in ("hotline_refusals", "hotline_kinds")] == [6, 6]


def test_three_rates_are_to_be_a_hundred_per_cent():
    (hotline,) = hotlines_of(load_package(PACKAGE).procedure)
    assert hotline.goals == {"answered": 100, "concluded": 100, "called": 100}


# ---- 三: lines ----

MERGED = {
    "市残联": "12385",
    "市地方铁路局": "4108888",
    "市气象局": "8476615",
    "市经信委": "123467",
    "市供销社": "4303601",
    "市农业局": "8465532 8451408 8447854 8468576",
    "市民宗局": "8507795",
    "市公交公司": "8256226",
    "市交通运输局": "8466822",
    "市住建委": "8213905",
    "市民政局": "8212080 8404444 8244444 8255106",
}
FORWARDED = {
    "中国联通荆州市分公司": "10010",
    "中国移动荆州分公司": "10086",
    "市交通运输局": "12328",
    "市工商局": "12315",
    "市物价局": "12358",
    "市烟草专卖局": "12313",
    "市环保局": "12369",
    "市文新广局": "12318",
    "市司法局": "12348",
    "市商务局": "12312",
    "市国税局": "12366",
    "荆州公积金中心": "12329",
    "市质监局": "12365",
    "市安监局": "12350",
    "市人社局": "12333",
    "市卫计委": "12320",
    "市城管局": "12319",
    "市食药监管局": "12331",
    "市文旅委": "8999666",
    "荆州供电公司": "8695598",
    "荆州水务集团": "8510000 4310000",
    "市天然气公司": "8237777",
    "中国电信荆州分公司": "10000",
    "视信网络公司": "95516",
}


@pytest.mark.parametrize(("merged", "listed"), [(True, MERGED), (False, FORWARDED)])
def test_each_unit_has_its_own_numbers(merged, listed):
    (hotline,) = hotlines_of(load_package(PACKAGE).procedure)
    found = {(one.unit, one.number) for one in hotline.lines if one.merged == merged}
    assert found == {(unit, number) for unit, numbers in listed.items() for number in numbers.split()}


def test_the_lines_are_those_of_the_plan():
    lines = [item.values for item in load_package(PACKAGE).procedure.catalogue["hotline_lines"].items.values()]
    merged, kept = [one for one in lines if one["merged"]], [one for one in lines if not one["merged"]]
    # 11 units with 17 lines, 24 units with 25 lines; the transport bureau has one of each: 34 units, 42 lines
    assert (len({one["unit"] for one in merged}), len(merged)) == (11, 17)
    assert (len({one["unit"] for one in kept}), len(kept)) == (24, 25)
    assert len({one["unit"] for one in lines}) == 34
    assert {one["joined_on"] for one in merged} == {"2017-10-31"}
    assert {one["joined_on"] for one in kept} == {"2017-12-31"}


@pytest.mark.parametrize(
    ("day", "merged", "forwarded"),
    [
        ("2017-10-30", "before", "before"),
        ("2017-10-31", "double", "before"),
        ("2017-12-30", "double", "before"),
        ("2017-12-31", "double", "forwarded"),
        # Half a year after 31 October 2017 is 30 April 2018: the last day on which an old number rings.
        ("2018-04-29", "double", "forwarded"),
        ("2018-04-30", "double", "forwarded"),
        ("2018-05-01", "closed", "forwarded"),
    ],
)
def test_all_lines_stand_alike_on_the_days_on_which_something_changes(day, merged, forwarded):
    (hotline,) = hotlines_of(load_package(PACKAGE).procedure)
    found = lines_on(hotline.lines, dt.date.fromisoformat(day))
    assert Counter((one.line.merged, str(one.standing)) for one in found) == {
        (True, merged): 17,
        (False, forwarded): 25,
    }
    assert {one.kept_until for one in found if one.line.merged} == {dt.date(2018, 4, 30)}
    assert {one.kept_until for one in found if not one.line.merged} == {None}


def test_topics_propose_units_that_the_plan_names():
    lists = load_package(PACKAGE).procedure.catalogue
    units = {one.values["unit"] for one in lists["hotline_lines"].items.values()}
    topics = {key: one.values.get("unit", "") for key, one in lists["hotline_topics"].items.items()}
    assert {unit for unit in topics.values() if unit} <= units
    assert {one.values["topic"] for one in lists["hotline_lines"].items.values()} <= set(topics)


# ---- 四（三）: the course ----


def test_an_operator_answers_at_once_and_calls_back():
    told = taken(kind="consult")
    told.do(DAY, "operator", "answer_now", {"answer": "带身份证到窗口办理。", "knowledge": "知识12"})
    assert (told.state, told.issued) == ("replied", ["answer_letter"])
    # three working days after Thursday 1 March 2018: 2, 5 and 6 March
    assert told.due("calling_back") == dt.date(2018, 3, 6)
    told.do(DAY, "operator", "call_back", {"satisfied": "content"})
    told.do(DAY, "operator", "archive")
    assert (told.state, told.now.closed) == ("archived", True)


def test_a_ticket_must_be_dispatched_on_the_next_working_day():
    assert taken().due("dispatching") == dt.date(2018, 3, 2)
    assert taken("2018-03-02").due("dispatching") == dt.date(2018, 3, 5)  # Friday → Monday


def test_a_unit_has_the_days_that_the_ticket_says_else_five_working_days():
    # five working days after Thursday 1 March 2018: 2, 5, 6, 7 and 8 March
    assert forwarded().due("handling") == dt.date(2018, 3, 8)
    assert forwarded(reply_by="2018-03-15").due("handling") == dt.date(2018, 3, 15)
    assert forwarded().turns() == ("unit",)


def test_no_unit_gets_a_day_that_has_gone_by():
    assert "办结的日期没有过去" in taken().refusal(DAY, "operator", "forward", {"unit": UNIT, "reply_by": "2018-02-28"})
    assert not taken().refusal(DAY, "operator", "forward", {"unit": UNIT, "reply_by": DAY})


def test_a_unit_sends_back_with_a_reason_and_the_next_one_gets_its_full_time():
    told = forwarded()
    assert told.refusal("2018-03-02", "unit", "send_back")
    told.do("2018-03-02", "unit", "send_back", reason="路灯归城管部门。")
    assert (told.state, told.running("handling"), told.turns()) == ("returned", False, ("operator",))
    told.do("2018-03-05", "operator", "forward", {"unit": "8"})
    # five working days after Monday 5 March: 6, 7, 8, 9 and 12 March
    assert (told.state, told.due("handling"), told.value("unit")) == ("forwarded", dt.date(2018, 3, 12), 8)


def test_a_return_without_ground_leads_back_to_the_unit():
    told = forwarded()
    told.do("2018-03-02", "unit", "send_back", reason="不归我们。")
    told.do("2018-03-05", "operator", "uphold", reason="三定规定写明由你单位管。")
    assert (told.state, told.value("unit")) == ("forwarded", 7)


def test_an_answer_waits_for_the_units_that_were_asked_to_help():
    told = forwarded()
    told.world["cases_linking_here"] = lambda service, state: 1
    assert "协办单位都已经答复或者撤回" in told.refusal("2018-03-05", "unit", "reply", {"answer": "已办"})
    told.world["cases_linking_here"] = lambda service, state: 0
    assert not told.refusal("2018-03-05", "unit", "reply", {"answer": "已办"})


def test_a_helping_unit_answers_within_three_working_days():
    ticket = "00000000-0000-0000-0000-000000000001"
    linked = others({ticket: ("ticket", "forwarded", {})}, PACKAGE)
    help_case = story(PACKAGE, "assist", dt.date(2018, 3, 1), linked_case=linked)
    asked = {"ticket": ticket, "unit": "8", "request": "查明线路归谁管"}
    help_case.do(DAY, "operator", "ask", asked)
    assert help_case.due("helping") == dt.date(2018, 3, 6)
    help_case.do("2018-03-06", "unit", "give", {"contribution": "归本单位。"})
    assert help_case.state == "given"


def test_a_unit_is_reminded_supervised_referred_and_held_to_account():
    told = forwarded()
    told.do("2018-03-05", "operator", "remind")
    told.do("2018-03-05", "monitor", "supervise", {"urging": "三日内办结"})
    told.do("2018-03-06", "monitor", "refer", {"fault": "delay"}, reason="催办后仍不办。")
    told.do("2018-03-07", "inspection", "hold_accountable", {"accountability": "约谈。"})
    assert told.issued == ["assignment", "reminder", "supervision_notice", "referral"]


def test_whoever_watches_supervises_a_ticket_from_its_first_day_on():
    assert not forwarded().refusal(DAY, "monitor", "supervise", {"urging": "群众反映强烈，抓紧"})
    assert taken().refusal(DAY, "monitor", "supervise", {"urging": "抓紧"})


@pytest.mark.parametrize("fault", ["perfunctory", "false_report", "shirking", "delay", "harm"])
def test_a_false_report_or_any_other_fault_is_referred_without_a_reminder_before(fault):
    told = called_back("content")
    told.do("2018-03-07", "monitor", "refer", {"fault": fault}, reason="现场没有修。")
    assert told.issued[-1] == "referral"
    assert replied().refusal("2018-03-06", "inspection", "hold_accountable", {"accountability": "约谈。"})


def test_passing_the_buck_is_referred_while_the_ticket_lies_between_units():
    told = forwarded()
    told.do("2018-03-02", "unit", "send_back", reason="不归我们。")
    assert not told.refusal("2018-03-02", "monitor", "refer", {"fault": "shirking"}, reason="三次退回。")


# ---- call-back, satisfaction, redoing ----


@pytest.mark.parametrize(
    ("said", "state"), [("content", "concluded"), ("fair", "concluded"), ("dissatisfied", "doubted")]
)
def test_who_is_dissatisfied_is_heard_once_more(said, state):
    assert called_back(said).state == state


def test_a_dissatisfied_callers_matter_is_done_again_within_a_new_term():
    told = called_back("dissatisfied")
    told.do("2018-03-06", "operator", "redo", reason="还有一盏不亮。")
    # five working days after Tuesday 6 March: 7, 8, 9, 12 and 13 March
    assert (told.state, told.due("handling"), told.turns()) == ("redoing", dt.date(2018, 3, 13), ("unit",))
    told.do("2018-03-08", "unit", "reply", {"answer": "第三盏也修好了。"})
    told.do("2018-03-09", "operator", "call_back", {"satisfied": "content"})
    told.do("2018-03-09", "operator", "archive")
    assert told.state == "archived"


def test_a_redoing_asks_for_a_new_day_where_the_old_one_was_fixed_and_is_over():
    told = forwarded(reply_by="2018-03-05")
    told.do("2018-03-05", "unit", "reply", {"answer": "已经修好。"})
    told.do("2018-03-06", "operator", "call_back", {"satisfied": "dissatisfied"})
    assert "办结的日期没有过去" in told.refusal("2018-03-06", "operator", "redo", reason="不亮")
    assert not told.refusal("2018-03-06", "operator", "redo", {"reply_by": "2018-03-09"}, reason="不亮")


def test_the_head_may_close_what_was_done_right_with_a_reason():
    told = called_back("dissatisfied")
    told.do("2018-03-06", "chief", "explain", reason="已按规定办到位。")
    assert told.state == "concluded"


def test_an_answer_at_once_that_does_not_satisfy_goes_to_a_unit():
    told = taken()
    told.do(DAY, "operator", "answer_now", {"answer": "略"})
    told.do(DAY, "operator", "call_back", {"satisfied": "dissatisfied"})
    told.do(DAY, "operator", "redo", reason="要求现场处理。")
    assert told.state == "waiting"


def test_callers_rate_by_themselves():
    told = replied()
    told.do("2018-03-05", "system", "evaluate", {"satisfied": "fair"})
    assert (told.state, told.running("calling_back")) == ("concluded", False)


def test_nobody_is_given_up_before_three_calls_unless_unnamed():
    told = replied()
    for day in ("2018-03-05", "2018-03-06"):
        told.do(day, "operator", "miss_call")
    assert told.refusal("2018-03-06", "operator", "close_unreached", reason="无人接听")
    told.do("2018-03-06", "operator", "miss_call")
    told.do("2018-03-06", "operator", "close_unreached", reason="三次无人接听")
    assert told.state == "concluded"
    unnamed = taken(anonymous="true")
    unnamed.do(DAY, "operator", "answer_now", {"answer": "略"})
    assert not unnamed.refusal(DAY, "operator", "close_unreached", reason="没有联系方式")


def test_callers_take_back_what_is_not_answered_yet():
    told = forwarded()
    told.do("2018-03-02", "system", "withdraw")
    assert told.state == "withdrawn"
    assert replied().refusal("2018-03-06", "system", "withdraw")


def joined() -> Story:
    told = taken()
    told.do(DAY, "operator", "join", {"joined_to": "JRX2018000001"})
    return told


def test_a_joined_callers_ticket_stays_open_until_the_answer_and_the_call_back():
    told = joined()
    assert (told.state, told.now.closed, told.turns()) == ("joined", False, ())
    told.do("2018-03-05", "system", "answer_joined", {"answered_by": UNIT})
    # three working days after Monday 5 March 2018: 6, 7 and 8 March
    assert (told.state, told.due("calling_back"), told.turns()) == ("replied", dt.date(2018, 3, 8), ("operator",))
    told.do("2018-03-06", "operator", "call_back", {"satisfied": "content"})
    told.do("2018-03-06", "operator", "archive")
    assert told.state == "archived"


def test_what_does_not_satisfy_a_joined_caller_is_dispatched_by_itself():
    told = joined()
    told.do("2018-03-05", "system", "answer_joined")
    told.do("2018-03-06", "operator", "call_back", {"satisfied": "dissatisfied"})
    told.do("2018-03-06", "operator", "redo", reason="还有一盏不亮。")
    assert (told.state, told.due("dispatching")) == ("waiting", dt.date(2018, 3, 7))


def test_a_joined_ticket_stands_on_its_own_again_where_the_other_one_is_withdrawn():
    told = joined()
    told.do("2018-03-05", "system", "unjoin")
    assert (told.state, told.due("dispatching")) == ("waiting", dt.date(2018, 3, 6))
    assert not joined().refusal("2018-03-05", "system", "withdraw")
