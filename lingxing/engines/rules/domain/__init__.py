"""Rules at work: cases are read, worked out, explained and matched. No Django, no clock, no database.

What other parts call, each from the module named:

- `cases.read_case(program, given) -> Case`: checks every value of a case against its declaration. Money, rates and
  quantities come as `str`, `Decimal` or `int` in the declared unit ("12000.00", or with it: "12000.00 CNY"), dates as
  ISO text or `date`, truths as `bool`, choices by name, None for "not known". `WrongCase` (a LingxingError) carries
  `.items`: one `WrongValue(field, value, expected)` a mistake.
- `calculation.calculate(program, case, *, as_if=False) -> Answer`: outputs, trace, refusals, what is missing and what
  is still possible. Outside the document's validity the answer is not covered, with a notice, unless `as_if`.
- `answers.answer_json(answer) -> dict`: the answer for JSON, numbers as decimal strings.
- `matching.match(programs, profile, *, chosen=()) -> Matches`: one profile against all packages of a city.
  `matching.shared_facts(programs) -> tuple[SharedFact, ...]`: what a profile may hold, each fact once.
- `ceilings.within_ceilings(program, applicants)`, `ceilings.allot(amounts, budget, order)`: yearly budgets over many
  applicants.

Values inside are in base units (fen). `wording` turns them into text.
"""
