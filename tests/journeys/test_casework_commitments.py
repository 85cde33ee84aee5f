"""What is granted on somebody's word: a firm's licence on the spot, a person's proof."""

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
    some_firm,
    somebody,
    standing,
)

PROMISES = (
    "已知晓告知的全部内容",
    "填写的信息真实、准确，承诺是真实意思表示",
    "能够满足告知的条件、标准和技术要求",
    "能够按约定期限提交材料",
    "遵守法律法规规章和技术规范，接受监督管理",
    "承担承诺不实、违反承诺的法律责任",
)


def test_a_licence_is_granted_on_the_spot_to_a_firm_that_commits_itself(visit, sign_in):
    firm = some_firm("云梦泽点心有限公司")
    page = visit("/")
    sign_up(page, firm)
    begin(page, "ezhou/notification_commitment_2022/licence", "申请（告知承诺制）")
    said = {
        "统一社会信用代码": firm.number,
        "许可事项": "食品经营许可",
        "告知承诺书格式文本": "食品经营许可",
        "办理方式": "告知承诺制",
        "告知承诺书递交方式": "在线提交",
        "是否已具备经营许可条件": "已经具备，领证后即开展经营",
        "有材料约定在决定以后提交": "否",
        **dict.fromkeys(PROMISES, "是"),
    }
    fill_in(page, said, {"统一社会信用代码": (firm.mistyped, "校验码不对")})
    hand_in_papers(page)
    number = send(page, "申请（告知承诺制）")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    open_case(clerk, number)
    act(clerk, "当场准予许可", {"查询到较严重的不良信用记录，尚未修复": "否"})
    standing(clerk, "已准予，可以经营")

    open_case(page, number, "/my/cases/")
    standing(page, "已准予，可以经营")
    text = paper(page, "许可证件")
    assert firm.number in text
    assert "食品经营许可证" in text
    assert "准予许可" in paper(page, "准予行政许可决定书")


def test_a_proof_is_replaced_by_a_promise_that_the_organ_verifies(visit, sign_in):
    who = somebody("钱七安")
    page = visit("/")
    sign_up(page, who)
    begin(page, "ezhou/proof_commitments_2021/proof_commitment")
    said = {
        "姓名或名称": who.name,
        "办事事项": "道路危险货物运输驾驶人员从业资格许可",
        "承诺的事实": "",
        "已知晓告知的内容和承诺不实的后果": "是",
        "承诺的内容真实，是自己的真实意思": "是",
        "同意部门核查": "是",
        "愿意承担承诺不实的法律责任": "是",
    }
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("请")
    fill_in(page, {**said, "承诺的事实": "驾驶证在有效期内，三年内没有重大以上事故。"})
    hand_in_papers(page)
    number = send(page, "作出承诺")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    open_case(clerk, number)
    ways = dict.fromkeys((f"第{place}项证明的核对方式" for place in "一二"), "部门数据共享")
    mode = {"承诺以后怎么办": "部门核查，不再提交证明", **ways, "第三项证明的核对方式": "去函核查"}
    act(clerk, "接收承诺", {**mode, "核查不迟于": day(10)})
    standing(clerk, "部门核查中")
    act(clerk, "发函核查", {"去函的单位": "云梦泽市公安局"})
    assert "驾驶证在有效期内" in paper(clerk, "核查函")
    act(clerk, "核查一致", dict.fromkeys((f"第{place}项证明核查与承诺一致" for place in "一二三"), "是"))
    standing(clerk, "已凭承诺办理")

    open_case(page, number, "/my/cases/")
    assert "相应的证明不用提交" in paper(page, "核查结果通知书")
