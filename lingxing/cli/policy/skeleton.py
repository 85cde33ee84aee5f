"""The texts of a new package: an invented subsidy of ten percent up to a cap, proved by its examples."""

FILES = {
    "__init__.py": '"""The policy package SUBJECT."""\n',
    "policy.yaml": """\
# TODO: say what the document is, in your own words; effective and expires are the first and the last day in force.
title: 示例补贴办法
document_number: 示例〔2026〕1号
issuer: 示例市人民政府
city: 示例市
effective: 2026-01-01
expires: 2030-12-31
interpreter: 示例市财政局
audience: firm        # person | household | firm | organ
topic: 示例
abstract: 企业购置设备的，按投资额的一定比例补贴，有上限。
""",
    "facts.yaml": """\
# TODO: declare what must be known. Types: money, rate, quantity, count, choice, date, bool.
subject: {label: 企业}
facts:
  investment: {label: 设备投资额, type: money, bounds: [0, 10000000000], article: 第二条, help: 按发票合计}
  first_time: {label: 首次申请, type: bool, article: 第三条}
""",
    "parameters.yaml": """\
# TODO: write every figure of the document here, each with its unit, its first day and its article.
subsidy_rate: {label: 补贴比例, unit: share, article: 第二条, values: {2026-01-01: 0.10}}
subsidy_cap: {label: 补贴上限, unit: CNY, article: 第二条, values: {2026-01-01: 500000}}
""",
    "formulas.py": '''\
"""What a firm receives for its equipment."""

from lingxing.language import Bool, Money, Parameters, article, granted, half_up, least, step


# TODO: one function a result, marked with its article; `Reading:` lines are shown to people, in Chinese.
@article("第二条", label="设备补贴")
def subsidy(investment: Money, first_time: Bool, p: Parameters) -> Money:
    """Return the subsidy, in CNY.

    Reading: 补贴不足一分的部分四舍五入。
    """
    amount = least(half_up(investment * p.subsidy_rate), p.subsidy_cap)
    return granted(amount, step("首次申请", first_time, "第三条"))
''',
    "examples.yaml": """\
# TODO: prove every figure below, at and above its threshold, and every refusal.
- name: a tenth of the investment          # 0.10 × 1000.05 = 100.005 → 100.01
  given: {investment: 1000.05, first_time: true}
  expect: {subsidy: 100.01}
- name: just below the cap                 # 0.10 × 4999999.90 = 499999.99
  given: {investment: 4999999.90, first_time: true}
  expect: {subsidy: 499999.99}
- name: the cap                            # 0.10 × 6000000 = 600000 > 500000
  given: {investment: 6000000, first_time: true}
  expect: {subsidy: 500000}
- name: a second application is refused
  given: {investment: 1000, first_time: false}
  expect: {subsidy: 0}
  refused: {subsidy: 首次申请}
""",
}
