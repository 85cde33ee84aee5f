"""Articles as packages cite them lead to the units of the library."""

import datetime as dt

import pytest

from lingxing.engines.documents.queries import DocumentPlaces
from lingxing.engines.rules import citations as module
from lingxing.engines.rules.citations import Citations, citations, citations_of

UNITS = {
    "《关于印发办法的通知》一": "notice__sec_1",
    "《云梦泽市冬季取暖补助办法》第三条": "art_3__para_1",
    "《云梦泽市冬季取暖补助办法》第十条第一款": "art_10__para_1",
    "《云梦泽市冬季取暖补助办法》第十条第一款第（一）项": "art_10__para_1__item_1",
    "《云梦泽市冬季取暖补助办法》第十条第一款第（一）项第2目": "art_10__para_1__item_1__subitem_2",
    "《云梦泽市冬季取暖补助办法》第十条第二款": "art_10__para_2",
    "《云梦泽市冬季取暖补助办法》一": "sec_1",
    "《云梦泽市冬季取暖补助办法》一（二）": "sec_1__sub_2",
    "《核定方法》二（1）": "annex_1__sec_2__sub_1",
}


@pytest.fixture
def found(monkeypatch, invented):
    places = DocumentPlaces("云政规-2026-7", "办法", UNITS)
    monkeypatch.setattr(module, "document_places", lambda number, title, city: places)
    return citations(invented["yunmeng/heating_2026"].policy)


@pytest.mark.parametrize(
    ("article", "unit"),
    [
        ("第三条", "art_3__para_1"),
        ("第十条", "art_10__para_1"),
        ("第十条第二款", "art_10__para_2"),
        ("第十条（一）", "art_10__para_1__item_1"),
        ("第十条（一）2", "art_10__para_1__item_1__subitem_2"),
        ("第十条（一）3", "art_10__para_1__item_1"),
        ("第三条至第十条", "art_3__para_1"),
        ("第十条、第三条", "art_10__para_1"),
        ("一", "sec_1"),
        ("一（二）", "sec_1__sub_2"),
        ("一（二）至（四）", "sec_1__sub_2"),
        ("附件1二（1）", "annex_1__sec_2__sub_1"),
        ("附件1", "annex_1__sec_2__sub_1"),
        ("附件2第3项", "part-annex_2"),
        ("第十一条", ""),
        ("十一", ""),
        ("正文", ""),
    ],
)
def test_an_article_leads_to_its_unit_or_the_nearest_above(found, article, unit):
    assert found.unit(article) == unit


def test_what_has_no_unit_leads_to_the_document(found):
    assert found.address("正文").startswith("/documents/")
    assert "#" not in found.address("正文")
    assert found.address("第三条").endswith("#art_3__para_1")


def test_without_the_document_there_is_no_address():
    assert Citations().address("第三条") == ""
    assert Citations().document == ""


def test_the_day_that_was_asked_for_is_kept(monkeypatch, invented):
    monkeypatch.setattr(module, "document_places", lambda number, title, city: DocumentPlaces("k", "t", UNITS))
    found = citations(invented["yunmeng/heating_2026"].policy, dt.date(2026, 5, 1))
    assert found.address("第三条") == "/documents/k/?on=2026-05-01#art_3__para_1"


@pytest.mark.parametrize(
    ("article", "held"),
    [
        ("第三条", True),
        ("第三条第一款", True),
        ("第三条第二款", False),
        ("第十条第二款", True),
        ("第十条第三款", False),
        ("第十条（一）2", True),
        ("第十条（一）3", False),
        ("第十条第一款第（一）项", True),
        ("第一条", False),
        ("第十条第二款至第十二条", True),
        ("", False),
    ],
)
def test_only_what_stands_in_the_document_is_held(found, article, held):
    assert found.holds(article) is held


def test_of_a_document_that_somebody_names_the_text_goes_before_its_notice(monkeypatch):
    places = DocumentPlaces("云政规-2026-7", "关于印发办法的通知", UNITS)
    asked = []

    def answered(*named):
        asked.append(named)
        return places

    monkeypatch.setattr(module, "document_places", answered)
    assert citations_of("云政规〔2026〕7号", "云梦泽市").unit("一") == "sec_1"
    assert asked == [("云政规〔2026〕7号", "云政规〔2026〕7号", "云梦泽市")]
    monkeypatch.setattr(module, "document_places", lambda *named: None)
    assert citations_of("无此文件", "云梦泽市") == Citations()
