"""Printed names of an invented city's units, and the organs that they stand for."""

import datetime as dt

import pytest

from lingxing.engines.documents.domain.organs.context import OrganContext, learn_context
from lingxing.engines.documents.domain.organs.resolution import resolve_name, resolve_units

CITY = OrganContext(
    city="临江市",
    province="云梦省",
    districts=("南浦区", "北渚区", "青溪县", "石桥市"),
    zones=("滨江文旅区",),
    day=dt.date(2022, 6, 1),
)


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("市住建局", "临江市住房和城乡建设局"),
        ("市住房城乡建设局", "临江市住房和城乡建设局"),
        ("市发改委", "临江市发展和改革委员会"),
        ("市卫计委", "临江市卫生和计划生育委员会"),
        ("市市场监管局", "临江市市场监督管理局"),
        ("市场监管局", "临江市市场监督管理局"),
        ("市政府国资委", "临江市人民政府国有资产监督管理委员会"),
        ("市编办（市审改办）", "临江市机构编制委员会办公室"),
        ("市委编办", "中共临江市委机构编制委员会办公室"),
        ("团市委", "共青团临江市委员会"),
        ("市残联", "临江市残疾人联合会"),
        ("市税务局", "国家税务总局临江市税务局"),
        ("市公安局交警支队", "临江市公安局交警支队"),
        ("青溪县财政局", "青溪县财政局"),
        ("南浦区财政局", "临江市南浦区财政局"),
        ("南浦区", "临江市南浦区人民政府"),
        ("石桥市政府", "石桥市人民政府"),
        ("临江高新区管委会", "临江高新区管理委员会"),
        ("高新区管委会", "临江高新区管理委员会"),
        ("滨江文旅区", "滨江文旅区管理委员会"),
        ("省财政厅", "云梦省财政厅"),
        ("人行临江市中心支行", "中国人民银行临江市中心支行"),
        ("临江银保监分局", "中国银行保险监督管理委员会临江监管分局"),
        ("国网临江供电公司", "国网云梦省电力有限公司临江供电公司"),
        ("市公交集团", "临江市公交集团"),
        ("临江职业技术学院", "临江职业技术学院"),
        ("市人力社保局", "临江市人力资源和社会保障局"),
        ("市直机关工委", "中共临江市直属机关工作委员会"),
        ("市委全面依法治市办", "中共临江市委全面依法治市委员会办公室"),
        ("市贸促会", "中国国际贸易促进委员会临江市委员会"),
        ("市防汛办", "临江市防汛抗旱指挥部办公室"),
        ("市民委", "临江市民族事务委员会"),
        ("市农牧局", "临江市农牧局"),
        ("市城管和综合执法局", "临江市城市管理和综合执法局"),
        ("市农商行", "临江市农村商业银行"),
        ("临江军分区", "临江军分区"),
    ],
)
def test_a_printed_name_becomes_the_full_one(printed: str, full: str) -> None:
    assert resolve_name(printed, CITY) == (full,)


@pytest.mark.parametrize("printed", ["市自建房局", "市某某办", "12345热线办", "市电信公司", "政府", "的工作"])
def test_an_uncertain_name_stays_open(printed: str) -> None:
    assert resolve_name(printed, CITY) == ()


def test_a_name_with_several_readings_needs_the_gazettes_word() -> None:
    assert resolve_name("市城管委", CITY) == ()
    printed = learn_context("咸宁市", ["由城市管理执法委员会牵头"])
    assert resolve_name("市城管委", printed) == ("咸宁市城市管理执法委员会",)


def test_all_districts_are_meant_where_the_words_say_so() -> None:
    assert resolve_name("各区人民政府", CITY) == ("临江市南浦区人民政府", "临江市北渚区人民政府")
    every = ("临江市南浦区人民政府", "临江市北渚区人民政府", "青溪县人民政府", "石桥市人民政府")
    for words in ("各县（市、区）人民政府", "各县、市、区人民政府", "各县市区", "各县(市、区)政府"):
        assert resolve_name(words, CITY) == every
    assert resolve_name("各县（市、区）人社局", CITY)[2] == "青溪县人力资源和社会保障局"


def test_two_organs_behind_one_name() -> None:
    assert resolve_name("市纪委监委机关", CITY) == ("中共临江市纪律检查委员会", "临江市监察委员会")


def test_the_day_decides_between_names_of_a_reform() -> None:
    before = OrganContext(city="临江市", day=dt.date(2023, 1, 1))
    after = OrganContext(city="临江市", day=dt.date(2024, 1, 1))
    assert resolve_name("市人行", before) == ("中国人民银行临江市中心支行",)
    assert resolve_name("市人行", after) == ("中国人民银行临江市分行",)


def test_a_list_of_all_kinds() -> None:
    named = resolve_units("市发改委、教育局，各区人民政府，滨江开发区、临空经济区管委会，市直有关单位等", CITY)
    assert [one.unit.printed for one in named] == [
        "市发改委", "教育局", "各区人民政府", "滨江开发区", "临空经济区管委会", "市直有关单位",
    ]  # fmt: skip
    assert all(one.known for one in named)
    assert named[1].unit.organs == ("临江市教育局",)
    assert named[3].unit.organs == ("滨江开发区管理委员会",)
    assert named[5].unit.organs == ()


def test_names_that_lost_their_separator_are_parted() -> None:
    assert [one.unit.printed for one in resolve_units("市发改委市经信局、市财政局", CITY)] == [
        "市发改委", "市经信局", "市财政局",
    ]  # fmt: skip


def test_aliases_of_the_text_are_honoured() -> None:
    context = learn_context("咸宁市", ["设立咸宁市投资管理委员会（以下简称“市投委会”），其日常工作另定。"])
    assert resolve_name("市投委会", context) == ("咸宁市投资管理委员会",)


def test_the_addressed_zones_are_learned() -> None:
    context = learn_context("咸宁市", ["各县、市、区人民政府，咸宁高新区，云溪农高区，市政府各部门："])
    assert context.zones == ("云溪农高区", "咸宁高新区")
    assert context.districts[0] == "咸安区"


def test_without_a_city_nothing_is_invented() -> None:
    assert resolve_name("市财政局", OrganContext()) == ()


def test_districts_of_a_city_that_no_table_knows_are_learned_from_whom_it_addresses() -> None:
    lines = ["青溪县、石桥县人民政府，南浦区、北渚区人民政府，云梦泽高新区管委会，市政府各部门："]
    context = learn_context("云梦泽市", lines)
    assert context.districts == ("青溪县", "石桥县", "南浦区", "北渚区")
    assert resolve_name("各区人民政府", context) == ("云梦泽市南浦区人民政府", "云梦泽市北渚区人民政府")
    assert learn_context("云梦泽市", ["各县、区人民政府，市政府各部门："]).districts == ()


def test_a_district_missing_from_the_table_is_learned_beside_those_it_knows() -> None:
    lines = [
        "咸安区、嘉鱼县、青溪县人民政府，市政府各部门：",
        "临江市、石桥市人民政府，省政府各部门：",
    ]
    known = learn_context("咸宁市", []).districts
    assert learn_context("咸宁市", lines).districts == (*known, "青溪县")


def test_an_older_name_of_a_known_district_is_no_further_district() -> None:
    addressed = "石首市、监利县人民政府，市政府各部门："
    assert len(learn_context("荆州市", [addressed]).districts) == len(learn_context("荆州市", []).districts)
    assert "横县" not in learn_context("南宁市", ["兴宁区、横县人民政府，市政府各部门："]).districts


def test_townships_stand_as_printed() -> None:
    assert resolve_name("白沙镇人民政府", CITY) == ("白沙镇人民政府",)
    assert resolve_name("白沙镇人民政府", OrganContext(city="采石县")) == ("采石县白沙镇人民政府",)
    assert resolve_name("各镇人民政府", CITY) == ()


def test_a_long_office_name_is_its_own_full_name() -> None:
    assert resolve_name("市防汛抗旱工作办公室", CITY) == ("临江市防汛抗旱工作办公室",)


@pytest.mark.parametrize(
    "printed", ["属地政府", "区县政府", "市属国有企业", "各高校及科研院所", "相关国企", "园区管委会"]
)
def test_words_for_units_that_the_text_leaves_open(printed: str) -> None:
    (one,) = resolve_units(printed, CITY)
    assert (one.known, one.unit.organs) == (True, ())


def test_a_collective_ends_before_the_citys_own_departments() -> None:
    assert [one.unit.printed for one in resolve_units("各园区、市直有关部门，各区、县（市）政府", CITY)] == [
        "各园区",
        "市直有关部门",
        "各区、县（市）政府",
    ]


def test_a_group_takes_no_level_from_the_name_before() -> None:
    first, second = resolve_units("市水利局、园区管委会", CITY)
    assert (first.unit.organs, second.unit.organs, second.known) == (("临江市水利局",), (), True)
