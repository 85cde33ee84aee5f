"""What packages say when they are right: exact values in base units, rules as of a day, packages on packages."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.language.definitions import FactKind, Group, Shape
from lingxing.language.nodes import Operation, walk
from lingxing.language.packages import Package, WrongPackage, load_folder, read_examples
from lingxing.language.packages.items import read_file
from lingxing.language.packages.tests.folders import CITIES, TEXTS, write

HEATING = CITIES / "yunmengze" / "heating_2024"
AID = CITIES / "yunmengze" / "winter_aid_2025"


@pytest.fixture(scope="module")
def heating() -> Package:
    return load_folder(HEATING)


def test_the_policy_is_what_its_file_says(heating):
    policy = heating.policy
    assert (policy.id, policy.city, policy.audience) == ("yunmengze/heating_2024", "云梦泽市", "household")
    assert (policy.effective, policy.expires) == (dt.date(2024, 11, 1), dt.date(2029, 10, 31))
    assert policy.overlaps[0].measures == ("area_subsidy", "bill_subsidy")
    assert policy.ceilings[0].parameter == "yearly_budget"
    assert policy.not_computable[0].article == "第九条"
    assert policy.abstract.startswith("为本市家庭分担冬季取暖的开支：按住房")


def test_money_is_held_in_fen_and_other_numbers_in_their_unit(heating):
    income, area = heating.facts["income"], heating.facts["area"]
    assert (income.lower, income.upper, income.decimals, income.type.whole) == (0, 1_000_000_000, 2, True)
    assert (area.upper, area.decimals, area.type.whole) == (1000, 2, False)
    assert heating.parameters["income_limit"].on(dt.date(2024, 11, 1)) == 6_000_000
    assert heating.parameters["area_rate"].on(dt.date(2024, 11, 1)) == {("house",): 1250, ("flat",): 800}
    brackets = ((20_000, Fraction(1, 2)), (100_000, Fraction(3, 10)))
    assert heating.parameters["bill_share"].on(dt.date(2024, 11, 1)) == brackets


def test_facts_carry_what_forms_and_checks_need(heating):
    home, first = heating.facts["home"], heating.facts["first_time"]
    assert dict(home.choices) == {"house": "平房", "flat": "楼房", "boat": "船屋"}
    assert home.type.choices == ("house", "flat", "boat")
    assert (first.kind, first.default, first.help) == (FactKind.BOOL, False, "从前没有领过")
    assert (heating.facts["area"].record, heating.facts["area"].effort) == ("不动产登记", 0)
    assert heating.facts["area"].where.endswith("facts.yaml:4")


def test_lists_know_their_order_and_groups(heating):
    bills = heating.lists["bills"]
    assert (bills.ordered_by, bills.item) == ("date", "张账单")
    assert dict(bills.groups) == {"winter": Group("winter", "date", "year"), "all": Group("all")}
    assert bills.facts["amount"].scope == "bills"
    assert bills.facts["amount"].lower == -10_000_000


def test_parameters_of_every_type_and_shape(heating):
    parameters = heating.parameters
    assert parameters["last_day"].on(dt.date(2025, 1, 1)) == dt.date(2025, 3, 15)
    grade = parameters["grade_by_area"]
    assert (grade.shape, grade.on(dt.date(2025, 1, 1))) == (Shape.TIERS, ((0, "small"), (90, "large")))
    assert parameters["district_factor"].supplied
    assert parameters["district_factor"].on(dt.date(2025, 1, 1)) is None
    assert (parameters["income_limit"].lower, parameters["income_limit"].upper) == (0, 20_000_000)


@pytest.mark.parametrize(
    ("day", "limit"),
    [("2024-10-31", None), ("2024-11-01", 6_000_000), ("2025-12-31", 6_000_000), ("2026-01-01", 6_600_000)],
)
def test_the_value_of_a_day_is_the_last_one_before_it(heating, day, limit):
    assert heating.program(dt.date.fromisoformat(day)).settings["income_limit"] == limit


def test_overrides_come_before_supplied_values_before_the_documents_own(heating):
    both = heating.program(None, {"district_factor": 3}, {"district_factor": 2, "first_bonus": 1})
    assert both.settings["district_factor"] == 3
    assert both.settings["first_bonus"] == 1
    assert both.on == heating.policy.effective


def test_the_graph_is_built_once_for_all_days_with_the_same_versions(heating):
    first, later = heating.program(dt.date(2024, 11, 1)), heating.program(dt.date(2026, 1, 1))
    assert first.formulas is later.formulas


def test_a_later_version_of_a_formula_holds_from_its_day_on(tmp_path):
    text = TEXTS["formulas.py"].replace(
        '@article("第五条"',
        '@article("第二条", label="补贴", name="subsidy", since="2026-01-01")\n'
        "def subsidy_of_2026(price: Money) -> Money:\n"
        '    """Return nothing any more."""\n'
        "    return price - price\n\n\n"
        '@article("第五条"',
    )
    package = load_folder(write(tmp_path, {"formulas.py": text}))
    before, after = (package.program(day).formulas for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)))
    assert list(before) == list(after) == ["subsidy", "distance"]
    assert (before["subsidy"].since, after["subsidy"].since) == (None, dt.date(2026, 1, 1))


def test_a_fraction_may_be_written_as_one(tmp_path):
    text = TEXTS["parameters.yaml"].replace("0.10}", "1/3}")
    package = load_folder(write(tmp_path, {"parameters.yaml": text}))
    assert package.parameters["rate"].on(dt.date(2025, 1, 1)) == Fraction(1, 3)


def test_formulas_may_be_several_modules(tmp_path):
    folder = write(tmp_path, {"formulas.py": ""})
    (folder / "formulas").mkdir()
    head, first, second = TEXTS["formulas.py"].partition('@article("第五条"')
    (folder / "formulas" / "__init__.py").write_text('"""What a buyer receives."""\n', "utf-8")
    (folder / "formulas" / "money.py").write_text(head, "utf-8")
    imports = "from lingxing.language import Quantity, article, running\nfrom .money import subsidy\nKNOWN = subsidy\n"
    (folder / "formulas" / "roads.py").write_text(imports + first + second, "utf-8")
    assert list(load_folder(folder).program().formulas) == ["subsidy", "distance"]


def test_a_changed_file_outside_the_installed_ones_is_read_anew(tmp_path):
    folder = write(tmp_path)
    assert load_folder(folder).program().formulas["subsidy"].label == "补贴"
    text = TEXTS["formulas.py"].replace('label="补贴"', 'label="购舟补贴"')
    write(tmp_path, {"formulas.py": text})
    assert load_folder(folder).program().formulas["subsidy"].label == "购舟补贴"


# ---- packages that build on others ----


@pytest.fixture(scope="module")
def aid() -> Package:
    return load_folder(AID)


def test_the_others_formula_computes_the_fact(aid):
    program = aid.program()
    received = next(n for n in walk(program.formulas["aid"].node) if n.name == "received")
    assert received.operation is Operation.FACT
    assert [argument.name for argument in received.arguments] == ["subsidy"]


def test_the_others_facts_and_lists_join(aid):
    program = aid.program()
    assert {"received", "heads", "home", "area", "income", "first_time"} <= set(program.facts)
    assert set(program.lists["bills"].facts) == {"date", "amount"}
    assert list(program.outputs) == ["aid"]


def test_parameters_of_one_name_stay_apart(aid):
    program = aid.program(dt.date(2026, 1, 1))
    assert program.settings["income_limit"] == 50_000
    assert program.settings["yunmengze/heating_2024.income_limit"] == 6_600_000
    used = {node.name for node in walk(program.formulas["aid"].node) if node.operation is Operation.PARAMETER}
    assert {"income_limit", "yunmengze/heating_2024.income_limit", "per_head"} <= used


def test_borrowed_formulas_are_named_with_their_package_and_document(aid):
    program = aid.program()
    borrowed = program.borrowed["yunmengze/heating_2024.subsidy"]
    assert any(node is borrowed.node for node in walk(program.formulas["aid"].node))
    assert borrowed.article.startswith("《云梦泽市")
    assert borrowed.article == borrowed.node.article
    assert all(name.startswith("yunmengze/heating_2024.") for name in program.borrowed)
    assert not aid.resolve("yunmengze/heating_2024").program().borrowed


def borrower(tmp_path, fact, **changed):
    """Return what is told of a package whose fact comes from the heating rules."""
    (tmp_path / "yunmengze").mkdir()
    (tmp_path / "yunmengze" / "heating_2024").symlink_to(HEATING)
    policy = TEXTS["policy.yaml"] + "builds_on: [yunmengze/heating_2024]\n"
    facts = f"subject: {{label: 购舟人}}\nfacts:\n  price: {fact}\n"
    formulas = (
        '"""What a buyer receives."""\n\nfrom lingxing.language import Money, article\n\n\n'
        '@article("第二条", label="补贴")\ndef gift(price: Money) -> Money:\n    """Return it."""\n    return price\n'
    )
    texts = {"policy.yaml": policy, "facts.yaml": facts, "parameters.yaml": "", "formulas.py": formulas, **changed}
    folder = write(tmp_path, texts)
    with pytest.raises(WrongPackage) as raised:
        load_folder(folder).program()
    return str(raised.value).removeprefix(f"{folder}/")


MONEY = "label: 价, type: money, bounds: [0, 100]"


@pytest.mark.parametrize(
    ("fact", "changed", "told"),
    [
        (
            f"{{{MONEY}, from: yunmengze/heating_2024.nothing}}",
            {},
            "facts.yaml:3: price.from: yunmengze/heating_2024 has no formula 'nothing'; its formulas are size",
        ),
        ("{label: 价, type: count, bounds: [0, 9], from: yunmengze/heating_2024.subsidy}", {}, "another type or unit"),
        (f"{{{MONEY}, from: yunmengze/heating_2024.bill_payment}}", {}, "belongs to bills; declare the fact there"),
        (
            f"{{{MONEY}, from: yunmengze/heating_2024.subsidy}}",
            {"policy.yaml": TEXTS["policy.yaml"]},
            "facts.yaml:3: price.from: yunmengze/heating_2024 is not among builds_on of policy.yaml; add",
        ),
        (
            f"{{{MONEY}, from: yunmengze/heating_2024.subsidy}}\n  area: {{label: 面积, type: count, bounds: [0, 9]}}",
            {},
            "the fact 'area' is another one at",
        ),
    ],
)
def test_what_is_borrowed_must_fit(tmp_path, fact, changed, told):
    assert told in borrower(tmp_path, fact, **changed)


def test_packages_that_build_on_each_other_are_refused(tmp_path):
    policy = TEXTS["policy.yaml"]
    folder = write(tmp_path, {"policy.yaml": policy + "builds_on: [yunmengze/boats_2025]\n"})
    other = policy + "builds_on: [yunmengze/canoes_2025]\n"
    write(tmp_path, {"policy.yaml": other}, name="yunmengze/boats_2025")
    with pytest.raises(WrongPackage, match="in a circle"):
        load_folder(folder).program()


# ---- examples ----


def test_examples_are_read_as_cases_with_exact_figures(heating):
    examples = read_examples(heating)
    assert examples[0].name == "a small house is paid by its area"
    assert examples[0].on == dt.date(2024, 11, 1)
    assert examples[0].settings == {"district_factor": Fraction(1, 2)}
    assert examples[0].given["applied_on"] == "2025-03-15"
    assert examples[4].refused == {"area_subsidy": "收入在上限以内"}
    bills = examples[9].given["bills"]
    assert isinstance(bills, list)
    assert bills[4] == {"date": "2025-01-02", "amount": -100}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- name: a\n  given: {}\n", "examples.yaml:1: [1]: expects nothing"),
        ("- name: a\n  missing: [b]\n- name: a\n  missing: [b]\n", "examples.yaml:3: [2]: the name 'a' stands twice"),
        (
            "- name: a\n  settings: {rat: 1}\n  expect: {}\n",
            "examples.yaml:2: [1].settings: the key 'rat' is not known",
        ),
        ("- name: a\n  on: 2025-1-1\n  expect: {}\n", "examples.yaml:2: [1].on: '2025-1-1' is no date"),
        ("- name: a\n  wants: {}\n", "the key 'wants' is not known here"),
        ("name: a\n", "is not a list"),
    ],
)
def test_wrong_examples_are_told_with_their_place(tmp_path, text, told):
    package = load_folder(write(tmp_path, {"examples.yaml": text}))
    with pytest.raises(WrongPackage) as raised:
        read_examples(package)
    assert told in str(raised.value)


def test_words_folded_over_lines_have_no_blank_between_chinese_characters(tmp_path):
    file = tmp_path / "words.yaml"
    file.write_text("abstract: >\n  累计起来，\n  超过 12000 元\n  的部分 and more\n", "utf-8")
    words = read_file(file, 1000).section().item("abstract").text()
    assert words == "累计起来，超过 12000 元的部分 and more"
