"""Ezhou's business licences after the decision: promises kept or broken, correction, revocation, credit repair."""

import datetime as dt

from tests.policies.licences import CHECKED, DAY, PACKAGE, corrected, granted, promising
from tests.policies.playing import story

# ---- 三（一）、三（三）: what was promised for later ----


def test_who_is_not_ready_may_not_operate_until_it_is_reported():
    told = promising()
    assert told.state == "not_ready"
    assert (told.due("later_papers"), told.due("readiness")) == (dt.date(2026, 3, 20), dt.date(2026, 4, 10))
    told.do("2026-03-20", "applicant", "hand_in_papers")
    assert (told.state, told.turns(), told.running("later_papers")) == ("papers_in", ("authority",), False)
    told.do("2026-03-23", "authority", "accept_papers")
    assert told.state == "not_ready"
    told.do("2026-04-10", "applicant", "report_ready")
    assert (told.state, told.running("readiness"), told.published) == ("operating", False, [])


def test_who_is_ready_before_the_papers_are_checked_stays_with_them():
    told = promising()
    told.do("2026-03-20", "applicant", "hand_in_papers")
    told.do("2026-03-21", "applicant", "report_ready")
    assert told.state == "papers_in"
    told.do("2026-03-23", "authority", "accept_papers")
    assert told.state == "operating"


def test_papers_not_in_time_are_a_breach_that_is_published_corrected_and_healed():
    told = promising()
    told.do("2026-03-21", "system", "miss_papers")
    assert (told.state, told.value("breach_kind"), told.marks) == ("breach", "papers_missing", set())
    assert (told.published, told.turns()) == (["breach_notice"], ("authority",))
    assert "留有整改的时间" in told.refusal(
        "2026-03-23", "authority", "order_correction", {"correct_by": "2026-03-23"}, reason="没有交"
    )
    told.do("2026-03-23", "authority", "order_correction", {"correct_by": "2026-04-03"}, reason="没有交")
    assert (told.state, told.due("correction"), told.issued[-1]) == (
        "correcting",
        dt.date(2026, 4, 3),
        "correction_order",
    )
    told.do("2026-04-02", "applicant", "hand_in_papers")
    assert told.state == "correcting"
    told.do("2026-04-03", "applicant", "report_correction", {"correction": "已交"})
    unfit = {"conditions_met": "false", "papers_accepted": "false"}
    wanted = "应当补交的材料已经提交并符合要求（三（四））"
    assert wanted in told.refusal("2026-04-07", "authority", "accept_correction", unfit)
    told.do("2026-04-07", "authority", "accept_correction", {**unfit, "papers_accepted": "true"})
    # The conditions were promised by 10 April only, and that clock still runs.
    assert (told.state, told.running("readiness")) == ("not_ready", True)


def test_the_day_after_is_too_late_even_before_the_breach_is_recorded():
    told = promising()
    assert told.refusal("2026-03-20", "applicant", "hand_in_papers") == ""
    refusal = told.refusal("2026-03-21", "applicant", "hand_in_papers")
    assert refusal == "不符合条件：没有超过约定的日期，或已责令整改（三（四））"
    assert told.refusal("2026-04-10", "applicant", "report_ready") == ""
    refusal = told.refusal("2026-04-11", "applicant", "report_ready")
    assert refusal == "不符合条件：还在承诺具备条件的期限以内（三（三））"


def test_unfit_papers_are_a_breach():
    told = promising()
    told.do("2026-03-20", "applicant", "hand_in_papers")
    told.do("2026-03-23", "authority", "reject_papers", reason="缺页")
    assert (told.state, told.value("breach_kind"), told.published) == ("breach", "papers_unfit", ["breach_notice"])


def test_a_second_breach_during_correction_waits_for_the_same_correction():
    told = promising()
    told.do("2026-03-21", "system", "miss_papers")
    told.do("2026-04-02", "authority", "order_correction", {"correct_by": "2026-04-20"}, reason="没有交")
    told.do("2026-04-11", "system", "miss_readiness")
    assert (told.state, told.published) == ("correcting", ["breach_notice", "breach_notice"])
    told.do("2026-04-20", "applicant", "hand_in_papers")
    told.do("2026-04-20", "applicant", "report_correction", {"correction": "材料已交"})
    values = {"conditions_met": "false", "papers_accepted": "true"}
    assert "已经符合承诺的条件（三（四））" in told.refusal("2026-04-21", "authority", "accept_correction", values)
    told.do("2026-04-21", "authority", "accept_correction", {**values, "conditions_met": "true"})
    assert told.state == "operating"


# ---- 三（四）: inspection, correction, revocation ----


def test_an_inspection_that_finds_nothing_changes_nothing():
    told = granted()
    told.do("2026-04-01", "inspector", "confirm_fulfilled", CHECKED)
    assert (told.state, told.published) == ("operating", [])
    later = {**CHECKED, "inspected_on": "2026-04-02"}
    assert "已经核查" in told.refusal("2026-04-01", "inspector", "confirm_fulfilled", later)


def test_unmet_conditions_are_corrected_in_time():
    told = granted()
    told.do("2026-04-01", "inspector", "find_unmet", CHECKED)
    assert (told.state, told.marks, told.published) == ("breach", set(), ["breach_notice"])
    corrected(told)
    told.do("2026-04-21", "authority", "accept_correction", {"conditions_met": "true"})
    assert (told.state, told.issued[-1], told.value("under_correction")) == ("operating", "correction_receipt", False)
    # A later breach begins anew.
    told.do("2026-06-01", "inspector", "find_unmet", {**CHECKED, "inspected_on": "2026-06-01"})
    assert told.state == "breach"


def test_without_correction_the_licence_is_revoked_the_day_after():
    told = granted()
    told.do("2026-04-01", "inspector", "find_unmet", CHECKED)
    told.do("2026-04-02", "authority", "order_correction", {"correct_by": "2026-04-20"}, reason="没有隔开")
    assert "revoke" not in {one.act.name for one in told.possible("2026-04-20", "chief")}
    told.do("2026-04-21", "system", "miss_correction")
    assert (told.state, told.turns()) == ("revocable", ("chief",))
    told.do("2026-04-22", "chief", "revoke", reason="逾期没有整改")
    assert (told.state, told.now.outcome, told.marks) == ("revoked", "revoked", {"broken_commitment"})
    assert told.published == ["breach_notice", "revocation_notice"]
    assert told.issued[-1] == "revocation"


def test_a_correction_that_does_not_do_leads_to_revocation():
    told = granted()
    told.do("2026-04-01", "inspector", "find_unmet", CHECKED)
    corrected(told)
    told.do("2026-04-21", "authority", "reject_correction", reason="仍没有隔开")
    assert told.state == "revocable"


def test_an_untrue_commitment_marks_the_firm_even_if_it_is_corrected():
    told = granted()
    told.do("2026-04-01", "inspector", "find_untrue", CHECKED)
    corrected(told)
    told.do("2026-04-21", "authority", "accept_correction", {"conditions_met": "true"})
    assert (told.state, told.marks) == ("operating", {"broken_commitment"})


def test_correction_and_revocation_come_in_their_order():
    told = granted()
    assert told.refusal("2026-04-01", "chief", "revoke", reason="急") == (
        "案件现为“已准予，可以经营”，不能办理“撤销许可”（三（四））"
    )
    assert "不能办理“责令限期整改”（三（四））" in told.refusal("2026-04-01", "authority", "order_correction")


# ---- 二（一）2: credit repair ----


def test_repair_lifts_the_mark_once_no_correction_is_open():
    world = {"has_mark": lambda name: name == "broken_commitment"}
    values = {
        "applicant_name": "云梦餐饮有限公司",
        "phone": "13800000000",
        "breach_told": "食品经营许可",
        "remedied": "true",
    }
    told = story(PACKAGE, "credit_repair", DAY, **world)
    told.do("2026-06-01", "applicant", "apply", values)
    done = told.do("2026-06-02", "credit_office", "repair")
    assert (told.now.outcome, done.act.clears, told.issued) == ("granted", ("broken_commitment",), ["repair_notice"])

    open_case = story(
        PACKAGE, "credit_repair", DAY, **world, cases_of_party=lambda service, state: int(state == "correcting")
    )
    open_case.do("2026-06-01", "applicant", "apply", values)
    refusal = open_case.refusal("2026-06-02", "credit_office", "repair")
    assert refusal == "不符合条件：没有还在整改或待撤销的许可（三（四））"
    open_case.do("2026-06-02", "credit_office", "refuse", reason="还在整改")
    assert open_case.now.outcome == "refused"


def test_nobody_repairs_what_is_not_broken():
    values = {"applicant_name": "云梦餐饮有限公司", "phone": "13800000000", "breach_told": "无", "remedied": "true"}
    told = story(PACKAGE, "credit_repair", DAY)
    assert "有需要修复的记录" in told.refusal("2026-06-01", "applicant", "apply", values)
