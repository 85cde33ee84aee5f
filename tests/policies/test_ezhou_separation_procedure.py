"""Ezhou's licences parted from business: four ways, data pushed, filings, supervision afterwards."""

import datetime as dt

import pytest

from lingxing.kernel.tests.identity_samples import credit_code
from tests.policies.playing import Stories

PACKAGE = "ezhou/licence_separation_2022"
DAY = dt.date(2026, 3, 2)
MATTER, FIRM, ONE = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 4))
KIND = {
    "licence": "某项许可",
    "level": "city",
    "unit": "21",
    "way": "commitment",
    "basis": "清单第1项",
    "supervision_rule": "重点检查承诺",
    "service_item": "某事项",
}
BUSINESS = {"matter": MATTER, "firm_name": "云梦食品店", "firm_code": credit_code(), "told": "true", "unit": "21"}
CHECK = {
    "firm": FIRM,
    "method": "random",
    "inspected_on": "2026-04-01",
    "finding": "条件不符",
    "problem": "broken_commitment",
    "minor": "false",
    "correct_by": "2026-04-15",
}


def listed(**other: str) -> Stories:
    """Return a matter on the list, and a firm that is supervised for it since 9 March 2026."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(MATTER, "matter", "2026-03-02", "authority", "propose", {**KIND, **other})
    cases.do(MATTER, "2026-03-03", "registry", "list")
    cases.begin(FIRM, "firm", "2026-03-04", "registry", "push", BUSINESS)
    cases.do(FIRM, "2026-03-09", "unit", "take", {"taken_note": "列入名录"})
    return cases


def test_a_matter_is_sent_back_listed_and_published():
    cases = Stories(PACKAGE, DAY)
    cases.begin(MATTER, "matter", "2026-03-02", "authority", "propose", KIND)
    cases.do(MATTER, "2026-03-03", "registry", "send_back", reason="监管规则太笼统")
    cases.do(MATTER, "2026-03-04", "authority", "propose_again", {"supervision_rule": "每年检查一次"})
    matter = cases.do(MATTER, "2026-03-05", "registry", "list")
    assert (matter.state, matter.published) == ("listed", ["matters"])


@pytest.mark.parametrize(("level", "asked"), [("province", True), ("district", True), ("city", False)])
def test_what_is_not_the_city_s_is_coordinated(level, asked):
    found = Stories(PACKAGE, DAY).refusal("matter", "2026-03-02", "authority", "propose", {**KIND, "level": level})
    assert ("协调或者指导督办" in found) == asked


def test_a_new_firm_is_told_and_taken_under_supervision():
    cases = Stories(PACKAGE, DAY)
    cases.begin(MATTER, "matter", "2026-03-02", "authority", "propose", {**KIND, "way": "abolished"})
    cases.do(MATTER, "2026-03-03", "registry", "list")
    refusal = cases.refusal("firm", "2026-03-04", "registry", "push", {**BUSINESS, "told": "false"})
    assert "已告知企业" in refusal
    firm = cases.begin(FIRM, "firm", "2026-03-04", "registry", "push", BUSINESS)
    # Five working days after Wednesday 4 March: 5, 6, 9, 10 and 11 March.
    assert (firm.due("taking"), firm.turns()) == (dt.date(2026, 3, 11), ("unit",))


FILED = {"matter": MATTER, "subject": "食品销售", "firm_name": "云梦食品店", "phone": "13800001234"}


@pytest.mark.parametrize(("way", "refused"), [("filing", False), ("commitment", True), ("abolished", True)])
def test_a_filing_is_for_matters_that_became_one(way, refused):
    found = listed(way=way).refusal("filing", "2026-03-10", "applicant", "submit", FILED)
    assert ("已改为备案" in found) == refused


def test_a_false_filing_is_cancelled():
    cases = listed(way="filing")
    cases.begin(ONE, "filing", "2026-03-10", "applicant", "submit", FILED)
    cases.do(ONE, "2026-03-10", "authority", "file")
    filing = cases.do(ONE, "2026-05-06", "chief", "cancel", {"false_note": "租赁合同系伪造"})
    assert (filing.state, filing.now.outcome) == ("cancelled", "revoked")


@pytest.mark.parametrize(
    ("way", "problem", "told"),
    [
        ("filing", "broken_commitment", "告知承诺"),
        ("commitment", "not_filed", "改为备案"),
        ("abolished", "unlicensed", "仍发许可证"),
        ("improved", "unlicensed", ""),
        ("filing", "false_filing", ""),
    ],
)
def test_what_is_found_fits_the_way_of_reform(way, problem, told):
    found = listed(way=way).refusal("inspection", "2026-04-01", "inspector", "inspect", {**CHECK, "problem": problem})
    assert told in found if told else found == ""


def test_a_commitment_that_stays_broken_costs_the_licence():
    cases = listed()
    case = cases.begin(ONE, "inspection", "2026-04-01", "inspector", "inspect", CHECK)
    assert case.due("correcting") == dt.date(2026, 4, 15)
    cases.do(ONE, "2026-04-16", "system", "fall_due")
    cases.do(ONE, "2026-04-16", "inspector", "recheck", {"corrected": "false", "correction": "没有整改"})
    lenient = {"handling": "lenient", "handling_note": "首违"}
    assert "轻微违法" in case.refusal("2026-04-17", "chief", "handle", lenient)
    cases.do(ONE, "2026-04-17", "chief", "handle", {"handling": "revoke", "handling_note": "撤销许可"})
    assert (case.state, case.issued) == ("closed", ["record", "recheck_record", "decision"])


def test_a_firm_that_corrects_in_time_and_one_without_fault_are_done_with():
    cases = listed()
    cases.begin(ONE, "inspection", "2026-04-01", "inspector", "inspect", CHECK)
    assert (
        cases.do(ONE, "2026-04-15", "inspector", "recheck", {"corrected": "true", "correction": "已整改"}).state
        == "closed"
    )
    clean = {**CHECK, "problem": "none_found"}
    assert listed().begin(ONE, "inspection", "2026-04-01", "inspector", "inspect", clean).state == "closed"
