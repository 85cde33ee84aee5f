"""Units answer by the workbook that went out: each row changed, joined or refused, none by half."""

import datetime as dt

import pytest

from lingxing.engines.supervision.domain.answers import Standing
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.units import unit_lines, unit_organs
from lingxing.engines.supervision.services.answering import take_answers
from lingxing.engines.supervision.services.following import catch_up
from lingxing.engines.supervision.sheets import read_rows
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town, staff
from lingxing.engines.supervision.workbooks import answer_workbook
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 4, 20)


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


def sheet(town: PlanTown, on: dt.date = ON) -> list[list[str]]:
    """Return the water bureau's workbook as it goes out, read again."""
    return read_rows(answer_workbook(unit_lines(unit_organs(town.water_clerk, on), on)))


def filled(rows: list[list[str]], place: int, kind: str, text: str, expected: str = "") -> list[list[str]]:
    made = [[*row, "", "", ""][:10] for row in rows]
    made[place][7:10] = [kind, text, expected]
    return made


def standings(town: PlanTown, rows: list[list[str]], day: str = "2026-04-20") -> list[tuple[Standing, str]]:
    return [(one.standing, one.told) for one in take_answers(town.water_clerk, rows, at(day))]


def test_what_goes_out_comes_back_changed(town: PlanTown):
    assigned(town, 6, 13)
    rows = sheet(town)
    # It helps in restoring the banks (6) and leads in the survey of outfalls (13).
    assert [row[3] for row in rows[1:]] == ["主办", "会办"]
    assert standings(town, rows) == [(Standing.UNCHANGED, "没有填写")] * 2
    back = filled(filled(rows, 1, "进展", "完成六条河。"), 2, "会办答复", "提供了苗木清单。")
    assert [one for one, _ in standings(town, back)] == [Standing.CHANGED, Standing.CHANGED]
    lines = unit_lines(unit_organs(town.water_clerk, ON), ON)
    assert {line.state for line in lines} == {"handling", "answered"}
    # The same file once more: both have moved on by it.
    assert all(one is Standing.REFUSED and "已有新的办理" in told for one, told in standings(town, back))


def test_an_answer_is_joined_to_a_call_and_refused_after_a_notice(town: PlanTown):
    (item,) = assigned(town, 13)
    rows = sheet(town)
    call = {"called_on": "2026-04-19", "called_person": "甲", "call_note": "请抓紧"}
    done(town.officer, item.case_id, "office", "call", "2026-04-19", **call)
    told = standings(town, filled(rows, 1, "延期说明", "汛期提前。", "2026/07/31"))
    assert told == [(Standing.MERGED, "说明不能按期办结的原因（其间电话催办，不影响填报）")]
    rows = sheet(town)
    done(town.officer, item.case_id, "office", "urge", "2026-04-20", notice_note="进展慢", correct_by="2026-05-10")
    ((one, why),) = standings(town, filled(rows, 1, "进展", "完成六条河。"), "2026-04-21")
    assert (one, "4月20日下发督查通知" in why) == (Standing.REFUSED, True)


@pytest.mark.parametrize(
    ("kind", "text", "expected", "why"),
    [
        ("完成", "好了", "", "不认识"),
        ("", "好了", "", "没有写填报类型"),
        ("进展", "", "", "没有写填报内容"),
        ("延期说明", "汛期", "", "预计办结日期"),
        ("延期说明", "汛期", "七月", "不是日期"),
        ("会办答复", "好了", "", "不能这样填报"),
        ("办结", "长" * 5001, "", "5000字"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_reason(
    town: PlanTown, kind: str, text: str, expected: str, why: str
):
    assigned(town, 13)
    ((one, told),) = standings(town, filled(sheet(town), 1, kind, text, expected))
    assert one is Standing.REFUSED
    assert why in told


def test_anothers_row_and_a_changed_version_are_refused_and_stop_nothing_else(town: PlanTown):
    assigned(town, 6, 13)
    rows = filled(filled(sheet(town), 1, "进展", "完成六条河。"), 2, "会办答复", "提供了清单。")
    rows[1][0] = "DCS2026999999"
    rows[2][6] = "9"
    rows.append(filled(sheet(town), 1, "进展", "完成六条河。")[1])
    found = standings(town, rows)
    assert [one for one, _ in found] == [Standing.REFUSED, Standing.REFUSED, Standing.CHANGED]
    assert ["不是本单位" in found[0][1], "版本被改动" in found[1][1]] == [True, True]


def test_another_sheet_is_refused_whole(town: PlanTown):
    with pytest.raises(LingxingError, match="表头缺少"):
        take_answers(town.water_clerk, [["甲", "乙"]], at("2026-04-20"))


def test_a_unit_sees_its_own_matters_alone_and_a_report_waits_for_who_helps(town: PlanTown):
    assigned(town, 6, 13, 4)
    assert [line.item.heading for line in unit_lines(unit_organs(town.housing_clerk, ON), ON)] == ["扩建污水处理厂"]
    rows = sheet(town)
    ((one, told), _) = standings(town, filled(rows, 1, "办结", "全部建档。"))
    assert (one, "会办单位都已答复" in told) == (Standing.REFUSED, True)


def test_a_matter_runs_to_its_end_and_its_days_are_kept(town: PlanTown):
    (item,) = assigned(town, 11, undated=True)
    finance = item.lead
    assert finance is not None
    clerk = staff("finance_one", finance)
    done(clerk, item.case_id, "unit", "report", "2026-05-18", report_text="资金已安排。")
    item.refresh_from_db()
    assert (item.reported_on, item.concluded_on) == (dt.date(2026, 5, 18), None)
    done(town.officer, item.case_id, "office", "accept_report", "2026-05-19", conclusion="属实。")
    done(town.leader, item.case_id, "leader", "read", "2026-05-20")
    done(town.officer, item.case_id, "office", "conclude", "2026-05-21", result="办结。")
    item.refresh_from_db()
    assert (item.state, item.concluded_on, item.due_on) == ("concluded", dt.date(2026, 5, 21), dt.date(2026, 5, 18))
    assert catch_up(at("2026-05-22")) == 0
    assert Item.objects.count() == 1
