"""What a query asks for, and where its words are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.search.language import Query, TermKind, parse_query
from lingxing.engines.documents.search.snippets import marked, marks, snippet
from lingxing.engines.documents.search.tokens import fold, index_tokens, phrase_tokens


def said(query: Query) -> tuple[list[str], list[str]]:
    return [term.text for term in query.required], [term.text for term in query.excluded]


@pytest.mark.parametrize(
    ("text", "required", "excluded"),
    [
        ("渡口 救生", ["渡口", "救生"], []),
        ("“渡口 管理” -暂行", ["渡口 管理"], ["暂行"]),
        ('"渡口管理" －"水库"', ["渡口管理"], ["水库"]),
        ("《渡口办法》", ["渡口办法"], []),
        ('"没有收尾', ["没有收尾"], []),
        ("- 渡口", ["渡口"], []),
        ("渡口-水库", ["渡口-水库"], []),
        ("-渡口", [], ["渡口"]),
        ("渡口 渡口", ["渡口"], []),
        ("，。！", [], []),
        ("", [], []),
    ],
)
def test_operators(text: str, required: list[str], excluded: list[str]):
    assert said(parse_query(text)) == (required, excluded)


@pytest.mark.parametrize(
    "text",
    [
        "〔2024〕11号",
        "[2024]11",
        "2024 11",
        "2024年11号",
        "（2024）11号",
        "﹝2024﹞ 第11号",
        "【2024】011 号",
        "２０２４ 11",
    ],
)
def test_a_number_means_the_same_in_any_writing(text: str):
    (term,) = parse_query(text).required
    assert (term.kind, term.tokens) == (TermKind.NUMBER, ("2024", "11", "号"))


@pytest.mark.parametrize(
    "text",
    ["云政办发〔2024〕11号", "云政办发[2024]11", "云政办发 〔2024〕 11 号", "云政办发2024年11号", "云政办发2024 11"],
)
def test_a_number_keeps_its_issuing_mark(text: str):
    (term,) = parse_query(text).required
    assert term.tokens == ("云政", "政办", "办发", "发", "2024", "11", "号")


@pytest.mark.parametrize(
    ("text", "required"),
    [("2024 2025", ["2024", "2025"]), ("渡口 2024 11", ["渡口", "〔2024〕11号"]), ("2024年11月", ["2024年11月"])],
)
def test_years_and_months_are_no_numbers(text: str, required: list[str]):
    assert said(parse_query(text))[0] == required


def test_tokens_are_pairs_and_whole_words():
    assert list(index_tokens("节约用水ＡＢ５%，户 口")) == ["节约", "约用", "用水", "水", "ab5", "户口", "口"]
    assert phrase_tokens("节约用水") == (("节约", "约用", "用水"), False)
    assert phrase_tokens("水") == (("水",), True)
    assert phrase_tokens("5年") == (("5", "年"), True)
    assert phrase_tokens("水、电价") == (("水", "电价"), False)


def test_a_long_word_is_cut_into_words_of_two_characters():
    relaxed = parse_query("居民医保报销比例五").relaxed()
    assert relaxed
    assert [term.text for term in relaxed.required] == ["居民", "医保", "报销", "比例", "例五"]
    assert parse_query("医保").relaxed() is None
    assert parse_query("“居民医保报销比例”").relaxed() is None


@given(st.text(max_size=300))
def test_any_text_is_a_query_of_bounded_size(text: str):
    query = parse_query(text)
    assert len(query.required) + len(query.excluded) <= 12
    assert all(term.tokens for term in (*query.required, *query.excluded))


def test_marks_stand_where_the_words_stand():
    (term,) = parse_query("2024 11").required
    assert marks("见（云政发〔2024〕11 号）。", [term]) == [(6, 15)]
    runs = marked("Ａ级渡口、a级", parse_query("a级").required)
    assert [(run.text, run.marked) for run in runs] == [("Ａ级", True), ("渡口、", False), ("a级", True)]


def test_a_snippet_of_a_long_text_shows_the_marks_and_says_what_is_left_out():
    text = "前" * 500 + "渡口管理" + "后" * 500
    runs = snippet(text, parse_query("渡口").required, 100)
    assert runs[0].text == "…"
    assert runs[-1].text == "…"
    assert [run.text for run in runs if run.marked] == ["渡口"]
    assert sum(len(run.text) for run in runs) == 102


words = st.text("渡口船 ab1２，〔〕\n", min_size=1, max_size=30)


@given(words, words)
def test_a_snippet_is_text_of_the_source(text: str, query: str):
    assert "".join(run.text for run in marked(text, parse_query(query).required)) == text
    assert fold(fold(text)) == fold(text)
