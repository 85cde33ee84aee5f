"""Which rules there are, and everything that a client needs to ask one and to show its answer."""

import datetime as dt
from typing import Any

from ninja import Query, Router

from lingxing.engines.parties.access import Request, public
from lingxing.engines.rules import queries
from lingxing.engines.rules.api.schemas import (
    REFUSALS,
    Article,
    City,
    FormulaInfo,
    Name,
    NotComputableInfo,
    ParameterInfo,
    RuleDetail,
    RuleInfo,
    RuleSelection,
)
from lingxing.engines.rules.citations import Citations, citations
from lingxing.engines.rules.queries import RuleSummary
from lingxing.engines.rules.schema import case_schema, setting_json
from lingxing.language.definitions import Formula, Parameter, Program

router = Router(tags=["规则"])


@router.get("/rules", response={200: list[RuleInfo], **REFUSALS}, summary="可以计算的规则")
@public
def rules(request: Request, selection: Query[RuleSelection]) -> list[RuleInfo]:
    """Return the rules that the filters leave, those in force first."""
    return [RuleInfo(**_info(rule)) for rule in queries.rules(request.on, selection.filters)]


@router.get("/rules/{city}/{name}", response={200: RuleDetail, **REFUSALS}, summary="一套规则：事项、参数、公式")
@public
def rule(request: Request, city: City, name: Name, on: dt.date | None = None) -> RuleDetail:
    """Return the facts as JSON schema, the parameters and the formulas of the day."""
    del on
    program = queries.program(city, name, request.on)
    found = citations(program.policy)
    return RuleDetail(
        **_info(queries.summary(queries.package(city, name), request.on)),
        on=program.on,
        document=found.document,
        facts=case_schema(program),
        parameters=[_parameter(parameter, program, found) for parameter in program.parameters.values()],
        formulas=[_formula(formula, found) for formula in program.formulas.values()],
        not_computable=[
            NotComputableInfo(label=item.label, article=item.article, reason=item.reason)
            for item in program.policy.not_computable
        ],
        builds_on=list(program.policy.builds_on),
    )


def _info(rule: RuleSummary) -> dict[str, Any]:
    policy = rule.policy
    return {
        "id": policy.id,
        "title": rule.title,
        "document_number": policy.document_number,
        "issuer": policy.issuer,
        "city": policy.city,
        "topic": policy.topic,
        "audience": policy.audience,
        "effective": policy.effective,
        "expires": policy.expires,
        "state": rule.state,
        "outputs": list(rule.outputs),
        "abstract": policy.abstract,
    }


def _article(article: str, found: Citations) -> Article:
    return Article(article=article, address=found.address(article))


def _parameter(parameter: Parameter, program: Program, found: Citations) -> ParameterInfo:
    return ParameterInfo(
        name=parameter.name,
        label=parameter.label,
        shape=parameter.shape.value,
        unit=str(parameter.type.unit),
        over=str(parameter.over),
        by=list(parameter.by),
        article=_article(parameter.article, found),
        value=setting_json(parameter, program.settings.get(parameter.name)),
        versions=[(day, setting_json(parameter, value)) for day, value in parameter.versions],
        supplied=parameter.supplied,
    )


def _formula(formula: Formula, found: Citations) -> FormulaInfo:
    kind = formula.node.type
    return FormulaInfo(
        name=formula.name,
        label=formula.label,
        kind=kind.kind.value,
        unit=str(kind.unit) if kind.unit.label else "",
        choices=dict(formula.choices),
        scope=formula.node.scope,
        article=_article(formula.article, found),
        internal=formula.internal,
        readings=list(formula.readings),
    )
