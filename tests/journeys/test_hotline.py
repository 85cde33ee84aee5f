"""A call in the browser: forwarded, answered, called back, done again, filed; the month's table counted by hand."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.casework import act, day, standing

HOTLINE = "/hotline/jingzhou/hotline_12345_2017/ticket/"
MATTER = "白鹭巷三盏路灯不亮"


def figures(page: Page) -> dict[str, int]:
    """Return the counts of this month's total line, by heading."""
    page.goto(f"{HOTLINE}board/?period={day()[:7]}")
    table = page.get_by_role("region", name="按承办单位")
    if not table.count():
        return {}
    headings = [text.strip() for text in table.get_by_role("columnheader").all_inner_texts()]
    cells = table.get_by_role("row").last.get_by_role("cell").all_inner_texts()
    counts = {heading: cell.strip() for heading, cell in zip(headings[1:], cells, strict=True)}
    return {heading: int(cell) for heading, cell in counts.items() if re.fullmatch(r"\d+", cell)}


def ticket(page: Page, number: str) -> None:
    """Open a ticket's case from the list of tickets."""
    page.goto(f"{HOTLINE}tickets/?number={number}")
    page.get_by_role("link", name=MATTER).click()
    page.get_by_role("link", name="办理过程和下一步").click()


def added(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: count - before.get(name, 0) for name, count in after.items() if count != before.get(name, 0)}


def test_a_call_is_taken_answered_done_again_and_filed_and_the_month_is_counted(visit, sign_in):
    operator = visit("/")
    sign_in(operator, "telephonist")
    before = figures(operator)

    operator.goto(f"{HOTLINE}call/?phone=13800009999&line=12319")
    assert operator.get_by_label("来电号码").input_value() == "13800009999"
    operator.get_by_role("radio", name="投诉").check()
    operator.get_by_label("事由").fill(MATTER)
    operator.get_by_label("具体情况").fill("白鹭巷口三盏路灯三天不亮。")
    hints = operator.get_by_role("complementary", name="查到的")
    expect(hints).to_contain_text("路灯不亮、井盖丢了找谁")
    hints.get_by_role("button", name="市住建委").click()
    assert operator.get_by_role("radio", name="交承办单位").is_checked()
    operator.get_by_role("button", name="登记", exact=True).click()
    number, code = operator.locator(".figure--code").all_inner_texts()
    # One came in and was given to a unit.
    assert added(before, figures(operator)) == {"受理": 1, "交办": 1}

    unit = visit("/")
    sign_in(unit, "clerk")
    unit.goto("/desk/")
    unit.get_by_role("row").filter(has_text=number).get_by_role("link").first.click()
    expect(unit.get_by_role("main")).not_to_contain_text("13800009999")
    act(unit, "办理答复", {"答复": "灯泡已经换好。"})

    caller = visit("/hotline/track/")
    caller.get_by_label("工单编号").fill(number)
    caller.get_by_label("查询码").fill(code)
    caller.get_by_role("button", name="查询").click()
    expect(caller.get_by_role("main")).to_contain_text("灯泡已经换好。")

    ticket(operator, number)
    act(operator, "回访", {"满意度": "不满意", "来电人的意见": "还有一盏不亮。"})
    standing(operator, "不满意，待复核")
    act(operator, "发回重办", {"办结不迟于": day(10)}, reason="还有一盏不亮。")
    unit.goto("/desk/")
    unit.get_by_role("row").filter(has_text=number).get_by_role("link").first.click()
    act(unit, "办理答复", {"答复": "第三盏也换好了。"})

    caller.goto("/hotline/track/")
    caller.get_by_label("工单编号").fill(number)
    caller.get_by_label("查询码").fill(code)
    caller.get_by_role("button", name="查询").click()
    caller.get_by_role("radio", name="满意", exact=True).check()
    caller.get_by_role("button", name="评价").click()
    expect(caller.get_by_role("main")).to_contain_text("已办结")

    ticket(operator, number)
    act(operator, "归档")
    standing(operator, "已归档")
    # One more came in, was given out and concluded; nothing was returned or late.
    assert added(before, figures(operator)) == {"受理": 1, "交办": 1, "办结": 1}
    operator.goto(f"{HOTLINE}tickets/?period={day()[:7]}&measure=redone")
    expect(operator.get_by_role("region", name="工单")).to_contain_text(number)
