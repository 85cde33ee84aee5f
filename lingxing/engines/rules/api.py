"""The rules' part of the HTTP API: what can be calculated, from which facts, and the answers."""

import datetime as dt
from typing import Annotated, Any

from ninja import Body, Field, Path, Query, Router, Schema

from lingxing.engines.parties.access import Request, only_answers, public
from lingxing.engines.rules import queries
from lingxing.engines.rules.citations import Citations, citations
from lingxing.engines.rules.domain.answers import answer_json
from lingxing.engines.rules.domain.calculation import calculate as work_out
from lingxing.engines.rules.domain.cases import read_case
from lingxing.engines.rules.queries import RuleFilters, RuleSummary
from lingxing.engines.rules.schema import case_schema, setting_json
from lingxing.language.definitions import Formula, Parameter, Program

router = Router(tags=["规则"])

City = Annotated[str, Path(description="城市，标识的前一段，如 xianning")]
Name = Annotated[str, Path(description="文件，标识的后一段，如 catastrophic_insurance_2024")]
Case = Annotated[
    dict[str, Any],
    Body(description="情况：事项名 → 值。金额等写成十进制文本或数，不明的不写；有哪些事项见 facts"),
]


class WrongField(Schema):
    """A value that the declaration forbids."""

    field: str
    value: str
    expected: str


class CaseErrorFacts(Schema):
    """What is wrong, where, and what to do, in Chinese; `fields` names every wrong value of a case."""

    what: str
    where: str
    remedy: str
    request_id: str
    fields: list[WrongField] = Field(default_factory=list)


class RuleRefused(Schema):
    """The body of a refusal."""

    error: CaseErrorFacts


REFUSALS = {400: RuleRefused, 404: RuleRefused, 422: RuleRefused}


class RuleSelection(Schema):
    """Filters; an empty one narrows nothing."""

    q: str = Field("", max_length=100, description="标题、字号、领域、结果名称里的词")
    city: str = Field("", max_length=40, description="城市，如 咸宁市")
    topic: str = Field("", max_length=40, description="领域")
    audience: str = Field("", max_length=20, description="person 个人，household 家庭，firm 企业，organ 机关单位")
    on: dt.date | None = Field(None, description="按哪一天的状态，默认今天")

    @property
    def filters(self) -> RuleFilters:
        """Return the filters of the queries."""
        return RuleFilters(self.q, self.city, self.topic, self.audience)


class RuleInfo(Schema):
    """A package in a list."""

    id: str
    title: str
    document_number: str
    issuer: str
    city: str
    topic: str
    audience: str
    effective: dt.date
    expires: dt.date | None
    state: str = Field(description="not_yet 尚未施行，in_force 有效，expired 已到期")
    outputs: list[str]
    abstract: str


class Article(Schema):
    """A place in the document; `address` is the page of its text, empty where the library does not hold it."""

    article: str
    address: str


class ParameterInfo(Schema):
    """A number of the document."""

    name: str
    label: str
    shape: str
    unit: str
    over: str = Field(description="分段、分档的起点所用的单位")
    by: list[str]
    article: Article
    value: Any = Field(description="当日数值；null 为尚无或由执行机关另行确定")
    versions: list[tuple[dt.date, Any]]
    supplied: bool


class FormulaInfo(Schema):
    """A formula, an output unless `internal`."""

    name: str
    label: str
    kind: str
    unit: str
    choices: dict[str, str]
    scope: str = Field(description="逐次计算的，是哪个列表")
    article: Article
    internal: bool
    readings: list[str]


class NotComputableInfo(Schema):
    """What the document orders without a figure."""

    label: str
    article: str
    reason: str


class RuleDetail(RuleInfo):
    """Everything that a client needs to ask and to show the answer."""

    on: dt.date
    document: str = Field(description="文库中文件的地址，没有收录时为空")
    facts: dict[str, Any] = Field(description="情况的 JSON Schema；x- 开头的键是单位、界限、依据等")
    parameters: list[ParameterInfo]
    formulas: list[FormulaInfo]
    not_computable: list[NotComputableInfo]
    builds_on: list[str]


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


@router.post(
    "/rules/{city}/{name}/calculate", response={200: dict[str, Any], **REFUSALS}, summary="计算一个情况，不保存"
)
@public
@only_answers
def calculate(request: Request, city: City, name: Name, case: Case, on: dt.date | None = None) -> dict[str, Any]:
    """Return the answer as `lingxing rules calculate --json` prints it: outputs, trace, refusals, what is missing."""
    del on
    program = queries.program(city, name, request.on)
    return answer_json(work_out(program, read_case(program, case)))


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
