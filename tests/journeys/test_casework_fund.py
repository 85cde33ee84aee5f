"""The emergency medical fund: a patient whom the police identify, and a hospital's claim on its way to the money."""

from tests.journeys.casework import act, begin, day, fill_in, open_case, paper, send, standing

PACKAGE = "jingzhou/emergency_medical_fund_2017"


def test_a_patient_without_papers_is_reported_and_identified(visit, sign_in):
    page = visit("/")
    sign_in(page, "applicant")
    begin(page, f"{PACKAGE}/patient", "云梦泽市第一医院")
    said = {
        "病案号或登记号": "示例病案99",
        "接诊日期": day(),
        "在本市境内发生急危重伤病": "是",
        "符合需要紧急救治的标准": "是",
        "门诊病人": "否",
        "患者身份": "无法查明身份",
    }
    fill_in(page, said, {"接诊日期": ("2999-01-01", "接诊日期")})
    number = send(page, "登记患者")
    open_case(page, number, "/my/cases/")
    act(page, "请公安部门核查身份")

    police = visit("/")
    sign_in(police, "clerk")
    open_case(police, number)
    act(police, "出具身份核查说明", {"患者身份": "无法查明身份", "身份核查情况": "指纹和失踪人口库均未比中。"})
    open_case(page, number, "/my/cases/")
    assert "未比中" in paper(page, "身份核查说明")


def test_a_claim_passes_the_organs_the_treasury_and_is_paid(visit, sign_in):
    clerk = visit("/")
    sign_in(clerk, "clerk")
    clerk.goto("/desk/?q=JJS")
    clerk.get_by_role("row").filter(has_text="急救费用基金补助季度申报").filter(
        has_text="部门审核中"
    ).first.get_by_role("link").first.click()
    case = clerk.url
    for role in ("人力资源和社会保障部门", "民政部门"):
        act(clerk, "提出审核意见", {"审核意见": "同意"}, role=role)
    act(clerk, "汇总部门意见，报市级")
    act(clerk, "编制汇总表、明细表，申请拨付")
    standing(clerk, "财政合规性审核中")

    finance = visit("/")
    sign_in(finance, "finance")
    finance.goto(case)
    act(finance, "合规性审核通过")
    act(finance, "拨付", {"基金专账": "20", "拨付日期": day()})
    standing(finance, "已拨付")

    page = visit("/")
    sign_in(page, "applicant")
    page.goto(case)
    assert "捌仟肆佰伍拾元整" in paper(page, "拨付通知")
