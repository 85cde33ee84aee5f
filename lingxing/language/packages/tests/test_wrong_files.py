"""Every kind of mistake in a package's files stops the load with file, line, what is wrong and what to do."""

import pytest

from lingxing.language.packages import WrongPackage, load_folder
from lingxing.language.packages.tests.folders import TEXTS, write

PRICE = "  price: {label: 购舟价, type: money, bounds: [0, 100000]}"
RATE = "values: {2025-01-01: 0.10}"

# file, what stands there, what stands there instead, line, words of the message
WRONG = [
    # YAML as such
    ("policy.yaml", "title: 云", "title: [云", 2, ["no YAML"]),
    ("policy.yaml", "topic: 交通", "topic: 交通\ntopic: 水运", 7, ["'topic' stands twice", "policy.yaml:6"]),
    ("facts.yaml", "wood: {label: 木料", "price: {label: 木料", 4, ["'price' stands twice"]),
    ("policy.yaml", "topic: 交通", "topic: !!str 交通", 6, ["tag"]),
    ("policy.yaml", "topic: 交通", "topic:", 6, ["topic: has no value"]),
    ("policy.yaml", "topic: 交通", "topic: ''", 6, ["topic: is empty"]),
    ("policy.yaml", "topic: 交通", "topic: [交通]", 6, ["topic: is a list"]),
    ("policy.yaml", "topic: 交通", "topic: {交通: 水}", 6, ["topic: is a section"]),
    # keys
    ("policy.yaml", "issuer:", "isuer:", 2, ["'isuer' is not known", "did you mean 'issuer'"]),
    ("policy.yaml", "issuer: 云梦泽市人民政府\n", "", 1, ["'issuer' is missing"]),
    ("facts.yaml", "bounds: [0, 100000]", "bound: [0, 100000]", 3, ["'bound' is not known", "'bounds'"]),
    ("facts.yaml", ", bounds: [0, 100000]", "", 3, ["facts.price", "'bounds' is missing"]),
    ("parameters.yaml", "article: 第二条, ", "", 1, ["rate", "'article' is missing"]),
    ("parameters.yaml", "unit: share, article: 第二条", "units: share, article: 第二条", 1, ["did you mean 'unit'"]),
    # words
    ("policy.yaml", "audience: person", "audience: persons", 5, ["'persons' is not known", "'person'"]),
    ("facts.yaml", "type: money", "type: cash", 3, ["'cash' is not known", "money"]),
    ("facts.yaml", "price:", "Price:", 3, ["'Price' can't be a name"]),
    ("facts.yaml", "price:", "p:", 3, ["'p' can't be a name"]),
    ("facts.yaml", "price:", "class:", 3, ["'class' can't be a name"]),
    ("parameters.yaml", "rate:", "补贴:", 1, ["can't be a name"]),
    # numbers
    ("parameters.yaml", "0.10}", "1e3}", 1, ["'1e3' is no number", "without an exponent"]),
    ("parameters.yaml", "0.10}", ".inf}", 1, ["'.inf' is no number"]),
    ("parameters.yaml", "0.10}", "10%}", 1, ["'10%' is no number", "0.60"]),
    ("parameters.yaml", "0.10}", "'0.10'}", 1, ["is no number", "without quotes"]),
    ("parameters.yaml", "0.10}", "1_000}", 1, ["'1_000' is no number"]),
    ("parameters.yaml", "0.10}", "010}", 1, ["'010' is no number"]),
    ("parameters.yaml", "0.10}", "0x10}", 1, ["'0x10' is no number"]),
    ("parameters.yaml", "0.10}", "+1}", 1, ["'+1' is no number"]),
    ("parameters.yaml", "0.10}", "yes}", 1, ["'yes' is no number"]),
    ("parameters.yaml", "0.10}", "1/0}", 1, ["'1/0' is no number"]),
    # dates
    ("policy.yaml", "2025-01-01", "2025-02-30", 4, ["'2025-02-30' is no day of the calendar"]),
    ("policy.yaml", "2025-01-01", "2025年1月1日", 4, ["is no date", "YYYY-MM-DD"]),
    ("policy.yaml", "2025-01-01", "2025-01-01\nexpires: 2024-12-31", 5, ["expires: the last day", "before the first"]),
    ("parameters.yaml", RATE, "values: {2025-1-1: 0.10}", 1, ["'2025-1-1' is no date"]),
    ("parameters.yaml", RATE, "values: {}", 1, ["has no dated value"]),
    ("parameters.yaml", RATE, "values: 0.10", 1, ["rate.values: is not a section"]),
    # truths
    (
        "facts.yaml",
        PRICE,
        f"{PRICE}\n  old: {{label: 旧, type: bool, default: no}}",
        4,
        ["'no' is no truth", "true or"],
    ),
    # units
    ("facts.yaml", "unit: km", "unit: mile", 13, ["'mile' is no unit"]),
    ("facts.yaml", "unit: km", "unit: km per moon", 13, ["'moon' is no occasion"]),
    ("facts.yaml", "type: money,", "type: money, unit: km,", 3, ["money is in CNY, not km"]),
    ("facts.yaml", "type: quantity, unit: km", "type: rate, unit: km", 13, ["a rate is a share or ratio"]),
    ("facts.yaml", "unit: km, ", "", 13, ["'unit' is missing"]),
    # articles
    ("parameters.yaml", "第二条", "关于补贴", 1, ["'关于补贴' is no place in a document"]),
    ("parameters.yaml", "第二条", "2a", 1, ["is no place in a document"]),
    # facts
    ("facts.yaml", "[0, 100000]", "[100000, 0]", 3, ["lowest value is above the highest"]),
    ("facts.yaml", "[0, 100000]", "[0]", 3, ["has 1 values"]),
    ("facts.yaml", "[0, 100000]", "[0.001, 100000]", 3, ["0.001 has more than 2 decimals"]),
    ("facts.yaml", "[2020-01-01, 2030-12-31]", "[2030-12-31, 2020-01-01]", 12, ["first date is later"]),
    ("facts.yaml", "type: money,", "type: money, decimals: 3,", 3, ["a money has no decimals"]),
    ("facts.yaml", "type: money,", "type: money, choices: {a: 甲},", 3, ["a money has no choices"]),
    ("facts.yaml", "type: money,", "type: money, default: -1,", 3, ["-1 lies outside the bounds"]),
    ("facts.yaml", "type: money,", "type: money, effort: 9,", 3, ["no whole number from 0 to 3"]),
    ("facts.yaml", "type: money,", "type: money, from: fees,", 3, ["'fees' names no formula of a package"]),
    ("facts.yaml", "choices: {fir: 杉木, oak: 橡木}", "choices: {}", 4, ["names no choice"]),
    ("facts.yaml", "choices: {fir: 杉木, oak: 橡木}", "bounds: [0, 1]", 4, ["'choices' is missing"]),
    ("facts.yaml", ", decimals: 1", "", 13, ["'decimals' is missing"]),
    ("facts.yaml", "ordered_by: day", "ordered_by: length", 9, ["'length' is no date of this list", "day"]),
    ("facts.yaml", "month of day", "week of day", 10, ["'week of day' is no group"]),
    ("facts.yaml", "month of day", "month of length", 10, ["'length' is no date"]),
    ("facts.yaml", "      length: {", "      price: {", 13, ["'price' is taken", "facts.yaml:3"]),
    # parameters
    ("parameters.yaml", f", {RATE}", "", 1, ["has no value"]),
    ("parameters.yaml", RATE, f"{RATE}, supplied: true", 1, ["a supplied parameter has no value here"]),
    ("parameters.yaml", RATE, f"{RATE}, by: [wood]", 1, ["rate.by: has no meaning for scalar"]),
    ("parameters.yaml", RATE, f"{RATE}, bounds: [0.2, 1]", 1, ["0.10 lies outside the bounds"]),
    (
        "parameters.yaml",
        "  table: {2025-01-01: {fir: 100, oak: 200}}",
        "  table: {2025-01-01: 100}",
        7,
        ["not deep enough"],
    ),
    ("parameters.yaml", "fir: 100", "fur: 100", 3, ["the key 'fur' is no choice of wood", "fir, oak"]),
    ("parameters.yaml", "[[0, 0.1], [100, 0.2]]", "[[100, 0.1], [0, 0.2]]", 8, ["thresholds do not rise"]),
    ("parameters.yaml", "[[0, 0.1], [100, 0.2]]", "[[0, 0.1], [100]]", 8, ["a step has two values"]),
    ("parameters.yaml", "[[0, 0.1], [100, 0.2]]", "[]", 8, ["has no step"]),
    # formulas
    ("formulas.py", "half_up(price * p.rate)", "half_up(price * p.rat)", 6, ["subsidy()", "has no 'rat'"]),
    ("formulas.py", "half_up(price * p.rate)", "price * p.rate", 6, ["fraction of a fen"]),
    ("formulas.py", "price: Money, wood", "prize: Money, wood", 6, ["'prize' is neither a fact"]),
    ("formulas.py", "def distance", "def price", 12, ["price(): the name is taken", "facts.yaml:3"]),
    ("formulas.py", "def distance", "def distance(", 13, ["SyntaxError"]),
    ("formulas.py", "import Choice, Money", "import Choise, Money", 3, ["ImportError"]),
    ("formulas.py", "half_up(price * p.rate)", "half_up(price * undefined)", 9, ["NameError"]),
    ("formulas.py", '    """Return the subsidy, in CNY."""\n', "", 6, ["docstring"]),
    ("formulas.py", 'within="month"', 'within="winter"', 12, ["trips has no group 'winter'", "month"]),
    ("formulas.py", 'label="累计里程")', 'label="累计里程", since="2026-13-01")', 12, ["ValueError"]),
    (
        "formulas.py",
        'label="累计里程")',
        'label="累计里程", name="subsidy")',
        12,
        ["two versions begin on the same day"],
    ),
    ("formulas.py", "def distance", "def subsidy", 12, ["subsidy() stands twice"]),
]


def told_of(folder):
    """Return what the author is told when the package is loaded and its rules are built."""
    with pytest.raises(WrongPackage) as raised:
        load_folder(folder).program()
    return str(raised.value)


@pytest.mark.parametrize(("file", "old", "new", "line", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_a_mistake_is_told_with_its_place(tmp_path, file, old, new, line, words):
    assert TEXTS[file].count(old) >= 1
    folder = write(tmp_path, {file: TEXTS[file].replace(old, new, 1)})
    told = told_of(folder)
    assert told.startswith(f"{folder / file}:{line}: "), told
    for word in words:
        assert word in told


def test_a_schedule_in_another_unit_is_told_at_the_formula(tmp_path):
    folder = write(tmp_path, {"parameters.yaml": TEXTS["parameters.yaml"].replace("over: CNY", "over: km")})
    assert told_of(folder) == f"{folder}/formulas.py:6: subsidy(): steps runs over km, not CNY"


def test_the_package_itself_is_right(tmp_path):
    program = load_folder(write(tmp_path)).program()
    assert list(program.outputs) == ["subsidy", "distance"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"policy.yaml": ""}, ["policy.yaml is missing"]),
        ({"fact.yaml": "a: 1"}, ["fact.yaml", "is not one of a package"]),
        ({"facts.yaml": "- a"}, ["facts.yaml:1", "is not a section"]),
        ({"formulas/__init__.py": ""}, ["side by side"]),
    ],
)
def test_files_that_are_absent_strange_or_double(tmp_path, changed, words):
    (tmp_path / "yunmengze/canoes_2025/formulas").mkdir(parents=True)
    folder = write(tmp_path, {name: text for name, text in changed.items() if text})
    if "formulas/__init__.py" in changed:
        (folder / "formulas/__init__.py").write_text("")
    for name in [name for name, text in changed.items() if not text and name.endswith(".yaml")]:
        (folder / name).unlink()
    told = told_of(folder)
    for word in words:
        assert word in told


def test_a_file_that_is_no_utf8(tmp_path):
    folder = write(tmp_path)
    (folder / "facts.yaml").write_bytes("label: 补贴".encode("gb18030"))
    assert "save it as UTF-8" in told_of(folder)


def test_a_folder_with_another_name(tmp_path):
    assert "is not named <city>/<subject>_<year>" in told_of(write(tmp_path, name="yunmengze/canoes"))


@pytest.mark.parametrize(
    ("added", "words"),
    [
        (
            "overlaps: [{group: a, label: 甲, article: 第一条, measures: [gift], keep: highest}]",
            ["no 'gift'", "subsidy"],
        ),
        ("overlaps: [{group: a, label: 甲, article: 第一条, measures: [], keep: highest}]", ["names no measure"]),
        (
            "overlaps: [{group: a, label: 甲, article: 第一条, measures: [subsidy], keep: best}]",
            ["'best' is not known"],
        ),
        (
            "ceilings: [{label: 甲, article: 第一条, measures: [subsidy], parameter: steps, order: pro_rata}]",
            ["'steps' is no single number"],
        ),
        ("builds_on: [yunmengze/nothing_2020]", ["there is no package yunmengze/nothing_2020"]),
    ],
)
def test_what_a_policy_names_must_exist(tmp_path, added, words):
    told = told_of(write(tmp_path, {"policy.yaml": TEXTS["policy.yaml"] + added + "\n"}))
    for word in words:
        assert word in told
