"""The order and weight of passages on paper, and where tables stand."""

import pytest

from lingxing.engines.documents.domain.model import Table, TableForm, UnitLevel
from lingxing.engines.documents.exports.arrangement import BEFORE_UNITS, opened_articles, tables_by_unit
from lingxing.engines.documents.exports.manuscript import Role, manuscript
from lingxing.engines.documents.exports.tests import samples
from lingxing.kernel.errors import LingxingError


def table(name: str, line: int) -> Table:
    return Table(name, "", TableForm.TABBED, (), (("甲",),), line, line)


def test_an_article_runs_into_its_first_paragraph() -> None:
    passages = manuscript(samples.document())
    article = next(p for p in passages if p.lead.startswith("第二条"))
    assert (article.lead, article.text) == ("第二条　", "管理单位应当：")
    assert [p.lead + p.text for p in passages[passages.index(article) + 1 :]][:4] == [
        "（一）建立台账：", "1.巡查记录。", "（二）公开结果。", "前款规定自次月起执行。"
    ]  # fmt: skip


def test_the_notice_is_signed_before_its_instruments() -> None:
    roles = [passage.role for passage in manuscript(samples.document())]
    assert roles.index(Role.SIGNATURE) < roles.index(Role.INSTRUMENT_TITLE)


def test_an_annex_that_was_not_printed_says_so() -> None:
    missing = [p.text for p in manuscript(samples.document()) if p.role is Role.ANNEX_MISSING]
    assert missing == ["（本附件文中列明，公报未刊印。）"]


def test_a_table_follows_the_last_unit_that_begins_above_it() -> None:
    units = (
        samples.unit("one", UnitLevel.ARTICLE, "甲", line=3),
        samples.unit("two", UnitLevel.ARTICLE, "", samples.unit("in", UnitLevel.PARAGRAPH, "乙", line=8), line=7),
    )
    placed = tables_by_unit(units, [table("late", 9), table("between", 5), table("first", 1)])
    assert {owner: [t.id for t in tables] for owner, tables in placed.items()} == {
        BEFORE_UNITS: ["first"],
        "one": ["between"],
        "in": ["late"],
    }


def test_an_article_with_words_of_its_own_keeps_its_paragraphs() -> None:
    inner = samples.unit("p", UnitLevel.PARAGRAPH, "乙")
    assert opened_articles([samples.unit("a", UnitLevel.ARTICLE, "甲", inner)])[0].children == (inner,)


def test_a_text_too_long_for_paper_is_refused_with_the_other_ways() -> None:
    with pytest.raises(LingxingError, match="50 万字") as refused:
        manuscript(samples.document(text="湖" * 500_000))
    assert "XML" in refused.value.remedy
