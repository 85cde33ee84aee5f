"""Redaction by column. Oracles are written out by hand or count characters; none calls what is tested."""

import datetime as dt
import string

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.disclosure.domain.detection import find_personal
from lingxing.engines.disclosure.domain.redaction import FIRM_REASON, Column, Rule, Value, masked, redact, to_district
from lingxing.kernel.identity_numbers import resident_check_character

HAN = st.text(alphabet="赵钱孙李周吴郑王冯陈东西南北", min_size=2, max_size=4)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ACCOUNTS = st.text(alphabet=string.digits, min_size=8, max_size=24)


@st.composite
def identity_numbers(draw):
    """Return a number with a date of birth and the right last character."""
    day = draw(st.dates(dt.date(1930, 1, 1), dt.date(2020, 12, 31)))
    body = f"{draw(st.sampled_from(['110101', '420106', '421002']))}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + resident_check_character(body)


COLUMNS = (
    Column("name", "姓名", Rule.NAME),
    Column("identity", "证件号码", Rule.IDENTITY),
    Column("phone", "电话", Rule.PHONE),
    Column("address", "住址", Rule.ADDRESS),
    Column("account", "账号", Rule.ACCOUNT),
    Column("secret", "内部", Rule.OMITTED),
)


@given(HAN, identity_numbers(), PHONES, ACCOUNTS, st.integers(1, 999))
def test_nothing_personal_comes_out_whole(name, identity, phone, account, house):
    address = f"云梦泽市城东区{name}路{house}号{identity}"
    given_values = {"name": name, "identity": identity, "phone": phone, "address": address, "account": account}
    row = {key: Value(text) for key, text in {**given_values, "secret": "内部编码", "extra": phone}.items()}
    found = redact(COLUMNS, [row])
    public = "|".join((*found.headings, *found.public_rows[0]))
    for key, text in given_values.items():
        assert text not in public, key
    assert "内部" not in public
    assert not find_personal(public)
    assert len(found.public_rows[0]) == 5


@given(st.sampled_from([rule for rule in Rule if rule is not Rule.PLAIN]), identity_numbers(), PHONES)
def test_a_number_in_the_wrong_column_does_not_come_out_whole_either(rule, identity, phone):
    assert identity not in masked(rule, identity)
    assert phone not in masked(rule, phone)
    assert not find_personal(masked(rule, identity))


def test_each_rule_keeps_what_it_says():
    assert masked(Rule.NAME, "张三丰") == "张**"
    assert masked(Rule.IDENTITY, "42010619900101123X") == "420" + 11 * "*" + "123X"
    assert masked(Rule.PHONE, "13812341234") == "138****1234"
    assert masked(Rule.ACCOUNT, "6222021234567890123") == 15 * "*" + "0123"
    assert masked(Rule.ACCOUNT, "1234567") == 7 * "*"  # of seven, four would be too many
    assert masked(Rule.PLAIN, "东湖路1号") == "东湖路1号"


def test_addresses_end_at_the_county_or_district():
    assert to_district("湖北省云梦泽市城东区东湖路1号101室") == "湖北省云梦泽市城东区****"
    assert to_district("云梦泽市泽口县青石镇3组") == "云梦泽市泽口县****"
    assert to_district("云梦泽市城东区") == "云梦泽市城东区"
    # 小区 and 社区 are no districts: what is kept must not lead to the door.
    assert to_district("碧波小区3栋2单元") == "碧波小区*栋****"
    assert to_district("东湖路1号") == "****"


def test_the_name_of_a_firm_stays_and_says_why():
    columns = (Column("applicant", "申请人", Rule.NAME),)
    firm, person = redact(
        columns, [{"applicant": Value("泽东航运公司", of_firm=True)}, {"applicant": Value("赵六一")}]
    ).rows
    assert (firm[0].after, firm[0].reason) == ("泽东航运公司", FIRM_REASON)
    assert (person[0].after, person[0].reason) == ("赵**", Rule.NAME.reason)


def test_what_is_not_hidden_has_no_reason_and_what_is_absent_is_empty():
    columns = (Column("place", "地点", Rule.PLAIN), Column("phone", "电话", Rule.PHONE))
    (row,) = redact(columns, [{"place": Value("北渡")}]).rows
    assert [(cell.after, cell.reason) for cell in row] == [("北渡", ""), ("", "")]
