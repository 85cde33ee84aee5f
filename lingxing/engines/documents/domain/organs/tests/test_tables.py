"""The tables of divisions, departments and bodies are consistent in themselves."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.organs.collectives import expand_collective
from lingxing.engines.documents.domain.organs.context import OrganContext, learn_context, organs_on
from lingxing.engines.documents.domain.organs.departments import departments, full_department
from lingxing.engines.documents.domain.organs.divisions import districts_as_printed, divisions, is_prefecture
from lingxing.engines.documents.domain.organs.lists import split_unit_list
from lingxing.engines.documents.domain.organs.resolution import resolve_name, resolve_units
from lingxing.engines.documents.domain.organs.tables import read_table


def test_every_district_belongs_to_one_row_of_its_city() -> None:
    rows = read_table("divisions")
    assert len({(name, province) for name, province, _ in rows}) == len(rows)
    for _, province, districts in rows:
        assert province
        names = districts.split()
        assert len(names) == len(set(names))
        assert all(name[-1] in "县市区旗" for name in names)


def test_known_cities() -> None:
    assert divisions()["咸宁市"].districts == ("咸安区", "嘉鱼县", "通城县", "崇阳县", "通山县", "赤壁市")
    assert divisions()["潜江市"].province == "湖北省"
    assert is_prefecture("咸宁市")
    assert not is_prefecture("潜江市")


def test_a_county_keeps_its_old_level_in_an_old_text() -> None:
    assert districts_as_printed(("监利市", "松滋市"), "送监利县人民政府") == ("监利县", "松滋市")


def test_full_names_stand_for_themselves() -> None:
    for found in departments().values():
        for name in found.names:
            assert full_department(name, ()) == name


def test_bodies_name_their_place() -> None:
    for short, full, *_ in read_table("bodies"):
        assert "{l}" in short
        assert all("{c}" in name for name in full.split("|"))


def test_courts_by_level() -> None:
    assert resolve_name("市法院", learn_context("咸宁市", [])) == ("咸宁市中级人民法院",)
    assert resolve_name("市法院", learn_context("潜江市", [])) == ("潜江市人民法院",)
    assert resolve_name("市高院", learn_context("上海市", [])) == ("上海市高级人民法院",)


def test_an_autonomous_prefecture_by_its_everyday_name() -> None:
    context = learn_context("恩施土家族苗族自治州", [])
    assert resolve_name("州财政局", context) == ("恩施土家族苗族自治州财政局",)
    assert resolve_name("恩施州财政局", context) == ("恩施土家族苗族自治州财政局",)


def test_a_county_city_has_no_districts_to_expand() -> None:
    assert expand_collective("各区人民政府", learn_context("潜江市", [])) == ()


@given(st.text(alphabet="市区县各财政局教育委、，；和及等（）() \n政府管委会人民", max_size=60))
def test_no_character_of_a_list_is_lost(words: str) -> None:
    """Every name stands in the list; what is dropped is separators, closing words and spaces."""
    squeezed = "".join(words.split())
    for name in split_unit_list(words):
        assert name
        assert name in squeezed


@given(st.text(alphabet="市区县省各财政局教育委政府高新区管委会人行住建（）、", max_size=30))
def test_any_name_is_read_without_error(words: str) -> None:
    context = OrganContext(city="临江市", province="云梦省", districts=("南浦区",))
    for named in resolve_units(words, context):
        assert named.known or not named.unit.organs
        assert all(organ and organ == organ.strip() for organ in named.unit.organs)


def test_a_cell_with_a_name_a_line_and_a_name_over_two_lines() -> None:
    assert split_unit_list("市财政局\n市教育局\n各区人民政府、滨江开发\n区管委会") == (
        "市财政局",
        "市教育局",
        "各区人民政府",
        "滨江开发区管委会",
    )


def test_districts_bear_the_names_of_the_documents_day() -> None:
    context = learn_context("荆州市", [])
    assert "监利市" in context.districts
    assert "监利县" in organs_on(context, dt.date(2017, 6, 29)).districts
    assert "监利市" in organs_on(context, dt.date(2021, 1, 1)).districts


def test_every_change_of_a_name_ends_in_a_name_of_today() -> None:
    today = {district for _, _, districts in read_table("divisions") for district in districts.split()}
    assert all(now in today for now, _, _ in read_table("division_changes"))
