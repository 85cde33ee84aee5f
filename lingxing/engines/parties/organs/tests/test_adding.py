"""Organs entered by hand: their names lead to one organ of the city, and the entry stands in the ledger."""

import datetime as dt

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.organs.models import Organ, OrganAlias
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.queries_reform import organ_node
from lingxing.engines.parties.organs.services import merge_organs, register_organs
from lingxing.engines.parties.organs.services_adding import NewOrgan, add_organ
from lingxing.engines.parties.organs.services_reform import Reform, rename_organ
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
CITY, OTHER = "云梦泽市", "采薇市"
AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
BUREAU, STATION = "云梦泽市水务局", "城东水文站"


def add(name, *, city=CITY, kind="", parent=None, aliases=()):
    return add_organ(NewOrgan(city, name, kind, parent, aliases), OPERATOR, AT)


def test_an_organ_is_entered_with_its_place_and_names():
    bureau = add(BUREAU, kind="department", aliases=("市水务局", " ", "市水务局", BUREAU))
    station = add(f" {STATION} ", kind="institution", parent=bureau)
    node = organ_node(station)
    assert (node.name, node.kind_label, node.parent_name) == (STATION, "事业单位", BUREAU)
    assert organs_by_name(CITY, ["市水务局", BUREAU, STATION]) == {"市水务局": bureau, BUREAU: bureau, STATION: station}
    assert OrganAlias.objects.count() == 1
    # An imported document that names it later finds it.
    assert register_organs(CITY, [BUREAU]) == {BUREAU: bureau}


def test_the_entry_stands_in_the_ledger():
    bureau = add(BUREAU, aliases=("市水务局",))
    (entry,) = ledger.entries("organs")
    assert (entry.act, entry.facts["organ"], entry.facts["aliases"]) == ("add", bureau, ["市水务局"])


def test_a_name_is_free_in_another_city():
    assert add(STATION) != add(STATION, city=OTHER)


@pytest.mark.parametrize("taken", ["云梦泽市水利局", BUREAU, "市水务局", STATION])
def test_every_name_that_leads_somewhere_is_taken(taken):
    bureau = add(BUREAU, aliases=("市水务局",))
    rename_organ(bureau, "云梦泽市水利局", Reform(dt.date(2024, 3, 1), "云编发〔2024〕1号"), OPERATOR, AT)
    merge_organs(add(STATION), bureau, "同一机构", OPERATOR, AT)
    for new in (NewOrgan(CITY, taken), NewOrgan(CITY, "新机构", aliases=(taken,))):
        with pytest.raises(LingxingError, match="已有这个名称"):
            add_organ(new, OPERATOR, AT)
    assert Organ.objects.count() == 2


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewOrgan("", STATION), "应为1至100个字"),
        (NewOrgan("城" * 101, STATION), "应为1至100个字"),
        (NewOrgan(CITY, " "), "应为1至300个字"),
        (NewOrgan(CITY, "站\x00"), "应为1至300个字"),
        (NewOrgan(CITY, STATION, "kingdom"), "没有这个类别"),
        (NewOrgan(CITY, STATION, parent_id=0), "没有这个机构"),
        (NewOrgan(CITY, STATION, aliases=("站" * 301,)), "应为1至300个字"),
        (NewOrgan(CITY, STATION, aliases=tuple(f"又{i}" for i in range(21))), "不超过20个"),
    ],
)
def test_what_is_no_organ_is_refused(new, words):
    with pytest.raises(LingxingError, match=words):
        add_organ(new, OPERATOR, AT)
    assert not Organ.objects.exists()


def test_an_organ_stands_below_one_of_its_own_city_that_stands():
    bureau, station = add(BUREAU), add(STATION)
    with pytest.raises(LingxingError, match="不在同一城市"):
        add("采薇水站", city=OTHER, parent=bureau)
    merge_organs(station, bureau, "同一机构", OPERATOR, AT)
    with pytest.raises(LingxingError, match="已并入"):
        add("城西水文站", parent=station)
