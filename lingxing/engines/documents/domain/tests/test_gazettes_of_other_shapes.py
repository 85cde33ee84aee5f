"""Gazettes of invented places, in the shapes that real ones come in."""

import datetime as dt
import json

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.model import Document, Gazette, ProblemKind, RelationKind
from lingxing.engines.documents.domain.repair.tests.lines import source
from lingxing.engines.documents.domain.report import gazette_report


def read(text: str) -> Gazette:
    return parse_gazette(source(text.strip("\n")))


def only(text: str) -> Document:
    (document,) = read(text).documents
    return document


ORDER = """
临江市人民政府令

第 12 号

《临江市供水管理办法》已经2023年9月20日市人民政府第20次常务会议审议通过，现予公布，自2024年1月1日起施行。

市长  林远航
2023年10月8日

临江市供水管理办法

第一章 总则

第一条 为了保障供水，制定本办法。

第二条 本市供水活动适用本办法。

第二章 附则

第三条 本办法自2024年1月1日起施行。2010年5月1日公布的《临江市供水管理规定》（临江市人民政府令第3号）同时废止。
"""


def test_an_order_carries_its_text() -> None:
    document = only(ORDER)
    assert document.title == "临江市供水管理办法"
    assert (document.number, document.wrapper, document.kind) == ("临江市人民政府令第12号", "令", "办法")
    assert (document.issuer, document.date) == ("临江市人民政府", dt.date(2023, 10, 8))
    assert document.validity.effective_on == dt.date(2024, 1, 1)
    (repeal,) = [one for one in document.relations if one.kind is RelationKind.REPEALS]
    assert repeal.title == "临江市供水管理规定"


PROVINCE = """
江海省人民政府公报
2024年第3期（总第1205期）
2024年2月10日出版
目录
省政府文件
江海省人民政府关于加快发展海洋经济的意见（江政发〔2024〕2号）……3
江海省人民政府办公厅关于印发江海省促进冰雪运动若干措施的通知……（9）
部门文件
省教育厅关于印发《江海省学校体育评价办法》的通知 ………… 15
江海省人民政府
关于加快发展海洋经济的意见
江政发〔2024〕2号
各市、州人民政府，省政府各部门：
海洋是高质量发展要地。现提出以下意见。
一、总体要求
到2027年海洋生产总值超过8000亿元。
二、主要任务
（一）发展渔业。（责任单位：省农业农村厅）
江海省人民政府
2024年1月15日
江海省人民政府办公厅
关于印发江海省促进冰雪运动若干措施的通知
江政办发〔2024〕5号
各市、州人民政府，省政府各部门：
《江海省促进冰雪运动若干措施》已经省人民政府同意，现印发给你们。
江海省人民政府办公厅
2024年1月20日
江海省促进冰雪运动若干措施
一、建设场地。新建冰雪场地20块。
二、培育赛事。每年举办联赛。
本措施自印发之日起施行，有效期至2026年12月31日。
省教育厅关于印发《江海省学校体育评价办法》的通知
江教规〔2024〕1号
各市、州教育局：
现将《江海省学校体育评价办法》印发给你们。
江海省教育厅
2024年1月25日
江海省学校体育评价办法
第一条 为了评价学校体育，制定本办法。
第二条 评价每年一次。
第三条 本办法由省教育厅负责解释。
第四条 本办法自2024年3月1日起施行，有效期5年。
"""


def test_a_province_with_contents_and_no_blank_lines() -> None:
    gazette = read(PROVINCE)
    assert (gazette.info.name, gazette.info.city, gazette.info.serial) == ("江海省人民政府公报", "江海省", "总第1205期")
    assert [one.kind for one in gazette.documents] == ["意见", "措施", "办法"]
    assert [one.issuer for one in gazette.documents] == ["江海省人民政府", "江海省人民政府办公厅", "江海省教育厅"]
    assert gazette.documents[2].validity.expires_on == dt.date(2029, 2, 28)
    assert gazette.problems == ()


def test_a_district_forwards_its_departments_rules_with_annexes() -> None:
    document = only("""
上海市浦江区人民政府办公室
关于转发区发展改革委《浦江区充电设施建设细则》的通知
浦府办规〔2023〕3号
各街道办事处、镇人民政府，区政府各委、办、局：
区发展改革委《浦江区充电设施建设细则》已经区政府同意，现转发给你们，请认真执行。
上海市浦江区人民政府办公室
2023年3月3日
浦江区充电设施建设细则
第一条（目的）
为推进充电设施建设，制定本细则。
第二条（施行日期）
本细则自2023年4月1日起施行，有效期至2028年3月31日。
附件：1. 申请表
2. 承诺书
附件1
申请表
姓名	电话	地址
附件2
承诺书
本人承诺所填属实。
""")
    assert (document.kind, document.issuer) == ("细则", "上海市浦江区人民政府办公室")
    assert [(one.title, one.included) for one in document.annexes] == [("申请表", True), ("承诺书", True)]


def test_a_county_bans_by_notice_in_chinese_numerals() -> None:
    document = only("""
云梦泽县人民政府
关于禁止燃放烟花爆竹的通告
云政发[2023]5号
为改善空气质量，现就禁止燃放烟花爆竹通告如下：
一、禁放区域为县城建成区。
二、本通告自发布之日起施行，有效期二年。
特此通告。
云梦泽县人民政府
二〇二三年十月八日
""")
    assert (document.number, document.kind, document.recipients) == ("云政发〔2023〕5号", "通告", None)
    assert (document.date, document.validity.expires_on) == (dt.date(2023, 10, 8), dt.date(2025, 10, 7))


def test_a_reply_signed_and_dated_on_one_line_and_an_appointment() -> None:
    gazette = read("""
临江市人民政府
关于同意设立东湖中学的批复
临政函（2023）17号
市教育局：
你局《关于设立东湖中学的请示》（临教〔2023〕30号）收悉。经研究，批复如下：
一、同意设立东湖中学。
此复。
                      临江市人民政府 2023年5月6日
临江市人民政府关于张明等同志职务任免的通知
临政任〔2023〕4号
各县（市、区）人民政府，市政府各部门：
经市人民政府研究决定：
任命张明为临江市教育局副局长；
免去李红的临江市审计局副局长职务。
临江市人民政府
2023年5月9日
""")
    assert [(one.kind, str(one.date)) for one in gazette.documents] == [("批复", "2023-05-06"), ("通知", "2023-05-09")]
    assert gazette.documents[0].recipients == "市教育局："


def test_wrapped_text_with_page_heads_and_indents() -> None:
    document = only("""
云梦泽市人民政府公报                     2023年第4期

                 云梦泽市人民政府
        关于印发云梦泽市农村公路养护管理
                办法的通知
              云政发〔2023〕15 号

各乡、镇人民政府，各街道办事处，市政府各部
门：
    现将《云梦泽市农村公路养护管理办法》印发给
你们，请认真组织实施。
                        云梦泽市人民政府
                          2023 年 8 月 9 日

         云梦泽市农村公路养护管理办法
               第一章  总  则
    第一条  为了加强农村公路养护管理，保障农
村公路安全畅通，结合本市实际，制定本办法。
    第二条  本市行政区域内农村公路的养护和管
理，适用本办法。违反本办法第一条规定的，依照
第二十条处理。
                    － 3 －
云梦泽市人民政府公报                     2023年第4期
    第三条  养护资金按照下列标准安排：
    （一）县道每年每公里不少于1.2万元；
    （二）乡道每年每公里不少于6000元，并应当
优先用于桥梁的检查维修。
               第二章  附  则
    第四条  本办法自印发之日起施行，有效期五
年。
                    － 4 －
""")
    assert document.recipients == "各乡、镇人民政府，各街道办事处，市政府各部门："
    chapters = document.instruments[0].units
    assert [len(chapter.children) for chapter in chapters] == [3, 1]
    assert document.validity.valid_until_or_period == "五年"


def test_a_web_page_with_lost_characters() -> None:
    gazette = read("""
• 主办单位:云梦泽市人民政府
• 公报年份:2024
• 期号:第5号
云政规〔20243
云梦泽市人民政府关于印发云梦泽市公园管理办法的通知
各乡镇人民政府,市政府各部门:
现将《云梦泽市公园管理办法》印发给你们,请遵照执行。
云梦泽市人民政府
202458
(此件公开发布)
云梦泽市公园管理办法
第一条 为规范公园管理,制定本办法。
第二条 公园免费开放。
第三条 本办法自公布之日起30日后施行,有效期为三年。《云梦泽市公园暂行办法》(云政发〔2019〕4号)同时废止。
责任编辑:张三
""")
    (document,) = gazette.documents
    assert (document.number, document.number_printed) == ("云政规〔2024〕3号", "云政规〔20243")
    assert (str(document.date), document.date_printed) == ("2024-05-08", "202458")
    assert document.validity.effective_on == dt.date(2024, 6, 7), "thirty days behind 8 May"
    assert [one.number for one in document.relations if one.kind is RelationKind.REPEALS] == ["云政发〔2019〕4号"]


def test_what_stays_open_is_a_problem() -> None:
    gazette = read("""
市水务中心关于护水的通知
临江水〔2023〕9号
各镇：
请做好护水工作，不得松懈。
附件：护水责任表
临江市水务中心
2023116
""")
    (document,) = gazette.documents
    kinds = {problem.kind for problem in document.problems}
    assert {ProblemKind.DATE, ProblemKind.ANNEX_MISSING} <= kinds
    assert document.date is None


def test_the_report_is_plain_json() -> None:
    report = gazette_report(read(ORDER + PROVINCE))
    again = json.loads(json.dumps(report, ensure_ascii=False))
    assert again == report
    first = report["documents"][0]
    assert (first["articles"], first["chapters"], first["sections"]) == (3, 2, None)
    assert first["repeals"][0]["number"] == "临江市人民政府令第3号"
    assert first["begin_line"] == 1


EXTENSION = """
临江市人民政府办公室关于延长《临江市创业券管理办法》有效期的通知

临政办规〔2025〕5号

各县（市、区）人民政府，市政府各部门：

经市政府同意，《临江市创业券管理办法》（临政办规〔2020〕8号）有效期延长至2030年5月31日。

临江市人民政府办公室
2025年5月20日
"""


def test_a_notice_of_one_sentence_keeps_it_above_the_title_of_an_order() -> None:
    extension, order = read(EXTENSION + "\n临江市供水管理办法\n" + ORDER).documents
    (relation,) = extension.relations
    assert (relation.kind, relation.number, relation.deadline) == (
        RelationKind.EXTENDS,
        "临政办规〔2020〕8号",
        dt.date(2030, 5, 31),
    )
    assert extension.instruments[0].units[0].text.startswith("经市政府同意")
    assert order.title == "临江市供水管理办法"
