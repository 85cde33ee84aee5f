"""A small invented package as texts, so that tests can change one line of it."""

from pathlib import Path

CITIES = Path(__file__).parent / "cities"

POLICY = """\
title: 云梦泽市独木舟补贴办法
issuer: 云梦泽市人民政府
city: 云梦泽市
effective: 2025-01-01
audience: person
topic: 交通
abstract: 买独木舟的人得到补贴。
"""
FACTS = """\
subject: {label: 购舟人}
facts:
  price: {label: 购舟价, type: money, bounds: [0, 100000]}
  wood: {label: 木料, type: choice, choices: {fir: 杉木, oak: 橡木}}
lists:
  trips:
    label: 行程
    item: 次行程
    ordered_by: day
    groups: {month: month of day}
    facts:
      day: {label: 日期, type: date, bounds: [2020-01-01, 2030-12-31]}
      length: {label: 里程, type: quantity, unit: km, decimals: 1, bounds: [0, 100]}
"""
PARAMETERS = """\
rate: {label: 补贴比例, unit: share, article: 第二条, values: {2025-01-01: 0.10}}
sums:
  label: 木料补贴
  unit: CNY
  article: 第三条
  by: [wood]
  table: {2025-01-01: {fir: 100, oak: 200}}
steps: {label: 分段, unit: share, over: CNY, article: 第四条, brackets: {2025-01-01: [[0, 0.1], [100, 0.2]]}}
"""
FORMULAS = '''\
"""What a buyer receives."""

from lingxing.language import Choice, Money, Parameters, Quantity, article, brackets, half_up, running


@article("第二条", label="补贴")
def subsidy(price: Money, wood: Choice, p: Parameters) -> Money:
    """Return the subsidy, in CNY."""
    return half_up(price * p.rate) + p.sums[wood] + half_up(brackets(price, p.steps))


@article("第五条", label="累计里程")
def distance(length: Quantity) -> Quantity:
    """Return the distance so far in the month, in km."""
    return running(length, within="month", label="当月里程")
'''
TEXTS = {"policy.yaml": POLICY, "facts.yaml": FACTS, "parameters.yaml": PARAMETERS, "formulas.py": FORMULAS}


def write(root: Path, changed: dict[str, str] | None = None, name: str = "yunmengze/canoes_2025") -> Path:
    """Write the package with some files changed ("" leaves one out) and return its folder."""
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in {**TEXTS, **(changed or {})}.items():
        if text:
            (folder / file).write_text(text, "utf-8")
    return folder


def distribute(root: Path, target: str = "lingxing.language.packages.tests.cities") -> Path:
    """Write what makes a folder of sys.path a distribution whose policies lie in the Python package `target`."""
    info = root / "yunmengze_policies-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: yunmengze-policies\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[lingxing.policies]\nyunmengze = {target}\n", "utf-8")
    return root
