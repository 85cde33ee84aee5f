"""A plan in the browser: from its gazette to concluded matters; the board's numbers counted by hand on the way."""

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from lingxing.engines.cases.uploads.tests.samples import PNG
from tests.journeys.casework import act, day, fill_in, go_on, standing

NEXT_YEAR = int(day()[:4]) + 1
TITLE = "云梦泽市渡口修缮工作方案"
GAZETTE = f"""云梦泽市人民政府关于印发{TITLE}的通知
泽政发〔2026〕90号

各县、区人民政府，市政府各部门：

现将《{TITLE}》印发给你们，请抓好落实。

云梦泽市人民政府
2026年1月4日

{TITLE}

为了让乘船的人走得稳、等得暖，制定本方案。

一、重点任务

1.加固渡口栈桥。逐座检查栈桥桩基，2026年1月底前完成加固。（牵头单位：市水利和湖泊局）

2.更换候船棚。八处候船棚换成能挡风的。（牵头单位：市住建局）

3.清理航道水草。渡口前后各两百米不留水草。（牵头单位：市水利和湖泊局）

4.铺设无障碍坡道。{NEXT_YEAR}年底前全部渡口铺好坡道。（牵头单位：市渡口建设小组）

5.编写渡口故事。有条件的渡口可以立一块故事牌。（牵头单位：市住建局）
"""
BRIDGE, SHEDS, WEEDS, RAMPS = "加固渡口栈桥", "更换候船棚", "清理航道水草", "铺设无障碍坡道"
RUNNING = "正常推进"


def board(page: Page, plan: str) -> dict[str, int]:
    """Return the counts of the plan's board that are not nought, by their labels."""
    page.goto(plan.replace("/plans/", "/boards/plans/"))
    cards = page.locator(".board-card")
    labels = [text.strip() for text in cards.locator(".board-card__label").all_inner_texts()]
    figures = [text.strip() for text in cards.locator(".figure").all_inner_texts()]
    counts = {label: int(figure) for label, figure in zip(labels, figures, strict=True) if figure.isdigit()}
    return {label: count for label, count in counts.items() if count}


def row_of(page: Page, unit: str) -> list[str]:
    """Return the numbers of a unit in the table of the board that is open, its light left out."""
    table = page.get_by_role("region", name=re.compile("各单位"))
    return table.get_by_role("row").filter(has_text=unit).get_by_role("cell").all_inner_texts()[1:]


def listed(page: Page, label: str) -> set[str]:
    """Return the headings of the list that a number of the board that is open leads to."""
    page.locator(".board-card").filter(has_text=label).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("督查事项")
    rows = page.get_by_role("region", name="事项").get_by_role("row").filter(has=page.get_by_role("link"))
    return {link.inner_text() for link in rows.get_by_role("link").all()}


def press(page: Page, name: str) -> None:
    """Press a button that changes the plan; nothing may stand against it."""
    page.get_by_role("button", name=re.compile(name)).click()
    page.wait_for_load_state()
    refused = page.get_by_role("alert")
    assert not refused.count(), refused.inner_text()


def take_in(editor: Page) -> None:
    """Import the gazette."""
    upload = {"name": "渡口.txt", "mimeType": "text/plain", "buffer": GAZETTE.encode()}
    editor.goto("/gazettes/import/")
    editor.locator("input[type=file]").set_input_files(upload)
    editor.get_by_role("button", name="导入", exact=True).click()
    expect(editor.locator(".notice").first).to_contain_text("新文件 1 件")


def confirm(office: Page) -> str:
    """Take the plan up, say what the text leaves open, confirm and propose; return the plan's address."""
    office.goto("/supervision/plans/")
    office.get_by_role("button", name=re.compile(f"列入督查.*{TITLE}")).click()
    plan = office.url
    office.get_by_role("button", name="确认", exact=True).click()
    expect(office.get_by_role("alert")).to_contain_text("时限已过")
    office.get_by_label("市渡口建设小组对应的机构").fill("云梦泽市住房和城乡建设局")
    press(office, "^对应$")
    press(office, "^改定时限$")
    office.get_by_role("checkbox", name="选择 编写渡口故事").check()
    press(office, "^不列入$")
    press(office, "^确认$")
    press(office, "^全部提出督查（4 项）$")
    return plan


def report(unit: Page, heading: str, text: str) -> str:
    """Report a matter as done, from the unit's own page, with a photograph; return its case's address."""
    unit.goto("/supervision/mine/")
    unit.get_by_role("region", name="督查事项").get_by_role("link", name=heading, exact=True).click()
    unit.get_by_role("button", name=re.compile("^报告办结情况")).click()
    unit.wait_for_url("**/drafts/**")
    fill_in(unit, {"办结情况": text})
    unit.locator("input[type=file]").first.set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": PNG})
    go_on(unit)
    unit.locator("#true").check()
    unit.get_by_role("button", name="报告办结情况", exact=True).click()
    standing(unit, "办结报告审核中")
    return unit.url


def answer_by_workbook(unit: Page, heading: str, text: str) -> str:
    """Download the unit's workbook, report one matter as done in it, hand it back; return the case's address."""
    unit.goto("/supervision/mine/")
    with unit.expect_download() as download:
        unit.get_by_role("link", name="下载填报表（XLSX）").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if heading in [cell.value for cell in row])
    sheet.cell(row, columns["填报类型"], "办结")
    sheet.cell(row, columns["填报内容"], text)
    back = io.BytesIO()
    book.save(back)
    unit.get_by_label("填好的表格").set_input_files(
        {"name": "填报.xlsx", "mimeType": "application/octet-stream", "buffer": back.getvalue()}
    )
    unit.get_by_role("button", name="交回").click()
    expect(unit.get_by_role("heading", name="交回的表格")).to_contain_text("收下 1 行，没有收 0 行")
    link = unit.get_by_role("region", name="督查事项").get_by_role("link", name=heading, exact=True)
    return link.get_attribute("href") or ""


def conclude(office: Page, leader: Page, case: str) -> None:
    """Have the office accept the report, the leader read it, and the office conclude."""
    office.goto(case)
    act(office, "提出办结意见，报主管领导审阅", {"办结意见": "属实。"})
    leader.goto(case)
    act(leader, "审阅")
    office.goto(case)
    act(office, "办结，一事一报", {"办理情况报告": "已经办好。"})
    standing(office, "已办结，待归档")


def test_a_plan_goes_from_its_gazette_to_concluded_matters_and_the_board_is_counted(visit, sign_in, axe):
    editor, office, head, unit = (visit("/") for _ in range(4))
    for page, name in ((editor, "editor"), (office, "office"), (head, "head"), (unit, "unit")):
        sign_in(page, name)
    take_in(editor)
    plan = confirm(office)
    axe(office)
    # Proposed is not yet supervised: the board counts from the registration on.
    assert board(office, plan) == {}
    head.goto(plan)
    press(head, "^全部审核同意（4 项）$")
    office.goto(plan)
    press(office, "^全部登记并交办（4 项）$")
    expect(office.get_by_role("main")).to_contain_text("都已交办")
    # Five tasks, one left out.
    assert board(office, plan) == {"全部事项": 4, "在办": 4, RUNNING: 4}
    axe(office)

    sheds = answer_by_workbook(unit, SHEDS, "八处都换好了。")
    axe(unit)
    # One of four has reported.
    assert board(office, plan) == {"全部事项": 4, "在办": 4, RUNNING: 3, "已报待审": 1}
    assert listed(office, "已报待审") == {SHEDS}

    bridge = report(unit, BRIDGE, "九座栈桥都已加固。")
    weeds = report(unit, WEEDS, "清了一半。")
    office.goto(weeds)
    wanted = {"处理": "重新办理后再报", "限期完成日期": day(20)}
    act(office, "责成重报或者重新办理（限期不超过30个工作日）", wanted, reason="还有一半没有清。")
    unit.goto(weeds)
    expect(unit.get_by_role("note")).to_contain_text("还有一半没有清。")
    report(unit, WEEDS, "另一半也清了。")
    for case in (bridge, sheds, weeds):
        conclude(office, head, case)
    # Three concluded in time, one of them done again; the ramps run on: 3 of 3 that are over or late.
    assert board(office, plan) == {"全部事项": 4, "在办": 1, RUNNING: 1, "按期办结": 3}
    expect(office.locator(".board-card").filter(has_text="按期办结率")).to_contain_text("100.0%")
    axe(office)
    # The water bureau had two, both done; the housing bureau two, one done, one running on.
    assert row_of(office, "水利和湖泊局") == ["2", "0", "0", "0", "0", "0", "2", "0", "100.0%"]
    assert row_of(office, "住房和城乡建设局") == ["2", "0", "0", "1", "0", "0", "1", "0", "100.0%"]
    assert listed(office, "在办") == {RAMPS}
    board(office, plan)
    assert listed(office, "按期办结") == {BRIDGE, SHEDS, WEEDS}
    office.get_by_role("link", name=WEEDS).click()
    expect(office.get_by_role("main")).to_contain_text("退回 1 次")
    axe(office)
    with office.expect_download() as download:
        office.get_by_role("link", name="生成案卷（PDF）").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
