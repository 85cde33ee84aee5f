"""The plans' indicators against the gazettes' numbers, and their corrections against the tasks that are extracted."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from lingxing.engines.documents.domain.model import Document, Task
from lingxing.engines.documents.intake import read_gazette
from lingxing.engines.supervision.domain.measuring import Measured, Verdict, findings
from lingxing.language.packages import load_package
from lingxing.language.plans import Better, Indicator, Over, PlanTask, corrected
from tests.policies.plans import COUNTED, DWELLINGS, HEALTH, SAID

ROWS = [(package, gazette, name, *row) for package, (gazette, rows) in SAID.items() for name, row in rows.items()]


def _indicator(package: str, name: str) -> Indicator:
    return load_package(package).catalogue.indicators[name]


def _lines(reference: Path, gazette: str) -> list[str]:
    return (reference / gazette).read_text("utf-8").split("\n")


@pytest.mark.parametrize("name", HEALTH)
def test_a_health_indicator_has_the_printed_numbers(name: str) -> None:
    _, (_, value, year, area), sign, (_, first), (_, last) = HEALTH[name]
    one = _indicator("ezhou/health_323_2021", name)
    assert one.baseline is not None
    assert (one.baseline.value, one.baseline.year, one.baseline.area) == (Fraction(value), year, area)
    assert one.better.sign == sign
    assert [(target.on, target.value) for target in one.targets] == [
        (dt.date(2022, 12, 31), Fraction(first)),
        (dt.date(2025, 12, 31), Fraction(last)),
    ]


def test_there_are_seventeen_health_indicators_in_the_printed_order() -> None:
    assert list(load_package("ezhou/health_323_2021").catalogue.indicators) == list(HEALTH)
    units = [one.unit_label for one in load_package("ezhou/health_323_2021").catalogue.indicators.values()]
    assert units == ["/10万" if number in (3, 5) else "%" for number in range(1, 18)]


@pytest.mark.gazettes
def test_the_typed_health_numbers_are_those_of_the_gazette(reference: Path) -> None:
    lines = _lines(reference, "ezhou-2021-05.txt")
    for name, (_, (at, value, year, area), sign, *targets) in HEALTH.items():
        baseline = lines[at - 1].strip()
        assert baseline.startswith((f"{value}（{year}年", f"{value}({year}年")), name
        assert ("省平均" in baseline) is (area == "湖北省"), name
        assert [lines[line - 1].strip() for line, _ in targets] == [f"{sign}{value}" for _, value in targets], name


@pytest.mark.parametrize(("package", "gazette", "name", "line", "words", "sign", "value", "unit", "years"), ROWS)
def test_an_indicator_says_what_the_text_says(
    package: str,
    gazette: str,
    name: str,
    line: int,
    words: str,
    sign: str,
    value: str,
    unit: str,
    years: tuple[int, ...],
) -> None:
    one = _indicator(package, name)
    assert (one.better.sign, one.unit_label) == (sign, unit)
    assert [target.on for target in one.targets] == [dt.date(year, 12, 31) for year in years]
    assert {target.value for target in one.targets} == {Fraction(value)}
    assert (one.over is Over.AVERAGE) is ("年均" in words)


@pytest.mark.gazettes
def test_the_typed_words_stand_in_their_lines(reference: Path) -> None:
    texts = {gazette: _lines(reference, gazette) for gazette in {row[1] for row in ROWS}}
    for _, gazette, name, line, words, *_ in ROWS:
        printed = "".join(texts[gazette][line - 1 : line + 3])  # words go on in the next printed line
        assert "".join(words.split()) in "".join(printed.split()), f"{gazette}:{line} {name}"


def test_no_indicator_of_these_plans_is_untold() -> None:
    """xianning-2024-02.txt 1071: a rank in two steps stands in a test of its own."""
    for package, (_, rows) in SAID.items():
        assert set(load_package(package).catalogue.indicators) - {"zone_rank"} == set(rows), package


def test_a_rank_is_better_when_it_is_smaller() -> None:
    one = _indicator("xianning/innovation_system_2024", "zone_rank")  # among the first hundred, 90th or better in 2026
    assert (one.better, one.unit_label) == (Better.AT_MOST, "位")
    assert [(target.year, target.value) for target in one.targets] == [(2024, 100), (2025, 100), (2026, 90)]
    assert [one.meets(value, one.targets[-1]) for value in (89, 90, 91)] == [True, True, False]


def test_yearly_mean_growth_and_what_is_saved_since_a_year_are_not_held_alike() -> None:
    """xianning-2024-02.txt 1061 and 1208: 年均增长10%以上 is of every year, 累计降幅达14% of all three together."""
    mean, saved = (
        _indicator("xianning/innovation_system_2024", "rd_growth"),
        _indicator("xianning/new_productive_forces_2024", "industry_energy_decline"),
    )
    last = Measured(dt.date(2026, 12, 31), 14, "咸宁市")
    today = dt.date(2027, 3, 1)
    assert [found.verdict for found in findings(saved, [last], today)] == [Verdict.MET]
    assert [found.why for found in findings(mean, [last], today)] == ["还缺2024年、2025年全年的增速"]
    years = [Measured(dt.date(year, 12, 31), value, "咸宁市") for year, value in ((2024, 10), (2025, 9), (2026, 11))]
    assert [found.verdict for found in findings(mean, years, today)] == [Verdict.NOT_MET]  # 1.10 × 1.09 × 1.11 < 1.331


def test_dwellings_by_unit_and_way_add_up_to_the_plan() -> None:
    catalogue = load_package("ezhou/staff_housing_2022").catalogue
    ways: dict[str, int] = {}
    for unit, (row, dwellings) in DWELLINGS.items():
        task = catalogue.tasks[f"task__annex_1__table_1__row_{row}"]
        assert task.lead == (unit,)
        assert {goal.label: goal.value for goal in task.goals} == dwellings
        for way, count in dwellings.items():
            ways[way] = ways.get(way, 0) + count
    assert ways == {"购买商品住房": 3550, "新供应国有用地建设": 1000, "商品住房项目配建": 450}
    names = ("bought_dwellings", "new_land_dwellings", "built_in_dwellings")
    assert [catalogue.indicators[name].targets[0].value for name in names] == list(ways.values())
    assert catalogue.indicators["dwellings"].targets[0].value == sum(ways.values()) == 5000


def test_batches_of_dwellings_come_together_to_the_plan() -> None:
    indicators = load_package("ezhou/staff_housing_2022").catalogue.indicators
    batches = [indicators[name] for name in ("first_batch", "second_batch", "third_batch", "started_dwellings")]
    assert [(one.targets[0].on, one.targets[0].value) for one in batches] == [
        (dt.date(2022, 8, 31), 200),
        (dt.date(2022, 9, 30), 1300),
        (dt.date(2022, 10, 31), 2500),
        (dt.date(2022, 12, 31), 1000),
    ]
    assert sum(one.targets[0].value for one in batches) == 5000
    assert [one.better for one in batches] == [Better.ABOUT, Better.ABOUT, Better.ABOUT, Better.AT_LEAST]


def _plan_task(task: Task) -> PlanTask:
    lead = tuple(unit.printed for unit in task.lead_units)
    others = tuple(unit.printed for unit in (*task.responsible_units, *task.supporting_units))
    due = task.deadline.due_on if task.deadline else None
    return PlanTask(task.id, task.place, task.text, lead or others[:1], others if lead else others[1:], due)


@pytest.fixture(scope="module")
def documents(reference: Path) -> dict[str, Document]:
    """Return the documents of the gazettes by number, or by title where none is printed."""
    read = [read_gazette(path.name, path.read_bytes()) for path in sorted(reference.glob("*.txt"))]
    return {document.number or document.title: document for gazette in read for document in gazette.documents}


@pytest.mark.gazettes
@pytest.mark.parametrize("number", COUNTED)
def test_tasks_are_as_many_as_the_plan_deals_out(number: str, documents: dict[str, Document]) -> None:
    package, extracted, after = COUNTED[number]
    tasks = [_plan_task(task) for task in documents[number].tasks]
    assert len(tasks) == extracted
    found = corrected(tasks, load_package(package).catalogue) if package else tasks
    assert len(found) == after
    assert len({task.id for task in found}) == after


@pytest.mark.gazettes
def test_every_task_of_a_corrected_plan_has_somebody_who_leads(documents: dict[str, Document]) -> None:
    for number, (package, _, _) in COUNTED.items():
        if package:
            tasks = corrected([_plan_task(task) for task in documents[number].tasks], load_package(package).catalogue)
            assert not [task.id for task in tasks if not task.lead or not task.text], package


def _corrected(documents: dict[str, Document], number: str) -> dict[str, PlanTask]:
    tasks = [_plan_task(task) for task in documents[number].tasks]
    return {task.id: task for task in corrected(tasks, load_package(COUNTED[number][0]).catalogue)}


@pytest.mark.gazettes
def test_tasks_without_a_day_of_their_own_end_with_their_plan(documents: dict[str, Document]) -> None:
    """Titles of 2021—2025 and of 2024—2026; ezhou-2022-06.txt 1019: the stage of building ends in June 2025."""
    for number, end in (
        ("鄂州政办发〔2021〕25号", dt.date(2025, 12, 31)),
        ("咸政办发〔2024〕13号", dt.date(2026, 12, 31)),
        ("咸政办发〔2024〕16号", dt.date(2026, 12, 31)),
    ):
        assert {task.due for task in _corrected(documents, number).values()} == {end}, number
    delivery = _corrected(documents, "鄂州政办发〔2022〕28号")
    built = [task.due for name, task in delivery.items() if name.startswith("task__sec_3")]
    assert built == [dt.date(2025, 6, 30)] * 15
    assert delivery["district_plans"].due is None


@pytest.mark.gazettes
def test_stages_of_the_estates_plan_give_its_tasks_their_days(documents: dict[str, Document]) -> None:
    """qianjiang-2025-06.txt 364 to 370: four services by the end of 2025, pay by performance in 2026, all in 2027."""
    tasks = _corrected(documents, "潜江市党建引领物业服务提升行动方案")
    first = {name for name, task in tasks.items() if task.due == dt.date(2025, 12, 31)}
    services = {f"task__sec_3__sub_1__pt_2__subpt_{number}" for number in (2, 3, 4)}
    assert first == {*services, "task__sec_3__sub_1__pt_1", "member_survey", "service_teams", "estate_branches"}
    assert {name for name, task in tasks.items() if task.due == dt.date(2026, 12, 31)} == {
        "three_way_meetings",
        "performance_pay",
    }
    assert {task.due for name, task in tasks.items() if name not in first} == {
        dt.date(2026, 12, 31),
        dt.date(2027, 12, 31),
    }


@pytest.mark.gazettes
def test_what_only_the_text_of_the_schools_plan_has_is_kept(documents: dict[str, Document]) -> None:
    """ezhou-2022-06.txt 159 and 165: rows 17 and 21 of annex 2 name neither contests nor teaching standards."""
    tasks = _corrected(documents, "鄂州政发〔2022〕15号")
    kept = {name: task for name, task in tasks.items() if name.startswith("task__sec_3")}
    assert ["大赛" in task.text or "教学标准" in task.text for task in kept.values()] == [True, True]
    assert {task.lead for task in kept.values()} == {("市教育局",)}


@pytest.mark.gazettes
def test_parts_go_to_the_units_that_the_text_names(documents: dict[str, Document]) -> None:
    """ezhou-2021-05.txt 3022: 各地各部门 draw up their lists; the archive and the library only have reading places."""
    tasks = _corrected(documents, "鄂州政办发〔2021〕27号")
    assert "市政府各部门" in tasks["task__annex_1__table_1__row_8__own_list"].joint
    assert "市档案馆" not in tasks["task__annex_1__table_1__row_8__own_list"].joint
    assert "市档案馆" in tasks["task__annex_1__table_1__row_8__reading_places"].joint
    legal = _corrected(documents, "鄂州政办发〔2021〕26号")["task__sec_2__sub_2__pt_5"]  # 2539: one time for all of it
    assert (legal.due, "加强政策衔接" in legal.text) == (dt.date(2021, 11, 30), True)
    powers = _corrected(documents, "咸政办函〔2024〕9号")["training"]  # 1566
    assert [(goal.unit, goal.value) for goal in powers.goals] == [("class_hour", 20), ("class_hour", 40)]
    visits = _corrected(documents, "荆政办发〔2017〕27号")["department_assessment"]  # 263
    assert (visits.lead, visits.joint[0], visits.every) == (("市政务服务办",), "市绩考办", "year")


@pytest.mark.gazettes
def test_days_of_parts_are_those_of_the_text(documents: dict[str, Document]) -> None:
    land = _corrected(documents, "鄂州政办发〔2021〕20号")
    assert land["task__sec_2__sub_3__clearing"].due == dt.date(2021, 9, 30)  # 677
    assert land["task__sec_2__sub_3__prevention"].due is None
    assert land["task__sec_2__sub_1__survey"].every == "half_year"  # 615
    elderly = _corrected(documents, "鄂州政发〔2021〕10号")
    assert elderly["task__sec_2__sub_4__pt_4__fire_safety"].due == dt.date(2021, 12, 31)  # 462
    assert elderly["task__sec_2__sub_4__pt_4__supervision"].due is None
    powers = _corrected(documents, "咸政办函〔2024〕9号")  # 1570 to 1574
    days = {name: powers[name].due for name in ("detailed_plans", "power_lists", "monthly_progress", "yearly_summary")}
    assert list(days.values()) == [dt.date(2024, *day) for day in ((6, 15), (7, 28), (11, 28), (12, 20))]
    assert powers["monthly_progress"].every == "month"
