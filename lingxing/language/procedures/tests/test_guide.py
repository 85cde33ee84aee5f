"""The service guide says what the procedure says."""

import pytest

from lingxing.language.packages.procedures.tests.packaged import changed, procedure_of
from lingxing.language.procedures.guide import GuideCondition, GuidePaper, GuideResult, GuideTerm, service_guide


@pytest.fixture(scope="module")
def procedure(tmp_path_factory):
    return procedure_of(tmp_path_factory.mktemp("canoes"))


@pytest.fixture(scope="module")
def guide(procedure):
    return service_guide(procedure.services["permit"], procedure)


def test_who_where_for_what_fee(guide):
    assert (guide.id, guide.label, guide.audience) == ("yunmengze/canoes_2025/permit", "行船许可", ("个人", "企业"))
    assert (guide.who, guide.fee, guide.fee_article, guide.place) == (
        "买了独木舟的人",
        "不收费",
        "第八条",
        "港务管理所",
    )
    assert (guide.basis, guide.complain, guide.online) == (("《云梦泽水上交通办法》",), "云梦泽市港务局", True)
    assert [listed.label for listed in guide.lists] == ["船型"]


def test_what_must_hold(guide):
    assert guide.conditions[0] == GuideCondition("年满18周岁", "第三条")
    assert len(guide.conditions) == 3


def test_which_papers(guide):
    assert guide.papers == (
        GuidePaper("船的相片", "第三条", "", "必交", original=False, reused=True, promised=False),
        GuidePaper("购舟发票", "第三条", "", "押金 ≥ 100元的提交", original=True, reused=False, promised=False),
        GuidePaper("检验单", "第五条", "", "可不交", original=False, reused=False, promised=True),
    )


def test_how_long(guide):
    review, completing, notice, lease = guide.terms
    assert review == GuideTerm(
        label="审核",
        kind="办理期限",
        length="15个工作日",
        article="第四条",
        counted="按行政许可期限计算（《行政许可法》第八十二条）",
        holder="港务所",
        extension="经港务所所长决定可以延长10个工作日，限一次",
        pauses=(),
        reading="自受理次日起算。",
    )
    assert (completing.kind, completing.length, completing.holder) == ("申请期限", "10日", "申请人")
    assert (notice.kind, notice.holder) == ("等待期间", "")
    assert (lease.kind, lease.length) == ("有效期", "至到期日")


def test_what_is_asked(guide):
    asked = {question.label: question for question in guide.questions}
    assert list(asked)[:4] == ["姓名", "公民身份号码", "手机号码", "舟价"]
    assert asked["姓名"].on_record
    assert asked["借给谁"].when == "借给他人"
    assert not asked["手机号码"].required
    assert "意见" not in asked


def test_the_usual_course_and_what_comes_of_it(guide):
    steps = [(step.label, step.doers) for step in guide.steps]
    assert steps == [
        ("申请", "申请人、港务所"),
        ("一次性告知", "港务所"),
        ("补正", "申请人"),
        ("受理", "港务所"),
        ("提出意见", "水利部门、消防部门"),
        ("审定", "港务所所长"),
        ("发证", "港务所"),
    ]
    assert guide.results[2] == GuideResult("审定书", "第四条", "港务所所长", remedy=True)


def test_a_service_that_only_organs_open_is_not_online(procedure):
    guide = service_guide(procedure.services["berth"], procedure)
    assert (guide.online, guide.who, guide.papers, guide.terms) == (False, "", (), ())


def test_pauses_are_told(tmp_path):
    procedure = procedure_of(tmp_path, changed("stops: [decide],", "stops: [decide], pauses: {notice: 公示},"))
    assert service_guide(procedure.services["permit"], procedure).terms[0].pauses == ("公示",)
