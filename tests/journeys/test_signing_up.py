"""People sign up and keep their own data; an administrator gives duties and places organs."""

import datetime as dt
import re
import uuid

from playwright.sync_api import expect

from lingxing.kernel.tests.identity_samples import credit_code, resident_number
from tests.journeys.conftest import accessibility_faults

PASSWORD = "Yunmeng-2026-湖"
PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True}


def sound(page):
    """Assert that axe finds nothing serious on the page and that it is no wider than the screen."""
    assert accessibility_faults(page) == []
    width, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= view + 1, f"{page.url} is {width - view}px wider than the screen"


def new_number(order):
    """Return the number of an invented person that no other test uses."""
    return resident_number(dt.date(1951, 1, 1) + dt.timedelta(days=uuid.uuid4().int % 18_000), order)


def sign_up(page, username, number):
    page.goto("/sign-in")
    page.get_by_role("main").get_by_role("link", name="注册").click()
    page.get_by_label("证件号码").fill(number)
    page.get_by_label("姓名或名称").fill("赵六一")
    page.get_by_label("联系电话").fill("13800001234")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次密码").fill(PASSWORD)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="注册").click()


def test_somebody_signs_up_is_told_what_is_wrong_and_keeps_their_data(visit):
    number = new_number(12)
    page = visit("/register", color_scheme="dark", **PHONE)
    sound(page)
    page.get_by_role("button", name="注册").click()
    expect(page.get_by_role("alert")).to_contain_text("同意说明后才能注册")
    sound(page)
    username = f"zhao{uuid.uuid4().hex[:8]}"
    sign_up(page, username, number[:-2] + str((int(number[-2]) + 1) % 10) + number[-1])
    expect(page.get_by_role("alert")).to_contain_text("校验码不对")
    sign_up(page, username, number)
    expect(page.get_by_role("heading", level=1)).to_have_text("我的信息")
    expect(page.get_by_role("main")).to_contain_text("赵**")
    expect(page.get_by_role("main")).not_to_contain_text(number)
    sound(page)
    page.get_by_role("link", name="显示完整信息").click()
    expect(page.get_by_role("main")).to_contain_text(number)
    page.get_by_role("link", name="修改联系方式").click()
    page.get_by_label("联系电话").fill("打我电话")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("联系电话")
    sound(page)
    page.get_by_label("联系电话").fill("0711-3800000")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="同意复用").click()
    expect(page.get_by_role("main")).to_contain_text("全部事项")
    sound(page)
    page.get_by_role("button", name=re.compile("^撤回")).click()
    expect(page.get_by_role("button", name="同意复用")).to_be_visible()


def test_a_firm_is_represented_and_an_agent_is_recalled(visit):
    agent = f"sun{uuid.uuid4().hex[:8]}"
    sign_up(visit("/"), agent, new_number(33))
    page = visit("/")
    sign_up(page, f"zhao{uuid.uuid4().hex[:8]}", new_number(35))
    page.get_by_role("link", name="登记我代表的单位或个人").click()
    sound(page)
    page.get_by_label("对象").select_option("企业或其他组织")
    page.get_by_label("证件类型").select_option("统一社会信用代码")
    page.get_by_label("证件号码").fill(credit_code(f"91420700MA{uuid.uuid4().int % 10**7:07}"))
    page.get_by_label("姓名或名称").fill("云梦泽渔业有限公司")
    page.get_by_label("您的身份").select_option("法定代表人")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("云梦泽渔业有限公司")
    page.get_by_role("link", name="授权他人代为办理").click()
    sound(page)
    page.get_by_label("对方的用户名").fill("nobody-at-all")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("没有这个申请人账号")
    page.get_by_label("对方的用户名").fill(agent)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text(agent)
    sound(page)
    page.get_by_role("button", name=re.compile(f"取消授权.*{agent}")).click()
    expect(page.get_by_role("main")).not_to_contain_text(agent)


def test_an_administrator_gives_a_duty_and_places_an_organ(visit, sign_in):
    page = visit("/", **PHONE)
    sign_in(page, "administrator")
    page.goto("/organ-tree")
    sound(page)
    first = page.get_by_role("table").get_by_role("link").first
    organ = first.inner_text()
    city = page.get_by_role("combobox", name="城市").input_value()
    first.click()
    sound(page)
    page.get_by_label("类别").select_option("政府部门")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("政府部门")
    page.get_by_role("button", name="登记更名").click()
    expect(page.get_by_role("alert")).to_contain_text("新名称")
    sound(page)
    page.goto("/members")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名")
    sound(page)
    page.get_by_label("用户名").fill("clerk")
    page.get_by_role("combobox", name="城市").select_option(city)
    page.get_by_label("机构").fill(organ)
    page.get_by_label("职责").select_option("检查")
    page.get_by_role("button", name="保存").click()
    button = page.get_by_role("button", name=re.compile(f"在{organ}的检查$"))
    expect(button).to_be_visible()
    sound(page)
    button.click()
    page.goto("/members/stand-ins")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("事由")
    sound(page)


def test_a_clerk_without_a_duty_has_nobody_to_stand_in(visit, sign_in):
    page = visit("/")
    sign_in(page, "reader")
    page.goto("/me/stand-in")
    expect(page.get_by_role("main")).to_contain_text("您没有任职")
    sound(page)


def test_a_clerk_enters_and_verifies_somebody_at_the_counter(visit, sign_in):
    number = new_number(57)
    page = visit("/", **PHONE)
    sign_in(page, "clerk")
    page.goto("/counter")
    sound(page)
    page.get_by_label("证件号码").fill(number)
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("alert")).to_contain_text("没有查到")
    page.get_by_role("link", name="登记当事人", exact=True).click()
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("alert")).to_contain_text("姓名或名称")
    sound(page)
    page.get_by_label("证件类型").select_option("居民身份证号码")
    page.get_by_label("证件号码").fill(number)
    page.get_by_label("姓名或名称").fill("周九")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("周*")
    assert number not in page.url
    page.get_by_role("button", name="已核对证件，确认身份").click()
    expect(page.get_by_text("已核实", exact=True)).to_be_visible()
    page.get_by_role("button", name="绑定").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名")
    sound(page)
