"""What outsiders and supervisors get: tracking, registers, queues, objections, ratings, the overview, the calendar."""

import datetime as dt

import pytest

from lingxing.engines.cases.models import Case, Objection, PublicationOrder, Rating
from lingxing.engines.cases.queries.applicants import my_cases, track
from lingxing.engines.cases.queries.calendar import calendar, calendar_changes, clocks_touched
from lingxing.engines.cases.queries.lists import position_in, queue, register
from lingxing.engines.cases.queries.objections import objections
from lingxing.engines.cases.queries.overview import overview, satisfaction_with
from lingxing.engines.cases.queries.publication import open_publication_orders
from lingxing.engines.cases.services.calendar import change_calendar, revoke_calendar_change
from lingxing.engines.cases.services.objecting import decide_objection, object_to
from lingxing.engines.cases.services.publishing import withdraw_orders
from lingxing.engines.cases.services.rating import rate
from lingxing.engines.cases.services.tracking import track_case
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT
from lingxing.engines.cases.tests.stories import (
    FERRY,
    applied,
    applied_with_code,
    capacity,
    day_of,
    done,
    ferry_applied,
    issued,
    noticed,
    open_ferry,
)
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

DAY = dt.timedelta(days=1)
ON = day_of(AT)


def test_number_and_code_show_where_the_case_stands_and_nobodys_name(office):
    case, code = applied_with_code(office)
    seen = track_case(case.number.lower(), f" {code.lower()} ", "10.0.0.1", AT)
    assert (seen.number, seen.service, seen.state) == (case.number, "便民市场摊位申请", "已提交")
    assert (seen.turn, seen.due_on) == ("城东市场监督管理所", dt.date(2026, 3, 17))
    assert [(step.act, step.role) for step in seen.steps] == [("提交申请", "申请人")]
    assert "赵" not in repr(seen)


def test_wrong_pairs_are_answered_alike(office):
    case, code = applied_with_code(office)
    _, other_code = applied_with_code(office)
    refusals = set()
    for number, guess in ((case.number, "22222222"), ("BMT2026999999", code), (case.number, other_code), ("", "")):
        with pytest.raises(NotFound) as refusal:
            track(number, guess, ON)
        refusals.add(str(refusal.value))
    assert len(refusals) == 1


def test_guessing_is_locked_out_for_the_number_known_or_not(office, settings):
    case, code = applied_with_code(office)
    for number in (case.number, "BMT2026999999"):
        for _ in range(settings.LOCK_AFTER):
            with pytest.raises(NotFound):
                track_case(number, "22222222", "10.0.0.1", AT)
        with pytest.raises(NotAllowed, match="15分钟"):
            track_case(number, code, "10.0.0.2", AT)
    later = AT + dt.timedelta(minutes=settings.LOCK_MINUTES, seconds=1)
    assert track_case(case.number, code, "10.0.0.2", later).number == case.number


def test_an_address_that_guesses_at_many_numbers_is_locked_out(office, settings):
    for n in range(settings.LOCK_AFTER * 20):
        with pytest.raises(NotFound):
            track_case(f"BMT20260{n}", "22222222", "10.0.0.1", AT)
    with pytest.raises(NotAllowed):
        track_case("BMT2026000001", "22222222", "10.0.0.1", AT)


def test_own_cases_of_every_party_newest_first(office):
    first, second = applied(office), applied(office, AT + DAY)
    applied(office, AT, office.other)
    assert [own.case.number for own in my_cases(office.applicant, ON)] == [second.number, first.number]
    assert [own.case.number for own in my_cases(office.applicant, ON, before=second.opened_at)] == [first.number]
    assert my_cases(office.clerk, ON) == []


def test_a_register_is_public_redacted_and_paged(office):
    for _ in range(3):
        issued(office, applied(office), AT)
    page = register(MARKET, "stall", "holders", size=2)
    assert page.headings == ("编号", "经营品种", "摊位号", "姓名或名称")
    assert page.rows[0] == ("BMT2026000003", "豆腐", "A1", "赵**")
    rest = register(MARKET, "stall", "holders", size=2, after=page.after)
    assert [row[0] for row in (*page.rows, *rest.rows)] == ["BMT2026000003", "BMT2026000002", "BMT2026000001"]
    assert rest.after == ""


def test_a_register_for_the_office_is_not_the_publics(office):
    open_ferry(office)
    ferry_applied(office)
    with pytest.raises(NotFound):
        register(FERRY, "crossing", "waiting")
    assert len(register(FERRY, "crossing", "waiting", public=False).rows) == 1
    with pytest.raises(NotFound):
        register(FERRY, "crossing", "none")


def test_a_queue_can_be_held_against_its_rule(office):
    open_ferry(office)
    south, north_late, north = (
        ferry_applied(office, "南渡"),
        ferry_applied(office, "北渡", AT + DAY),
        ferry_applied(office, "北渡", AT + DAY / 2),
    )
    # By place first, then by opening; 北 stands before 南 in code-point order.
    wanted = [north.number, north_late.number, south.number]
    assert [place.number for place in queue(FERRY, "crossing", "line")] == wanted
    places = queue(FERRY, "crossing", "line", own=north_late.pk, skip=1, size=1)
    assert [(place.position, place.own) for place in places] == [(2, True)]
    assert position_in(FERRY, "crossing", "line", south.pk) == 3
    done(south, office.clerk, "harbour", "ask", AT + DAY, reason="缺图")
    assert position_in(FERRY, "crossing", "line", south.pk) is None


@pytest.fixture
def notice(office):
    open_ferry(office)
    return noticed(office, ferry_applied(office), AT)


def test_orders_wait_for_the_organ_until_they_are_released(office, notice):
    other = done(ferry_applied(office), office.clerk, "harbour", "notice", AT)
    assert [order.case_id for order in open_publication_orders([office.office.pk])] == [other.pk]
    assert open_publication_orders([]) == []


@pytest.mark.parametrize(("days", "taken"), [(0, True), (7, True), (8, False)])
def test_objections_are_taken_while_the_notice_lasts(office, notice, days, taken):
    # Five working days after Monday 2 March: 3, 4, 5, 6 and 9 March; the 9th is the seventh day.
    if taken:
        object_to(notice.pk, "钱七二", "13900000000", "渡口已有人经营", AT + days * DAY)
        assert "钱七二" not in Objection.objects.get().sealed
    else:
        with pytest.raises(NotFound):
            object_to(notice.pk, "钱七二", "13900000000", "渡口已有人经营", AT + days * DAY)


def test_no_objection_to_a_withdrawn_notice(office, notice):
    waiting = done(ferry_applied(office), office.clerk, "harbour", "notice", AT)
    orders = list(PublicationOrder.objects.order_by("pk").values_list("pk", flat=True))
    earlier = object_to(notice.pk, "钱七二", "13900000000", "渡口已有人经营", AT)
    withdraw_orders(orders, AT)
    with pytest.raises(NotFound):
        object_to(notice.pk, "钱七二", "13900000000", "渡口已有人经营", AT)
    # What was said before stays to be settled, and an order that is not out yet can still be released.
    assert decide_objection(
        earlier.pk, upheld=False, reason="查无实据", who=capacity(office.clerk, notice, "harbour"), at=AT
    ).decided_at
    assert [order.case_id for order in open_publication_orders([office.office.pk])] == [waiting.pk]
    assert PublicationOrder.objects.get(case=waiting).withdrawn_at is None


def test_no_objection_without_a_notice_or_a_name(office, notice):
    with pytest.raises(NotFound):
        object_to(ferry_applied(office).pk, "钱七二", "139", "x", AT)
    PublicationOrder.objects.update(dropped_at=AT)
    with pytest.raises(NotFound):
        object_to(notice.pk, "钱七二", "139", "x", AT)
    PublicationOrder.objects.update(dropped_at=None)
    for given in (
        ("", "139", "x"),
        ("钱", " ", "x"),
        ("钱", "139", ""),
        ("钱", "139", "x" * 2001),
        ("钱", "1\x00", "x"),
    ):
        with pytest.raises(LingxingError):
            object_to(notice.pk, *given, AT)


def test_an_objection_is_settled_once_by_the_organ_with_a_reason(office, notice):
    objection = object_to(notice.pk, "钱七二", "13900000000", "渡口已有人经营", AT)
    mine = capacity(office.clerk, notice, "harbour")
    stranger = capacity(office.applicant, notice, "applicant")
    with pytest.raises(NotAllowed):
        decide_objection(objection.pk, upheld=True, reason="是", who=stranger, at=AT)
    with pytest.raises(LingxingError):
        decide_objection(objection.pk, upheld=True, reason=" ", who=mine, at=AT)
    decide_objection(objection.pk, upheld=True, reason="属实", who=mine, at=AT)
    (seen,) = objections(notice.pk)
    assert (seen.name, seen.text, seen.upheld, seen.reason) == ("钱七二", "渡口已有人经营", True, "属实")
    with pytest.raises(LingxingError, match="已经处理"):
        decide_objection(objection.pk, upheld=False, reason="x", who=mine, at=AT)
    payloads = "".join(LedgerEntry.objects.values_list("payload", flat=True))
    assert "钱七二" not in payloads
    assert "属实" not in payloads


def test_a_case_is_rated_once_by_its_applicant_after_the_decision(office):
    case = applied(office)
    who = capacity(office.applicant, case, "applicant")
    with pytest.raises(LingxingError, match="没有办结"):
        rate(case.pk, 5, "", who, AT)
    issued(office, case, AT)
    for wrong in (0, 6):
        with pytest.raises(LingxingError, match="等级"):
            rate(case.pk, wrong, "", who, AT)
    with pytest.raises(NotAllowed):
        rate(case.pk, 5, "", capacity(office.clerk, case, "office"), AT)
    rate(case.pk, 4, "很快", who, AT)
    assert "很快" not in Rating.objects.get().sealed
    with pytest.raises(LingxingError, match="已经评价"):
        rate(case.pk, 5, "", who, AT)
    entry = LedgerEntry.objects.get(act="rate")
    assert "4" not in entry.payload.replace(case.number, "")


def test_ratings_are_shown_only_from_five_on(office):
    for n in range(5):
        case = issued(office, applied(office), AT)
        rate(case.pk, 5 - n % 2, "", capacity(office.applicant, case, "applicant"), AT)
        found = satisfaction_with(MARKET, "stall")
        assert (found.total, dict(found.grades)) == (n + 1, {5: 3, 4: 2, 3: 0, 2: 0, 1: 0} if n == 4 else {})


def test_a_supervisor_sees_organs_at_a_glance_with_names_masked(office):
    done_case = issued(office, applied(office), AT + 3 * DAY)
    late, fresh = applied(office), applied(office, AT + 18 * DAY)
    assert done_case.closed
    on = day_of(AT + 18 * DAY)
    seen = overview(office.supervisor, on)
    assert (seen.counts.red, seen.counts.green, seen.counts.all) == (1, 1, 2)
    assert [(group.label, group.counts.red) for group in seen.by_organ] == [("城东市场监督管理所", 1)]
    assert [(group.label, group.counts.all) for group in seen.by_service] == [("便民市场摊位申请", 2)]
    assert [(group.label, group.counts.all) for group in seen.by_clerk] == [("未分派", 2)]
    assert [(row.number, row.applicant) for row in seen.late] == [(late.number, "赵**")]
    assert fresh.number not in [row.number for row in seen.late]
    # The one decided took three days, of fifteen.
    assert (seen.speed.cases, seen.speed.clocks, seen.speed.on_time, seen.speed.median_days) == (1, 1, 1, 3)
    assert seen.speed.per_thousand == 1000
    assert overview(office.supervisor, on, package=MARKET).speed == seen.speed
    assert overview(office.supervisor, on, package="yunmeng/other_2026").speed.cases == 0


def test_an_organ_elsewhere_and_a_clerk_get_no_overview(office):
    with pytest.raises(NotFound):
        overview(office.supervisor, ON, organ_id=office.elsewhere.memberships.get().organ_id)
    with pytest.raises(NotFound):
        overview(office.clerk, ON, organ_id=office.office.pk)
    applied(office)
    assert overview(office.clerk, ON).counts.all == 0


def test_the_calendar_is_changed_with_reason_and_paper(office):
    def change(day, *, working=False, reason="防汛放假", source="云政办〔2026〕9号"):
        return change_calendar(day, working=working, reason=reason, source=source, actor=OPERATOR, at=AT)

    tuesday = dt.date(2026, 3, 17)
    plain = calendar().fingerprint
    for given in ({"reason": " "}, {"source": ""}, {"reason": "字" * 201}, {"working": True}):
        with pytest.raises(LingxingError):
            change(tuesday, **given)
    with pytest.raises(LingxingError, match="今天及以后"):
        change(ON - DAY)
    made = change(tuesday)
    assert not calendar().is_working_day(tuesday)
    assert calendar().fingerprint != plain
    with pytest.raises(LingxingError, match="已经更改"):
        change(tuesday, working=True)
    revoke_calendar_change(made.pk, OPERATOR, AT)
    with pytest.raises(LingxingError):
        revoke_calendar_change(made.pk, OPERATOR, AT)
    assert calendar().fingerprint == plain
    assert [row.revoked_at is None for row in calendar_changes()] == [False]
    assert change(tuesday).pk != made.pk


def test_the_officer_sees_how_many_clocks_a_day_may_move(office):
    applied(office)
    assert clocks_touched(dt.date(2026, 3, 17)) == 1
    assert clocks_touched(dt.date(2026, 3, 18)) == 0
    assert Case.objects.count() == 1
