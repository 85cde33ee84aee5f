"""Terms: the words of a package, and the Chinese that people read."""

import pytest

from lingxing.kernel.terms import CountingRule, Length, Unit, is_fixed, parse_term

WORDS = {
    "5 working days": "5个工作日",
    "1 working day": "1个工作日",
    "20 days": "20日",
    "3 months": "3个月",
    "1 year": "1年",
    "24 hours": "24小时",
    "first 15 days of the next quarter": "次季度前15日内",
    "first 15 days of each quarter": "每季度前15日内",
    "first 10 working days of the next month": "次月前10个工作日内",
    "end of the next month": "次月底前",
    "end of this month": "本月底前",
    "end of this quarter": "本季度末前",
    "end of the next year": "次年年底前",
    "by 12-31": "12月31日前",
    "by 02-29": "2月29日前",
    "by 01-31 of the next year": "次年1月31日前",
}


@pytest.mark.parametrize("words", WORDS)
def test_a_term_is_read_shown_and_written_back(words):
    term = parse_term(words)
    assert term.label == WORDS[words]
    assert str(term) == words
    assert parse_term(str(term)) == term


def test_spaces_and_plurals_do_not_matter():
    assert parse_term(" 1  working days ") == parse_term("1 working day") == Length(1, Unit.WORKING_DAY)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "five days",
        "-5 days",
        "1.5 months",
        "5 weeks",
        "5workingdays",
        "5 working days extra",
        "by 13-01",
        "by 02-30",
        "by 00-10",
        "by 1-31",
        "end of the month",
        "first 5 months of the next year",
        "first 5 days of this month",
    ],
)
def test_other_words_are_refused_with_what_may_be_written(words):
    with pytest.raises(ValueError, match='write "5 working days"'):
        parse_term(words)


@pytest.mark.parametrize("words", ["0 days", "10000 days", "9" * 5000 + " days", "first 29 days of the next month"])
def test_amounts_out_of_bounds_are_refused(words):
    with pytest.raises(ValueError, match="is not between 1 and"):
        parse_term(words)


def test_only_lengths_are_moved_by_suspensions():
    assert [is_fixed(parse_term(words)) for words in ("5 days", "1 year", "by 12-31", "end of the next month")] == [
        False,
        False,
        True,
        True,
    ]


def test_rules_name_themselves_with_their_articles():
    assert "第二百条至第二百零四条" in CountingRule.CIVIL.label
    assert "《行政许可法》第八十二条" in CountingRule.LICENSING.label
    assert "不顺延" in CountingRule.PLAIN.label
    assert [rule.moves_the_last_day for rule in CountingRule] == [True, True, False]
    assert [CountingRule(name) for name in ("civil", "licensing", "plain")] == list(CountingRule)
