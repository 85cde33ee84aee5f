"""Work lists: in the order of days, a page at a time, in few queries, whatever is stored."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lingxing.engines.cases.domain.lights import Color
from lingxing.engines.cases.models import Notice, Turn
from lingxing.engines.cases.queries.applicants import my_cases
from lingxing.engines.cases.queries.desk import DeskFilters, desk, desk_counts
from lingxing.engines.cases.services.assigning import assign
from lingxing.engines.cases.tests.invented import MARKET, installed
from lingxing.engines.cases.tests.office import AT, open_office
from lingxing.engines.cases.tests.stories import applied, completion_asked, day_of, done, ferry_applied, open_ferry
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError, NotAllowed

DAY = dt.timedelta(days=1)
ON = day_of(AT)
ALL = DeskFilters()


def numbers(office, filters=ALL, on=ON, who="clerk"):
    return [row.number for row in desk(getattr(office, who), filters, on).rows]


def test_the_list_runs_by_day_with_lights_in_words(office):
    late, early = applied(office, AT + 3 * DAY), applied(office)
    on = day_of(AT + 14 * DAY)
    page = desk(office.clerk, ALL, on)
    assert [row.number for row in page.rows] == [early.number, late.number]
    first = page.rows[0]
    # The early one ends on 17 March; of its fifteen days one is left on the 16th.
    assert (first.due_on, first.light.color, first.light.text) == (dt.date(2026, 3, 17), Color.YELLOW, "剩余1日")
    assert (first.service, first.state, first.role) == ("便民市场摊位申请", "已提交", "市场所")
    assert (first.title, first.applicant, first.assignee) == ("豆腐", "赵**", "")
    assert page.after == ""


def test_everybody_has_the_list_of_their_own_duties(office):
    case = applied(office)
    assert numbers(office) == [case.number]
    for who in ("chief", "doctor", "elsewhere", "supervisor", "administrator", "applicant"):
        assert numbers(office, who=who) == []
    done(case, office.clerk, "office", "accept", AT, originals_seen=True)
    assert numbers(office, who="doctor") == numbers(office, who="fireman") == [case.number]


def test_what_waits_for_the_applicant_leaves_the_clerks_list(office):
    case = completion_asked(office, applied(office), AT)
    assert numbers(office) == []
    (own,) = my_cases(office.applicant, ON)
    assert (own.case.number, own.mine, own.turn) == (case.number, True, "申请人")


def test_what_stands_comes_last(office):
    standing, running = applied(office), applied(office)
    Turn.objects.filter(case=standing).update(paused=True, due_on=None)
    assert numbers(office) == [running.number, standing.number]
    assert numbers(office, DeskFilters(light="paused")) == [standing.number]


@pytest.mark.parametrize(
    ("light", "days", "found"),
    [("red", 15, 0), ("red", 16, 1), ("yellow", 11, 0), ("yellow", 12, 1), ("green", 11, 1), ("green", 12, 0)],
)
def test_filters_by_light(office, light, days, found):
    # 15 days from 2 March: three, a fifth, are left from the 14th on; the 17th is the last, the 18th is late.
    applied(office)
    assert len(numbers(office, DeskFilters(light=light), day_of(AT + days * DAY))) == found


def test_filters_by_service_and_person(office):
    open_ferry(office)
    stall, crossing = applied(office), ferry_applied(office)
    assert numbers(office, DeskFilters(package=MARKET, service="stall")) == [stall.number]
    assert numbers(office, DeskFilters(service="crossing")) == [crossing.number]
    turn = Turn.objects.get(case=stall, role="office")
    assign([turn.pk], office.clerk.pk, office.clerk.pk, office.clerk.actor, AT)
    assert numbers(office, DeskFilters(whose="mine")) == [stall.number]
    assert numbers(office, DeskFilters(whose="free")) == [crossing.number]
    counts = desk_counts(office.clerk, ALL, ON)
    assert (counts.all, counts.red, counts.mine, counts.shown("all")) == (2, 0, 1, "2")


def test_few_queries_for_any_number_of_lines(office, django_assert_max_num_queries):
    for _ in range(8):
        applied(office)
    with django_assert_max_num_queries(9):
        assert len(desk(office.clerk, ALL, ON).rows) == 8


def test_a_place_that_no_page_gave_is_refused(office):
    for after in ("x", "2026-01-01", "none.", "2026-13-01.4"):
        with pytest.raises(LingxingError):
            desk(office.clerk, ALL, ON, after=after)


class Pages(TestCase):
    """Pages add up to the whole list, whatever the days are."""

    def setUp(self):
        self.packages = installed()
        self.packages.__enter__()
        self.office = open_office()
        self.case = applied(self.office)

    def tearDown(self):
        self.packages.__exit__(None, None, None)

    @given(st.lists(st.none() | st.integers(0, 6), max_size=12), st.integers(1, 5))
    def test_pages_add_up(self, days, size):
        kept = Turn.objects.get(case=self.case, role="office")
        Turn.objects.exclude(pk=kept.pk).delete()
        Turn.objects.filter(pk=kept.pk).delete()
        for place, day in enumerate(days):
            Turn.objects.create(
                case=self.case,
                role=f"office{place}",
                organ=self.office.office,
                duty="clerk",
                since=AT,
                due_on=None if day is None else ON + day * DAY,
                package=MARKET,
                service="stall",
            )
        turns = Turn.objects.all()
        whole = sorted(turns, key=lambda turn: (turn.due_on is None, turn.due_on or ON, turn.pk))
        seen, after = [], ""
        for _ in itertools.count():
            page = desk(self.office.clerk, ALL, ON, after=after, size=size)
            seen += [row.turn_id for row in page.rows]
            after = page.after
            if not after:
                break
        assert seen == [turn.pk for turn in whole]


def test_assigning_many_tells_once_and_asks_for_the_duty(office):
    turns = [Turn.objects.get(case=applied(office), role="office").pk for _ in range(3)]
    with pytest.raises(LingxingError, match="职责"):
        assign(turns, office.chief.pk, office.clerk.pk, office.clerk.actor, AT)
    with pytest.raises(NotAllowed):
        assign(turns, office.clerk.pk, office.doctor.pk, office.doctor.actor, AT)
    assert Turn.objects.filter(assignee=None, role="office").count() == 3
    found = assign([*turns, 10**9], office.clerk.pk, office.chief.pk, office.chief.actor, AT)
    assert (found.changed, found.gone) == (3, 1)
    assert [notice.text for notice in Notice.objects.filter(account=office.clerk, kind="turn")] == [
        "有 3 件待办已分派给您"
    ]
    assert assign(turns, None, office.clerk.pk, OPERATOR, AT).changed == 3
