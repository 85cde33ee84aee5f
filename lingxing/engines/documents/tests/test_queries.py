"""The library's reads: the database's answer against the domain's, and no query per row."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.domain.model import RelationKind, Validity
from lingxing.engines.documents.domain.status import StatusState, status_on
from lingxing.engines.documents.models import Document
from lingxing.engines.documents.queries.facts import facts_of
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.documents.tests import samples
from lingxing.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db

ON = dt.date(2024, 12, 1)


def cleanup() -> Any:
    """Return a decision that orders one text revised within a time, repeals a second and extends a third."""
    threat = "限期内未修改的文件自行失效。"
    relations = (
        samples.relation(RelationKind.MUST_REVISE, "码头规定", "云政规〔2020〕1号", deadline=dt.date(2025, 3, 1)),
        samples.relation(RelationKind.REPEALS, "航标规定", "云政规〔2020〕2号", effective_on=dt.date(2025, 1, 1)),
        samples.relation(RelationKind.EXTENDS, "船员规定", "云政规〔2020〕3号", deadline=dt.date(2027, 12, 31)),
    )
    return samples.document(
        4,
        "云梦泽市人民政府关于清理文件的决定",
        "云政发〔2024〕9号",
        kind="决定",
        date=dt.date(2024, 9, 1),
        relations=relations,
        articles=(threat,),
    )


@pytest.fixture
def library() -> None:
    until = Validity(effective_on=dt.date(2020, 5, 1), expires_on=dt.date(2025, 2, 1))
    older = [
        samples.document(
            number, f"云梦泽市{name}规定", f"云政规〔2020〕{number}号", date=dt.date(2020, 4, 1), validity=validity
        )
        for number, name, validity in ((1, "码头", Validity()), (2, "航标", Validity()), (3, "船员", until))
    ]
    documents = (*older, cleanup(), samples.ferry_rules(), samples.old_ferry_rules())
    services.import_gazette(samples.gazette(*documents), OPERATOR, samples.AT)


@pytest.mark.parametrize(
    "day",
    [dt.date(2016, 1, 1), dt.date(2024, 7, 31), ON, dt.date(2025, 1, 1), dt.date(2025, 3, 2), dt.date(2031, 1, 1)],
)
def test_statuses_in_lists_are_those_of_the_domain(library: None, day: dt.date):
    page = queries.library(Filters(), day)
    ids = {row.key: row.pk for row in Document.objects.all()}
    facts = facts_of(ids.values())
    expected = {key: status_on(facts[pk], day) for key, pk in ids.items()}
    assert {line.key: line.status.state for line in page.documents} == {k: s.state for k, s in expected.items()}
    assert {line.key: line.status.until for line in page.documents} == {k: s.until for k, s in expected.items()}
    counts = {facet.value: facet.count for facet in page.facets.statuses}
    for state in StatusState:
        found = queries.library(Filters(status=state), day)
        assert {line.key for line in found.documents} == {k for k, s in expected.items() if s.state is state}
        assert counts.get(state, 0) == found.total


def test_lists_filter_count_and_turn_pages(library: None):
    assert [line.number for line in queries.library(Filters(), ON, page_size=2).documents] == [
        "云政发〔2024〕9号",
        "云政规〔2024〕3号",
    ]
    page = queries.library(Filters(year=2020), ON, page=9, page_size=2)
    assert (page.total, page.pages, page.page, len(page.documents)) == (3, 2, 2, 1)
    assert [(facet.value, facet.count) for facet in page.facets.kinds] == [("办法", 3)]
    assert queries.library(Filters(kind="决定", city=samples.CITY), ON).total == 1
    organ = next(organ for organ in queries.organs() if organ.name == "云梦泽市水利局")
    assert [line.key for line in queries.library(Filters(organ=organ.id), ON).documents] == ["云政规-2024-3"]


def test_what_ends_soon_is_listed_soonest_first_and_what_lapsed_by_its_deadline(library: None):
    assert [line.number for line in queries.expiring(ON, 29)] == []
    assert [line.number for line in queries.expiring(ON, 30)] == ["云政规〔2020〕2号"]
    assert [line.number for line in queries.expiring(ON, 90)] == ["云政规〔2020〕2号", "云政规〔2020〕1号"]
    assert queries.lapsed_by_deadline(dt.date(2025, 3, 1)) == ()
    assert [line.number for line in queries.lapsed_by_deadline(dt.date(2025, 3, 2))] == ["云政规〔2020〕1号"]


def test_an_ordered_revision_of_a_text_outside_the_library_is_listed_until_an_amendment_meets_it(library: None):
    order = samples.relation(RelationKind.MUST_REVISE, "灯塔规定", "云政规〔2019〕8号", deadline=dt.date(2025, 6, 1))
    amends = samples.relation(RelationKind.AMENDS, "灯塔规定", "云政规〔2019〕8号")
    decision = samples.document(
        1, "关于限期修改的决定", "云政发〔2024〕30号", date=dt.date(2024, 11, 1), relations=(order,)
    )
    services.import_gazette(samples.gazette(decision, edition="2"), OPERATOR, samples.AT)
    assert queries.outside_revisions(dt.date(2024, 10, 31)) == ()
    (found,) = queries.outside_revisions(ON)
    assert (found.number, found.deadline, found.source_key) == (
        "云政规〔2019〕8号",
        dt.date(2025, 6, 1),
        "云政发-2024-30",
    )
    late = samples.document(1, "关于修改的决定", "云政发〔2025〕4号", date=dt.date(2025, 6, 1), relations=(amends,))
    services.import_gazette(samples.gazette(late, edition="3"), OPERATOR, samples.AT)
    assert len(queries.outside_revisions(dt.date(2025, 5, 31))) == 1
    assert queries.outside_revisions(dt.date(2025, 6, 2)) == ()


def test_an_organ_sees_its_tasks_by_deadline(library: None):
    organ = next(organ for organ in queries.organs() if organ.name == "云梦泽市交通运输局")
    before, after = (queries.organ_page(organ.id, day) for day in (dt.date(2024, 12, 31), dt.date(2025, 1, 1)))
    assert before is not None
    assert after is not None
    assert [task.task_id for task in before.dated] == [task.task_id for task in after.overdue] == ["task_1"]
    ended = queries.organ_page(organ.id, dt.date(2029, 8, 1))
    assert ended is not None
    assert [task.task_id for task in ended.ended] == ["task_1"]
    assert queries.organ_page(0, ON) is None


def test_deadlines_are_those_of_binding_texts(library: None):
    days = [(deadline.day.isoformat(), deadline.document_key) for deadline in queries.deadlines(Filters(), ON)]
    assert days == [
        ("2024-12-31", "云政规-2020-2"),
        ("2024-12-31", "云政规-2024-3"),
        ("2025-03-01", "云政规-2020-1"),
        ("2027-12-31", "云政规-2020-3"),
        ("2029-07-31", "云政规-2024-3"),
    ]


def test_unknown_addresses_are_answered_with_nothing(library: None):
    assert queries.document_page("没有", ON) is None
    assert queries.document_page("云政规-2024-3", ON, version=9) is None
    assert queries.raw_blocks("没有") == ()
    assert queries.gazette_page(0, ON) is None
    assert queries.problem(0) is None


def statements(work: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_no_read_asks_once_per_row(library: None):
    reads = [
        lambda: queries.library(Filters(), ON, page_size=100),
        lambda: queries.newest(100),
        lambda: queries.tasks(Filters(), ON),
        lambda: queries.deadlines(Filters(), ON),
        lambda: queries.organs(),
        lambda: queries.problems(page_size=100),
        lambda: queries.gazettes(),
        lambda: queries.expiring(ON, 900),
        lambda: queries.search("渡口", Filters(), ON, page_size=100),
    ]
    before = [statements(read) for read in reads]
    more = [
        samples.document(n, f"渡口{n}号方案", f"云政函〔2024〕{n}号", tasks=samples.ferry_rules().tasks)
        for n in range(1, 25)
    ]
    services.import_gazette(samples.gazette(*more, edition="2"), OPERATOR, samples.AT)
    assert [statements(read) for read in reads] == before
