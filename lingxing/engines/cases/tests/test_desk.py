"""Work lists: in the order of days, a page at a time, in few queries, whatever is stored."""

import datetime as dt
import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lingxing.engines.cases.domain.lights import Color
from lingxing.engines.cases.models import Case, Notice, Turn
from lingxing.engines.cases.queries.applicants import my_cases
from lingxing.engines.cases.queries.desk import DeskFilters, desk, desk_counts
from lingxing.engines.cases.queries.overview import LightCounts, overview
from lingxing.engines.cases.services.assigning import assign
from lingxing.engines.cases.tests.invented import MARKET, installed
from lingxing.engines.cases.tests.office import AT, Office, open_office
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
    with django_assert_max_num_queries(10):
        assert len(desk(office.clerk, ALL, ON).rows) == 8


def test_a_place_that_no_page_gave_is_refused(office):
    for after in ("x", "2026-01-01", "none.", "2026-13-01.4"):
        with pytest.raises(LingxingError):
            desk(office.clerk, ALL, ON, after=after)


LINES = st.tuples(
    st.none() | st.integers(-3, 4), st.integers(0, 3), st.booleans(), st.sampled_from(["", "clerk_one", "chief_one"])
)
"""Days until the last one, how many before it are yellow, whether a line without a day stands, whose it is."""
FILTERS = st.builds(
    DeskFilters,
    package=st.sampled_from(["", MARKET]),
    light=st.sampled_from(["", "red", "yellow", "green", "paused"]),
    whose=st.sampled_from(["", "mine", "free"]),
)


class Pages(TestCase):
    """Pages add up to the whole list and counts to its lights, whatever the days are and the list is narrowed to."""

    office: Office
    case: Case

    @classmethod
    def setUpTestData(cls):
        with installed():
            cls.office = open_office()
            cls.case = applied(cls.office)
        Turn.objects.all().delete()

    def setUp(self):
        self.packages = installed()
        self.packages.__enter__()

    def tearDown(self):
        self.packages.__exit__(None, None, None)

    def add(self, lines):
        people = {"": None, "clerk_one": self.office.clerk, "chief_one": self.office.chief}
        for place, (day, near, stands, whose) in enumerate(lines):
            due = None if day is None else ON + day * DAY
            Turn.objects.create(
                case=self.case,
                role=f"office{place}",
                organ=self.office.office,
                duty="clerk",
                since=AT,
                due_on=due,
                yellow_on=due and due - near * DAY,
                paused=stands and due is None,
                assignee=people[whose],
                package=MARKET,
                service="stall",
            )
        return list(Turn.objects.all())

    @given(st.lists(LINES, max_size=12), FILTERS, st.integers(1, 5))
    def test_pages_add_up(self, lines, filters, size):
        turns = [turn for turn in self.add(lines) if within(turn, filters, self.office.clerk)]
        whole = sorted(turns, key=lambda turn: (turn.due_on is None, turn.due_on or ON, turn.pk))
        seen, after = [], ""
        for _ in itertools.count():
            page = desk(self.office.clerk, filters, ON, after=after, size=size)
            seen += [row.turn_id for row in page.rows]
            after = page.after
            if not after:
                break
        assert seen == [turn.pk for turn in whole]

    @given(st.lists(LINES, max_size=12), st.sampled_from(["", MARKET]))
    def test_counts_add_up(self, lines, package):
        turns = self.add(lines)
        lights = Counter(map(light_of, turns))
        found = desk_counts(self.office.clerk, DeskFilters(package), ON)
        mine = sum(turn.assignee == self.office.clerk for turn in turns)
        assert (found.all, found.red, found.yellow, found.mine) == (len(turns), lights["red"], lights["yellow"], mine)
        seen = overview(self.office.supervisor, ON, package=package)
        assert seen.counts == LightCounts(*(lights[name] for name in ("red", "yellow", "green", "paused", "")))
        assert sum(group.counts.all for group in seen.by_clerk) == len(turns)
        late = [turn for turn in turns if light_of(turn) == "red"]
        assert [row.turn_id for row in seen.late] == [
            turn.pk for turn in sorted(late, key=lambda turn: (turn.due_on, turn.pk))
        ]


def light_of(turn):
    if turn.due_on is None:
        return "paused" if turn.paused else ""
    return "red" if turn.due_on < ON else "yellow" if turn.yellow_on <= ON else "green"


def within(turn, filters, account):
    whose = {"": True, "mine": turn.assignee == account, "free": turn.assignee is None}[filters.whose]
    return whose and filters.light in ("", light_of(turn))


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
