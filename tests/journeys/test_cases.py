"""A consent from application to the paper in hand, in a browser: applicant, clerk, and whoever asks by number."""

import datetime as dt
import re
import uuid

from playwright.sync_api import expect

from lingxing.engines.cases.uploads.tests.samples import PNG
from lingxing.kernel.tests.identity_samples import resident_number
from tests.journeys.conftest import accessibility_faults
from tests.journeys.test_signing_up import PASSWORD

PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True}
PACKAGE = "qianjiang/construction_waste_2026"
GUIDE = f"/services/{PACKAGE}/occupation/"
FILE = {"name": "位置图.png", "mimeType": "image/png", "buffer": PNG}


def sound(page):
    """Assert that axe finds nothing serious on the page and that it is no wider than the screen."""
    assert accessibility_faults(page) == []
    width, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= view + 1, f"{page.url} is {width - view}px wider than the screen"


def sign_up(page):
    """Sign up as an invented person whom no other test uses."""
    page.goto("/register")
    born = dt.date(1952, 1, 1) + dt.timedelta(days=uuid.uuid4().int % 18_000)
    page.get_by_label("证件号码").fill(resident_number(born, 35))
    page.get_by_label("姓名或名称").fill("赵六一")
    page.get_by_label("联系电话").fill("13800001234")
    page.get_by_label("用户名").fill(f"zhao{uuid.uuid4().hex[:8]}")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="注册").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的信息")


def apply(page, place):
    """Apply on the phone, with mistakes on the way; return number and tracking code."""
    page.goto("/services/")
    sound(page)
    page.get_by_role("link", name="临时占用街道两侧和公共场地堆放物料").click()
    sound(page)
    page.get_by_text("看全部环节怎样衔接").click()
    sound(page)
    page.get_by_role("link", name="在线办理").click()
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("占用地点").fill(place)
    page.get_by_label("占用面积").fill("12.345")
    page.get_by_label("堆放的物料").fill("脚手架钢管")
    page.get_by_label("建设等特殊需要").fill("外墙维修，场地内放不下。")
    page.get_by_label("占用起始日期").fill("2032-03-01")
    page.get_by_label("占用截止日期").fill("2032-03-20")
    page.get_by_role("button", name="继续").last.click()
    expect(page.get_by_role("alert")).to_contain_text("小数位数过多")
    sound(page)
    page.get_by_label("占用面积").fill("12.5")
    page.get_by_role("button", name="继续").last.click()
    page.get_by_role("button", name="继续").last.click()
    expect(page.get_by_role("alert")).to_contain_text("还没有上传")
    sound(page)
    page.locator("input[type=file]").set_input_files({**FILE, "name": "位置图.pdf"})
    page.get_by_role("button", name="继续").last.click()
    expect(page.get_by_role("alert")).to_contain_text("与扩展名不符")
    page.locator("input[type=file]").set_input_files(FILE)
    page.get_by_role("button", name="继续").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对后提交")
    sound(page)
    page.get_by_role("button", name="申请", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("打勾")
    page.get_by_label(re.compile("真实、完整")).check()
    page.get_by_role("button", name="申请", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经提交")
    sound(page)
    return page.locator(".sent dd").first.inner_text(), page.locator(".sent .code").inner_text()


def agree(page, number):
    """Find the case on the desk by keyboard and agree to it, with a mistake on the way."""
    page.goto("/desk/")
    sound(page)
    page.keyboard.press("j")
    expect(page.locator("tr[data-current]")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("?")
    page.get_by_role("row", name=re.compile(number)).get_by_role("link").click()
    sound(page)
    page.get_by_role("link", name=re.compile("^同意")).click()
    page.get_by_role("group", name="确属建设等特殊需要").get_by_role("radio", name="否").check()
    page.get_by_role("button", name="同意").last.click()
    expect(page.get_by_role("alert")).to_contain_text("确属建设等特殊需要")
    sound(page)
    page.get_by_role("group", name="确属建设等特殊需要").get_by_role("radio", name="是").check()
    page.get_by_role("button", name="同意").last.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("已同意")
    sound(page)


def test_a_consent_from_application_to_the_paper_in_hand(visit, sign_in):
    page = visit("/", color_scheme="dark", **PHONE)
    sign_up(page)
    number, code = apply(page, f"示例路{uuid.uuid4().hex[:6]}号门前")
    clerk = visit("/")
    sign_in(clerk, "clerk")
    agree(clerk, number)

    page.goto("/my/cases/")
    sound(page)
    page.get_by_role("link", name="临时占用街道两侧和公共场地堆放物料").first.click()
    sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载 PDF.*同意书")).click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.get_by_label("非常满意", exact=True).check()
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_role("main")).to_contain_text("谢谢您的评价")
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text(number)
    sound(page)

    outside = visit("/track/")
    outside.get_by_label("办件编号").fill(number)
    outside.get_by_label("查询码").fill(code)
    outside.get_by_role("button", name="查询").click()
    expect(outside.get_by_role("main")).to_contain_text("已同意")
    expect(outside.get_by_role("main")).not_to_contain_text("赵")
    sound(outside)


def test_an_application_needs_no_script(visit):
    page = visit("/", java_script_enabled=False)
    sign_up(page)
    page.goto(f"{GUIDE}apply/")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("占用地点").fill("示例路2号")
    page.get_by_role("button", name="继续").last.click()
    expect(page.get_by_role("alert")).to_contain_text("请填写")
    page.get_by_role("button", name="先存着，以后再填").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的办件")
    page.get_by_role("link", name="临时占用街道两侧和公共场地堆放物料").click()
    expect(page.get_by_label("占用地点")).to_have_value("示例路2号")
