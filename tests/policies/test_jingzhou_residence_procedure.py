"""Jingzhou's residence permits: applied for, issued, endorsed every year, moved, replaced, given up on settling."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.kernel.tests.identity_samples import resident_number
from tests.policies.playing import Stories, story

PACKAGE = "jingzhou/residence_permit_2017"
DAY = dt.date(2018, 3, 1)
PERMIT, ENDORSEMENT, SECOND, CHANGE, CARD, HOME = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 7))
BIRTH = dt.date(1990, 3, 7)
ASKED = {
    "full_name": "李云梦",
    "identity": resident_number(BIRTH),
    "phone": "13800001234",
    "birth_date": BIRTH.isoformat(),
    "county": "shashi",
    "address": "云梦街1号",
    "hukou_address": "外市白鹭村2组",
    "hukou_elsewhere": "true",
    "registered_on": "2017-09-01",
    "stable_employment": "true",
    "stable_dwelling": "false",
    "continuous_study": "false",
    "represented": "false",
    "truthful": "true",
}
STATION = "station"
PROXY = {"proxy_relation": "guardian", "proxy_name": "李白鹭", "proxy_identity": resident_number(dt.date(1970, 1, 5))}


def applied(day: str = "2018-03-01") -> Story:
    told = story(PACKAGE, "permit", dt.date.fromisoformat(day))
    told.do(day, "applicant", "apply", ASKED)
    return told


def producing() -> Story:
    told = applied()
    told.do("2018-03-01", STATION, "accept")
    return told


def held(delivered: str = "2018-03-14") -> Stories:
    """Return the stories around a permit that was delivered on the day."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(PERMIT, "permit", "2018-03-01", "applicant", "apply", ASKED)
    cases.do(PERMIT, "2018-03-01", STATION, "accept")
    cases.do(PERMIT, delivered, STATION, "deliver")
    return cases


def unchanged() -> dict[str, str]:
    return {"permit": PERMIT, "situation_changed": "false"}


# ---- 第七条、第八条: who may apply ----


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        # Registered on 1 September 2017: six months are full on 1 March 2018.
        ("2018-02-28", "不符合条件：离开户籍地居住、登记满半年，并有就业、住所、就读之一（第七条）"),
        ("2018-03-01", ""),
        ("2018-03-02", ""),
    ],
)
def test_one_may_apply_from_six_months_after_registering(day, refusal):
    assert story(PACKAGE, "permit", DAY).refusal(day, "applicant", "apply", ASKED) == refusal


@pytest.mark.parametrize("ground", ["stable_employment", "stable_dwelling", "continuous_study"])
def test_any_one_ground_is_enough_and_asks_for_its_own_proof(ground):
    grounds = {"stable_employment": "false", "stable_dwelling": "false", "continuous_study": "false"}
    proofs = {
        "stable_employment": "请提交合法稳定就业证明（第八条第二款）",
        "stable_dwelling": "请提交合法稳定住所证明（第八条第二款）",
        "continuous_study": "请提交连续就读证明（第八条第二款）",
    }
    told = story(PACKAGE, "permit", DAY)
    assert "并有就业、住所、就读之一" in told.refusal("2018-03-01", "applicant", "apply", {**ASKED, **grounds})
    given = {**ASKED, **grounds, ground: "true"}
    assert told.refusals("2018-03-01", "applicant", "apply", given, papers=[]) == (
        "请提交本人居民身份证（第八条第一款）",
        "请提交本人相片（第八条第一款）",
        proofs[ground],
    )
    told.do("2018-03-01", "community", "apply", given)
    assert told.state == "submitted"


@pytest.mark.parametrize("change", [{"hukou_elsewhere": "false"}, {"truthful": "false"}, {"birth_date": "1991-03-07"}])
def test_who_stays_at_home_or_does_not_stand_by_the_papers_is_refused(change):
    assert story(PACKAGE, "permit", DAY).refusal("2018-03-01", "applicant", "apply", {**ASKED, **change})


# ---- 第九条: representation, completion, fifteen days ----


@pytest.mark.parametrize(
    ("birth", "limited", "refusal"),
    [
        (dt.date(2002, 3, 2), "false", ""),  # sixteen tomorrow
        (dt.date(2002, 3, 1), "false", "不符合条件：未满规定年龄或行动不便的才可以由他人代办（第九条第一款）"),  # today
        (dt.date(1930, 5, 1), "true", ""),
    ],
)
def test_a_guardian_applies_for_the_young_and_for_who_cannot_walk(birth, limited, refusal):
    own = {"birth_date": birth.isoformat(), "identity": resident_number(birth)}
    given = {**ASKED, **own, **PROXY, "represented": "true", "limited_mobility": limited}
    assert story(PACKAGE, "permit", DAY).refusal("2018-03-01", "station", "apply", given) == refusal


def test_who_is_represented_hands_in_the_papers_of_both():
    given = {**ASKED, **PROXY, "represented": "true", "limited_mobility": "true"}
    papers = ["identity_card", "photo", "employment_proof"]
    refusal = story(PACKAGE, "permit", DAY).refusal("2018-03-01", "station", "apply", given, papers=papers)
    assert refusal == "请提交委托人和代办人的身份证件（第九条第一款）"


def test_everything_that_is_missing_is_told_once():
    told = applied()
    told.do("2018-03-02", STATION, "request_completion", reason="照片不清", completion=["photo"])
    assert (told.state, told.turns(), told.issued) == ("awaiting_completion", ("applicant",), ["completion_request"])
    assert told.refusal("2018-03-05", "applicant", "complete", papers=[]) == "请提交本人相片（第八条第一款）"
    told.do("2018-03-05", "applicant", "complete", papers=["photo"])
    again = told.refusal("2018-03-06", STATION, "request_completion", reason="还缺", completion=["photo"])
    assert again == "“一次性告知补充材料”只能办理一次，已经办理过（第九条第三款）"


def test_the_originals_are_held_against_the_copies_before_it_is_accepted():
    told = applied()
    refusal = told.refusal("2018-03-01", STATION, "accept", originals_seen=False)
    assert refusal == "请核对原件，并确认与提交的材料一致（第九条第四款）"


def test_a_permit_is_made_in_fifteen_days_thirty_in_special_cases():
    told = producing()
    # Thursday 1 March 2018 + 15 days = Friday 16 March.
    assert told.due("issue") == dt.date(2018, 3, 16)
    assert told.light("issue", dt.date(2018, 3, 16)).color == "yellow"
    assert told.light("issue", dt.date(2018, 3, 17)).color == "red"
    told.do("2018-03-15", "chief", "extend", reason="制证设备检修")
    # 1 March + 30 days = Saturday 31 March, no working day: Monday 2 April.
    assert told.due("issue") == dt.date(2018, 4, 2)
    assert "只能办理一次" in told.refusal("2018-03-20", "chief", "extend", reason="仍在检修")
    told.do("2018-04-02", STATION, "deliver")
    assert (told.state, told.running("issue"), told.issued) == ("usable", False, ["receipt", "certificate"])
    assert told.value("issued_on") == told.value("years_counted_from") == dt.date(2018, 4, 2)


def test_a_community_office_neither_extends_nor_delivers_nor_refuses():
    told = producing()
    for act in ("extend", "deliver", "refuse"):
        assert "不由您的角色办理" in told.refusal("2018-03-02", "community", act, reason="甲")


def test_a_refusal_gives_its_reason():
    told = applied()
    assert told.refusal("2018-03-02", STATION, "refuse") == "请填写理由（第七条）"
    told.do("2018-03-02", STATION, "refuse", reason="就业证明不属实")
    assert (told.state, told.now.outcome, told.issued) == ("refused", "refused", ["refusal"])


def test_an_application_is_withdrawn_until_it_is_accepted():
    told = applied()
    told.do("2018-03-01", "applicant", "withdraw")
    assert told.now.outcome == "withdrawn"
    assert "不能办理“撤回申领”" in producing().refusal("2018-03-02", "applicant", "withdraw")


# ---- 第十一条: a year, a month before, the day after ----


@pytest.mark.parametrize(
    ("day", "can"),
    [
        ("2019-02-13", False),  # a month before 14 March 2019 is 14 February
        ("2019-02-14", True),
        ("2019-03-14", True),  # the year is full on this day
    ],
)
def test_a_permit_is_endorsed_in_the_month_before_its_year_is_full(day, can):
    cases = held()
    assert cases.told[PERMIT].due("endorsement") == dt.date(2019, 3, 14)
    refusal = cases.refusal("endorsement", day, "applicant", "apply", unchanged())
    assert refusal == ("" if can else "不符合条件：已到每满一年之日前一个月内，或已逾期补办（第十一条第一款）")


def test_the_next_year_counts_from_the_last_day_not_from_the_endorsement():
    cases = held()
    cases.begin(ENDORSEMENT, "endorsement", "2019-02-20", "applicant", "apply", unchanged())
    refusal = cases.refusal("endorsement", "2019-02-21", "applicant", "apply", unchanged())
    assert refusal == "不符合条件：没有另一件签注申请在办理（第十一条第一款）"
    done = cases.do(ENDORSEMENT, "2019-02-20", "community", "endorse")
    assert (done.state, done.issued) == ("endorsed", ["endorsement_slip"])
    assert cases.told[PERMIT].due("endorsement") == dt.date(2020, 3, 14)
    assert cases.told[PERMIT].value("years_counted_from") == dt.date(2018, 3, 14)


def test_a_permit_not_endorsed_is_suspended_and_revived_from_the_day_it_is_made_good():
    cases = held()
    cases.do(PERMIT, "2019-03-15", "system", "suspend_use")
    assert cases.told[PERMIT].state == "suspended"
    case = cases.begin(ENDORSEMENT, "endorsement", "2019-06-03", STATION, "apply", unchanged())
    assert case.refusal("2019-06-03", STATION, "endorse") == (
        "不符合条件：在期满以前申请；逾期的办理补办签注（第十一条第一款）"
    )
    cases.do(ENDORSEMENT, "2019-06-03", STATION, "endorse_late")
    permit = cases.told[PERMIT]
    assert (permit.state, permit.value("years_counted_from")) == ("usable", dt.date(2019, 6, 3))
    assert permit.due("endorsement") == dt.date(2020, 6, 3)


def test_who_asked_in_time_keeps_the_years_though_the_station_endorses_later():
    cases = held()
    case = cases.begin(ENDORSEMENT, "endorsement", "2019-03-14", "applicant", "apply", unchanged())
    cases.do(PERMIT, "2019-03-15", "system", "suspend_use")
    assert case.refusal("2019-03-18", STATION, "endorse_late") == "不符合条件：逾期以后才申请（第十一条第三款）"
    cases.do(ENDORSEMENT, "2019-03-18", STATION, "endorse")
    permit = cases.told[PERMIT]
    assert (permit.state, permit.value("years_counted_from")) == ("usable", dt.date(2018, 3, 14))
    assert permit.due("endorsement") == dt.date(2020, 3, 14)


def test_changed_circumstances_are_proved_with_originals_and_refused_where_no_ground_is_left():
    cases = held()
    moved = {**unchanged(), "situation_changed": "true", "stable_employment": "false", "continuous_study": "false"}
    kept, lost = {**moved, "stable_dwelling": "true"}, {**moved, "stable_dwelling": "false"}
    assert cases.refusal("endorsement", "2019-03-01", "applicant", "apply", kept, papers=[]) == (
        "请提交变更后的就业、住所或就读证明（第十一条第二款）"
    )
    case = cases.begin(ENDORSEMENT, "endorsement", "2019-03-01", "applicant", "apply", kept)
    assert "请核对原件" in case.refusal("2019-03-01", STATION, "endorse", originals_seen=False)
    assert "情况变更且不再符合条件" in case.refusal("2019-03-01", STATION, "refuse", reason="甲")
    cases.do(ENDORSEMENT, "2019-03-01", STATION, "endorse")

    cases = held()
    case = cases.begin(SECOND, "endorsement", "2019-03-01", "applicant", "apply", lost)
    assert "状况未变更，或变更后仍符合条件" in case.refusal("2019-03-01", STATION, "endorse")
    cases.do(SECOND, "2019-03-01", STATION, "refuse", reason="已离职、退租")
    assert (case.state, case.issued) == ("refused", ["refusal"])


# ---- 第十三条: moving ----


def test_a_move_within_the_county_leaves_the_day_of_issue():
    cases = held()
    asked = {"permit": PERMIT, "new_county": "shashi", "new_address": "鹊桥路8号"}
    case = cases.begin(CHANGE, "change", "2018-09-03", "applicant", "apply", asked)
    assert "新旧住址在本市不同县级行政区域" in case.refusal("2018-09-03", STATION, "register_across")
    cases.do(CHANGE, "2018-09-03", STATION, "register_within")
    permit = cases.told[PERMIT]
    assert (permit.value("address"), permit.value("issued_on")) == ("鹊桥路8号", dt.date(2018, 3, 14))
    assert case.issued == ["slip"]


def test_a_move_to_another_county_dates_the_permit_anew_and_keeps_the_years():
    cases = held()
    asked = {"permit": PERMIT, "new_county": "songzi", "new_address": "鹊桥路8号"}
    case = cases.begin(CHANGE, "change", "2018-09-03", "applicant", "apply", asked)
    assert "新旧住址在同一县级行政区域" in case.refusal("2018-09-03", STATION, "register_within")
    cases.do(CHANGE, "2018-09-03", "community", "register_across")
    permit = cases.told[PERMIT]
    assert (permit.value("county"), permit.value("issued_on")) == ("songzi", dt.date(2018, 9, 3))
    assert permit.value("years_counted_from") == dt.date(2018, 3, 14)
    assert permit.due("endorsement") == dt.date(2019, 3, 14)


def test_a_move_is_registered_on_three_papers():
    cases = held()
    asked = {"permit": PERMIT, "new_county": "songzi", "new_address": "鹊桥路8号"}
    assert cases.refusal("change", "2018-09-03", "applicant", "apply", asked, papers=[]).count("请提交") == 3


# ---- 第十条、第十二条: replacing ----


def replaced(cause: str, service: str, **more: str) -> Stories:
    cases = held()
    asked = {"permit": PERMIT, "cause": cause, "permit_service": service, **more}
    cases.begin(CARD, "replacement", "2018-05-02", "applicant", "apply", asked)
    return cases


@pytest.mark.parametrize(("cause", "service"), [("lost", "replacement"), ("damaged", "reissue")])
def test_what_is_lost_is_reissued_and_the_rest_replaced(cause, service):
    with pytest.raises(Refused, match="遗失的补领，其余换领"):
        replaced(cause, service)


def test_a_damaged_permit_is_paid_for_and_handed_back():
    cases = replaced("damaged", "replacement")
    card = cases.told[CARD]
    fee = {"fee_due": "20.00", "fee_paid": "10.00"}
    assert card.refusal("2018-05-02", STATION, "accept", fee) == "不符合条件：已按标准缴纳工本费（第十条）"
    cases.do(CARD, "2018-05-02", STATION, "accept", {**fee, "fee_paid": "20.00"})
    kept = card.refusal("2018-05-10", STATION, "deliver", {"old_returned": "false"})
    assert kept == "不符合条件：换领的已交回原证（第十二条第三款）"
    cases.do(CARD, "2018-05-10", STATION, "deliver", {"old_returned": "true"})
    assert card.state == "delivered"
    assert cases.told[PERMIT].issued[-1] == "replacement_certificate"
    assert cases.told[PERMIT].value("issued_on") == dt.date(2018, 3, 14)


def test_a_lost_permit_cannot_be_handed_back():
    cases = replaced("lost", "reissue")
    cases.do(CARD, "2018-05-02", STATION, "accept", {"fee_due": "20.00", "fee_paid": "20.00"})
    cases.do(CARD, "2018-05-10", STATION, "deliver", {"old_returned": "false"})
    assert cases.told[CARD].state == "delivered"


def test_a_changed_name_stands_on_the_new_permit():
    new = {
        "new_full_name": "李鹊桥",
        "new_identity": resident_number(BIRTH, 14),
        "new_birth_date": BIRTH.isoformat(),
    }
    cases = replaced("changed", "replacement", **new)
    cases.do(CARD, "2018-05-02", STATION, "accept", {"fee_due": "20.00", "fee_paid": "20.00"})
    card = cases.told[CARD]
    assert "登记内容没有变更" in card.refusal("2018-05-10", STATION, "deliver", {"old_returned": "true"})
    cases.do(CARD, "2018-05-10", STATION, "deliver_changed", {"old_returned": "true"})
    permit = cases.told[PERMIT]
    assert (permit.value("full_name"), permit.value("identity")) == ("李鹊桥", resident_number(BIRTH, 14))


# ---- 第十七条: settling ----

TOWN = {"permit": PERMIT, "settle_place": "town", "stable_dwelling": "true", "dwelling_rented": "false"}
CITY = {**TOWN, "settle_place": "central", "stable_employment": "true", "social_insurance": "true"}


@pytest.mark.parametrize(
    ("asked", "can"),
    [
        (TOWN, True),
        (CITY, True),
        ({**TOWN, "stable_dwelling": "false"}, False),
        ({**CITY, "stable_employment": "false"}, False),
        ({**CITY, "social_insurance": "false"}, False),
        ({**TOWN, "dwelling_rented": "true", "owner_agrees": "true"}, True),
        ({**TOWN, "dwelling_rented": "true", "owner_agrees": "false"}, False),
    ],
)
def test_a_town_asks_for_a_dwelling_and_the_city_for_work_and_insurance_too(asked, can):
    refusal = held().refusal("settlement", "2018-10-08", "applicant", "apply", asked)
    assert refusal == ("" if can else "不符合条件：符合落户条件（第十七条）")


def test_who_settles_gives_the_permit_up():
    cases = held()
    cases.begin(HOME, "settlement", "2018-10-08", "applicant", "apply", CITY)
    cases.do(HOME, "2018-10-10", STATION, "approve")
    permit = cases.told[PERMIT]
    assert (permit.state, permit.running("endorsement")) == ("ended", False)
    assert cases.refusal("change", "2018-11-01", "applicant", "apply", {"permit": PERMIT})
