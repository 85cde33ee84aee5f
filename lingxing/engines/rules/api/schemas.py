"""What the rules' API takes and answers."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Path, Schema
from pydantic import ConfigDict, field_validator

from lingxing.engines.rules.live import MOST_ROWS, USUAL_ROWS
from lingxing.engines.rules.queries import RuleFilters

MOST_SAMPLED = 1000

City = Annotated[str, Path(description="城市，标识的前一段，如 xianning")]
Name = Annotated[str, Path(description="文件，标识的后一段，如 catastrophic_insurance_2024")]


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
SIGNED_IN = {**REFUSALS, 401: RuleRefused, 403: RuleRefused}


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


class Given(Schema):
    """What is sent by people: numbers come as they are written, never as binary fractions; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def without_nul(cls, value: object) -> object:
        """Return the value as it is; ValueError for a text that holds a NUL character."""
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("NUL")
        return value


class Calculation(Given):
    """A case to be worked out."""

    case: dict[str, Any] = Field(
        ..., description="情况：事项名 → 值。金额等写成十进制文本或数，不明的不写；事项见 facts"
    )
    set: dict[str, str] = Field(
        default_factory=dict, description="参数名 → 值，写法同规则包；用于由执行机关另行确定的数值"
    )


class Profile(Given):
    """Somebody to be held against every rule of a city."""

    city: str = Field(..., min_length=1, max_length=40, description="城市，如 咸宁市，或标识的前一段 xianning")
    audience: Literal["person", "household", "firm", "organ"] = Field("person", description="对象")
    profile: dict[str, Any] = Field(default_factory=dict, description="情况：事项名 → 值；同名异义的写 规则.事项")
    chosen: list[str] = Field(default_factory=list, max_length=100, description="可以自选其一时选哪项：规则.措施")


class EntitlementInfo(Schema):
    """A measure as it stands for the profile."""

    policy: str
    title: str
    measure: str
    label: str
    article: str
    standing: Literal["eligible", "gives_way", "refused", "undecided", "not_covered"]
    value: Any = Field(description="数额（十进制文本）等；未定的为 null")
    unit: str
    text: str = Field(description="数额或还可能的范围")
    reason: str
    missing: list[str] = Field(description="还要知道的事项")


class QuestionInfo(Schema):
    """Something that is still to be asked."""

    key: str
    kind: str
    label: str
    effort: int = Field(description="0 有记录，1 自己知道，2 看家里的材料，3 要去取得")
    measures: list[str]
    fact: dict[str, Any] = Field(description="这一事项的 JSON Schema；列表为空")


class MatchAnswer(Schema):
    """How the profile stands to every measure, and what to ask next: the cheapest first."""

    entitlements: list[EntitlementInfo]
    questions: list[QuestionInfo]


class SampleAnswer(Schema):
    """Generated cases, such as calculate takes."""

    rows: int
    seed: int
    cases: list[dict[str, Any]]


class SampleSelection(Schema):
    """How many generated cases."""

    rows: int = Field(20, ge=1, le=MOST_SAMPLED, description="多少个情况")
    seed: int = Field(1, ge=0, le=999_999, description="种子：同一种子样本相同")
    on: dt.date | None = Field(None, description="按哪一天的规定，默认今天")


class Simulation(Given):
    """Parameters to be changed on a generated sample."""

    set: dict[str, str] = Field(default_factory=dict, description="参数名 → 值，写法同规则包：400、0.6、[[12000, 0.6]]")
    rows: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description="样本行数")
    seed: int = Field(1, ge=0, le=999_999, description="种子")
    by: str = Field("", max_length=100, description="按哪个选项或是非事项分组")
