"""A residence permit, asked for on a phone, completed, issued and checked by somebody else."""

import re

from playwright.sync_api import expect

from tests.journeys.casework import (
    act,
    begin,
    day,
    fill_in,
    go_on,
    hand_in_papers,
    open_case,
    paper,
    send,
    sign_up,
    somebody,
    standing,
)

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SERVICE = "jingzhou/residence_permit_2017/permit"


def test_a_permit_is_completed_issued_and_verified(visit, sign_in):
    who = somebody("郑六安")
    page = visit("/", **PHONE)
    sign_up(page, who)
    begin(page, SERVICE)
    said = {
        "姓名": who.name,
        "公民身份号码": who.number,
        "出生日期": who.born.isoformat(),
        "居住地所在县市区": "沙市区",
        "现居住地址": "城东街道云梦路9号",
        "常住户口所在地": "白鹭市示例村3组",
        "已离开常住户口所在地到其他城市居住": "是",
        "居住登记日期": day(-300),
        "有合法稳定就业": "是",
        "有合法稳定住所": "否",
        "连续就读": "否",
        "由他人代为申领": "否",
        "承诺所交材料真实、合法并对此负责": "是",
    }
    fill_in(page, said, {"公民身份号码": (who.mistyped, "校验码不对")})
    hand_in_papers(page)
    number = send(page, "提交申领")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    open_case(clerk, number)
    clerk.get_by_role("link", name=re.compile("^一次性告知补充材料")).first.click()
    clerk.get_by_label("合法稳定就业证明").check()
    clerk.get_by_label("理由").fill("劳动合同缺少签名页。")
    clerk.get_by_role("button", name="一次性告知补充材料", exact=True).last.click()
    standing(clerk, "待补充材料")

    open_case(page, number, "/my/cases/")
    expect(page.get_by_role("main")).to_contain_text("合法稳定就业证明")
    assert "劳动合同缺少签名页" in paper(page, "补充材料告知书")
    page.get_by_role("button", name=re.compile("^补充材料")).click()
    for _ in range(6):
        if "/papers/" in page.url:
            break
        go_on(page)
    hand_in_papers(page)
    page.locator("#true").check()
    page.get_by_role("button", name="补充材料", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("待受理")

    open_case(clerk, number)
    act(clerk, "受理")
    act(clerk, "制作发放居住证")
    standing(clerk, "功能正常")

    open_case(page, number, "/my/cases/")
    text = paper(page, "居住证")
    assert who.number in text
    assert "荆居证〔20" in text
    code = re.search(r"/verify/([A-Za-z0-9_-]+)", text) or re.search(r"验证码[:：]?([A-Za-z0-9-]+)", text)
    assert code, text
    outside = visit(f"/verify/{code[1]}")
    expect(outside.get_by_role("main")).to_contain_text("居住证")
    expect(outside.get_by_role("main")).not_to_contain_text(who.number)
