"""Tasks of invented plans: responsibilities in every printed shape, header rules, goals."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import (
    Comparator,
    DeadlineKind,
    ProblemKind,
)
from lingxing.engines.documents.domain.tasks.extraction import extract_tasks
from lingxing.engines.documents.domain.tasks.tests.samples import CONTEXT, printed, table, tasks_of, unit


def test_lead_responsible_supporting_and_time() -> None:
    lists = "牵头单位：市水利局；责任单位：市财政局、市审计局；配合单位：各区人民政府；完成时限：2025年10月底前"
    words = f"修好三座水闸。（{lists}）"
    (task,) = tasks_of(unit(1, "水闸", words))
    assert task.text == "水闸。修好三座水闸"
    assert printed(task, "lead") == ["市水利局"]
    assert printed(task, "responsible") == ["市财政局", "市审计局"]
    assert task.supporting_units[0].organs == ("临江市南浦区人民政府",)
    assert task.deadline is not None
    assert (task.deadline.kind, task.deadline.due_on) == (DeadlineKind.DATE, dt.date(2025, 10, 31))


def test_a_task_without_a_time_of_its_own_ends_with_the_years_of_the_title() -> None:
    words = "修好三座水闸。（责任单位：市水利局）"
    named = replace(CONTEXT, title="临江市水网三年行动方案（2024—2026年）")
    dated = [words, "2025年6月底前" + words, words.replace("局）", "局；完成时间：持续实施）")]
    first, second, third = extract_tasks([unit(n, "", one) for n, one in enumerate(dated, 1)], (), named).tasks
    rows = table(("任务", "责任单位", "完成时间"), ("清淤", "市水利局", ""), ("护岸", "市水利局", "2024年底"))
    fourth, fifth = extract_tasks((), (rows,), named).tasks
    period = (DeadlineKind.PERIOD, "2024—2026年", dt.date(2026, 12, 31))
    for one in (first, fourth):
        assert one.deadline is not None
        assert (one.deadline.kind, one.deadline.text, one.deadline.due_on) == period
    assert [one.deadline and one.deadline.due_on for one in (second, fifth)] == [
        dt.date(2025, 6, 30),
        dt.date(2024, 12, 31),
    ]
    assert third.deadline is not None
    assert third.deadline.kind is DeadlineKind.CONTINUOUS
    assert tasks_of(unit(1, "", words))[0].deadline is None


def test_several_responsibilities_in_one_paragraph_are_several_tasks() -> None:
    words = "疏浚南河（责任单位：市水利局）。绿化河岸，建成步道（责任单位：市林业局）。其余照旧。"
    first, second = tasks_of(unit(1, "", words))
    assert (first.text, second.text) == ("疏浚南河", "绿化河岸，建成步道")
    assert first.id != second.id


def test_a_lost_bracket_does_not_lose_the_task() -> None:
    for words in (
        "清淤。(责任单位:市水利局,各县市区人民政府",
        "清淤。责任单位：市水利局，各县市区人民政府）",
        "清淤。责任单位：市水利局，各县市区人民政府〕",
    ):
        (task,) = tasks_of(unit(1, "", words))
        assert printed(task, "responsible") == ["市水利局", "各县市区人民政府"]


def test_a_bare_list_behind_a_sentence_and_its_rule() -> None:
    first = unit(1, "", "清查水井。（市水利局、市财政局。所列第一位部门为牵头部门，下同）")
    second = unit(2, "", "封填废井。（市农业农村局、市水利局）")
    one, two = tasks_of(first, second)
    assert (printed(one, "lead"), printed(one, "responsible")) == (["市水利局"], ["市财政局"])
    assert (printed(two, "lead"), printed(two, "responsible")) == (["市农业农村局"], ["市水利局"])


def test_brackets_that_name_no_units_are_no_tasks() -> None:
    assert not tasks_of(unit(1, "", "清查水井（含机井）。办公室设在市编办（市审改办）。另行安排。（见附件）"))


def test_units_of_every_task_are_added_from_there_on() -> None:
    rule = "（责任单位：市水利局、各县市区人民政府；以下工作均需各县市区人民政府落实，不再重复列出）"
    one, two = tasks_of(unit(1, "", "甲。" + rule), unit(2, "", "乙。（责任单位：市财政局）"))
    assert printed(one, "responsible") == ["市水利局", "各县市区人民政府"]
    assert printed(two, "responsible") == ["市财政局", "各县市区人民政府"]


def test_a_responsibility_behind_a_heading_covers_what_stands_below() -> None:
    part = unit(2, "", "每村设一名管水员。")
    (task,) = tasks_of(unit(1, "管好用水（责任单位：市水利局）", "", part))
    assert task.text == "管好用水\n每村设一名管水员"


def test_suffix_style_of_national_plans() -> None:
    (task,) = tasks_of(unit(1, "", "完善规划。（市发改委牵头，市财政局、市水利局配合）"))
    assert printed(task, "lead") == ["市发改委"]
    assert printed(task, "supporting") == ["市财政局", "市水利局"]


def test_an_unknown_unit_is_kept_and_reported_once() -> None:
    found = extract_tasks([unit(1, "", "甲。（责任单位：市奇妙办）乙。（责任单位：市奇妙办）")], (), CONTEXT)
    assert [task.responsible_units[0].organs for task in found.tasks] == [(), ()]
    assert [problem.kind for problem in found.problems] == [ProblemKind.UNIT_NAME]


def test_indicators_with_comparator_unit_and_day() -> None:
    words = "到2025年底，供水普及率达90％以上，漏损率降到9%以下，新建水厂不少于4座。（责任单位：市水利局）"
    (task,) = tasks_of(unit(1, "", words))
    assert [(one.name, one.comparator, one.value, one.unit) for one in task.indicators] == [
        ("供水普及率", Comparator.AT_LEAST, "90", "%"),
        ("漏损率", Comparator.AT_MOST, "9", "%"),
        ("新建水厂", Comparator.AT_LEAST, "4", "座"),
    ]
    assert {one.due_on for one in task.indicators} == {dt.date(2025, 12, 31)}


def test_grants_set_no_targets() -> None:
    (task,) = tasks_of(unit(1, "", "对投资达到500万元的水厂给予不超过10%的奖励。（责任单位：市财政局）"))
    assert task.indicators == ()


def test_a_goal_section_is_a_task_without_units() -> None:
    part = unit(2, "", "节水器具普及率达到80%。")
    tasks = tasks_of(unit(1, "总体目标", "到2026年底，实现以下目标：", part), unit(3, "任务", "用水户不少于9户。"))
    assert [(task.unit_id, task.lead_units, task.responsible_units) for task in tasks] == [("sec_2", (), ())]
    assert tasks[0].indicators[0].due_on == dt.date(2026, 12, 31)


def test_a_part_of_a_suffix_list_may_name_a_group() -> None:
    (task,) = tasks_of(unit(1, "", "公布清单。（市政府办公室牵头，市级各有关部门按职责分工负责）"))
    assert printed(task, "lead") == ["市政府办公室"]
    assert printed(task, "responsible") == ["市级各有关部门"]


def test_labels_on_lines_of_their_own() -> None:
    words = "清淤三处。\n牵头单位：市水利局\n责任单位：市财政局\n责任人：某某\n完成时限：2024年6月底"
    (task,) = tasks_of(unit(1, "", words))
    assert (printed(task, "lead"), printed(task, "responsible")) == (["市水利局"], ["市财政局"])
    assert task.deadline is not None
    assert task.deadline.due_on == dt.date(2024, 6, 30)


_WORDS = st.sampled_from(
    [
        "（责任单位：",
        "牵头单位：",
        "市水利局",
        "、",
        "）",
        "(",
        ")",
        "。",
        "；",
        "\n",
        "甲",
        "完成时限：",
        "2025年底",
        "达到90%",
        "：",
        "各区",
    ]
)


@given(st.lists(_WORDS, max_size=40).map("".join))
def test_any_text_yields_tasks_with_words_of_their_own(words: str) -> None:
    found = extract_tasks([unit(1, "标题", words)], (), CONTEXT)
    squeezed = "".join(words.split())
    ids = [task.id for task in found.tasks]
    assert len(ids) == len(set(ids))
    for task in found.tasks:
        for one in (*task.lead_units, *task.responsible_units, *task.supporting_units):
            assert one.printed in squeezed


def test_a_time_without_its_label() -> None:
    (task,) = tasks_of(unit(1, "", "巡河。（责任单位：市水利局；持续实施）"))
    assert printed(task, "responsible") == ["市水利局"]
    assert task.deadline is not None
    assert task.deadline.kind is DeadlineKind.CONTINUOUS


def test_a_doubtful_name_comes_with_its_candidates() -> None:
    (problem,) = extract_tasks([unit(1, "", "甲。（责任单位：市城管局）")], (), CONTEXT).problems
    assert "临江市城市管理执法局" in problem.message


def test_an_unknown_name_does_not_lose_a_list_of_organs() -> None:
    bare, suffix = "（市水利局、市奇妙办、市财政局）", "（市水利局牵头，市奇妙办、各乡镇（街道）配合）"
    one, two = tasks_of(unit(1, "", "甲。" + bare), unit(2, "", "乙。" + suffix))
    assert printed(one, "responsible") == ["市水利局", "市奇妙办", "市财政局"]
    assert (printed(two, "lead"), printed(two, "supporting")) == (["市水利局"], ["市奇妙办", "各乡镇（街道）"])
    assert not tasks_of(unit(1, "", "甲。（市奇妙办、市神奇局、市财政局）"))


def test_a_part_that_only_carries_out_and_a_time_in_a_sentence_of_its_own() -> None:
    (shared,) = tasks_of(unit(1, "", "完善规划。（市发改委牵头，市财政局配合，各县（市、区）政府落实）"))
    assert printed(shared, "lead") == ["市发改委"]
    assert printed(shared, "supporting") == ["市财政局"]
    assert printed(shared, "responsible") == ["各县（市、区）政府"]
    (timed,) = tasks_of(unit(1, "", "培训教师。责任单位：市财政局。完成时限：2026年第三季度。"))
    assert timed.deadline is not None
    assert timed.deadline.due_on == dt.date(2026, 9, 30)


def test_a_bare_bracket_that_names_a_group_of_units_alone() -> None:
    (task,) = tasks_of(unit(1, "", "培训教师。（各区政府）"))
    assert printed(task, "responsible") == ["各区政府"]


def test_a_time_behind_a_list_without_labels() -> None:
    suffix = "（市水利局牵头，市财政局等部门及各区人民政府按职责分工负责，2025年6月底前开工）"
    plain = "（市水利局、市财政局，持续推进）"
    one, two = tasks_of(unit(1, "", "修闸。" + suffix), unit(2, "", "巡河。" + plain))
    assert (printed(one, "lead"), printed(one, "responsible")) == (["市水利局"], ["市财政局", "各区人民政府"])
    assert (one.deadline and one.deadline.due_on) == dt.date(2025, 6, 30)
    assert printed(two, "responsible") == ["市水利局", "市财政局"]
    assert (two.deadline and two.deadline.kind) is DeadlineKind.CONTINUOUS


def test_a_leader_named_before_the_units() -> None:
    for words in (
        "修闸。（责任领导：某某；责任单位：市水利局；完成时间：2025年9月30日前）",
        "修闸。\n牵头市领导：某某\n责任单位：市水利局\n完成时限：2025年9月30日前",
        "修闸。责任单位：市水利局。完成时限：2025年9月30日前。",
        "修闸。（整改责任单位：市水利局，2025年9月30日前）",
    ):
        (task,) = tasks_of(unit(1, "", words))
        assert (task.text, printed(task, "responsible")) == ("修闸", ["市水利局"])
        assert (task.deadline and task.deadline.due_on) == dt.date(2025, 9, 30)


def test_a_leader_alone_is_no_task() -> None:
    assert not tasks_of(unit(1, "", "修闸。（责任领导：某某）完成时限：2025年底。"))


def test_a_heading_closed_by_its_leads() -> None:
    (task,) = tasks_of(unit(1, "夯实水利底座（市水利局、市财政局牵头）", "", unit(2, "", "建水网。")))
    assert (task.text, printed(task, "lead")) == ("夯实水利底座\n建水网", ["市水利局", "市财政局"])
    assert not tasks_of(unit(1, "成立专班（市水利局、市财政局）", "", unit(2, "", "建水网。")))


def test_units_of_every_task_with_a_bracket_in_their_name() -> None:
    rule = "[市水利局牵头，市财政局等参与，各区、县（市）政府负责落实。以下均需各区、县（市）政府负责落实，不再列出]"
    one, two = tasks_of(unit(1, "", "修闸。" + rule), unit(2, "", "巡河。[市水利局、市财政局等按职责负责]"))
    assert printed(one, "supporting") == ["市财政局"]
    assert printed(two, "responsible") == ["市水利局", "市财政局", "各区、县（市）政府"]
    assert two.responsible_units[2].organs == ("临江市南浦区人民政府", "青溪县人民政府")


@pytest.mark.parametrize(
    "words",
    [
        "修闸。（牵头：市水利局；配合：市财政局）",
        "修闸。（主责单位：市水利局，协办部门：市财政局）",
        "修闸。责任分工：市水利局牵头，市财政局配合。",
        "修闸。（牵头单位为市水利局；配合单位为市财政局）",
        "修闸。（牵头单位　市水利局　配合单位　市财政局）",
        "修闸。\n牵头单位：市水利局\n配合单位：市财政局\n进度安排：长期实施",
        "修闸。（约束性指标，牵头单位：市水利局；配合单位：市财政局）",
    ],
)
def test_labels_in_other_words(words: str) -> None:
    (task,) = tasks_of(unit(1, "", words))
    assert (task.text, printed(task, "lead"), printed(task, "supporting")) == ("修闸", ["市水利局"], ["市财政局"])


def test_words_that_only_look_like_labels() -> None:
    assert not tasks_of(unit(1, "", "各责任单位为群众服务。责任：重于泰山。法律责任：另行规定。主管部门 另行通知。"))


def test_rules_stated_in_the_notice_before_the_text() -> None:
    words = unit(1, "", "修闸。（责任单位：市水利局、市财政局）")
    rows = table(("任务", "责任单位"), ("清淤", "市水利局、市财政局"))
    first = replace(CONTEXT, preface=("责任分解中，列第一位的责任单位为牵头单位。",))
    every = replace(CONTEXT, preface=("牵头单位（无牵头单位的，责任单位即为牵头单位，下同）要抓好落实。",))
    for task in extract_tasks([words], [rows], first).tasks:
        assert (printed(task, "lead"), printed(task, "responsible")) == (["市水利局"], ["市财政局"])
    (task,) = extract_tasks([words], (), every).tasks
    assert (printed(task, "lead"), printed(task, "responsible")) == (["市水利局", "市财政局"], [])


def test_roles_without_labels_before_a_labelled_time() -> None:
    words = "修闸。（市水利局负责，市财政局、奇妙服务局配合，完成时限：每年12月31日前）"
    (task,) = tasks_of(unit(1, "", words))
    assert (printed(task, "responsible"), printed(task, "supporting")) == (["市水利局"], ["市财政局", "奇妙服务局"])
    assert (task.deadline and task.deadline.kind) is DeadlineKind.RECURRING


@pytest.mark.parametrize("run", ["\t", "翻一番", "建成3个水厂、", "（指标，牵头单位：", "，时限："])
def test_a_long_run_of_one_piece_is_read_through(run: str) -> None:
    tasks = tasks_of(unit(1, "", run * 20_000 + "。（责任单位：市水利局）"))
    assert printed(tasks[-1], "responsible")[-1:] == ["市水利局"]
