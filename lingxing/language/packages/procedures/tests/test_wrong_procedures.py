"""Every kind of mistake in procedure.yaml and catalogue.yaml stops the load with file, line and what to do."""

import pytest

from lingxing.language.packages import WrongPackage
from lingxing.language.packages.procedures.tests.packaged import CATALOGUE, PROCEDURE, changed, procedure_of

REVIEW = "kind: duty, term: 15 working days, rule: licensing"

# what stands there, what stands there instead, words of the message
WRONG = [
    # YAML and keys
    ('body: ["{reason}"]', "body: [{reason}, 理由：{x}]", ["no YAML", "quotes"]),
    ("services:", "servces:", ["'servces' is not known", "did you mean 'services'"]),
    ("number: XC", "numbr: XC", ["'numbr' is not known", "did you mean 'number'"]),
    ("    article: 第三条\n    audience", "    audience", ["services.permit", "'article' is missing"]),
    ("article: 第三条\n    audience", "article: 三号令\n    audience", ["'三号令' is no place in a document"]),
    ("number: XC", "number: x-1", ["'x-1' is no prefix of case numbers", "capital letters"]),
    ("number: XC", "number: BW", ["BW is the prefix of berth too"]),
    ("audience: [person, firm]", "audience: [person, household]", ["'household' is not known", "person, firm, organ"]),
    ("title_field: shape", "title_field: full_name", ["'full_name' is not known"]),
    # names
    ("      deposit: {label: 押金", "      today: {label: 押金", ["the name 'today' is taken"]),
    ("      deposit: {label: 押金", "      Deposit: {label: 押金", ["'Deposit' can't be a name", "lower-case"]),
    ("      deposit: {label: 押金", "      押金: {label: 押金", ["can't be a name"]),
    ("  harbour: {label", "  applicant: {label", ["the name 'applicant' is taken"]),
    # roles
    ("organ: 水利局}", "organ: 水利局, duty: boss}", ["'boss' is not known", "clerk, head"]),
    ("{label: 水利部门, organ: 水利局}", "{label: 水利部门}", ["'organ' is missing"]),
    # fields
    ("type: money, bounds: [0, 5000]", "type: cash, bounds: [0, 5000]", ["'cash' is not known", "money"]),
    ("type: money, bounds: [0, 5000]", "type: money", ["permit.fields.deposit", "'bounds' is missing"]),
    ("type: money, bounds: [0, 5000]", "type: money, bounds: [0, 5000], decimals: 2", ["'decimals' is not known"]),
    ("type: money, bounds: [0, 5000]", "type: money, unit: m2, bounds: [0, 5]", ["money is in CNY"]),
    ("unit: m2, decimals: 1,", "unit: sqm, decimals: 1,", ["'sqm' is no unit"]),
    ("bounds: [1, 100]", "bounds: [100, 1]", ["the lowest value is above the highest"]),
    ("catalogue: shapes,", "catalogue: shape,", ["'shape' is not known", "did you mean 'shapes'"]),
    ("catalogue: shapes,", "catalogue: shapes, choices: {a: 甲},", ["the choices come from the catalogue"]),
    ("{fact: wood}", "{fact: woods}", ["'woods' is not known", "did you mean 'wood'"]),
    ("{fact: wood}", "{fact: wood, type: text}", ["'type' is not known"]),
    (
        "columns: {member: {label: 姓名, type: text",
        "columns: {member: {label: 姓名, type: rows",
        ["'rows' is not known"],
    ),
    ("type: text, personal: name}, age", "type: text, when: lent}, age", ["'when' is not known"]),
    ("most: 6,", "most: 0,", ["0 is no whole number from 1 to 500"]),
    ("service: berth, states", "service: birth, states", ["'birth' is not known", "did you mean 'berth'"]),
    ("states: [free], own", "states: [fre], own", ["'fre' is not known", "did you mean 'free'"]),
    ("personal: name, when: lent", "personal: nick, when: lent", ["'nick' is not known", "identity"]),
    ("when: lent}", "when: lend}", ["lend means nothing", "did you mean 'lent'"]),
    # papers
    ("original: true, when: deposit >= 100", "original: yes", ["'yes' is no truth"]),
    ("when: deposit >= 100", "when: deposit", ["deposit is a number, not a condition"]),
    # states
    ("settled: true, outcome: granted", "settled: true", ["'outcome' is missing"]),
    ("settled: true, outcome: granted", "settled: true, outcome: good", ["'good' is not known", "granted, refused"]),
    ("{label: 待补正}", "{label: 待补正, outcome: lapsed}", ["neither final nor settled"]),
    # acts
    ("from: completing, to: submitted", "from: completed, to: submitted", ["'completed' is not known", "'completing'"]),
    ("from: completing, to: submitted", "from: completing, to: submited", ["'submited' is not known", "'submitted'"]),
    ("by: [applicant, harbour]", "by: [applicant, harbor]", ["'harbor' is not known", "did you mean 'harbour'"]),
    ("by: [applicant, harbour]", "by: []", ["names nothing"]),
    ("by: [applicant, harbour]", "by: [harbour, harbour]", ["'harbour' stands twice"]),
    ("from: start\n        to: submitted", "from: [start, completing]\n        to: submitted", ["from no other state"]),
    ("from: start\n        to: submitted", "from: start\n        to: same", ["leads to a state"]),
    ("from: start\n        to: submitted", "from: submitted\n        to: submitted", ["no act opens a case"]),
    ("lent, lent_to, berth]", "lent, lent_too, berth]", ["'lent_too' is not known", "did you mean 'lent_to'"]),
    ("papers: [photo, receipt]\n        issues", "papers: [foto, receipt]\n        issues", ["'foto' is not known"]),
    ("issues: [slip]", "issues: [slips]", ["'slips' is not known", "did you mean 'slip'"]),
    ("publishes: [result]", "publishes: [results]", ["'results' is not known"]),
    ("after: [give_view]", "after: [accept]", ["'accept' is not known", "give_view"]),
    (
        "computes: {subsidy_sum: subsidy}",
        "computes: {subsidy_sum: subsidies}",
        ["'subsidies' is not known", "'subsidy'"],
    ),
    ("computes: {subsidy_sum: subsidy}", "computes: {subsidy: subsidy}", ["'subsidy' is not known"]),
    ("sets: {begins_on: today,", "sets: {begins_on: 18,", ["doesn't fit a date"]),
    ("ends_on: today + 365", "ends_on: today + today", ["is no date"]),
    (
        "sets: {begins_on: today,",
        "sets: {shape: \"'round'\", begins_on: today,",
        ["'round' is no such choice", "dugout, frame"],
    ),
    ("cascades: {berth: take}", "cascades: {berth: taken}", ["'taken' is not known", "did you mean 'take'"]),
    ("cascades: {berth: take}", "cascades: {berth: close}", ["close of berth is not done by the system"]),
    ("cascades: {berth: take}", "cascades: {shape: take}", ["'shape' is not known"]),
    ("marks: [broken_word]", "marks: [broken]", ["'broken' is not known", "broken_word"]),
    ("by: [water, fire], each_role", "by: water, each_role", ["a joint act needs two roles"]),
    ("from: opinions, to: same, fields: [view]", "from: opinions, to: notice, fields: [view]", ["leaves the state"]),
    ("from: completing, to: ended}", "from: completing, to: ended, reason: true}", ["the system fills in nothing"]),
    (
        "from: completing, to: ended}",
        "from: completing, to: ended, fields: [lent]}",
        ["the system fills in nothing", "set_off_by"],
    ),
    (
        "by: [applicant, harbour]",
        "set_off_by: 拍卖结束\n        by: [applicant, harbour]",
        ["done by the system alone"],
    ),
    (", {to: refused}]", ", {if: lent, to: refused}]", ["no target is left"]),
    ("to: [{if: opinion", "to: [{to: refused}, {if: opinion", ["never reached"]),
    (", label: 有补贴且守信, article: 第四条}", ", label: 有补贴且守信}", ["'article' is missing"]),
    (", label: 有补贴且守信, article: 第四条}", ", label: 有补贴且守信, article: 办法}", ["is no place in a document"]),
    # conditions
    ("age_of(identity) >= 18", "age_of(full_name) >= 18", ["age_of takes identity number"]),
    ("age_of(identity) >= 18", "years_of(identity) >= 18", ["there is no function years_of"]),
    ("age_of(identity) >= 18", "age_of(identity) >= '18'", ["'18' doesn't fit a number"]),
    ("age_of(identity) >= 18", "age_of(identity) > 1e3", ["1e3 is no literal"]),
    ("age_of(identity) >= 18", "age_of(identity >= 18", ["can't be read", "use and, or, not"]),
    ("rule.subsidy and", "rule.subsidies and", ["'subsidies' is not known", "did you mean 'subsidy'"]),
    ("berth.state == 'free'", "berth.state == 'fre'", ["'fre' is no such choice", "did you mean 'free'"]),
    ("berth.size <= 50", "berth.siz <= 50", ["'siz' is not known", "did you mean 'size'"]),
    ("berth.size <= 50", "berth.size <= deposit", ["m2 and CNY don't fit"]),
    ("berth.size <= 50", "berth.size.unit <= 50", ["size has no parts"]),
    ("opinion.give_view.all.view", "opinion.give_view.each.view", ["'each' is not known", "water, fire, all, any"]),
    ("opinion.give_view.all.view == 'agree'", "opinion.give_view.all.view", ["stands alone"]),
    ("clock.objections_open.expired", "clock.objections_open.over", ["'over' is not known", "due, remaining"]),
    ("objections.open == 0", "objections.opened == 0", ["'opened' is not known", "did you mean 'open'"]),
    ("objections.open == 0", "objections == 0", ["objections is followed by 1 words"]),
    ("sets: {tenant: origin.full_name}", "sets: {tenant: origin.fullname}", ["'fullname' is not known", "'full_name'"]),
    (
        "from: free, to: closed}",
        "from: free, to: closed, when: [{if: origin.lent, label: 甲, article: 第一条}]}",
        ["no act"],
    ),
    # clocks
    ("term: 15 working days", "term: 15 workdays", ["'15 workdays' is no term", "5 working days"]),
    ("rule: licensing", "rule: licence", ["'licence' is not known", "civil, licensing, plain"]),
    ("rule: licensing, holder: harbour", "rule: licensing", ["'holder' is missing"]),
    ("starts: [accept]", "starts: [acept]", ["'acept' is not known", "did you mean 'accept'"]),
    ("starts: [accept]", "starts: []", ["no act starts it"]),
    (
        "starts: [accept]",
        "starts: [{act: accept, anchor: deposit}]",
        ["'deposit' is not known", "event, due, begins_on"],
    ),
    ("stops: [decide]", "stops: [decided]", ["'decided' is not known"]),
    ("extension: 10 working days, ", "", ["extension and extended_by belong together"]),
    ("rungs: [half,", "rungs: [halfway,", ["'halfway' is no rung", "2 working days before"]),
    ("rungs: [half,", "rungs: [half, half,", ["somebody is told twice on one day", "leave one rung away"]),
    ("tells: master", "tells: captain", ["'captain' is not known"]),
    ("expires: lapse", "expires: complete", ["complete is not done by the system", "add system"]),
    ("until_field: ends_on,", "until_field: ends_on, term: 1 year,", ["a validity has either term or until_field"]),
    (
        "kind: validity, until_field: ends_on,",
        "kind: duty, term: 1 year, until_field: ends_on,",
        ["a term is counted by a rule"],
    ),
    ("until_field: ends_on", "until_field: deposit", ["'deposit' is not known", "begins_on, ends_on"]),
    ("opens: 1 month}", "opens: one month}", ["'one month' is no term"]),
    # documents
    ("云港受〔{year}〕{number}号", "云港受{number}号", ["holds the year and a running number"]),
    ("{deposit:capitals}", "{wood:capitals}", ["{wood:capitals} stands for nothing"]),
    ("{shape.office}", "{shape.offices}", ["{shape.offices} stands for nothing", "link.field"]),
    ("编号{case_number}", "编号{number}", ["{number} stands for nothing", "case_number"]),
    ("编号{case_number}", "编号{case_number", ["brace without its partner"]),
    ("valid_until_field: ends_on", "valid_until_field: shape", ["'shape' is not known"]),
    (
        "kind: receipt, article: 第三条, by: harbour",
        "kind: slip, article: 第三条, by: harbour",
        ["'slip' is not known"],
    ),
    ("kind: receipt, article: 第三条, by: harbour", "kind: receipt, article: 第三条, by: applicant", ["'applicant'"]),
    # publications, registers, queues
    ("lasts: 5 working days, ", "", ["a public notice asks for objections during a term"]),
    ("within: 0 days, ", "", ["'within' is missing"]),
    ("announced_by: announce", "announced_by: grant", ["grant is not done by the system"]),
    (
        "columns: {full_name: name, shape",
        "columns: {full_name: plain, shape",
        ["full_name is personal"],
    ),
    ("columns: {full_name: name, shape", "columns: {applicant: plain, shape", ["applicant is personal"]),
    ("columns: {full_name: name, shape", "columns: {crew: name, shape", ["'crew' is not known"]),
    ("columns: {full_name: name, shape", "columns: {full_name: hidden, shape", ["'hidden' is not known"]),
    ("states: [sailing]", "states: []", ["names nothing"]),
    ("order: [begins_on, opened_at]", "order: [began_on, opened_at]", ["'began_on' is not known", "'begins_on'"]),
    # guide
    ("fee_article: 第八条", "fee_article: 收费办法", ["is no place in a document"]),
    ("lists: [shapes]", "lists: [forms]", ["'forms' is not known", "shapes"]),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, told):
    text = changed(old, new)
    with pytest.raises(WrongPackage) as caught:
        procedure_of(tmp_path, text)
    assert all(word in str(caught.value) for word in told)
    file, _, line = caught.value.where.rpartition(":")
    assert file.endswith("procedure.yaml")
    assert 1 <= int(line) <= len(text.splitlines())


def test_the_line_is_that_of_the_mistake(tmp_path):
    with pytest.raises(WrongPackage) as caught:
        procedure_of(tmp_path, changed("starts: [accept]", "starts: [acept]"))
    lines = PROCEDURE.splitlines()
    assert caught.value.where.endswith(f"procedure.yaml:{lines.index(next(x for x in lines if 'review:' in x)) + 1}")


LISTS = [
    ("checked: true", "checked: yes", ["'yes' is no truth"]),
    ("seats: 2", "seats: 2.5", ["2.5 is no whole number"]),
    ("seats: 2, ", "", ["'seats' is missing"]),
    ("office: 水利局", "offices: 水利局", ["'offices' is not known", "'office'"]),
    ("type: bool", "type: boolean", ["'boolean' is not known", "'bool'"]),
    ("article: 附件1", "article: 目录", ["is no place in a document"]),
    ("seats: {label: 座位数", "label: {label: 座位数", ["label and article are no columns"]),
    ("rules: [限内河, 限日间]", "rules: 限内河", ["is not a list"]),
    ("dugout: {label: 独木, ", "dugout: {", ["'label' is missing"]),
]


@pytest.mark.parametrize(("old", "new", "told"), LISTS)
def test_a_mistake_in_a_list_is_told(tmp_path, old, new, told):
    with pytest.raises(WrongPackage) as caught:
        procedure_of(tmp_path, PROCEDURE, changed(old, new, CATALOGUE))
    assert all(word in str(caught.value) for word in told)
    assert "catalogue.yaml:" in caught.value.where
