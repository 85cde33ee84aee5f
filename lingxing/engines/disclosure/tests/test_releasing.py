"""From an act that orders a publication to its release, correction and withdrawal."""

import datetime as dt
import json

import pytest

from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.services.calendar import change_calendar
from lingxing.engines.cases.services.correcting import correct as take_act_back
from lingxing.engines.cases.services.objecting import object_to
from lingxing.engines.disclosure.domain.confirming import Unconfirmed
from lingxing.engines.disclosure.domain.states import PublicationState
from lingxing.engines.disclosure.models import DeclinedOrder, Publication, PublicationVersion
from lingxing.engines.disclosure.queries.desk import desk
from lingxing.engines.disclosure.queries.open import Selection, newest_changes, open_publication, publications
from lingxing.engines.disclosure.queries.preview import DraftText, preview_orders
from lingxing.engines.disclosure.services.correcting import (
    Correction,
    correct,
    corrected_preview,
    follow_calendar,
    recount_last_days,
    withdraw,
)
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, decline_order, release_orders
from lingxing.engines.disclosure.tests.pier import NUMBER, PERSONAL, PHONE, at
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.ledger.queries import verify_all
from lingxing.kernel.errors import LingxingError, NotFound

MONDAY = at("2026-03-02")
DAY = dt.date


def digest_of(pier, order, text="", who=None):
    return preview_orders(who or pier.clerk, [order.pk], text, MONDAY.date()).content.digest


def correction_of(row, reason, text, **more):
    written = DraftText(text)
    return Correction(row.pk, reason, corrected_preview(row, "", written).content.digest, written, **more)


def test_a_release_shows_the_redacted_row_and_takes_the_case_on(pier):
    order = pier.noticed(MONDAY)
    assert order.due_on == DAY(2026, 3, 4)  # two working days after Monday the 2nd
    made = pier.release(at("2026-03-03"), order)
    found = open_publication(made.number, DAY(2026, 3, 3))
    assert made.number == "GK202600001"
    assert found.current.content.headings == (
        "姓名或名称",
        "公民身份号码",
        "联系电话",
        "住址",
        "退款账号",
        "泊位",
        "用途",
    )
    row = ("赵**", NUMBER[:3] + 11 * "*" + NUMBER[-4:], "138****1234", "云梦泽市城东区****", 15 * "*" + "0123")
    assert found.current.content.rows == ((*row, "三号泊位", "停靠渔船"),)
    # The title names the berth, which the package lets out; five working days after the 3rd: 4, 5, 6, 9, 10.
    assert (found.card.title, found.card.last_day) == ("泊位使用公示（三号泊位）", DAY(2026, 3, 10))
    case = Case.objects.get(pk=order.case_id)
    assert case.state == "noticed"
    event = CaseEvent.objects.get(case=case, act="announce")
    assert (event.role, event.at) == ("system", at("2026-03-03"))
    entry = LedgerEntry.objects.get(stream=f"publication:{made.number}")
    payload = json.loads(entry.payload)
    assert (payload["digest"], payload["late_days"]) == (found.current.digest, 0)
    assert payload["rules"]["identity"] == "identity"
    assert set(payload["fields"]) >= {"0.full_name", "0.remark"}
    assert verify_all() == []


def test_nothing_personal_is_stored_or_recorded_in_the_clear(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    kept = [json.dumps(row, default=str, ensure_ascii=False) for row in Publication.objects.values()]
    kept += [json.dumps(row, default=str, ensure_ascii=False) for row in PublicationVersion.objects.values()]
    kept += [entry.payload for entry in LedgerEntry.objects.filter(stream=f"publication:{made.number}")]
    for text in PERSONAL:
        assert all(text not in row for row in kept)


def test_a_late_release_is_said_to_be_late(pier):
    order = pier.noticed(MONDAY)
    (group,) = desk(pier.clerk, DAY(2026, 3, 6)).waiting
    assert group.orders[0].deadline.text == "逾期2日"
    made = pier.release(at("2026-03-06"), order)
    payload = json.loads(LedgerEntry.objects.get(stream=f"publication:{made.number}").payload)
    assert (payload["due_on"], payload["late_days"]) == ("2026-03-04", 2)


def test_several_cases_go_out_in_one_publication(pier):
    first, second = pier.noticed(MONDAY), pier.noticed(MONDAY, berth_name="四号泊位")
    made = pier.release(MONDAY, second, first)
    found = open_publication(made.number, MONDAY.date())
    assert found.card.title == "泊位使用公示（共2件）"
    assert [row[5] for row in found.current.content.rows] == ["三号泊位", "四号泊位"]  # by the cases' numbers
    assert {case.state for case in Case.objects.all()} == {"noticed"}
    assert desk(pier.clerk, MONDAY.date()).waiting == ()


def test_an_order_goes_out_once(pier):
    order = pier.noticed(MONDAY)
    pier.release(MONDAY, order)
    with pytest.raises(LingxingError):
        pier.release(MONDAY, order)
    assert Publication.objects.count() == 1


def test_what_was_not_looked_at_does_not_leave(pier):
    order = pier.noticed(MONDAY)
    stale = ReleaseRequest((order.pk,), digest_of(pier, order), "后来加的一句")
    with pytest.raises(LingxingError, match="预览之后有了变化"):
        release_orders(pier.clerk, stale, MONDAY)
    order.refresh_from_db()
    assert order.released_at is None


def test_personal_data_in_a_plain_column_hold_the_release_until_confirmed(pier):
    order = pier.noticed(MONDAY, remark=f"联系人{PHONE}")
    with pytest.raises(Unconfirmed) as refused:
        pier.release(MONDAY, order)
    assert (Publication.objects.count(), Case.objects.get().state) == (0, "approved")
    (concern,) = refused.value.concerns
    assert concern.where == "第1行“用途”"
    made = pier.release(MONDAY, order, **{concern.key: "单位总机，不是个人电话"})
    assert json.loads(LedgerEntry.objects.get(stream=f"publication:{made.number}").payload)["confirmed"] == 1


@pytest.mark.parametrize("who", ["stranger", "master", "supervisor", "administrator", "applicant"])
def test_only_the_duty_that_the_package_names_releases(pier, who):
    order = pier.noticed(MONDAY)
    request = ReleaseRequest((order.pk,), digest_of(pier, order))
    with pytest.raises(NotFound):
        release_orders(getattr(pier, who), request, MONDAY)
    with pytest.raises(NotFound):
        decline_order(getattr(pier, who), order.pk, "文件另有规定", MONDAY)
    assert desk(getattr(pier, who), MONDAY.date()).waiting == ()


def test_a_case_that_has_moved_on_can_not_be_published_but_declined(pier):
    case = pier.approved(MONDAY)
    pier.act(case, pier.applicant, "applicant", "withdraw", MONDAY)
    order = pier.ordered(case, "result")
    with pytest.raises(LingxingError):
        pier.release(MONDAY, order)
    assert Publication.objects.count() == 0
    with pytest.raises(LingxingError):
        decline_order(pier.clerk, order.pk, "略", MONDAY)
    decline_order(pier.clerk, order.pk, "申请人已经撤回申请", MONDAY)
    assert desk(pier.clerk, MONDAY.date()).waiting == ()
    assert "申请人" not in DeclinedOrder.objects.get().sealed
    assert LedgerEntry.objects.filter(stream=f"case:{case.pk}", act="decline_publication").count() == 1


def test_a_correction_is_a_new_version_beside_the_old(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    correct(pier.clerk, correction_of(made, "补充说明依据", "泊位位于东岸。"), at("2026-03-03"))
    found = open_publication(made.number, DAY(2026, 3, 3))
    assert [version.sequence for version in found.versions] == [2, 1]
    assert found.current.content.paragraphs == ("泊位位于东岸。",)
    assert (found.current.reason, found.versions[1].content.paragraphs) == ("补充说明依据", ())
    # Reading: the period runs on from the first release: 3, 4, 5, 6 and 9 March.
    assert found.card.last_day == DAY(2026, 3, 9)
    with pytest.raises(LingxingError, match="没有变化"):
        correct(pier.clerk, correction_of(found_row(made), "再改一次", "泊位位于东岸。"), at("2026-03-03"))
    assert verify_all() == []


def found_row(made):
    return Publication.objects.get(pk=made.pk)


def test_a_correction_can_take_the_old_version_from_view(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY), text="站内联系人老赵。")
    asked = correction_of(made, "说明中有不应公开的内容", "", conceals=True)
    correct(pier.clerk, asked, MONDAY)
    found = open_publication(made.number, MONDAY.date())
    assert [version.content is None for version in found.versions] == [False, True]
    assert "老赵" not in json.dumps(list(PublicationVersion.objects.values()), default=str, ensure_ascii=False)


def test_a_withdrawn_notice_takes_no_objections_in_the_case_either(pier):
    order = pier.noticed(MONDAY)
    made = pier.release(MONDAY, order)
    said = (order.case_id, "孙八三", "13700001111", "渡口过密")
    object_to(*said, MONDAY)
    withdraw(pier.clerk, made.pk, "公示对象有误，将重新公示", MONDAY)
    with pytest.raises(NotFound):
        object_to(*said, MONDAY)


def test_a_withdrawal_leaves_its_reason_and_nothing_else(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    withdraw(pier.clerk, made.pk, "公示对象有误，将重新公示", MONDAY)
    found = open_publication(made.number, MONDAY.date())
    assert (found.card.state, found.current.content) == (PublicationState.WITHDRAWN, None)
    assert found.card.title == "（已撤回的公示）"
    assert "三号泊位" not in json.dumps(list(PublicationVersion.objects.values()), default=str, ensure_ascii=False)
    assert publications(Selection(), MONDAY.date()).paginator.count == 0
    assert publications(Selection(state="all"), MONDAY.date()).paginator.count == 1
    assert publications(Selection(q="三号", state="all"), MONDAY.date()).paginator.count == 0
    with pytest.raises(LingxingError):
        withdraw(pier.clerk, made.pk, "再撤回一次", MONDAY)
    with pytest.raises(LingxingError):
        correct(pier.clerk, Correction(made.pk, "撤回以后更正", ""), MONDAY)
    assert verify_all() == []


@pytest.mark.parametrize("reason", ["", "略", f"当事人{NUMBER}不同意", "长" * 501])
def test_a_reason_that_says_too_little_or_too_much_is_refused(pier, reason):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    with pytest.raises(LingxingError):
        withdraw(pier.clerk, made.pk, reason, MONDAY)
    assert open_publication(made.number, MONDAY.date()).card.state is PublicationState.RELEASED


@pytest.mark.parametrize("who", ["stranger", "master", "supervisor", "administrator", "applicant"])
def test_only_the_same_duty_changes_what_is_out(pier, who):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    with pytest.raises(NotFound):
        withdraw(getattr(pier, who), made.pk, "别的人撤回的", MONDAY)
    with pytest.raises(NotFound):
        correct(getattr(pier, who), correction_of(made, "别的人更正的", "新的"), MONDAY)


def test_a_notice_ends_by_itself_and_its_content_with_it(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    assert open_publication(made.number, DAY(2026, 3, 9)).current.content is not None
    gone = open_publication(made.number, DAY(2026, 3, 10))
    assert (gone.card.state, gone.current.content) == (PublicationState.EXPIRED, None)
    assert publications(Selection(), DAY(2026, 3, 10)).paginator.count == 0
    assert newest_changes(DAY(2026, 3, 10), 10) == []
    with pytest.raises(LingxingError):
        correct(pier.clerk, correction_of(made, "期满以后更正", "新的"), at("2026-03-10"))


def test_a_changed_calendar_moves_the_end(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    change_calendar(
        DAY(2026, 3, 9), working=False, reason="防汛", source="云政发〔2026〕9号", actor=pier.clerk.actor, at=MONDAY
    )
    assert open_publication(made.number, DAY(2026, 3, 10)).card.state is PublicationState.RELEASED
    assert recount_last_days(at("2026-03-03")) == 1
    assert Publication.objects.get().last_day == DAY(2026, 3, 10)
    assert recount_last_days(at("2026-03-03")) == 0
    assert follow_calendar("", at("2026-03-03")) == calendar().fingerprint


def test_the_desk_says_when_the_act_behind_a_publication_is_gone(pier):
    case = pier.approved(MONDAY)
    pier.release(MONDAY, pier.ordered(case, "result"))
    case = pier.act(case, pier.clerk, "harbour", "grant", MONDAY)
    release_orders(
        pier.master,
        ReleaseRequest(
            (pier.ordered(case, "holders").pk,), digest_of(pier, pier.ordered(case, "holders"), who=pier.master)
        ),
        MONDAY,
    )
    assert not any(own.act_taken_back for own in desk(pier.master, MONDAY.date()).released)
    who = next(one for one in acting_for(pier.clerk, case, MONDAY.date()) if one.role == "harbour")
    take_act_back(case.pk, case.revision, "误授予，须重新核对", who, MONDAY)
    flagged = [own.publication.name for own in desk(pier.master, MONDAY.date()).released if own.act_taken_back]
    assert flagged == ["holders"]
