"""Ezhou's business licences: what is told, the two ways, the decision on the spot or in its term."""

import datetime as dt
from collections import Counter

import pytest

from lingxing.language.packages import load_package
from tests.policies.licences import COMMITTED, DAY, ORDINARY, OTHER_TEXT, PACKAGE, case
from tests.policies.playing import story

TOO_LATE_PAPERS = "补交材料的日期在以后，且不超过格式文本允许的天数（三（一））"


# ---- 附件: the list ----


def test_the_list_has_26_licences_in_ten_departments():
    items = load_package(PACKAGE).procedure.catalogue["licences"].items.values()
    assert [item.values["serial"] for item in items] == list(range(1, 27))
    departments = Counter(str(item.values["department"]) for item in items)
    assert departments == {
        "公安部门": 1,
        "生态环境部门": 1,
        "住房和城乡建设部门": 2,
        "交通运输部门": 4,
        "水利和湖泊部门": 1,
        "农业农村部门": 6,
        "文化和旅游部门": 2,
        "卫生健康部门": 2,
        "市场监督管理部门": 4,
        "新闻出版部门": 2,
        "气象部门": 1,
    }
    assert all(item.values["certificate"] and item.values["basis"] for item in items)


# ---- 二（二）1: what is told, once and for everybody ----


def test_the_text_of_a_commitment_is_approved_published_and_taken_back_for_revision():
    told = story(PACKAGE, "commitment_text", DAY)
    words = ("legal_basis", "conditions", "materials", "submission", "commitment_term", "consequences", "differences")
    text = {**dict.fromkeys(words, "见本文"), "licence": "food_business", "papers_days": "30", "ready_days": "60"}
    for name in words:
        assert told.refusals("2026-03-02", "authority", "draft", {**text, name: ""})
    told.do("2026-03-02", "authority", "draft", text)
    assert told.refusal("2026-03-02", "authority", "approve") == "“审定并公布”不由您的角色办理（四（一））"
    told.do("2026-03-03", "chief", "approve")
    assert (told.state, told.published, told.issued) == ("announcing", ["form_text"], ["form"])
    told.do("2026-03-03", "system", "publish")
    assert (told.state, told.now.outcome) == ("published", "granted")
    told.do("2026-06-01", "authority", "revise", reason="条件有变")
    assert told.state == "draft"
    told.do("2026-06-02", "chief", "retire", reason="取消审批")
    assert told.now.closed


# ---- 二（一）2: the applicant chooses ----


def test_a_commitment_is_decided_on_the_day_it_is_handed_in():
    told = case()
    told.do("2026-03-02", "applicant", "apply_by_commitment", COMMITTED)
    assert (told.state, told.turns()) == ("submitted", ("authority",))
    assert told.due("on_the_spot") == dt.date(2026, 3, 2)
    told.do("2026-03-02", "authority", "grant", {"serious_record": "false"})
    assert (told.state, told.now.outcome) == ("operating", "granted")
    assert told.issued == ["commitment_record", "decision", "certificate"]
    # Ten working days after Monday 2 March: 3–6, 9–13 and 16 March.
    assert (told.due("delivery"), told.turns()) == (dt.date(2026, 3, 16), ("authority",))
    told.do("2026-03-05", "authority", "deliver")
    assert told.turns() == ()
    assert "只能办理一次" in told.refusal("2026-03-06", "authority", "deliver")
    assert "有约定补交" in told.refusal("2026-03-06", "applicant", "hand_in_papers")


def test_on_a_saturday_the_spot_is_the_monday_after():
    told = case()
    told.do("2026-03-07", "applicant", "apply_by_commitment", COMMITTED)
    assert told.due("on_the_spot") == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"way": "ordinary"}, "选择告知承诺制；选择一般程序的请用另一个入口（二（一）2）"),
        ({"licence": "pharmacy"}, "格式文本与许可事项对应（二（二）1）"),
        ({"text": OTHER_TEXT}, "现在不能选择"),
        ({"knows": "false"}, "对应当承诺的各项都作出承诺（二（二）2）"),
        ({"liable": "false"}, "对应当承诺的各项都作出承诺（二（二）2）"),
        # The text allows 30 days for papers: 2 March + 30 = 1 April.
        ({"papers_later": "true", "papers_by": "2026-04-01"}, ""),
        (
            {"papers_later": "true", "papers_by": "2026-04-02"},
            TOO_LATE_PAPERS,
        ),
        (
            {"papers_later": "true", "papers_by": "2026-03-02"},
            TOO_LATE_PAPERS,
        ),
        ({"papers_later": "true", "papers_by": "2026-03-03"}, ""),
        ({"papers_later": "true"}, "请填写约定补交材料的日期（三（一））"),
        # … and 60 days to be ready: 2 March + 60 = 1 May.
        ({"ready": "later", "ready_by": "2026-05-01"}, ""),
        ({"ready": "later", "ready_by": "2026-05-02"}, "具备条件的日期在以后，且不超过格式文本允许的天数（三（三））"),
        ({"ready": "later"}, "请填写承诺具备条件的日期（三（三））"),
    ],
)
def test_a_commitment_is_whole_and_within_what_its_text_allows(changed, refusal):
    found = case().refusal("2026-03-02", "applicant", "apply_by_commitment", {**COMMITTED, **changed})
    assert (refusal in found) if refusal else not found


def test_the_signed_commitment_is_handed_in():
    told = case()
    refusals = told.refusals(
        "2026-03-02", "applicant", "apply_by_commitment", COMMITTED, papers=("application", "materials")
    )
    assert refusals == ("请提交经签署的告知承诺书（二（二）2）",)


def test_an_earlier_false_commitment_or_a_bad_record_leads_to_the_ordinary_way():
    marked = case(has_mark=lambda name: name == "broken_commitment")
    wanted = "没有作过虚假承诺，或已完成信用修复（二（一）2）"
    assert wanted in marked.refusal("2026-03-02", "applicant", "apply_by_commitment", COMMITTED)
    marked.do("2026-03-02", "applicant", "apply_ordinary", ORDINARY)
    assert marked.state == "filed"

    told = case()
    told.do("2026-03-02", "applicant", "apply_by_commitment", COMMITTED)
    refusal = told.refusal("2026-03-02", "authority", "grant", {"serious_record": "true"})
    assert refusal == "不符合条件：没有较严重的不良信用记录，或已修复；有的转一般程序（二（一）2）"
    told.do("2026-03-02", "authority", "turn_ordinary", reason="有失信记录")
    assert (told.state, told.value("way")) == ("filed", "ordinary")
    # Five working days after Monday 2 March: 3, 4, 5, 6 and 9 March.
    assert told.due("acceptance") == dt.date(2026, 3, 9)
    assert not told.running("on_the_spot")


def test_the_applicant_may_change_to_the_ordinary_way():
    told = case()
    told.do("2026-03-02", "applicant", "apply_by_commitment", COMMITTED)
    told.do("2026-03-02", "applicant", "prefer_ordinary")
    assert (told.state, told.value("way"), told.running("acceptance")) == ("filed", "ordinary", True)


def test_what_is_missing_is_told_once_and_the_spot_is_the_day_of_completion():
    told = case()
    told.do("2026-03-02", "applicant", "apply_by_commitment", COMMITTED)
    told.do("2026-03-02", "authority", "request_completion", completion=("materials",))
    assert not told.running("on_the_spot")
    told.do("2026-03-09", "applicant", "complete")
    assert told.due("on_the_spot") == dt.date(2026, 3, 9)
    refusal = told.refusal("2026-03-09", "authority", "request_completion", completion=("application",))
    assert refusal == "“一次性告知补正”只能办理一次，已经办理过（三（二））"


def test_a_promised_day_that_has_come_before_the_decision_is_no_promise():
    told = case()
    values = {**COMMITTED, "papers_later": "true", "papers_by": "2026-03-05"}
    told.do("2026-03-02", "applicant", "apply_by_commitment", values)
    assert told.refusal("2026-03-04", "authority", "grant", {"serious_record": "false"}) == ""
    refusal = told.refusal("2026-03-05", "authority", "grant", {"serious_record": "false"})
    assert refusal == "不符合条件：约定补交材料的日期还没有到（三（一））"


def test_what_proves_untrue_before_the_decision_is_refused_and_published():
    told = case()
    told.do("2026-03-02", "applicant", "apply_by_commitment", COMMITTED)
    told.do("2026-03-02", "authority", "refuse_untrue", reason="场所不存在")
    assert (told.state, told.now.outcome, told.value("breach_kind")) == ("refused", "refused", "untrue")
    assert (told.marks, told.published) == ({"broken_commitment"}, ["breach_notice"])


# ---- 二（一）2: the ordinary way, by the law on licences ----


def test_the_ordinary_way_takes_twenty_working_days_and_ten_more_with_approval():
    told = case()
    told.do("2026-03-02", "applicant", "apply_ordinary", ORDINARY)
    told.do("2026-03-04", "authority", "accept")
    # Twenty working days after Wednesday 4 March: 5–6 (2), 9–13 (7), 16–20 (12), 23–27 (17), 30 March–1 April (20).
    assert told.due("review") == dt.date(2026, 4, 1)
    told.do("2026-03-31", "chief", "extend", reason="需要现场核实")
    # Ten more: 2–3 (2; the 4th is a Saturday, the 6th the day off for Qingming), 7–10 (6), 13–16 April (10).
    assert told.due("review") == dt.date(2026, 4, 16)
    assert told.refusal("2026-04-01", "chief", "extend", reason="再延") != ""
    told.do("2026-04-16", "authority", "license")
    assert (told.state, told.now.outcome, told.running("review")) == ("licensed", "granted", False)
    assert told.issued == ["acceptance", "extension_notice", "decision", "certificate"]
    told.do("2026-04-17", "authority", "deliver")
    assert told.turns() == ()


def test_without_an_answer_the_ordinary_application_counts_as_accepted_from_its_receipt():
    told = case()
    told.do("2026-03-02", "applicant", "apply_ordinary", ORDINARY)
    assert told.due("acceptance") == dt.date(2026, 3, 9)
    told.do("2026-03-10", "system", "deem_accepted")
    # Twenty working days after Monday 2 March, the day of receipt: 3–6 (4), 9–13 (9), 16–20 (14), 23–27 (19), 30 March.
    assert (told.state, told.due("review")) == ("reviewing", dt.date(2026, 3, 30))
    # The silence has settled it: nobody is late with the acceptance any more.
    assert (told.light("acceptance", "2026-03-20").color, told.light("acceptance", "2026-03-20").text) == (
        "grey",
        "到期没有完成",
    )


def test_the_ordinary_application_is_completed_refused_or_withdrawn():
    told = case()
    told.do("2026-03-02", "applicant", "apply_ordinary", ORDINARY)
    told.do("2026-03-03", "authority", "request_completion_ordinary", completion=("materials",))
    assert not told.running("acceptance")
    told.do("2026-03-16", "applicant", "complete_ordinary")
    # Five working days after Monday 16 March: 17–20 and 23 March.
    assert told.due("acceptance") == dt.date(2026, 3, 23)
    assert told.refusal("2026-03-17", "authority", "refuse") == "请填写理由（三（二））"
    told.do("2026-03-17", "authority", "refuse", reason="不符合条件")
    assert (told.now.outcome, told.issued[-1]) == ("refused", "refusal")

    other = case()
    other.do("2026-03-02", "applicant", "apply_ordinary", ORDINARY)
    other.do("2026-03-03", "applicant", "withdraw")
    assert other.now.outcome == "withdrawn"
    wrong = {**ORDINARY, "way": "commitment"}
    assert "选择一般程序" in case().refusal("2026-03-02", "applicant", "apply_ordinary", wrong)
