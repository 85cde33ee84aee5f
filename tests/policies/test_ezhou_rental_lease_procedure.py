"""Ezhou's affordable rental housing: contracts, renewal, leaving, breach and purchase."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.surroundings import LinkedCase
from tests.policies.playing import others, story

PACKAGE = "ezhou/affordable_rental_housing_2022"
DAY = dt.date(2026, 4, 1)
LETTING, QUALIFICATION, DWELLING, LEASE = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
TERMS = {
    "letting": LETTING,
    "lease_from": "2026-04-01",
    "lease_until": "2027-03-31",
    "payment_months": "3",
    "deposit": "700.00",
}


def around(*, matched: bool = True, source: str = "unsold", rent: int = 70000) -> dict[str, object]:
    cases = {
        LETTING: ("letting", "chosen", {"dwelling": DWELLING, "qualification": QUALIFICATION}),
        QUALIFICATION: (
            "qualification",
            "qualified",
            {"originals_matched": matched, "birth_date": dt.date(1998, 3, 7)},
        ),
        DWELLING: ("dwelling", "reserved", {"source": source, "monthly_rent": rent, "market_rent": 100000}),
    }
    return {"linked_case": others(cases, PACKAGE)}


def lease(*acts: str, until: str = "2027-03-31", **changed: object) -> Story:
    """Return a lease signed on 1 April 2026, and the acts after it: filed on the 2nd, expired after the last day."""
    told = story(PACKAGE, "lease", DAY, **around(**changed))
    told.do("2026-04-01", "operator", "sign", {**TERMS, "lease_until": until})
    days = {"file": ("2026-04-02", "operator"), "expire": ("2027-04-01", "system")}
    for act in acts:
        told.do(*days[act], act)
    return told


# ---- 第十八条至第二十条: contracts ----


def test_a_contract_takes_dwelling_and_rent_from_the_choice():
    told = story(PACKAGE, "lease", DAY, **around())
    done = told.do("2026-04-01", "operator", "sign", TERMS)
    assert done.cascades == (
        (LETTING, "sign_contract"),
        (QUALIFICATION, "start_renting"),
        (DWELLING, "occupy"),
    )
    assert (told.value("monthly_rent"), told.value("renting_since")) == (70000, DAY)
    assert told.turns() == ("operator",)
    told.do("2026-04-02", "operator", "file")
    assert (told.state, told.now.outcome, told.issued) == ("active", "granted", ["filing_receipt"])
    assert told.due("term") == dt.date(2027, 3, 31)


@pytest.mark.parametrize(
    ("changed", "fits"),
    [
        ({"lease_until": "2027-03-31"}, True),  # just a year
        ({"lease_until": "2027-03-30"}, False),
        ({"lease_until": "2029-03-31"}, True),  # just three years
        ({"lease_until": "2029-04-01"}, False),
        ({"payment_months": "3"}, True),
        ({"payment_months": "4"}, False),
    ],
)
def test_a_contract_lasts_one_to_three_years_and_takes_three_months_at_once(changed, fits):
    told = story(PACKAGE, "lease", DAY, **around())
    refusal = told.refusal("2026-04-01", "operator", "sign", {**TERMS, **changed})
    assert refusal == ("" if fits else "不符合条件：租期一年至三年、一次收租不超过三个月（第二十条第一款）")


def test_no_contract_before_the_originals_agree():
    told = story(PACKAGE, "lease", DAY, **around(matched=False))
    assert told.refusal("2026-04-01", "operator", "sign", TERMS) == "不符合条件：申请资料已与原件核对一致（第十八条）"


def test_no_contract_above_seventy_percent_of_the_market():
    told = story(PACKAGE, "lease", DAY, **around(rent=70001))
    assert told.refusal("2026-04-01", "operator", "sign", TERMS) == "不符合条件：租金不高于规定比例（第十条）"


def test_only_the_operator_signs():
    told = story(PACKAGE, "lease", DAY, **around())
    assert "不由您的角色办理" in told.refusal("2026-04-01", "applicant", "sign", TERMS)


def test_a_contract_is_changed_on_the_platform():
    told = lease("file")
    longer = {"lease_until": "2028-03-31", "payment_months": "1"}
    assert told.refusal("2026-09-01", "operator", "change", longer) == "请填写理由（第十九条）"
    told.do("2026-09-01", "operator", "change", longer, reason="双方协商延长")
    assert (told.due("term"), told.issued[-1]) == (dt.date(2028, 3, 31), "change_receipt")
    too_long = told.refusal("2026-09-01", "operator", "change", {"lease_until": "2029-04-01"}, reason="延长")
    assert "（第二十条第一款）" in too_long


# ---- 第二十条: renewal ----

FAMILY = {
    "lease": LEASE,
    "full_capacity": "true",
    "family_members": "1",
    "housing_area": "0",
    "other_housing_support": "false",
}
NEXT = {"lease_until": "2028-03-31", "payment_months": "3", "monthly_rent": "700.00", "market_rent": "1000.00"}


def renewal(on: str = "2027-03-01", **changed: str) -> Story:
    held = {"birth_date": dt.date(1998, 3, 7), "lease_until": dt.date(2027, 3, 31)}
    world = {"linked_case": others({LEASE: ("lease", "active", held)}, PACKAGE)}
    told = story(PACKAGE, "renewal", dt.date.fromisoformat(on), **world)
    told.do(on, "applicant", "apply", {**FAMILY, **changed})
    return told


def test_who_still_fits_signs_again_from_the_day_after():
    told = renewal()
    assert told.turns() == ("operator",)
    done = told.do("2027-03-10", "operator", "renew", NEXT)
    assert done.cascades == ((LEASE, "renew"),)
    assert (told.value("lease_from"), told.state, told.issued) == (dt.date(2027, 4, 1), "renewed", ["renewal_receipt"])


def test_who_fits_no_more_is_told_to_leave():
    told = renewal(housing_area="35")
    assert told.refusal("2027-03-10", "operator", "renew", NEXT) == "不符合条件：仍符合承租条件（第二十条第一款）"
    told.do("2027-03-10", "operator", "refuse", reason="人均住房面积达到三十五平方米")
    assert (told.now.outcome, told.issued) == ("refused", ["refusal"])


@pytest.mark.parametrize(
    ("changed", "article"),
    [
        ({"lease_until": "2028-03-30"}, "第二十条第一款"),
        ({"payment_months": "4"}, "第二十条第一款"),
        ({"monthly_rent": "700.01"}, "第十条"),
    ],
)
def test_a_renewed_contract_keeps_to_the_same_bounds(changed, article):
    assert f"（{article}）" in renewal().refusal("2027-03-10", "operator", "renew", {**NEXT, **changed})


def test_a_renewal_is_asked_for_once_at_a_time_and_may_be_withdrawn():
    told = renewal()
    told.do("2027-03-02", "applicant", "withdraw")
    assert told.now.outcome == "withdrawn"
    told = story(
        PACKAGE, "renewal", DAY, **{**told.world, "cases_of_party": lambda *asked: int(asked[1] == "submitted")}
    )
    assert "没有另一件续租申请在审核" in told.refusal("2027-03-03", "applicant", "apply", FAMILY)


def renewed(told: Story, day: str) -> None:
    """Let a renewal of another year pass on to the lease."""
    again = {
        "lease_from": dt.date(2027, 4, 1),
        "lease_until": dt.date(2028, 3, 31),
        "payment_months": 3,
        "monthly_rent": 70000,
        "market_rent": 100000,
    }
    told.world["origin"] = LinkedCase("renewal", PACKAGE, "renewal", "BZS1", "renewed", again)
    told.do(day, "system", "renew")


@pytest.mark.parametrize(("acts", "day"), [(("file",), "2027-03-10"), (("file", "expire"), "2027-04-20")])
def test_a_renewal_before_or_after_the_end_gives_the_lease_its_new_term(acts, day):
    told = lease(*acts)
    renewed(told, day)
    assert (told.state, told.due("term"), told.value("lease_from")) == (
        "active",
        dt.date(2028, 3, 31),
        dt.date(2027, 4, 1),
    )
    assert told.value("renting_since") == DAY


# ---- 第二十条第二款: leaving ----


def leaving(months: str = "3") -> Story:
    """Return a lease whose tenant leaves on 30 June 2026."""
    told = lease("file")
    told.do("2026-06-01", "applicant", "give_notice", {"left_on": "2026-06-30"})
    told.do("2026-06-02", "operator", "grant_removal", {"removal_months": months})
    return told


@pytest.mark.parametrize(
    ("months", "last"),
    [("0", dt.date(2026, 6, 30)), ("1", dt.date(2026, 7, 30)), ("3", dt.date(2026, 9, 30))],
)
def test_a_tenant_who_leaves_may_get_up_to_three_months(months, last):
    told = leaving(months)
    assert (told.value("vacate_by"), told.due("removal"), told.running("term")) == (last, last, False)
    assert told.issued[-1] == "removal_notice"


def test_four_months_are_too_many():
    told = lease("file")
    told.do("2026-06-01", "applicant", "give_notice", {"left_on": "2026-06-30"})
    refusal = told.refusal("2026-06-02", "operator", "grant_removal", {"removal_months": "4"})
    assert refusal == "不符合条件：搬迁期最长三个月（第二十条第二款）"
    assert lease("file").refusal("2026-06-01", "applicant", "give_notice", {"left_on": "2026-05-31"}) == (
        "不符合条件：退出日期不早于今天（第二十条第二款）"
    )


@pytest.mark.parametrize(
    ("day", "due"),
    [("2026-09-29", 70000), ("2026-09-30", 70000), ("2026-10-01", 100000)],  # the last day is 30 September
)
def test_the_agreed_rent_holds_to_the_last_day_and_the_markets_after_it(day, due):
    told = leaving()
    told.do("2026-10-10", "operator", "assess_rent", {"rent_day": day})
    assert (told.value("rent_due"), told.issued[-1]) == (due, "rent_note")


def test_who_stays_pays_the_markets_rent_until_gone():
    told = leaving()
    told.do("2026-10-01", "system", "overstay")
    assert (told.state, told.value("rent_due"), told.turns()) == ("overstaying", 100000, ("operator",))
    early = told.refusal("2026-10-02", "operator", "assess_rent", {"rent_day": "2026-06-29"})
    assert early == "不符合条件：在退出以后（第二十条第二款）"
    done = told.do("2026-11-05", "operator", "hand_over")
    assert done.cascades == ((QUALIFICATION, "finish_renting"), (DWELLING, "vacate"))
    assert (told.value("handed_over_on"), told.now.outcome) == (dt.date(2026, 11, 5), "done")
    assert not told.running("removal")


def test_who_leaves_in_time_ends_the_contract():
    told = leaving()
    told.do("2026-09-30", "operator", "hand_over")
    assert (told.state, told.issued[-1], told.value("rent_due")) == ("ended", "termination_receipt", None)


def test_after_the_term_the_operator_lets_the_tenant_leave():
    told = lease("file", "expire")
    assert told.turns() == ("operator",)
    told.do("2027-04-05", "operator", "require_leaving", {"removal_months": "3"}, reason="没有续租")
    # Three months from the end of the lease on 31 March, whenever the operator says so.
    assert (told.value("left_on"), told.due("removal")) == (dt.date(2027, 3, 31), dt.date(2027, 6, 30))


def test_nobody_has_to_leave_while_a_renewal_is_looked_at():
    told = lease("file", "expire")
    told.world["cases_linking_here"] = lambda *asked: int(asked == ("renewal", "submitted"))
    refusal = told.refusal("2027-04-05", "operator", "require_leaving", {"removal_months": "3"}, reason="没有续租")
    assert refusal == "不符合条件：没有正在审核的续租申请（第二十条第一款）"


# ---- 第二十三条: breach ----


@pytest.mark.parametrize("breach", ["lent", "sublet", "changed_use", "damaged", "decorated"])
def test_each_breach_lets_the_operator_end_the_contract(breach):
    told = lease("file")
    told.do("2026-08-03", "operator", "terminate", {"breach": breach, "removal_months": "1"}, reason="现场查实")
    assert (told.state, told.value("left_on"), told.due("removal")) == (
        "leaving",
        dt.date(2026, 8, 3),
        dt.date(2026, 9, 3),
    )
    assert (told.issued[-1], told.running("term")) == ("termination_notice", False)


def test_a_breach_is_one_of_the_article_and_has_its_reason():
    told = lease("file")
    found = told.refusals("2026-08-03", "operator", "terminate", {"breach": "noise", "removal_months": "0"})
    assert found == ("违反了哪一项：请从给出的选项中选择（第二十三条）", "请填写理由（第二十三条）")


# ---- 第六条第二款: purchase ----


def purchase(on: str, source: str = "unsold") -> Story:
    held = {"source": source, "renting_since": DAY}
    world = {"linked_case": others({LEASE: ("lease", "active", held)}, PACKAGE)}
    return story(PACKAGE, "conversion", dt.date.fromisoformat(on), **world)


WISH = {"lease": LEASE, "share": "part"}


@pytest.mark.parametrize(("on", "fits"), [("2031-03-31", False), ("2031-04-01", True), ("2031-04-02", True)])
def test_after_five_years_a_tenant_may_ask_to_buy(on, fits):
    refusal = purchase(on).refusal(on, "applicant", "apply", WISH)
    assert refusal == ("" if fits else "不符合条件：房源允许先租后售，且租住已满五年（第六条第二款）")


def test_what_is_only_let_is_never_sold():
    assert "（第六条第二款）" in purchase("2035-04-01", "converted").refusal("2035-04-01", "applicant", "apply", WISH)


def test_a_purchase_ends_the_lease():
    told = purchase("2031-04-01")
    told.do("2031-04-01", "applicant", "apply", WISH)
    assert told.do("2031-04-10", "operator", "agree").cascades == ((LEASE, "convert"),)
    assert told.issued == ["agreement"]
    held = lease("file")
    held.do("2026-06-01", "system", "convert")
    assert (held.now.outcome, held.running("term")) == ("granted", False)
    other = purchase("2031-04-01")
    other.do("2031-04-01", "applicant", "apply", WISH)
    other.do("2031-04-10", "operator", "refuse", reason="产权有争议")
    assert other.now.outcome == "refused"
