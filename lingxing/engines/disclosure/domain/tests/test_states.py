"""Lives of publications, their deadlines, tables as officers paste them, digests."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.disclosure.domain.content import Content, content_from_json
from lingxing.engines.disclosure.domain.deadlines import deadline, released_late, thousandths
from lingxing.engines.disclosure.domain.states import Life, PublicationState
from lingxing.engines.disclosure.domain.tables import parse_table, table_text
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.holidays import national_calendar

DAY = dt.date
RELEASED = dt.datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
CELLS = st.text(alphabet="甲乙丙12.-", min_size=1, max_size=6)


def test_a_notice_is_shown_through_its_last_day_and_gone_on_the_next():
    life = Life(RELEASED, None, DAY(2026, 3, 9))
    assert life.state(DAY(2026, 3, 9)) is PublicationState.RELEASED
    assert life.state(DAY(2026, 3, 10)) is PublicationState.EXPIRED
    assert Life(RELEASED).state(DAY(2099, 1, 1)) is PublicationState.RELEASED
    assert Life().state(DAY(2026, 3, 2)) is PublicationState.DRAFTED
    assert Life(RELEASED, RELEASED, DAY(2026, 3, 9)).state(DAY(2026, 3, 20)) is PublicationState.WITHDRAWN
    assert [state.shows for state in PublicationState] == [False, True, False, False]


def test_the_day_of_release_is_shanghais():
    assert Life(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)).released_on == DAY(2026, 3, 3)


@pytest.mark.parametrize(
    ("on", "color", "text"),
    [
        # Ordered on Monday 2 March, due on Monday the 16th: ten working days.
        (DAY(2026, 3, 2), "green", "剩余10个工作日"),
        (DAY(2026, 3, 11), "green", "剩余3个工作日"),  # 12, 13, 16: three of ten are more than a fifth
        (DAY(2026, 3, 12), "yellow", "剩余2个工作日"),
        (DAY(2026, 3, 16), "yellow", "今天是最后一天"),
        (DAY(2026, 3, 18), "red", "逾期2日"),
    ],
)
def test_lights_turn_with_the_days(on, color, text):
    light = deadline(DAY(2026, 3, 2), DAY(2026, 3, 16), on, national_calendar())
    assert (light.color, light.text, light.late) == (color, text, color == "red")


def test_late_is_counted_in_days_after_the_last_one():
    assert released_late(DAY(2026, 3, 16), DAY(2026, 3, 16)) == 0
    assert released_late(DAY(2026, 3, 18), DAY(2026, 3, 16)) == 2
    assert (thousandths(2, 3), thousandths(0, 0)) == (666, None)


@given(st.lists(CELLS, min_size=1, max_size=5, unique=True), st.data())
def test_a_table_comes_back_as_it_was_pasted(headings, data):
    width = len(headings)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4))
    table = tuple(headings), tuple(tuple(row) for row in rows)
    assert parse_table(table_text(*table)) == table


def test_bars_part_cells_too_and_an_empty_text_is_no_table():
    assert parse_table("企业|数量\n| 泽东航运公司 | 3 |\n") == (("企业", "数量"), (("泽东航运公司", "3"),))
    assert parse_table(" \n ") == ((), ())


@pytest.mark.parametrize(
    "text", ["企业|数量\n甲", "企业|企业\n甲|乙", "企业|\n甲|乙", "企业|数量", "企业\n" + "长" * 501]
)
def test_a_table_that_does_not_fit_says_where(text):
    with pytest.raises(LingxingError, match="表格"):
        parse_table(text)


def test_the_digest_covers_every_word():
    content = Content("名单", ("说明",), ("企业",), (("甲",),))
    assert content_from_json(content.to_json()) == content
    others = (
        Content("名单2", ("说明",), ("企业",), (("甲",),)),
        Content("名单", ("说", "明"), ("企业",), (("甲",),)),
        Content("名单", ("说明",), ("企业",), (("乙",),)),
    )
    assert len({content.digest, *(other.digest for other in others)}) == 4
