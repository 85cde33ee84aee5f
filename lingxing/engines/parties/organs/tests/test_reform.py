"""The tree of organs and their reforms: names by day, successors by day, what is refused."""

import datetime as dt

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.organs.domain import ChangeKind
from lingxing.engines.parties.organs.models import Organ, OrganChange
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.queries_reform import (
    organ_changes,
    organ_name_on,
    organ_names_on,
    organ_tree,
    organs_below,
    successors_on,
)
from lingxing.engines.parties.organs.services import merge_organs, register_organs
from lingxing.engines.parties.organs.services_reform import Reform, dissolve_into, place_organ, rename_organ
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
CITY = "云梦泽"
AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
TOP, HOUSING, WATER, PARKS, CENTRE = "云梦泽市人民政府", "住房局", "水务局", "园林局", "住房保障中心"
REFORM = Reform(dt.date(2024, 3, 1), "云编发〔2024〕1号")


@pytest.fixture
def ids():
    return register_organs(CITY, [TOP, HOUSING, WATER, PARKS, CENTRE])


def place(ids, name, above, kind=""):
    place_organ(ids[name], ids[above] if above else None, kind, OPERATOR, AT)


def rename(ids, name, new, *reform):
    rename_organ(ids[name], new, Reform(*reform) if reform else REFORM, OPERATOR, AT)


def dissolve(ids, name, *into, reform=REFORM):
    return dissolve_into(ids[name], [ids[other] for other in into], reform, OPERATOR, AT)


def test_the_tree_shows_each_organ_after_the_one_above_it(ids):
    place(ids, TOP, None, "government")
    for name in (HOUSING, WATER):
        place(ids, name, TOP, "department")
    place(ids, CENTRE, HOUSING, "institution")
    assert [(node.name, node.depth, node.kind_label) for node in organ_tree(CITY)] == [
        (TOP, 0, "人民政府"),
        (HOUSING, 1, "政府部门"),
        (CENTRE, 2, "事业单位"),
        (WATER, 1, "政府部门"),
        (PARKS, 0, ""),
    ]
    assert set(organs_below(ids[TOP])) == {ids[TOP], ids[HOUSING], ids[WATER], ids[CENTRE]}
    assert organs_below(ids[WATER]) == (ids[WATER],)


def test_an_organ_whose_parent_is_merged_away_stands_at_the_top(ids):
    place(ids, CENTRE, WATER)
    merge_organs(ids[WATER], ids[HOUSING], "同一机构", OPERATOR, AT)
    assert {node.name: (node.depth, node.parent) for node in organ_tree(CITY)}[CENTRE] == (0, None)


def test_no_organ_stands_above_itself(ids):
    place(ids, HOUSING, TOP)
    place(ids, CENTRE, HOUSING)
    for above in (TOP, HOUSING, CENTRE):
        with pytest.raises(LingxingError, match="成环"):
            place(ids, TOP, above)
    with pytest.raises(LingxingError, match="不在同一城市"):
        place_organ(ids[TOP], register_organs("另一市", ["另一市政府"])["另一市政府"], "", OPERATOR, AT)
    with pytest.raises(LingxingError, match="没有这个类别"):
        place(ids, TOP, None, "kingdom")


def test_a_name_holds_from_the_day_of_the_change_on(ids):
    rename(ids, HOUSING, "住建局", dt.date(2019, 3, 1), "云编发〔2019〕1号")
    rename(ids, HOUSING, "住房和更新局", dt.date(2024, 3, 1), "云编发〔2024〕1号")
    by_day = {
        dt.date(2019, 2, 28): "住房局",
        dt.date(2019, 3, 1): "住建局",
        dt.date(2024, 2, 29): "住建局",
        dt.date(2024, 3, 1): "住房和更新局",
    }
    assert {day: organ_name_on(ids[HOUSING], day) for day in by_day} == by_day
    assert organ_names_on([ids[HOUSING], ids[WATER]], dt.date(2020, 1, 1)) == {
        ids[HOUSING]: "住建局",
        ids[WATER]: WATER,
    }
    assert organ_name_on(0, dt.date(2020, 1, 1)) == ""


def test_every_name_an_organ_ever_had_leads_to_it_and_makes_no_second_one(ids):
    rename(ids, HOUSING, "住建局", dt.date(2019, 3, 1), "文")
    rename(ids, HOUSING, "住房和更新局")
    names = ["住房局", "住建局", "住房和更新局"]
    assert set(organs_by_name(CITY, names).values()) == {ids[HOUSING]}
    before = Organ.objects.count()
    assert set(register_organs(CITY, names).values()) == {ids[HOUSING]}
    assert Organ.objects.count() == before


def test_an_organ_may_take_its_first_name_back(ids):
    rename(ids, HOUSING, "住建局", dt.date(2019, 3, 1), "文")
    rename(ids, HOUSING, HOUSING)
    assert organs_by_name(CITY, [HOUSING, "住建局"]) == {HOUSING: ids[HOUSING], "住建局": ids[HOUSING]}
    assert organ_name_on(ids[HOUSING], dt.date(2020, 1, 1)) == "住建局"


@pytest.mark.parametrize(
    ("new", "day", "basis", "words"),
    [
        ("", dt.date(2024, 3, 1), "文", "没有写新名称"),
        (HOUSING, dt.date(2024, 3, 1), "文", "与现名称相同"),
        (WATER, dt.date(2024, 3, 1), "文", "已有这个名称"),
        ("住建局", dt.date(2026, 1, 6), "文", "生效日期未到"),
        ("住建局", dt.date(2024, 3, 1), " ", "没有写依据"),
    ],
)
def test_a_change_of_name_that_can_not_be_is_refused(ids, new, day, basis, words):
    with pytest.raises(LingxingError, match=words):
        rename(ids, HOUSING, new, day, basis)
    assert not OrganChange.objects.exists()
    assert organs_by_name(CITY, [HOUSING]) == {HOUSING: ids[HOUSING]}


def test_changes_of_name_are_entered_in_their_order(ids):
    rename(ids, HOUSING, "住建局")
    with pytest.raises(LingxingError, match="不晚于上一次更名"):
        rename(ids, HOUSING, "住房和更新局", REFORM.effective, "文")


def test_work_goes_to_the_successors_from_their_day_on_over_several_reforms(ids):
    assert dissolve(ids, PARKS, WATER, HOUSING, reform=Reform(dt.date(2019, 3, 1), "文")) is ChangeKind.SPLIT
    assert dissolve(ids, HOUSING, CENTRE) is ChangeKind.MERGED
    before, between, after = dt.date(2019, 2, 28), dt.date(2024, 2, 29), dt.date(2024, 3, 1)
    assert successors_on(ids[PARKS], before) == (ids[PARKS],)
    assert set(successors_on(ids[PARKS], between)) == {ids[WATER], ids[HOUSING]}
    assert set(successors_on(ids[PARKS], after)) == {ids[WATER], ids[CENTRE]}
    assert dissolve(ids, CENTRE) is ChangeKind.ABOLISHED
    assert successors_on(ids[HOUSING], after) == ()
    assert [change.new_name for change in organ_changes(ids[PARKS])] == [WATER, HOUSING]


def test_an_organ_ends_once_and_goes_to_others_that_stand(ids):
    with pytest.raises(LingxingError, match="承接机构"):
        dissolve(ids, PARKS, PARKS)
    with pytest.raises(LingxingError, match="承接机构"):
        dissolve(ids, PARKS, WATER, WATER)
    dissolve(ids, PARKS, WATER)
    with pytest.raises(LingxingError, match="已并入、分设或撤销"):
        dissolve(ids, PARKS, HOUSING)
    with pytest.raises(LingxingError, match="承接机构"):
        dissolve(ids, HOUSING, PARKS)


def test_every_write_is_in_the_ledger_with_its_basis(ids):
    place(ids, HOUSING, TOP, "department")
    rename(ids, HOUSING, "住建局")
    dissolve(ids, PARKS, WATER)
    entries = list(ledger.entries("organs"))
    assert [entry.act for entry in entries] == ["place", "rename", "dissolve"]
    assert entries[1].facts["basis"] == entries[2].facts["basis"] == REFORM.basis
