"""Each weakness of a procedure is found, and a good procedure has none."""

from dataclasses import replace

import pytest

from lingxing.language.packages import load_folder
from lingxing.language.packages.procedures.tests.packaged import CATALOGUE, PROCEDURE, changed, package, procedure_of
from lingxing.language.packages.tests.folders import write
from lingxing.language.procedures.definitions import ClockStart, FieldKind
from lingxing.language.procedures.proving import of_service, weaknesses
from lingxing.language.procedures.reachability import reach_of, running_states
from lingxing.language.procedures.ruling import rule_weaknesses, rules_asked


def found(root, procedure=PROCEDURE, catalogue=CATALOGUE):
    held = package(root, procedure, catalogue)
    assert held.procedure is not None
    return [*weaknesses(held.procedure), *rule_weaknesses(held.procedure, held.program())]


def test_the_procedure_is_proved(tmp_path):
    assert found(tmp_path) == []


WEAK = [
    # courses
    ("expires: lapse}", "}", ["“逾期未补正”只由系统办理，却没有期限、公布或关联事项引发它"]),
    ("from: completing, to: ended}", "from: ended, to: ended}", ["“逾期未补正”从已办结的“已终止”办起"]),
    (
        "      ended: {label: 已终止",
        "      lost: {label: 走失}\n      ended: {label: 已终止",
        ["没有办理步骤通向“走失”"],
    ),
    (
        "by: harbour, from: submitted, to: opinions",
        "by: harbour, from: notice, to: opinions",
        ["“受理”无从办起", "“审定”无从办起"],
    ),
    ("from: free, to: closed}", "from: free, to: free}", ["没有办理步骤通向“停用”", "到了“空闲”就再也办不结"]),
    ("berth.size <= 50", "given(view) or berth.size <= 50", ["“申请”的条件要看“意见”，那时还没有填写"]),
    # what is idle
    ("lent, lent_to, berth]", "lent, berth]", ["“借给谁”没有哪一步填写"]),
    ("papers: [survey]", "papers: [photo]", ["“检验单”没有哪一步收取", "“检验单”可以后补，却没有哪一步补交"]),
    ("issues: [slip]", "issues: []", ["“受理回执”没有哪一步出具"]),
    ("        publishes: [result]\n", "", ["“审核结果公示”没有哪一步公布"]),
    (
        "  fire: {label: 消防部门",
        "  idle: {label: 闲人, organ: 闲所}\n  fire: {label: 消防部门",
        ["角色“闲人”没有参与"],
    ),
    ("marks:\n", "marks:\n  unused: 无用\n", ["标记“无用”没有事项使用"]),
    ("marks:\n  broken_word: 违背承诺\n", "", ["标记 broken_word 没有在 marks 中写明中文名称"]),
    # clocks
    ("stops: [complete], expires: lapse}", "}", ["“补正期限”既没有停止的步骤，也没有届满的后果"]),
    ("starts: [accept], stops", "starts: [end], stops", ["“审核”刚启动就随着办结而停止"]),
    ("rungs: [half, due, {at", "rungs: [{at", ["“审核”到期以前没有提醒"]),
    (", tells: master, escalates: true}", "}", ["“审核”逾期以后没有上报"]),
    # papers and documents
    (", verifies_originals: true", "", ["“购舟发票”要核对原件，却没有哪一步核对"]),
    ("        reason: true\n", "", ["“审定书”写有理由，“审定”却不要求填写理由"]),
    ("asks_completion: true, once: true, ", "", ["“补正告知书”列有所缺材料，“一次性告知”却不是一次性告知"]),
    ("to: submitted, papers: [photo, receipt]}", "to: submitted}", ["“一次性告知”之后没有补交材料的步骤"]),
    # opinions and guide
    ("    hidden: true\n", "", ["泊位登记：对外公开，却没有办事指南"]),
]


@pytest.mark.parametrize(("old", "new", "told"), WEAK, ids=[str(number) for number in range(len(WEAK))])
def test_a_weakness_is_found(tmp_path, old, new, told):
    texts = [weakness.text for weakness in found(tmp_path, changed(old, new))]
    for words in told:
        assert any(words in one for one in texts), texts


def test_a_list_that_nobody_uses_is_found(tmp_path):
    unused = "  spare:\n    label: 备用\n    article: 附件2\n    items: {one: {label: 一}}\n"
    assert [one.text for one in found(tmp_path, catalogue=CATALOGUE + unused)] == ["目录“备用”没有事项使用"]


def test_missing_reminders_are_no_grave_fault(tmp_path):
    weak = found(tmp_path, changed(", tells: master, escalates: true}", "}"))
    assert [(weakness.grave, weakness.where.rpartition(":")[0][-14:]) for weakness in weak] == [
        (False, "procedure.yaml")
    ]


def test_a_rule_that_no_field_feeds_is_found(tmp_path):
    """The subsidy hangs on the price and the wood; without a field for the wood nobody could work it out."""
    text = changed("price, wood, trips", "price, trips", changed("      wood: {fact: wood}\n", ""))
    assert [weakness.text for weakness in found(tmp_path, text)] == [
        "行船许可：规则“补贴”要知道 wood，却没有字段提供（fact: wood）"
    ]


def test_a_result_that_does_not_fit_its_field_is_found(tmp_path):
    text = changed("subsidy_sum: {label: 补贴额, type: money", "subsidy_sum: {label: 补贴额, type: count")
    assert [weakness.text for weakness in found(tmp_path, text)] == [
        "行船许可：“审定”算出的“补贴”与字段“补贴额”的类型或单位不合"
    ]


def test_the_rules_that_a_service_asks_for(tmp_path):
    services = procedure_of(tmp_path).services
    assert (rules_asked(services["permit"]), rules_asked(services["berth"])) == (("subsidy",), ())


def test_a_suspension_leads_back_to_where_it_came_from(tmp_path):
    """The way back is no way on: from a state that only leads back, the end is reached over the states before it."""
    text = changed(
        "      hand_in: {",
        "      suspend: {label: 中止, article: 第七条, by: harbour, from: [opinions, notice], to: held}\n"
        "      resume: {label: 恢复, article: 第七条, by: harbour, from: held, to: back}\n"
        "      hand_in: {",
        changed("      notice: {label: 公示中}", "      notice: {label: 公示中}\n      held: {label: 中止中}"),
    )
    procedure = procedure_of(tmp_path, text)
    reach = reach_of(procedure, procedure.services["permit"])
    assert reach.states == {"start", *procedure.services["permit"].states}
    assert "held" in reach.ending
    assert not weaknesses(procedure)


def test_clocks_run_from_what_starts_them_to_what_stops_them(tmp_path):
    permit = procedure_of(tmp_path).services["permit"]
    running = {name: running_states(permit, clock) for name, clock in permit.clocks.items()}
    assert running == {
        "review": {"opinions"},
        "completing": {"completing"},
        "objections_open": {"notice"},
        "lease": {"sailing"},
    }


def test_a_package_of_procedures_alone_is_read(tmp_path):
    """A document that orders no figures has neither facts nor formulas."""
    text = "services:\n" + PROCEDURE[PROCEDURE.index("  berth:") : PROCEDURE.index("  permit:")]
    roles = PROCEDURE[: PROCEDURE.index("  master:")]
    cut = changed(", sets: {tenant: origin.full_name}", "", f"{roles}{text}")
    files = {"procedure.yaml": cut, "facts.yaml": "", "parameters.yaml": "", "formulas.py": ""}
    procedure = load_folder(write(tmp_path, files)).procedure
    assert procedure is not None
    assert list(procedure.services) == ["berth"]
    assert "“出租”只由系统办理" in weaknesses(procedure)[0].text


def test_what_an_opening_act_works_out_may_stand_in_its_conditions(tmp_path):
    condition = changed("{if: berth.size <= 50", "{if: subsidy_sum > 0 and berth.size <= 50")
    (weakness,) = weaknesses(procedure_of(tmp_path / "a", condition))
    assert "那时还没有填写" in weakness.text
    computed = changed(
        "        issues: [slip]\n", "        computes: {subsidy_sum: subsidy}\n        issues: [slip]\n", condition
    )
    assert not weaknesses(procedure_of(tmp_path / "b", computed))


def test_a_date_that_an_act_changes_under_its_running_clock_begins_it_anew(tmp_path):
    held = procedure_of(tmp_path)
    permit = held.services["permit"]
    act = next(one for one in permit.acts.values() if "opinions" in one.source and one.fields)
    clock = replace(permit.clocks["review"], until_field=act.fields[0])
    told = f"“{act.label}”改动“{permit.fields[act.fields[0]].label}”，“审核”却不重新起算"
    assert any(told in one.text for one in of_service(held, with_clock(permit, clock)))
    anew = replace(clock, starts=(*clock.starts, ClockStart(act.name)))
    assert not any(told in one.text for one in of_service(held, with_clock(permit, anew)))


def with_clock(service, clock):
    """Return the service with its review clock exchanged."""
    return replace(service, clocks={**service.clocks, "review": clock})


def test_whoever_refuses_must_say_why(tmp_path):
    told = "“审定”可能不予办理或者撤销，却不要求填写理由"
    without = [one for one in found(tmp_path, changed("        reason: true\n", "")) if told in one.text]
    assert [one.grave for one in without] == [False]


@pytest.mark.parametrize(("field", "weak"), [("type: long_text", False), ("type: long_text, required: false", True)])
def test_words_that_have_to_be_filled_in_say_why_too(tmp_path, field, weak):
    told = "“审定”可能不予办理或者撤销，却不要求填写理由"
    permit = procedure_of(tmp_path).services["permit"]
    decide = next(act for act in permit.acts.values() if act.label == "审定")
    required = "required: false" not in field
    words = replace(permit.fields["view"], kind=FieldKind.LONG_TEXT, required=required, when=None)
    acts = {**permit.acts, decide.name: replace(decide, needs_reason=False, fields=("view",))}
    held = replace(permit, acts=acts, fields={**permit.fields, "view": words})
    assert any(told in one.text for one in of_service(procedure_of(tmp_path), held)) is weak


NAMED = """
roles:
  office: {label: 督办室, organ: 督办室}
  unit: {label: 承办单位, named_by: unit}
services:
  order:
    label: 督办
    article: 第二条
    number: DB
    hidden: true
    fields:
      heading: {label: 事项, type: text}
      unit: {label: 承办单位, type: organ}
    states:
      listed: {label: 已登记}
      sent: {label: 办理中}
      done: {label: 已办结, final: true, outcome: done}
    acts:
      list: {label: 登记, article: 第三条, by: office, from: start, to: listed, fields: [heading]}
      assign: {label: 交办, article: 第四条, by: office, from: listed, to: sent, fields: [unit]}
      report: {label: 反馈, article: 第六条, by: unit, from: sent, to: done}
"""
UNNAMED = [
    ("from: sent, to: done", "from: [listed, sent], to: done"),  # before anybody is named
    ("type: organ}", "type: organ, required: false}"),  # assigning may name nobody
    ("type: organ}", "type: organ, when: heading == '桥'}"),  # asked of some only
]


def told_of(root, text):
    held = procedure_of(root, text)
    return [one.text for one in of_service(held, held.services["order"])]


def test_an_organ_is_named_before_it_is_waited_for(tmp_path):
    assert told_of(tmp_path, NAMED) == []


@pytest.mark.parametrize(("old", "new"), UNNAMED)
def test_an_organ_that_may_not_be_named_yet_is_not_waited_for(tmp_path, old, new):
    (told,) = told_of(tmp_path, changed(old, new, NAMED))
    assert "“反馈”要由“承办单位”指明的单位办理" in told


def test_an_act_that_another_role_may_do_waits_for_nobody(tmp_path):
    text = changed("by: unit, from: sent", "by: [unit, office], from: [listed, sent]", NAMED)
    assert told_of(tmp_path, text) == []


AT_ONCE = changed(
    "      report:",
    "      at_once: {label: 当场答复, article: 第五条, by: office, from: listed, to: sent}\n      report:",
    NAMED,
)
WANTED = [
    ("to: sent}\n      report", "to: sent, when: [{if: given(unit), label: 有单位, article: 第五条}]}\n      report"),
    (
        "to: sent}\n      report",
        "to: sent, when: [{if: \"given(unit) and heading == '桥'\", label: 有单位, article: 第五条}]}\n      report",
    ),
    ("to: sent}\n      report", "to: [{if: unit == unit, to: sent}, {to: done}]}\n      report"),
]


def test_a_way_around_the_naming_is_found(tmp_path):
    (told,) = told_of(tmp_path, AT_ONCE)
    assert told.endswith("到了“办理中”却可能还没有填写")


@pytest.mark.parametrize(("old", "new"), WANTED)
def test_an_act_that_wants_the_organ_named_is_no_way_around(tmp_path, old, new):
    assert told_of(tmp_path, changed(old, new, AT_ONCE)) == []


def test_one_of_two_reasons_is_a_way_around(tmp_path):
    either = "to: sent, when: [{if: given(unit) or heading == '桥', label: 有单位, article: 第五条}]}\n      report"
    assert len(told_of(tmp_path, changed("to: sent}\n      report", either, AT_ONCE))) == 1


@pytest.mark.parametrize(("catalogue", "weak"), [("shapes", False), ("", True)])
def test_a_ground_from_the_catalogue_says_why_too(tmp_path, catalogue, weak):
    told = "“审定”可能不予办理或者撤销，却不要求填写理由"
    procedure = procedure_of(tmp_path)
    permit = procedure.services["permit"]
    decide = next(act for act in permit.acts.values() if act.label == "审定")
    ground = replace(permit.fields["view"], kind=FieldKind.CHOICE, required=True, when=None, catalogue=catalogue)
    acts = {**permit.acts, decide.name: replace(decide, needs_reason=False, fields=("view",))}
    held = replace(permit, acts=acts, fields={**permit.fields, "view": ground})
    assert any(told in one.text for one in of_service(procedure, held)) is weak
