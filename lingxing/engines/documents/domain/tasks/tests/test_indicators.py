"""Targets in the wordings of many cities, each with name, comparator, value, unit and day."""

import datetime as dt

import pytest

from lingxing.engines.documents.domain.model import Comparator
from lingxing.engines.documents.domain.tasks.indicators import find_indicators

DAY = dt.date(2027, 12, 31)
LEAST, MOST, ABOUT, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT, Comparator.EQUAL


@pytest.mark.parametrize(
    ("words", "name", "comparator", "value", "unit"),
    [
        ("网办率提升至95%以上", "网办率", LEAST, "95", "%"),
        ("用水效率由60%提高至80%", "用水效率", LEAST, "80", "%"),
        ("人均藏书量由1.2册提高到1.5册以上", "人均藏书量", LEAST, "1.5", "册"),
        ("审批时限压减至0.5个工作日以内", "审批时限", MOST, "0.5", "个工作日"),
        ("报装环节压减为2个以内", "报装环节", MOST, "2", "个"),
        ("办理时限平均压缩60%以上", "办理时限平均压缩", LEAST, "60", "%"),
        ("单位产值能耗较2020年下降18%", "单位产值能耗下降", LEAST, "18", "%"),
        ("在2020年基础上，用水总量下降5%", "用水总量下降", LEAST, "5", "%"),
        ("经营主体较2024年翻一番", "经营主体", LEAST, "2", "倍"),
        ("水产品加工产值翻两番", "水产品加工产值", LEAST, "4", "倍"),
        ("推出20个以上跨部门事项", "推出跨部门事项", LEAST, "20", "个"),
        ("建成8个社区食堂", "建成社区食堂", LEAST, "8", "个"),
        ("每年选派20名左右水利专家", "每年选派水利专家", ABOUT, "20", "名"),
        ("入驻水厂3万家以上", "入驻水厂", LEAST, "3", "万家"),
        ("水质抽检合格率100%", "水质抽检合格率", EQUAL, "100", "%"),
        ("城镇新增就业4.5万人以上", "城镇新增就业", LEAST, "4.5", "万人"),
        ("新改扩建水厂12座", "新改扩建水厂", LEAST, "12", "座"),
        ("供水煤耗降至300克标准煤/千瓦时以下", "供水煤耗", MOST, "300", "克标准煤/千瓦时"),
        ("每年开展不少于2次联合检查", "每年开展联合检查", LEAST, "2", "次"),
        ("粉尘平均浓度控制在25微克/立方米以下", "粉尘平均浓度", MOST, "25", "微克/立方米"),
        ("每年培训导游、讲解员等1万人次", "每年培训导游、讲解员等", LEAST, "1", "万人次"),
        ("总算力规模提升到2000P以上", "总算力规模", LEAST, "2000", "P"),
        ("园区水厂长期保持在12家左右", "园区水厂", ABOUT, "12", "家"),
        ("推动普惠水贷余额年均增长15%以上", "普惠水贷余额年均增长", LEAST, "15", "%"),
    ],
)
def test_one_target(words: str, name: str, comparator: Comparator, value: str, unit: str) -> None:
    (one,) = find_indicators(words + "。", DAY)
    assert (one.name, one.comparator, one.value, one.unit, one.due_on) == (name, comparator, value, unit, DAY)


def test_a_rate_of_growth_without_its_subject_quotes_the_clause_before() -> None:
    first, second = find_indicators("水厂突破20家，较2023年增长50%。", DAY)
    assert (second.name, second.text, second.due_on) == ("增长", "水厂突破20家，较2023年增长50%", DAY)
    assert first.comparator is Comparator.ABOVE


def test_the_year_compared_with_is_no_target_year() -> None:
    found = find_indicators("到2026年，水质达标率较2021年提高5个百分点，新建水厂4座；到2030年，新建水厂9座。")
    assert [one.due_on and one.due_on.year for one in found] == [2026, 2026, 2030]


@pytest.mark.parametrize(
    "words",
    [
        "抢抓全省建设10座水厂的机遇",
        "主动融入全省建设10座水厂发展机遇",
        "所有街道建成1个水站",
        "每村建成1个水站",
        "现有改造3处水井工程",
        "完成3年行动计划",
        "顺利实现2030年前达峰",
    ],
)
def test_no_target(words: str) -> None:
    assert find_indicators(words + "。", DAY) == ()
