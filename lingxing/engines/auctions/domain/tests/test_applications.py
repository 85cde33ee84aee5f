"""What an application states: joint parties to exactly the whole, numbers whose check digits hold."""

import datetime as dt

import pytest

from lingxing.engines.auctions.domain.applications import Typed, WrongApplication, read_application
from lingxing.kernel.identity_numbers import credit_check_character
from lingxing.kernel.tests.identity_samples import resident_number

ON = dt.date(2026, 12, 26)
FIRM = "91421200MA48CDEF0" + credit_check_character("91421200MA48CDEF0")
PERSON = resident_number(order=56)
OWN = {"name": "云梦泽房产有限公司", "kind": "credit_code", "number": FIRM, "share": "60%"}
OTHER = {"name": "赵六一", "kind": "resident_id", "number": PERSON, "share": "40"}
PLAIN = {"contact": "钱七二", "phone": "13900001111", "accepted": True}


def read(*, joint=True, **typed):
    said = Typed(**{**PLAIN, **typed})
    return read_application(said, ("云梦泽房产有限公司", FIRM), joint_allowed=joint, announcement=2, on=ON)


def faults(**given):
    with pytest.raises(WrongApplication) as refused:
        read(**given)
    return {item.where: item.what for item in refused.value.items}


def test_a_single_applicant_has_no_parties():
    found = read(parties=[{"name": " ", "number": "", "share": "", "kind": "credit_code"}])
    assert (found.parties, found.company, found.announcement) == ((), None, 2)


def test_joint_parties_are_kept_with_exact_shares():
    third = OWN | {"share": "1/3"}
    rest = OTHER | {"share": "2/3"}
    assert [one["share"] for one in read(parties=[third, rest]).to_json()["parties"]] == ["1/3", "2/3"]


def test_shares_that_are_not_the_whole_are_refused():
    assert "还差 0.01%" in faults(parties=[OWN, OTHER | {"share": "39.99%"}])["联合竞买"]


def test_joint_bidding_only_where_the_announcement_allows_it():
    assert faults(parties=[OWN, OTHER], joint=False) == {"联合竞买": "本宗地不接受联合竞买"}


def test_the_applicant_is_the_first_party_and_nobody_stands_twice():
    assert "联合竞买第1方" in faults(parties=[OTHER, OWN | {"share": "60%"}])
    assert "写了两次" in faults(parties=[OWN, OWN | {"share": "40%"}])["联合竞买"]
    assert "2 至" in faults(parties=[OWN | {"share": "100%"}])["联合竞买"]


def test_a_wrong_number_is_named_and_not_repeated():
    wrong = PERSON[:-1] + ("0" if PERSON[-1] != "0" else "1")
    found = faults(parties=[OWN, OTHER | {"number": wrong}])
    (where,) = found
    assert where.startswith("联合竞买第2方")
    assert wrong not in str(found)


@pytest.mark.parametrize("share", ["NaN", "-40", "1e2", "40.123456789", "x" * 10**6])
def test_bad_shares_are_refused(share):
    assert "比例" in faults(parties=[OWN, OTHER | {"share": share}])["联合竞买第2方比例"]


def test_everything_is_told_at_once():
    assert set(faults(contact="", phone="", accepted=False, company_name="新公司")) == {
        "联系人",
        "联系电话",
        "承诺",
        "股本构成",
        "新公司出资主体",
        "新公司成立时间",
    }


def test_a_company_to_be_founded_names_its_investors_to_the_whole():
    company = {
        "company_name": "云梦泽苇荡置业有限公司",
        "investors": [{"name": "云梦泽房产有限公司", "share": "70"}, {"name": "赵六一", "share": "30"}],
        "structure": "注册资本 5000 万元，均为货币出资",
        "founded_by": "2027-03-01",
    }
    assert read(**company).company.founded_by == dt.date(2027, 3, 1)
    short = company | {"investors": company["investors"][:1]}
    assert "还差 30%" in faults(**short)["新公司出资主体"]


def test_a_megabyte_of_text_is_refused():
    assert set(faults(contact="长" * 10**6, structure="长" * 10**6)) >= {"联系人", "股本构成"}
