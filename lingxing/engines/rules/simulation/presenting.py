"""Findings for other programs, as JSON with decimal strings, and as lines for people."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Output
from lingxing.engines.rules.domain.wording import json_value, value_text
from lingxing.engines.rules.simulation.budget_pass import Settled
from lingxing.engines.rules.simulation.budgets import Shared
from lingxing.engines.rules.simulation.changes import changes
from lingxing.engines.rules.simulation.running import Findings, facts_of
from lingxing.engines.rules.simulation.summary import GroupTotals, Moved, OutputSummary, Side
from lingxing.kernel.exact import Exact, exact
from lingxing.kernel.units import CNY
from lingxing.language.nodes import Kind, Type

_MONEY = Type(Kind.NUMBER, CNY)


def amount(output: Output, whole: int) -> Exact:
    """Return one of the plan's integers as an amount in base units."""
    return exact(Fraction(whole, output.denominator))


def amount_text(output: Output, whole: int) -> str:
    """Return one of the plan's integers as people read it: 12000.00 元; for truths how many."""
    return f"{whole} 个" if output.kind is Kind.BOOL else value_text(amount(output, whole), _type(output))


def _type(output: Output) -> Type:
    return Type(Kind.NUMBER, output.unit)


def _json(output: Output, whole: int) -> Any:
    return whole if output.kind is Kind.BOOL else json_value(amount(output, whole), _type(output))


def findings_json(findings: Findings) -> Mapping[str, Any]:
    """Return the findings: counts as numbers, amounts as decimal strings in their declared unit."""
    study = findings.study
    return {
        "policy": study.law.policy.id,
        "title": study.law.policy.title,
        "as_of": study.law.on.isoformat(),
        "engine": study.engine,
        "data": str(study.data),
        "out": str(study.out),
        "rows": findings.rows,
        "subjects": findings.subjects,
        "rejected": findings.rejected,
        "incomplete": findings.incomplete,
        "rejected_file": str(study.rejected_path) if findings.set_aside else None,
        "reasons": [
            {"column": column, "reason": reason, "number": number}
            for (column, reason), number in findings.reasons.items()
        ],
        "lacking": dict(findings.lacking),
        "assumed": list(findings.assumed),
        "sorted": findings.sorted_first,
        "not_added_up": dict(findings.single),
        "left_out": {name: reason.what for name, reason in findings.plan.left_out.items()},
        "changes": [
            {"name": one.name, "label": one.label, "article": one.article, "before": one.before, "after": one.after}
            for one in changes(study.law, study.reform)
        ],
        "budgets": [_settled_json(one) for one in findings.budgets],
        "outputs": [_output_json(one) for one in findings.outputs],
    }


def _settled_json(settled: Settled) -> Mapping[str, Any]:
    ceiling = settled.law.ceiling
    sides = {"law": settled.law, "reform": settled.reform}
    return {
        "label": ceiling.label,
        "article": ceiling.article,
        "measures": list(ceiling.measures),
        "order": ceiling.order,
        **{name: None if one is None else _shared_json(one) for name, one in sides.items()},
    }


def _shared_json(shared: Shared) -> Mapping[str, Any]:
    return {name: json_value(getattr(shared, name), _MONEY) for name in ("asked", "budget", "paid")}


def _yuan(fen: Exact) -> str:
    return value_text(fen, _MONEY)


def settled_text(settled: Settled, money: Callable[[Exact], str] = _yuan) -> str:
    """Return in one sentence what became of a yearly budget."""
    told = f"{settled.law.ceiling.label}（{settled.law.ceiling.article}）：{_shared_text(settled.law, money)}"
    return told + (f"；调整后{_shared_text(settled.reform, money)}" if settled.reform else "")


def _shared_text(shared: Shared, money: Callable[[Exact], str]) -> str:
    asked, paid = money(shared.asked), money(shared.paid)
    if shared.budget is None:
        return f"申请 {asked}，总额未定，全部计入"
    return f"申请 {asked}，总额 {money(shared.budget)}，实付 {paid}"


def _output_json(summary: OutputSummary) -> Mapping[str, Any]:
    output = summary.output
    return {
        "name": output.name,
        "label": output.label,
        "unit": str(output.unit),
        **_totals_json(output, summary.everybody),
        "groups": [{"group": group.group, **_totals_json(output, group)} for group in summary.groups],
        "distribution": [
            {
                "from": None if one.lower is None else _json(output, one.lower),
                "below": None if one.upper is None else _json(output, one.upper),
                "law": one.law,
                "reform": one.reform,
            }
            for one in summary.bins
        ],
        "deciles": {
            "law": [_json(output, value) for value in summary.law_deciles],
            "reform": [_json(output, value) for value in summary.reform_deciles],
        },
    }


def _totals_json(output: Output, totals: GroupTotals) -> Mapping[str, Any]:
    return {
        "number": totals.rows,
        "law": _side_json(output, totals, totals.law),
        "reform": _side_json(output, totals, totals.reform),
        "difference": _json(output, totals.change),
        "winners": _moved_json(output, totals.winners),
        "losers": _moved_json(output, totals.losers),
    }


def _side_json(output: Output, totals: GroupTotals, side: Side) -> Mapping[str, Any]:
    return {
        "total": _json(output, side.total),
        "eligible": side.eligible,
        "refused": side.covered - side.eligible,
        "not_covered": totals.rows - side.covered,
    }


def _moved_json(output: Output, moved: Moved) -> Mapping[str, Any]:
    return {"number": moved.number, "total": _json(output, moved.total), "most": _json(output, moved.most)}


def unchanged(summary: OutputSummary) -> bool:
    """Return whether the reform changes the output for nobody."""
    whole = summary.everybody
    return not whole.winners.number and not whole.losers.number and whole.law.covered == whole.reform.covered


def lacking_counts(findings: Findings) -> list[tuple[str, int]]:
    """Return the labels of the facts that rows lack, and how many rows each, most first."""
    facts = facts_of(findings.study.law)
    counts = sorted(findings.lacking.items(), key=lambda item: (item[0] == SUBJECT, -item[1]))
    labels = {SUBJECT: "同一对象的其他行", **{name: fact.label for name, fact in facts.items()}}
    return [(labels[name], number) for name, number in counts]


def single_texts(findings: Findings) -> list[str]:
    """Return which outputs are not added up, and why, a sentence a reason."""
    labels: dict[str, list[str]] = {}
    for label, why in findings.single.items():
        labels.setdefault(why, []).append(label)
    return [f"{'、'.join(held)}{why}，相加没有意义，只写在结果文件里" for why, held in labels.items()]


def left_out_texts(findings: Findings) -> list[str]:
    """Return which outputs could not be worked out, and why, a sentence a reason."""
    names: dict[str, list[str]] = {}
    for name, reason in findings.plan.left_out.items():
        names.setdefault(reason.what, []).append(reason.where or name)
    return [f"没有算出{'、'.join(held)}：{what}" for what, held in names.items()]


def lines(findings: Findings) -> Iterator[str]:
    """Yield the findings for people."""
    study = findings.study
    yield f"{study.law.policy.title}（{study.law.on.isoformat()}）"
    told = f"，缺事实{findings.incomplete}行" if findings.incomplete else ""
    yield f"  读入{findings.read}行，算出{findings.rows}行，退回{findings.rejected}行{told}"
    if findings.lacking:
        told = "、".join(f"{label} {number}行" for label, number in lacking_counts(findings))
        yield f"  缺事实的行没有填：{told}"
    if findings.set_aside:
        yield f"  没有算的行和原因见 {study.rejected_path}"
    if findings.sorted_first:
        yield "  数据没有按对象和日期排好，已先排序"
    if findings.assumed:
        yield f"  没有这些列，按默认值计算：{'、'.join(findings.assumed)}"
    yield from (f"  {one}" for one in (*single_texts(findings), *left_out_texts(findings)))
    for one in changes(study.law, study.reform):
        yield f"  调整：{one.label}（{one.article}）{one.before} → {one.after}"
    for summary in findings.outputs:
        yield from _output_lines(summary, reformed=study.reform is not None)
    for settled in findings.budgets:
        yield settled_text(settled)
    yield f"结果 {study.out}"


def _output_lines(summary: OutputSummary, *, reformed: bool) -> Iterator[str]:
    output, whole = summary.output, summary.everybody
    missed = whole.rows - whole.law.covered
    told = f"{output.label}：合计 {amount_text(output, whole.law.total)}"
    if output.eligible is not None:
        told += f"，符合条件{whole.law.eligible}，不符合{whole.law.covered - whole.law.eligible}"
    yield told + (f"，未作规定{missed}" if missed else "")
    same = reformed and unchanged(summary)
    reformed = reformed and not same
    if same:
        yield "  没有因调整而改变"
    if reformed:
        yield (
            f"  调整后 {amount_text(output, whole.reform.total)}，差额 {amount_text(output, whole.change)}；"
            f"增加的{whole.winners.number}个（共 {amount_text(output, whole.winners.total)}，"
            f"最多 {amount_text(output, whole.winners.most)}），"
            f"减少的{whole.losers.number}个（共 {amount_text(output, whole.losers.total)}，"
            f"最多 {amount_text(output, whole.losers.most)}）"
        )
    for group in summary.groups:
        after = f" → {amount_text(output, group.reform.total)}" if reformed else ""
        yield f"  {group.group}：{group.rows}个，{amount_text(output, group.law.total)}{after}"
