"""Volumes, chapters and sections."""

from lingxing.engines.documents.domain.model import ProblemKind, UnitLevel
from lingxing.engines.documents.domain.structure import find_unit, walk
from lingxing.engines.documents.domain.structure.tests.samples import built, ids


def test_articles_keep_their_ids_whatever_chapter_they_stand_in() -> None:
    structure = built(
        "第一章总则",
        "第一条 甲。",
        "第二章 登记",
        "第一节 申请",
        "第二条 乙。",
        "第二节 审核",
        "第三条 丙。",
        prefix="inst_2",
    )
    assert [u for u in ids(structure) if "para" not in u] == [
        "inst_2__chp_1", "inst_2__art_1", "inst_2__chp_2", "inst_2__chp_2__sec_1", "inst_2__art_2",
        "inst_2__chp_2__sec_2", "inst_2__art_3",
    ]  # fmt: skip
    article = find_unit(structure.units, "inst_2__art_3")
    assert article
    assert article.citation == "《临江市试行办法》第三条"


def test_a_title_on_the_next_line_is_the_chapters_heading() -> None:
    structure = built("第一章", "总 则", "第一条 甲。", "第二条 乙。")
    assert (structure.units[0].heading, structure.units[0].last_line) == ("总 则", 4)
    assert structure.problems == ()


def test_a_lost_title_is_a_problem() -> None:
    structure = built("第一章", "第一条 甲。", "第二章 登记", "第二条 乙。")
    assert [(p.kind, p.line) for p in structure.problems] == [(ProblemKind.LOST_TEXT, 1)]


def test_a_title_without_marker_between_two_chapters_is_the_missing_one() -> None:
    structure = built("第一章 总则", "第一条 甲。", "审核", "第二条 乙。", "第三章 附则", "第三条 丙。")
    chapters = [(u.number, u.heading, u.inferred) for u in structure.units]
    assert chapters == [(1, "总则", False), (2, "审核", True), (3, "附则", False)]


def test_a_contents_page_is_not_the_text() -> None:
    structure = built("目录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 甲。", "第二章 附则", "第二条 乙。")
    assert [u.id for u in structure.units] == ["preamble_1", "preamble_2", "preamble_3", "chp_1", "chp_2"]


def test_a_missing_last_chapter_is_asked_for() -> None:
    texts = ["第一章 总则", "第一条 甲。", "第二章 保障", "第二条 乙。", "第三条 本办法由市民政局负责解释。"]
    (problem,) = built(*texts).problems
    assert (problem.kind, problem.line) == (ProblemKind.LOST_MARKER, 5)
    assert built(*texts[:4], "第三章 附则", texts[4]).problems == ()


def test_a_chapter_and_an_article_on_one_line_are_two_units() -> None:
    structure = built("第一章 总则 第一条 甲。", "第二条 乙。", "第二章 登记第三条 丙。")
    assert [u.id for u in walk(structure.units) if u.level is not UnitLevel.PARAGRAPH] == [
        "chp_1", "art_1", "art_2", "chp_2", "art_3",
    ]  # fmt: skip


def test_volumes_hold_chapters() -> None:
    structure = built("第一编 总则", "第一章 甲", "第一条 子。", "第二编 分则", "第二章 乙", "第二条 丑。")
    assert [u.id for u in walk(structure.units) if u.level is UnitLevel.CHAPTER] == [
        "part_1", "part_1__chp_1", "part_2", "part_2__chp_2",
    ]  # fmt: skip
