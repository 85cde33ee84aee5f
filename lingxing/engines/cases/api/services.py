"""Which services there are, and everything that a client needs to ask for one."""

import datetime as dt
from typing import Any

from ninja import Field, Query, Router, Schema

from lingxing.engines.cases.api.schemas import REFUSALS, City, Name, ServiceName
from lingxing.engines.cases.forms.controls import bound_text
from lingxing.engines.cases.queries.bindings import missing_roles
from lingxing.engines.cases.queries.offered import ServiceCard, procedure, service, services_offered
from lingxing.engines.cases.views.answers import Places
from lingxing.engines.cases.views.services import ServiceFilters, fits
from lingxing.engines.parties.access import Request, public
from lingxing.language.packages import load_package
from lingxing.language.procedures.chart import term_label
from lingxing.language.procedures.definitions import Act, Clock, Procedure, RequiredPaper, Service
from lingxing.language.procedures.definitions import Field as DeclaredField

router = Router(tags=["办事"])


class ServiceSelection(Schema):
    """Filters; an empty one narrows nothing."""

    q: str = Field("", max_length=100, description="名称、文件、城市里的词")
    city: str = Field("", max_length=40, description="城市，如 荆州市")
    audience: str = Field("", max_length=20, description="person 个人，firm 企业，organ 机关单位")
    on: dt.date | None = Field(None, description="按哪一天的状态，默认今天")


class ServiceInfo(Schema):
    """A service in a list."""

    package: str
    name: str
    label: str
    city: str
    audience: list[str]
    title: str = Field(description="依据的文件")


class CitedArticle(Schema):
    """A place in the document; `address` is the page of its text, empty where the library does not hold it."""

    article: str
    address: str


class FieldInfo(Schema):
    """A field. Values are sent as texts or JSON: money in yuan, dates as 2026-01-05, organs by id, rows as a list of
    objects."""

    name: str
    label: str
    kind: str
    required: bool
    conditional: bool = Field(description="视其他内容而定，可能不问")
    choices: dict[str, str]
    unit: str
    lower: str
    upper: str
    decimals: int
    most: int = Field(description="最多多少字，或多少行")
    columns: list["FieldInfo"]
    article: CitedArticle


class PaperInfo(Schema):
    """A paper that is handed in."""

    name: str
    label: str
    required: bool
    conditional: bool
    original: bool = Field(description="须核对原件")
    promised: bool = Field(description="可以承诺以后补交")
    article: CitedArticle


class ActInfo(Schema):
    """Something that a role does in a case."""

    name: str
    label: str
    by: list[str]
    source: list[str] = Field(description="在哪些状态下可以办理；start 为立案")
    fields: list[str]
    papers: list[str]
    needs_reason: bool
    article: CitedArticle


class ClockInfo(Schema):
    """A term."""

    name: str
    label: str
    kind: str = Field(description="duty 办理期限，window 可以行使的期限，wait 须经过的期间，validity 有效期")
    term: str
    rule: str
    holder: str
    reading: str
    article: CitedArticle


class ServiceDetail(ServiceInfo):
    """Everything that a client needs to ask for a service and to follow it."""

    who: str
    fee: str
    complain: str
    place: str
    missing_roles: list[str] = Field(description="还没有单位承担的岗位；不空则不能办理")
    states: dict[str, str]
    roles: dict[str, str]
    fields: list[FieldInfo]
    papers: list[PaperInfo]
    acts: list[ActInfo]
    clocks: list[ClockInfo]


@router.get("/services", response={200: list[ServiceInfo], **REFUSALS}, summary="可以办的事项")
@public
def services(request: Request, selection: Query[ServiceSelection]) -> list[ServiceInfo]:
    """Return the services of the documents in force that the filters leave."""
    filters = ServiceFilters(selection.q, selection.city, selection.audience)
    return [ServiceInfo(**_info(card)) for card in services_offered(request.on) if fits(card, filters)]


@router.get(
    "/services/{city}/{name}/{service_name}", response={200: ServiceDetail, **REFUSALS}, summary="一个事项的办事指南"
)
@public
def service_detail(
    request: Request, city: City, name: Name, service_name: ServiceName, on: dt.date | None = None
) -> ServiceDetail:
    """Return fields, papers, acts, roles, states and terms of a service."""
    del request, on
    package = f"{city}/{name}"
    found, declared = service(package, service_name), procedure(package)
    policy = load_package(package).policy
    places, guide = Places(policy), found.guide
    return ServiceDetail(
        **_info(ServiceCard(found, policy)),
        who=guide.who if guide else "",
        fee=guide.fee if guide else "",
        complain=guide.complain if guide else "",
        place=guide.place if guide else "",
        missing_roles=missing_roles(found),
        states={state.name: state.label for state in found.states.values()},
        roles=_roles(found, declared),
        fields=[_field(one, places) for one in found.fields.values()],
        papers=[_paper(one, places) for one in found.papers.values()],
        acts=[_act(one, places) for one in found.acts.values()],
        clocks=[_clock(one, found, places) for one in found.clocks.values()],
    )


def _info(card: ServiceCard) -> dict[str, Any]:
    return {
        "package": card.service.package,
        "name": card.service.name,
        "label": card.service.label,
        "city": card.policy.city,
        "audience": list(card.service.audience),
        "title": card.policy.instrument or card.policy.title,
    }


def _roles(found: Service, declared: Procedure) -> dict[str, str]:
    names = dict.fromkeys(role for act in found.acts.values() for role in act.by)
    return {name: declared.roles[name].label for name in names}


def _cited(article: str, places: Places) -> CitedArticle:
    place = places.place(article)
    return CitedArticle(article=place.article, address=place.address)


def _field(one: DeclaredField, places: Places) -> FieldInfo:
    return FieldInfo(
        name=one.name,
        label=one.label,
        kind=one.kind.value,
        required=one.required,
        conditional=one.when is not None,
        choices=dict(one.choices),
        unit=one.unit_label,
        lower=bound_text(one, one.lower),
        upper=bound_text(one, one.upper),
        decimals=one.decimals,
        most=one.most,
        columns=[_field(column, places) for column in one.columns.values()],
        article=_cited(one.article, places),
    )


def _paper(one: RequiredPaper, places: Places) -> PaperInfo:
    return PaperInfo(
        name=one.name,
        label=one.label,
        required=one.required,
        conditional=one.when is not None,
        original=one.original,
        promised=one.promised,
        article=_cited(one.article, places),
    )


def _act(one: Act, places: Places) -> ActInfo:
    return ActInfo(
        name=one.name,
        label=one.label,
        by=list(one.by),
        source=list(one.source),
        fields=list(one.fields),
        papers=list(one.papers),
        needs_reason=one.needs_reason,
        article=_cited(one.article, places),
    )


def _clock(one: Clock, found: Service, places: Places) -> ClockInfo:
    return ClockInfo(
        name=one.name,
        label=one.label,
        kind=one.kind.value,
        term=term_label(one, found),
        rule=one.rule,
        holder=one.holder,
        reading=one.reading,
        article=_cited(one.article, places),
    )
