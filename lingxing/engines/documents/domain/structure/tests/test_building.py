"""What holds for any text."""

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.structure import find_unit, walk
from lingxing.engines.documents.domain.structure.tests.samples import built, ids, printed_words

ALPHABET = "第一二三十条章节（）()12.、。；：“” 甲乙项目\n①【】"


def test_articles_hold_counted_paragraphs_and_items() -> None:
    structure = built(
        "第一条 为了试验，制定本办法。",
        "第二条 申请人应当具备下列条件：",
        "（一）年满十八周岁；",
        "1.本市居民；",
        "（二）在本市居住。",
        "条件由街道核对。",
    )
    assert ids(structure) == [
        "art_1", "art_1__para_1", "art_2", "art_2__para_1", "art_2__para_1__item_1",
        "art_2__para_1__item_1__subitem_1", "art_2__para_1__item_2", "art_2__para_2",
    ]  # fmt: skip
    subitem = find_unit(structure.units, "art_2__para_1__item_1__subitem_1")
    assert subitem
    assert subitem.citation == "《临江市试行办法》第二条第一款第（一）项第1目"
    assert (structure.repairs, structure.problems) == ((), ())


def test_an_only_paragraph_is_not_cited() -> None:
    structure = built("第一条 甲。", "第二条 下列情形：", "（一）乙。")
    item = find_unit(structure.units, "art_2__para_1__item_1")
    assert item
    assert item.citation == "《临江市试行办法》第二条第（一）项"


def test_words_below_an_item_belong_to_it_while_its_list_goes_on() -> None:
    structure = built(
        "第一条 甲。", "第二条 待遇：", "（一）门诊。", "门诊费用记账。", "（二）住院按次结算，出院结清。", "另行规定。"
    )
    assert [u.text for u in walk(structure.units[1:])][1:] == [
        "待遇：",
        "门诊费用记账。",
        "住院按次结算，出院结清。",
        "另行规定。",
    ]


@given(st.lists(st.text(alphabet=ALPHABET, max_size=20), max_size=40))
def test_every_character_ends_up_in_exactly_one_unit_in_order(texts: list[str]) -> None:
    structure = built(*texts)
    assert printed_words(structure) == "".join("".join(texts).split())


@given(st.lists(st.text(alphabet=ALPHABET, max_size=20), max_size=40))
def test_ids_are_unique_and_lines_ascend(texts: list[str]) -> None:
    structure = built(*texts)
    assert len(set(ids(structure))) == len(ids(structure))
    starts = [unit.first_line for unit in walk(structure.units)]
    assert starts == sorted(starts)
    assert all(child.last_line <= unit.last_line for unit in walk(structure.units) for child in unit.children)


@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_text_at_all_gives_a_structure(texts: list[str]) -> None:
    structure = built(*texts)
    assert printed_words(structure) == "".join("".join(texts).split())
