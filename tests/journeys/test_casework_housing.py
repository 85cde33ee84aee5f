"""Rental housing: a qualification that is put before the public, and a home from its choice to the filed lease."""

from playwright.sync_api import expect

from tests.journeys.casework import (
    Newcomer,
    act,
    at_counter,
    begin,
    day,
    fill_in,
    hand_in_papers,
    open_case,
    paper,
    release,
    send,
    sign_up,
    somebody,
    standing,
)

PACKAGE = "ezhou/affordable_rental_housing_2022"
QUALIFIED = Newcomer("林一苇", "429099199001010016")
"""Of the demo's town: holds a qualification and has chosen no home yet."""


def test_a_qualification_is_reviewed_and_put_before_the_public(visit, sign_in):
    who = somebody("冯八安")
    page = visit("/")
    sign_up(page, who)
    begin(page, f"{PACKAGE}/qualification")
    said = {
        "姓名": who.name,
        "公民身份号码": who.number,
        "出生日期": who.born.isoformat(),
        "申请辖区": "葛店经开区",
        "属于哪类人群": "青年人",
        "具有完全民事行为能力": "是",
        "家庭人口": "1",
        "家庭在申请辖区的住房建筑面积合计": "0",
        "家庭在本市享受着其他形式的保障性住房": "否",
    }
    fill_in(page, said, {"公民身份号码": (who.mistyped, "校验码不对")})
    hand_in_papers(page)
    number = send(page, "提交申请")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    open_case(clerk, number)
    act(clerk, "审核通过并公示")
    standing(clerk, "审核通过，待公示")
    release(clerk, number)
    open_case(page, number, "/my/cases/")
    standing(page, "公示中")

    outside = visit("/disclosure/")
    outside.get_by_role("link", name="承租资格审核公示").first.click()
    shown = outside.get_by_role("main")
    expect(shown).to_contain_text(number)
    expect(shown).to_contain_text("冯**")
    expect(shown).not_to_contain_text(who.number)


def test_a_home_is_chosen_its_lease_signed_at_the_counter_and_filed(visit, sign_in):
    page = visit("/")
    sign_in(page, "applicant")
    begin(page, f"{PACKAGE}/letting", "选房")
    fill_in(page, {"承租资格": "BZG", "房源": "1栋201室"})
    choice = send(page, "选房")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    terms = {
        "选房": choice,
        "租期第一天": day(),
        "租期最后一天": day(364),
        "每次收取几个月的租金": "3",
        "押金": "700",
    }
    open_case(page, choice, "/my/cases/")
    standing(page, "已选定，待签合同")
    page.get_by_role("link", name="BZG").click()
    qualification = page.url
    clerk.goto(qualification)
    act(clerk, "签约前核对原件：一致")
    lease = at_counter(clerk, f"{PACKAGE}/lease", QUALIFIED, terms, "签订合同")
    open_case(clerk, lease)
    act(clerk, "备案")
    standing(clerk, "履行中")

    open_case(page, lease, "/my/cases/")
    text = paper(page, "租赁合同备案回执")
    assert "1栋201室" in text
    assert "700.00元" in text
