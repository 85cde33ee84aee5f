"""What follows the hammer in Xianning: the winner's confirmation, the result's publication, deposits that go back.

1 January 2027 is a Friday and a holiday; 5 January 2027 is a Tuesday.
"""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.language.packages import load_package

PACKAGE = "xianning/land_listing_2024"
DAY = "2027-01-05"
LOT = {
    "lot": "2026-0001",
    "location": "苇荡大道以北",
    "area": "12345.67平方米",
    "use": "城镇住宅用地",
    "ended_on": DAY,
}
WON = {
    **LOT,
    "term": "70年",
    "seller": "云梦泽市自然资源和规划局",
    "hammer_at": "2027年1月5日 10:05:00",
    "paddle": 318,
    "price": "121000000.00",
    "winner": "云梦泽市湖光置业有限公司",
    "natural_person": False,
    "joint": False,
    "parties": [{"party_name": "云梦泽市湖光置业有限公司", "share": "100%"}],
    "company": "无",
    "deposit": "24000000.00",
    "guarantee": "0.00",
}
SEEN = {
    "by_agent": "false",
    "identity_seen": "true",
    "licence_seen": "true",
    "receipt_seen": "true",
    "rest_seen": "true",
    "contract_by": "2027-01-15",
}
RESULT = {**LOT, "result": "sold", "price": "121000000.00", "winner": "云梦泽市湖光置业有限公司", "left": "48000000.00"}


def story(service: str, day: str = DAY, **values: object) -> Story:
    procedure = load_package(PACKAGE).procedure
    assert procedure is not None
    told = Story(procedure, service)
    told.do(day, "system", "open", {**(WON if service == "confirmation" else RESULT), **values})
    return told


# ---- 第二十八条: the letter, the originals, the contract ----


def test_the_letter_is_there_at_once_and_the_terms_run_from_the_end():
    told = story("confirmation")
    assert (told.state, told.issued, told.turns()) == ("won", ["letter"], ("applicant", "agency"))
    # one day after Tuesday 5 January; three working days: 6, 7 and 8 January
    assert (told.due("letter"), told.due("confirmation")) == (dt.date(2027, 1, 6), dt.date(2027, 1, 8))
    assert told.value("earnest_money") == 24_000_000_00


def test_the_terms_run_from_the_end_even_where_the_case_is_opened_later():
    told = story("confirmation", "2027-01-07")
    assert (told.due("letter"), told.due("confirmation")) == (dt.date(2027, 1, 6), dt.date(2027, 1, 8))


def test_from_the_printed_letter_to_the_price_paid():
    told = story("confirmation")
    told.do("2027-01-05", "applicant", "print")
    assert not told.running("letter")
    told.do("2027-01-08", "agency", "confirm", SEEN)
    assert (told.state, told.due("contract")) == ("confirmed", dt.date(2027, 1, 15))
    told.do("2027-01-14", "grantor", "sign", {"contract_number": "云出〔2027〕1号", "pay_by": "2027-02-13"})
    assert (told.state, told.due("payment")) == ("contracted", dt.date(2027, 2, 13))
    told.do("2027-02-10", "grantor", "settle", {"paid_on": "2027-02-09", "taxes_paid": "true"})
    assert told.state == "completed"


@pytest.mark.parametrize("name", ["identity_seen", "licence_seen", "receipt_seen", "rest_seen"])
def test_each_original_is_checked_off_by_itself(name):
    told = story("confirmation")
    refusal = told.refusal("2027-01-06", "agency", "confirm", {**SEEN, name: "false"})
    assert refusal.startswith("不符合条件")
    assert refusal.endswith("原件核对无误（第二十八条第三款）")


def test_joint_bidders_agents_and_persons_bring_other_originals():
    joint = story("confirmation", joint=True)
    assert "联合竞买文件" in joint.refusal("2027-01-06", "agency", "confirm", SEEN)
    joint.do("2027-01-06", "agency", "confirm", {**SEEN, "joint_seen": "true"})
    agent = story("confirmation")
    assert "授权文件" in agent.refusal("2027-01-06", "agency", "confirm", {**SEEN, "by_agent": "true"})
    agent.do("2027-01-06", "agency", "confirm", {**SEEN, "by_agent": "true", "authority_seen": "true"})
    person = story("confirmation", natural_person=True)
    person.do("2027-01-06", "agency", "confirm", {key: SEEN[key] for key in SEEN if key != "licence_seen"})


def test_the_signed_letter_is_handed_in_with_the_originals_held_against_it():
    told = story("confirmation")
    assert "签字、盖章的成交确认书" in told.refusal("2027-01-06", "agency", "confirm", SEEN, papers=[])
    assert "请核对原件" in told.refusal("2027-01-06", "agency", "confirm", SEEN, originals_seen=False)


# ---- 第四十三条、第四十四条 ----


def test_who_refuses_to_sign_loses_the_deposit_and_only_the_grantor_says_so():
    told = story("confirmation")
    values = {"refusal_kind": "letter"}
    assert "不由您的角色办理" in told.refusal("2027-01-11", "agency", "forfeit", values, reason="逾期不签")
    told.do("2027-01-11", "grantor", "forfeit", values, reason="逾期未到，书面表示放弃")
    assert (told.state, told.issued) == ("forfeited", ["letter", "forfeiture"])


def test_a_result_is_void_for_the_causes_of_the_article_and_the_grantor_says_where_the_money_goes():
    told = story("confirmation")
    values = {"void_cause": "collusion"}
    assert "退还竞买保证金" in told.refusal("2027-01-11", "grantor", "annul", values, reason="查实串通")
    told.do("2027-01-11", "grantor", "annul", {**values, "returns_deposit": "false"}, reason="查实串通")
    assert (told.state, told.issued) == ("void", ["letter", "annulment"])


# ---- 第二十九条、第三十条: the result, the deposits ----


def test_result_and_deposits_have_their_own_terms():
    told = story("conclusion")
    # ten working days: 6, 7, 8, 11, 12, 13, 14, 15, 18 and 19 January; five: 6, 7, 8, 11 and 12 January
    assert (told.due("publication"), told.due("refund")) == (dt.date(2027, 1, 19), dt.date(2027, 1, 12))
    assert told.published == ["result_notice"]


def test_whichever_comes_first_the_agency_files_at_the_end():
    first = story("conclusion")
    first.do("2027-01-07", "system", "publish")
    assert (first.state, first.running("publication"), first.running("refund")) == ("returning", False, True)
    first.do("2027-01-08", "system", "note_returned", {"left": "24000000.00"})
    assert first.state == "returning"
    assert "没有尚待退还的保证金" in first.refusal("2027-01-08", "system", "finish_returning", {"left": "0.01"})
    first.do("2027-01-11", "system", "finish_returning", {"left": "0.00"})
    assert (first.state, first.turns()) == ("concluded", ("agency",))
    first.do("2027-01-12", "agency", "archive", {"archive_note": "档案室甲柜"})
    assert first.state == "archived"
    second = story("conclusion")
    second.do("2027-01-08", "system", "finish_returning", {"left": "0.00"})
    assert (second.state, second.running("refund")) == ("publishing", False)
    second.do("2027-01-19", "system", "publish")
    assert second.state == "concluded"


@pytest.mark.parametrize("result", ["no_bid", "below_reserve", "terminated"])
def test_a_lot_that_is_not_sold_has_neither_winner_nor_price(result):
    given = {key: value for key, value in RESULT.items() if key not in ("price", "winner")}
    procedure = load_package(PACKAGE).procedure
    assert procedure is not None
    told = Story(procedure, "conclusion")
    told.do(DAY, "system", "open", {**given, "result": result})
    assert (told.state, told.value("winner")) == ("running", None)


# ---- One figure, one truth ----


@pytest.mark.parametrize(
    ("service", "clock", "figure"),
    [
        ("confirmation", "letter", "letter_days"),
        ("confirmation", "confirmation", "confirmation_days"),
        ("conclusion", "publication", "publication_days"),
        ("conclusion", "refund", "release_days"),
    ],
)
def test_the_terms_are_those_of_the_listing_file(service, clock, figure):
    package = load_package(PACKAGE)
    assert package.procedure is not None
    assert package.listing is not None
    declared = package.procedure.services[service].clocks[clock]
    number = package.listing.figures[figure]
    unit = {"day": "day", "working day": "working days"}[number.unit.value]
    assert declared.term == f"{number.on(dt.date(2027, 1, 5))} {unit}"
    assert declared.article.startswith(number.article)
