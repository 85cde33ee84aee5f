"""Places in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.placeholders import Placeholder, fill, placeholders_of


def test_places_are_found_in_order_each_time_they_stand():
    text = "{applicant}：罚款{amount:capitals}，{clock.issue.due}前缴纳。{applicant}"
    names = [str(place) for place in placeholders_of(text)]
    assert names == ["{applicant}", "{amount:capitals}", "{clock.issue.due}", "{applicant}"]
    assert placeholders_of(text)[1] == Placeholder("amount", "capitals")


@pytest.mark.parametrize(
    "text", ["{", "}", "{a", "a}", "{{a}}", "{}", "{A}", "{1a}", "{a.}", "{.a}", "{a b}", "{a:}", "{a:b:c}", "{中文}"]
)
def test_what_is_no_place_is_refused(text):
    with pytest.raises(ValueError, match=r"brace|no placeholder"):
        placeholders_of(text)


@given(st.text(), st.text())
def test_what_is_filled_in_is_never_read_again(first, second):
    values = {"a": first + "{b}", "b": second}
    assert fill("〔{a}｜{b}〕", lambda place: values[place.name]) == f"〔{first}{{b}}｜{second}〕"


@given(st.text(alphabet=st.characters(blacklist_characters="{}")))
def test_a_text_without_places_stays_as_it_is(text):
    assert placeholders_of(text) == ()
    assert fill(text, str) == text
