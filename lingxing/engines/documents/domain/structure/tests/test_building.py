"""What build_units makes of invented texts."""

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import Line, UnitLevel
from lingxing.engines.documents.domain.structure import Structure, build_units, find_unit, walk


def built(*texts: str, title: str = "临江市试行办法") -> Structure:
    return build_units([Line(text, i, i) for i, text in enumerate(texts, start=1)], title, "")


def ids(structure: Structure) -> list[str]:
    return [unit.id for unit in walk(structure.units)]


def test_articles_hold_counted_paragraphs_and_items() -> None:
    structure = built(
        "第一章 总则",
        "第一条 为了试验，制定本办法。",
        "第二条 申请人应当具备下列条件：",
        "（一）年满十八周岁；",
        "（二）在本市居住。",
        "条件由街道核对。",
        "第二章 附则",
        "第三条 本办法自印发之日起施行。",
    )
    assert ids(structure) == [
        "chp_1",
        "art_1",
        "art_1__para_1",
        "art_2",
        "art_2__para_1",
        "art_2__para_1__item_1",
        "art_2__para_1__item_2",
        "art_2__para_2",
        "chp_2",
        "art_3",
        "art_3__para_1",
    ]
    item = find_unit(structure.units, "art_2__para_1__item_2")
    assert item
    assert item.citation == "《临江市试行办法》第二条第一款第（二）项"
    assert structure.repairs == ()
    assert structure.problems == ()


def test_lost_articles_are_numbered_where_the_count_forces_it() -> None:
    structure = built(
        "第一条甲。", "第二条乙。", "丙丙。", "第五条戊戊。", "第四已经没有条字的一段。", "第六条己。", "第七条庚。"
    )
    numbers = [unit.number for unit in walk(structure.units) if unit.level is UnitLevel.ARTICLE]
    assert numbers == [1, 2, 5, 6, 7]
    assert len(structure.problems) == 1


def test_one_paragraph_for_one_missing_number() -> None:
    structure = built("第一条甲。", "第二条乙。", "丙。", "第四条丁。")
    third = find_unit(structure.units, "art_3")
    assert third
    assert third.inferred
    assert third.marker == ""
    assert [r.after for r in structure.repairs] == ["第三条丙。"]


@given(st.lists(st.text(alphabet="第一二三十条章（）()12.、。；：“” 甲乙\n①", max_size=20), max_size=40))
def test_every_character_ends_up_in_exactly_one_unit(texts: list[str]) -> None:
    structure = built(*texts)
    printed = "".join(u.marker + u.heading + u.text for u in walk(structure.units))
    assert "".join(printed.split()) == "".join("".join(texts).split())
    assert len(set(ids(structure))) == len(ids(structure))
    starts = [unit.first_line for unit in walk(structure.units)]
    assert starts == sorted(starts)
