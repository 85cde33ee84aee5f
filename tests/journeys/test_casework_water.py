"""A year's water: a firm asks for its plan, gets an indicator that the rules work out, and accepts it."""

from tests.journeys.casework import (
    act,
    begin,
    day,
    fill_in,
    open_case,
    paper,
    send,
    sign_up,
    some_firm,
    standing,
)


def test_an_indicator_is_worked_out_issued_and_confirmed(visit, sign_in):
    firm = some_firm("云梦泽豆制品有限公司")
    page = visit("/")
    sign_up(page, firm)
    begin(page, "ezhou/water_use_plan_2022/plan", "申请下一年度用水计划")
    said = {
        "供水户号": "示例户号9",
        "计划年度": str(int(day()[:4]) + 1),
        "使用城市公共供水且达到规定用水量": "是",
        "国家、省或本市有用水定额标准": "是",
        "用水结构相对稳定": "是",
        "具备定额法考核条件": "是",
        "年度被考核指标的数量": "1200",
        "用水定额": "5.5",
        "获得省级以上节水型企业（单位）称号": "否",
        "按规定完成水平衡测试并已按报告整改": "否",
        "应做水平衡测试而未按规定开展": "否",
        "有节水技改或合同节水项目并已备案": "否",
        "建设项目节水措施未配套、未验收或验收不合格即投用": "否",
        "雨水、再生水等非常规水源": "不具备利用条件",
        "单位产品用水量不超过国内同行业先进指标": "否",
        "使用国家、省明令淘汰的用水技术、工艺、产品或设备": "否",
        "水表计量体系健全并符合GB24789": "是",
    }
    fill_in(page, said, {"用水定额": ("很多", "用水定额")})
    number = send(page, "申请下一年度用水计划")

    clerk = visit("/")
    sign_in(clerk, "clerk")
    open_case(clerk, number)
    asked = {
        "用水情况统计报表": "按期准确报送",
        "用水水平未达到定额标准": "否",
        "水平衡测试发现不合理用水而拒不整改": "否",
        "反馈截止日": day(20),
    }
    act(clerk, "按规则核定并下达指标", asked)
    standing(clerk, "已下达，可以反馈")

    open_case(page, number, "/my/cases/")
    text = paper(page, "用水计划指标下达通知")
    # 1200 × 5.5 = 6600, with a tenth more for metering and a twentieth for reporting: 6600 × 1.15.
    assert "指标为7590立方米" in text
    act(page, "确认指标")
    standing(page, "执行中")
