"""Tasks and targets from tables of invented plans."""

import datetime as dt
from dataclasses import replace

from lingxing.engines.documents.domain.model import (
    Comparator,
    DeadlineKind,
)
from lingxing.engines.documents.domain.tasks.extraction import extract_tasks
from lingxing.engines.documents.domain.tasks.tests.samples import CONTEXT, printed, table


def test_every_row_with_a_unit_is_a_task() -> None:
    found = extract_tasks(
        (),
        (
            table(
                ("序号", "工作任务", "责任单位", "时间安排"),
                ("一、治水", "", "", ""),
                ("1", "清淤", "市水利局。", "2022 年 8 月底前出台方案。"),
                ("序号", "工作任务", "责任单位", "时间安排"),
                ("2", "植树", "市林业局、市财政局。", "“十四五”期间持续实施。"),
                ("3", "巡河", "各县（市、区）人民政府", "持续实施。"),
            ),
        ),
        CONTEXT,
    )
    assert [task.place for task in found.tasks] == [f"重点任务分工表第{n}行" for n in (1, 2, 3)]
    deadlines = [task.deadline for task in found.tasks]
    assert [(d.kind, d.due_on) for d in deadlines if d] == [
        (DeadlineKind.DATE, dt.date(2022, 8, 31)),
        (DeadlineKind.PERIOD, dt.date(2025, 12, 31)),
        (DeadlineKind.CONTINUOUS, None),
    ]
    assert found.tasks[2].responsible_units[0].organs == ("临江市南浦区人民政府", "青溪县人民政府")


def test_an_indicator_table_sets_a_target_a_year() -> None:
    found = extract_tasks(
        (),
        (
            table(
                ("序号", "指标", "基期水平", "2022年目标值", "2025年目标值"),
                ("1", "水质达标率（%）", "61", "≥70", "≥85"),
            ),
        ),
        CONTEXT,
    )
    (task,) = found.tasks
    assert [(one.value, one.unit, one.comparator, one.due_on) for one in task.indicators] == [
        ("70", "%", Comparator.AT_LEAST, dt.date(2022, 12, 31)),
        ("85", "%", Comparator.AT_LEAST, dt.date(2025, 12, 31)),
    ]


def test_merged_cells_and_roles_inside_a_cell() -> None:
    found = extract_tasks(
        (),
        (
            table(
                ("序号", "任务", "责任单位"),
                ("1", "清淤", "市水利局牵头，市财政局配合"),
                ("2", "护岸", ""),
                ("二、其他", "", ""),
                ("3", "植树", "牵头单位：市林业局；配合单位：市财政局、市水利局"),
            ),
        ),
        CONTEXT,
    )
    assert [(printed(task, "lead"), printed(task, "supporting")) for task in found.tasks] == [
        (["市水利局"], ["市财政局"]),
        (["市水利局"], ["市财政局"]),
        (["市林业局"], ["市财政局", "市水利局"]),
    ]


def test_a_header_of_two_rows_and_unnamed_columns() -> None:
    two_rows = table(
        ("主要任务", "责任分工", "责任分工", "完成时间"),
        ("主要任务", "牵头单位", "配合单位", "完成时间"),
        ("清淤", "市水利局", "市财政局", "2025.10"),
    )
    other = table(
        ("序号", "项目", "内容及目标", "责任部门", "时间节点"), ("1", "植树", "造林3万亩", "市林业局", "二季度")
    )
    one, two = extract_tasks((), (two_rows, replace(other, id="tbl_2")), CONTEXT).tasks
    assert (one.text, printed(one, "lead"), printed(one, "supporting")) == ("清淤", ["市水利局"], ["市财政局"])
    assert (two.text, printed(two, "responsible")) == ("植树：造林3万亩", ["市林业局"])
    assert [task.deadline and task.deadline.due_on for task in (one, two)] == [
        dt.date(2025, 10, 31),
        dt.date(2024, 6, 30),
    ]


def test_rows_under_one_merged_number_are_told_apart() -> None:
    rows = (("1", "清淤", "市水利局", "全年"), ("1", "护岸", "市水利局", "全年"), ("2", "植树", "市林业局", "全年"))
    found = extract_tasks((), (table(("序号", "任务", "责任单位", "完成时限"), *rows),), CONTEXT).tasks
    assert [task.place.removeprefix("重点任务分工表") for task in found] == [
        "第1行（表内第1行）",
        "第1行（表内第2行）",
        "第2行",
    ]
    assert {task.deadline and (task.deadline.kind, task.deadline.due_on) for task in found} == {
        (DeadlineKind.PERIOD, dt.date(2024, 12, 31))
    }
