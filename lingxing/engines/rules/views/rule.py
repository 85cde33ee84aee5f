"""The page of one rule: what it is, a form of its facts, the answer and how it was worked out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Request, only_answers, public
from lingxing.engines.rules import queries
from lingxing.engines.rules.citations import Citations, citations
from lingxing.engines.rules.forms import CaseForm
from lingxing.engines.rules.queries import RuleSummary
from lingxing.engines.rules.shown import date_text, setting_rows
from lingxing.engines.rules.views.answer import hidden_inputs, shown_answer
from lingxing.engines.rules.views.case import posted, undecided
from lingxing.engines.rules.views.places import Place, place
from lingxing.engines.rules.words import formula_conditions, formula_words
from lingxing.language.definitions import Formula, Parameter, Policy, Program


@dataclass(frozen=True, slots=True)
class ShownParameter:
    """A parameter on the day, with the values it had before."""

    name: str
    label: str
    rows: tuple[tuple[str, str], ...]
    since: dt.date | None
    earlier: tuple[tuple[dt.date, str], ...]
    later: tuple[tuple[dt.date, str], ...]
    place: Place

    @property
    def plain(self) -> str:
        """Return the value of a plain number, empty for tables and brackets."""
        return self.rows[0][1] if len(self.rows) == 1 and not self.rows[0][0] else ""


@dataclass(frozen=True, slots=True)
class ShownFormula:
    """A formula in words."""

    name: str
    label: str
    words: str
    conditions: tuple[str, ...]
    place: Place
    internal: bool
    readings: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@public
@only_answers
def rule(request: Request, city: str, name: str) -> HttpResponse:
    """Show a rule with its form; answer what was filled in. Nothing of it is stored or put into an address."""
    program = queries.program(city, name, request.on)
    found = citations(program.policy, request.on if request.on_given else None)
    fresh = CaseForm(program, undecided=undecided(program))
    form, worked_out = posted(program, request.POST) if request.method == "POST" else (fresh, None)
    answer = shown_answer(worked_out, program, form, found) if worked_out else None
    summary = queries.summary(queries.package(city, name), request.on)
    action = reverse("rules:rule", args=[city, name]) + (f"?on={request.on.isoformat()}" if request.on_given else "")
    context = {
        "rule": summary,
        "policy": program.policy,
        "validity": validity(program.policy),
        "warning": _warning(summary, request.on),
        "valid_day": _valid_day(summary),
        "citations": found,
        "form": form,
        "answer": answer,
        "carried": hidden_inputs(form.data, answer.questions) if answer else (),
        "filled": _filled(form),
        "action": action,
        "parameters": [_parameter(parameter, program, found) for parameter in program.parameters.values()],
        "formulas": [_formula(formula, program, found) for formula in program.formulas.values()],
        "not_computable": [(item, place(item.article, found)) for item in program.policy.not_computable],
    }
    return render(request, "rules/rule.html", context)


def _filled(form: CaseForm) -> list[tuple[str, str]]:
    """Return what was filled in, in words."""
    said = [(control.label, control.said) for control in form.every_control]
    said += [(control.label, f"{control.text} {control.unit}".strip()) for control in form.supplied if control.text]
    return [(label, text) for label, text in said if text]


def validity(policy: Policy) -> str:
    """Return from when to when the policy is in force, in words."""
    if policy.expires:
        return f"{date_text(policy.effective)}至{date_text(policy.expires)}"
    return f"{date_text(policy.effective)}起施行"


def _warning(rule: RuleSummary, on: dt.date) -> str:
    if rule.state == "not_yet":
        return f"{date_text(on)}时这份文件还没有施行（{date_text(rule.policy.effective)}起施行），不能按它计算。"
    if rule.state == "expired" and rule.policy.expires:
        return f"{date_text(on)}时这份文件已过有效期（{date_text(rule.policy.expires)}止），不能按它计算。"
    return ""


def _valid_day(rule: RuleSummary) -> dt.date | None:
    """Return the nearest day on which the rule is in force, None where it is in force already."""
    return {"not_yet": rule.policy.effective, "expired": rule.policy.expires}.get(rule.state)


def _parameter(parameter: Parameter, program: Program, found: Citations) -> ShownParameter:
    names = _choice_names(program)
    setting = program.settings.get(parameter.name)
    first = max((day for day, _ in parameter.versions if day <= program.on), default=None)
    texts = [(day, _in_a_line(setting_rows(parameter, value, names))) for day, value in parameter.versions]
    return ShownParameter(
        name=parameter.name,
        label=parameter.label,
        rows=tuple(setting_rows(parameter, setting, names)),
        since=first,
        earlier=tuple((day, text) for day, text in texts if first and day < first),
        later=tuple((day, text) for day, text in texts if day > program.on),
        place=place(parameter.article, found),
    )


def _in_a_line(rows: list[tuple[str, str]]) -> str:
    return "；".join(f"{label} {value}".strip() for label, value in rows)


def _choice_names(program: Program) -> dict[str, Mapping[str, str]]:
    """Return the labels of choices by the fact or formula they belong to."""
    facts = [*program.facts.values(), *(fact for events in program.lists.values() for fact in events.facts.values())]
    found = {fact.name: fact.choices for fact in facts if fact.choices}
    return found | {formula.name: formula.choices for formula in program.formulas.values() if formula.choices}


def _formula(formula: Formula, program: Program, found: Citations) -> ShownFormula:
    return ShownFormula(
        name=formula.name,
        label=formula.label,
        words=formula_words(program, formula),
        conditions=formula_conditions(program, formula),
        place=place(formula.article, found),
        internal=formula.internal,
        readings=formula.readings,
    )
