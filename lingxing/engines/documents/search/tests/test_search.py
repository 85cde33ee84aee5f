"""Searching against a plain reading of every text."""

import datetime as dt
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.domain.status import StatusState
from lingxing.engines.documents.models import UnitRow
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.documents.search import running
from lingxing.engines.documents.search.language import parse_query
from lingxing.engines.documents.search.results import Hit
from lingxing.engines.documents.tests import samples
from lingxing.kernel.actors import OPERATOR
from tests.sizes import sized

pytestmark = pytest.mark.django_db

ON = dt.date(2024, 12, 1)
WHERE = (
    "渡口由区管理，渡船5年一检。",
    "船口不得停放渡船",
    "见云政发〔2024〕11号文件及2024年11月的通知",
    "水、电、气价格按照A级标准，节约用水",
    "渡 口 免 费，船上不用水",
    "ab12船号，ab 12口",
    "口",
)
alphabet = '渡口船水用年管理号5ab12 ，〔〕"“”-《》'


@pytest.fixture
def library() -> None:
    whole = samples.document(1, "云梦泽市水上客运规定", "云政规〔2024〕5号", articles=WHERE)
    services.import_gazette(
        samples.gazette(samples.ferry_rules(), samples.old_ferry_rules(), whole), OPERATOR, samples.AT
    )


def find(text: str, **filters: Any) -> tuple[Hit, ...]:
    return queries.search(text, Filters(**filters), ON, page_size=200).hits


def places(text: str, **filters: Any) -> list[str]:
    return [f"{hit.document_key}#{hit.unit_id}" for hit in find(text, **filters)]


def plain(text: str) -> str:
    """Return the text with every end of a run of characters shown as one bar, words whole between bars."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", folded)
    spaced = re.sub(r"([a-z0-9]+)", r"|\1|", folded)
    return "|" + re.sub(r"[^\u4e00-\u9fffa-z0-9]+", "|", spaced) + "|"


def holds(text: str, term: str) -> bool:
    haystack, needle = re.sub(r"\|+", "|", plain(text)), re.sub(r"\|+", "|", plain(term)).strip("|")
    left = "|" if needle[0].isascii() else ""
    right = "|" if needle[-1].isascii() else ""
    return left + needle + right in haystack


def expected(text: str) -> set[tuple[int, str]]:
    query = parse_query(text)
    found = set()
    for row in UnitRow.objects.select_related("document"):
        fields = (row.document.title, row.heading, row.text)
        own = any(holds(field, term.text) for term in query.required for field in fields[1:])
        every = all(any(holds(field, term.text) for field in fields) for term in query.required)
        barred = any(holds(field, term.text) for term in query.excluded for field in fields)
        if own and every and not barred:
            found.add((row.document_id, row.unit_id))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=sized(75, 300))
@given(st.text(alphabet, min_size=1, max_size=12))
def test_search_finds_what_a_plain_reading_finds(library: None, text: str):
    query = parse_query(text)
    if not query.required:
        assert queries.search(text, Filters(), ON).note
        return
    answer = running.run_search(text, None, 1, 500)
    if answer.relaxed:
        assert not expected(text)
        return
    rows = {(row.document.key, row.unit_id): row.document_id for row in UnitRow.objects.select_related("document")}
    assert {(rows[hit.document_key, hit.unit_id], hit.unit_id) for hit in answer.hits} == expected(text)
    assert answer.total == len(answer.hits)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=sized(50, 200))
@given(st.text(max_size=60))
def test_no_text_breaks_the_search(library: None, text: str):
    queries.search(text, Filters(), ON)
    queries.search(f"渡口 {text}", Filters(), ON)


@pytest.mark.parametrize("text", ["〔2024〕11号", "[2024]11", "2024 11", "2024年11号", "云政发2024 11"])
def test_a_number_is_found_in_any_writing(library: None, text: str):
    assert places(text) == ["云政规-2024-5#art_3"]


@pytest.mark.parametrize("text", ["云政办发〔2017〕11号", "2017 11", "〔2017〕11"])
def test_a_document_is_found_by_its_own_number(library: None, text: str):
    assert places(text) == ["云政办发-2017-11#"]


def test_words_of_one_and_two_characters_are_found(library: None):
    assert places("电") == ["云政规-2024-5#art_4"]
    assert places("气价") == ["云政规-2024-5#art_4"]
    assert "云政规-2024-5#art_7" in places("口")


def test_a_title_goes_before_a_text(library: None):
    assert [hit.unit_id for hit in find("渡口")][:2] == ["", ""]
    assert find("渡口")[0].document_key in {"云政规-2024-3", "云政办发-2017-11"}


def test_a_phrase_does_not_cross_punctuation_and_a_word_does_not_either(library: None):
    assert places("“水电”") == []
    assert places("水、电") == ["云政规-2024-5#art_4"]


def test_excluded_words_bar_units_and_titles(library: None):
    assert "云政办发-2017-11#art_1" in places("渡口")
    assert not [place for place in places("渡口 -暂行") if place.startswith("云政办发-2017-11")]


def test_filters_narrow_as_in_the_list(library: None):
    assert {hit.document_key for hit in find("渡口", status=StatusState.REPEALED)} == {"云政办发-2017-11"}
    assert {hit.document_key for hit in find("渡口", year=2017)} == {"云政办发-2017-11"}
    assert find("渡口", city="临江市") == ()
    organ = next(organ for organ in queries.organs() if organ.name == "云梦泽市水利局")
    assert {hit.document_key for hit in find("渡口", organ=organ.id)} == {"云政规-2024-3"}


def test_what_stands_nowhere_in_one_piece_is_found_in_parts(library: None):
    answer = queries.search("管理渡船", Filters(), ON)
    assert (answer.relaxed, {hit.unit_id for hit in answer.hits}) == (True, {"art_1", "art_3"})


def test_pages_follow_each_other_without_gap_or_repeat(library: None, monkeypatch: pytest.MonkeyPatch):
    whole = places("渡")
    for ranked in (running.RANKED, 3):
        monkeypatch.setattr(running, "RANKED", ranked)
        answers = [queries.search("渡", Filters(), ON, page, 2) for page in range(1, 10)]
        paged = [f"{hit.document_key}#{hit.unit_id}" for answer in answers[: answers[0].pages] for hit in answer.hits]
        assert len(set(paged)) == len(paged)
        assert set(paged) <= set(whole)
        assert len(paged) == (len(whole) if ranked > 3 else 4)


def test_of_very_many_finds_those_in_headings_come_first(library: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "RANKED", 2)
    answer = queries.search("渡口", Filters(), ON)
    assert answer.more
    assert answer.total == 2
    assert all(hit.unit_id == "" for hit in answer.hits[:2])


def test_a_replaced_text_leaves_the_index(library: None):
    changed = samples.document(1, "云梦泽市水上客运规定", "云政规〔2024〕5号", articles=("全部停航。",))
    services.import_gazette(samples.gazette(changed, edition="2"), OPERATOR, samples.AT)
    assert places("气价") == []
    assert places("停航") == ["云政规-2024-5#art_1"]


def test_snippets_mark_what_was_found_and_are_no_markup(library: None):
    (hit,) = find("〔2024〕11号")
    assert [run.text for run in hit.snippet if run.marked] == ["2024〕11号"]
    assert "".join(run.text for run in hit.snippet) == WHERE[2]
