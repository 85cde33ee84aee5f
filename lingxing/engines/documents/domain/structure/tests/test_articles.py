"""Articles: printed, damaged, lost, misprinted and merely cited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import Confidence, ProblemKind, UnitLevel
from lingxing.engines.documents.domain.structure import count_level, find_unit, highest_number, walk
from lingxing.engines.documents.domain.structure.tests.samples import built, printed_words
from lingxing.kernel.citations import article_step
from lingxing.kernel.numerals import format_numeral


def articles(*texts: str) -> list[tuple[int | None, bool]]:
    return [(u.number, u.inferred) for u in walk(built(*texts).units) if u.level is UnitLevel.ARTICLE]


@pytest.mark.parametrize(
    ("damaged", "number"),
    [
        ("第四申请人应当如实填报。", 4),
        ("四条申请人应当如实填报。", 4),
        ("第条申请人应当如实填报。", 4),
        ("第九条申请人应当如实填报。", 4),
    ],
)
def test_a_damaged_marker_takes_the_number_that_its_place_leaves(damaged: str, number: int) -> None:
    texts = ["第一条甲。", "第二条乙。", "第三条丙。", damaged, "第五条戊。"]
    assert articles(*texts)[3] == (number, True)


def test_markers_that_lost_their_last_digits_count_on_behind_the_last_known_one() -> None:
    texts = [f"{article_step(n)}甲。" for n in range(1, 12)]
    structure = built(*texts, "第十乙方负责解释。", "第十丙方参照执行。")
    assert highest_number(structure.units, UnitLevel.ARTICLE) == 13
    assert [(r.after[:4], r.confidence) for r in structure.repairs] == [
        ("第十二条", Confidence.LIKELY),
        ("第十三条", Confidence.LIKELY),
    ]


def test_lines_of_an_open_list_are_no_candidates_for_a_lost_article() -> None:
    # between 1 and 4 stand two paragraphs; 乙项 ends with ； above it and is the list's third item
    structure = built(
        "第一条 下列事项：",
        "（一）甲；",
        "（二）甲；",
        "乙项。",
        "委员会每年开会。",
        "办公室设在市财政局。",
        "第四条 丁。",
    )
    assert [u.id for u in walk(structure.units) if u.inferred] == ["art_1__para_1__item_3", "art_2", "art_3"]


def test_a_count_that_does_not_fit_is_asked_not_guessed() -> None:
    structure = built("第一条 甲。", "乙。", "丙。", "丁。", "第四条 戊。")
    assert count_level(structure.units, UnitLevel.ARTICLE) == 2
    (problem,) = structure.problems
    assert problem.kind is ProblemKind.NUMBERING
    assert "第二条至第三条" in problem.message
    assert "第2、3、4行" in problem.message
    assert problem.unit_id == "art_4__para_1"
    assert [u.id for u in walk(structure.units) if u.inferred] == [f"art_1__para_{n}" for n in (2, 3, 4)]


def test_a_bare_numeral_is_an_article_only_where_its_number_is_missing() -> None:
    texts = [f"{article_step(n)}甲。" for n in range(1, 21)]
    lost = articles(*texts, "二十一参保人员应当登记。", "第二十二条 乙。")
    assert lost[20] == (21, True)
    whole = articles(*texts, "第二十一条 乙。", "二十一参保人员应当登记。", "第二十二条 乙。")
    assert len(whole) == 22


@pytest.mark.parametrize(
    "trap", ["第三方应当保密。", "第一责任人应当签字。", "第二批名单另行公布。", "第十四个五年规划期间。"]
)
def test_ordinals_of_other_things_are_no_articles(trap: str) -> None:
    texts = [f"{article_step(n)}甲。" for n in range(1, 16) if n != 14]
    assert all(not inferred or number == 14 for number, inferred in articles(*texts[:13], trap, texts[13]))
    assert articles("第一条 甲。", "第二条 乙。", trap) == [(1, False), (2, False)]


def test_a_reference_that_starts_a_line_goes_on_with_the_broken_line_above() -> None:
    structure = built(
        "第一条 甲。",
        "第二条 申请人依照本办法",
        "第五条规定的程序申请登记。",
        "第三条 丙。",
        "第四条 丁。",
        "第五条 戊。",
    )
    paragraph = find_unit(structure.units, "art_2__para_1")
    assert paragraph
    assert paragraph.text == "申请人依照本办法第五条规定的程序申请登记。"
    assert count_level(structure.units, UnitLevel.ARTICLE) == 5


def test_an_inserted_article_keeps_its_own_number_and_citation() -> None:
    structure = built("第一条 甲。", "第一条之一 乙。", "第二条 丙。")
    inserted = find_unit(structure.units, "art_1-1")
    assert inserted
    assert inserted.citation == "《临江市试行办法》第一条之一"


def test_numbers_that_start_again_are_told_and_kept_apart() -> None:
    structure = built(*[f"第{n}条 甲。" for n in "一二三四"], *[f"第{n}条 乙。" for n in "一二三"])
    assert [u.id for u in structure.units] == [
        "art_1", "art_2", "art_3", "art_4", "art_1_again2", "art_2_again2", "art_3_again2",
    ]  # fmt: skip
    assert [p.kind for p in structure.problems] == [ProblemKind.ORDER]


def test_a_title_in_brackets_is_the_articles_heading() -> None:
    structure = built("第一条【目的】 为了试验。", "第二条（适用范围） 本市适用。", "第三条（一）甲；")
    assert [u.heading for u in structure.units] == ["【目的】", "（适用范围）", ""]


@given(st.integers(3, 120), st.data())
def test_any_lost_articles_come_back_when_each_is_one_paragraph(count: int, data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.integers(1, count - 1), max_size=count - 2).filter(lambda s: count - len(s) >= 2))
    texts = ["" if n in lost else f"第{format_numeral(n)}条" for n in range(1, count + 1)]
    known = [n for n in range(1, count + 1) if n not in lost]
    structure = built(*(marker + "各部门办理登记。" for marker in texts))
    numbers = [u.number for u in structure.units if u.level is UnitLevel.ARTICLE]
    if known[-1] - len(known) <= max(len(known), 9):  # sparser than that is no text made of articles
        assert numbers == list(range(1, count + 1))
    assert printed_words(structure) == "".join(marker + "各部门办理登记。" for marker in texts)


def test_a_hundred_and_one_is_read_with_any_zero() -> None:
    texts = [f"{article_step(n)}甲。" for n in range(1, 101)]
    for printed in ("第一百零一条", "第一百〇一条", "第一百○一条"):
        assert articles(*texts, printed + " 乙。")[-1] == (101, False)
