"""An answer as people read it in a terminal."""

from collections.abc import Iterator

from lingxing.cli.rules.layout import table
from lingxing.engines.rules.domain.answers import Answer, Missing, Result, State
from lingxing.engines.rules.domain.wording import value_text
from lingxing.language.definitions import Fact, Program

_OPEN = {State.NOT_COVERED: "未作规定", State.MISSING: "待定"}


def answer_lines(program: Program, answer: Answer) -> Iterator[str]:
    """Yield the answer: results, what is refused, open or missing, how it was worked out, readings, notices."""
    policy = program.policy
    number = f"（{policy.document_number}）" if policy.document_number else ""
    yield f"{policy.title}{number}"
    yield f"按 {answer.on.isoformat()} 的规定"
    for heading, lines in _sections(program, answer):
        if lines:
            yield ""
            yield heading
            yield from lines


def _sections(program: Program, answer: Answer) -> Iterator[tuple[str, list[str]]]:
    yield "提示", [f"  {notice}" for notice in answer.notices]
    yield "结果", list(table([_row(result, program) for result in answer.results()]))
    yield "不予支持", list(table(list(_refusals(answer, program))))
    yield (
        "规则未作规定",
        list(table([(_at(one, program) + one.label, one.reason, one.article) for one in answer.not_covered])),
    )
    yield "还需要知道", [line for missing in answer.missing for line in _question(program, missing)]
    yield "尚有的可能", list(table([(_at(still, program) + still.label, still.text) for still in answer.ranges]))
    yield "就高不重复", list(table(list(_overlaps(program, answer))))
    yield "怎样算出", list(table([_line(line, program) for line in answer.lines]))
    yield "未填而按默认", list(table(list(dict.fromkeys((taken.label, taken.text) for taken in answer.defaults))))
    yield "所取的理解", list(table([(one.label, one.text, one.article) for one in answer.readings]))


def _row(result: Result, program: Program) -> tuple[str, ...]:
    text = _OPEN.get(result.state, result.text)
    return _at(result, program) + result.label, text, result.article


def _at(thing: object, program: Program) -> str:
    """Return which event of a list it is, "" for the subject's own."""
    scope, index = getattr(thing, "scope", ""), getattr(thing, "index", None)
    if not scope or index is None:
        return ""
    declared = program.lists.get(scope)
    return f"{declared.label if declared else scope}第{index + 1}项 "


def _refusals(answer: Answer, program: Program) -> Iterator[tuple[str, ...]]:
    for refusal in answer.refusals:
        formula = program.formulas.get(refusal.output)
        name = _at(refusal, program) + (formula.label if formula else refusal.output)
        told = [f"实际 {refusal.actual}"] if refusal.actual else []
        told += [f"需 {refusal.required}"] if refusal.required else []
        told += [refusal.distance] if refusal.distance else []
        yield name, refusal.label or refusal.condition, "，".join(told), refusal.article


def _question(program: Program, missing: Missing) -> Iterator[str]:
    fact = _fact(program, missing)
    yield f"  {missing.label}（{missing.field}）？" + (f"{fact.help}" if fact and fact.help else "")
    if fact and fact.choices:
        yield "      " + "；".join(f"{name} {label}" for name, label in fact.choices.items())
    if fact and fact.record:
        yield f"      可在{fact.record}查到"


def _fact(program: Program, missing: Missing) -> Fact | None:
    if missing.scope and missing.scope in program.lists:
        return program.lists[missing.scope].facts.get(missing.name)
    return program.facts.get(missing.name)


def _overlaps(program: Program, answer: Answer) -> Iterator[tuple[str, ...]]:
    for kept in answer.kept:
        others = "、".join(f"{label} {value_text(value, kept.type)}" for label, value in kept.gives_way)
        yield kept.kept, value_text(kept.value, kept.type), f"不再计 {others}" if others else ""
    for one in answer.gives_way:
        formula = program.formulas.get(one.measure)
        yield formula.label if formula else one.measure, "不再给付", f"{one.reason} {one.overlap.article}"


def _line(line: object, program: Program) -> tuple[str, ...]:
    label, text = getattr(line, "label", ""), getattr(line, "text", "")
    expression, article = getattr(line, "expression", ""), getattr(line, "article", "")
    shown = f"= {expression}" if expression and expression != text else ""
    return _at(line, program) + label, text, shown, article
