"""Construction waste: a carrier is approved and listed, and a load is hauled by its manifest and received."""

import re

from playwright.sync_api import expect

from tests.journeys.casework import (
    act,
    begin,
    fill_in,
    hand_in_papers,
    open_case,
    paper,
    release,
    send,
    sign_up,
    some_firm,
    standing,
)

PACKAGE = "qianjiang/construction_waste_2026"


def test_a_carrier_is_approved_and_listed_for_everybody(visit, sign_in):
    firm = some_firm("云梦泽快运有限公司")
    page = visit("/")
    sign_up(page, firm)
    begin(page, f"{PACKAGE}/carrier")
    lorry = {
        "号牌": "鄂N00099",
        "类型": "密闭厢式货车",
        "额定载重": "15.5",
        "密闭方式": "全密闭运输机械装置",
        "装有行驶及装卸记录仪": "是",
    }
    fill_in(page, {"停车场地": "云梦路停车场", **lorry}, {"额定载重": ("很重", "额定载重")})
    hand_in_papers(page)
    expect(page.get_by_role("main")).to_contain_text(firm.number)
    number = send(page, "申请运输服务核准")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    open_case(clerk, number)
    act(clerk, "受理")
    met = ("道路运输经营许可证、车辆行驶证合法有效", "车辆运营、安全、质量、保养、行政管理制度健全并有效执行")
    act(clerk, "核准", dict.fromkeys((*met, "车辆密闭、记录仪和停车场地符合要求"), "是"))
    release(clerk, number)

    open_case(page, number, "/my/cases/")
    assert firm.number in paper(page, "建筑垃圾运输服务核准证")
    outside = visit(f"/registers/{PACKAGE}/carrier/carriers/")
    expect(outside.get_by_role("main")).to_contain_text(firm.name)


def test_a_load_is_hauled_by_its_manifest_and_checked_at_the_site(visit, sign_in):
    page = visit("/")
    sign_in(page, "applicant")
    begin(page, f"{PACKAGE}/manifest", "云梦泽运输有限公司")
    load = {
        "处置核准": "鹊桥广场",
        "车辆": "鄂N00001",
        "种类": "弃土",
        "路线": "路线一",
        "出发时间（时）": "21",
        "出发时间（分）": "5",
        "装载量": "16",
        "装载最高点低于厢栏板的高度": "0.20",
        "厢盖已关闭到位": "是",
        "车身、底盘、车轮没有泥沙附着": "是",
        "驾驶人": "骆六合",
    }
    fill_in(page, load)
    page.locator("#true").check()
    page.get_by_role("button", name="开具联单", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("不超过额定载重量")
    page.get_by_role("link", name=re.compile("^修改")).first.click()
    fill_in(page, {**load, "装载量": "15"})
    slip = send(page, "开具联单")
    open_case(page, slip, "/my/cases/")
    standing(page, "在途")
    text = paper(page, "建筑垃圾运输联单")
    assert "鄂N00001" in text
    assert "15" in text

    begin(page, f"{PACKAGE}/intake", "云梦泽消纳有限公司", "核对受纳")
    seen = {"车辆与联单一致": "是", "来源、种类与联单一致": "是", "混有工业垃圾、生活垃圾或有毒有害垃圾": "否"}
    fill_in(page, {"消纳场所": "云梦泽消纳场", "运输联单": slip, **seen, "受纳数量": "14.8"})
    send(page, "核对受纳")
    open_case(page, slip, "/my/cases/")
    standing(page, "已进场")
