"""The service guide (办事指南): who, what papers, how long, on which basis, for what fee, where to complain."""

from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.kernel.terms import CountingRule, parse_term
from lingxing.language.definitions import AUDIENCES
from lingxing.language.procedures.chart import term_label
from lingxing.language.procedures.definitions import (
    APPLICANT,
    SYSTEM,
    Act,
    CatalogueList,
    Clock,
    ClockKind,
    Guide,
    Procedure,
    RequiredPaper,
    Service,
)
from lingxing.language.procedures.wording import describe

_KINDS = {
    ClockKind.DUTY: "办理期限",
    ClockKind.WINDOW: "申请期限",
    ClockKind.WAIT: "等待期间",
    ClockKind.VALIDITY: "有效期",
}


@dataclass(frozen=True, slots=True)
class GuideCondition:
    """What must hold for an application."""

    label: str
    article: str


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """Something that the form asks."""

    label: str
    article: str
    help: str
    when: str
    """In Chinese, when it is asked; "" for always."""
    required: bool
    on_record: bool
    """Whether it may already be on record, and is filled in then."""


@dataclass(frozen=True, slots=True)
class GuidePaper:
    """A paper to bring."""

    label: str
    article: str
    help: str
    need: str
    """In Chinese, whether or when it is needed: 必交, 可不交, …的提交."""
    original: bool
    reused: bool
    """Whether it is not asked for again once it was handed in."""
    promised: bool


@dataclass(frozen=True, slots=True)
class GuideTerm:
    """How long something takes or is possible."""

    label: str
    kind: str
    length: str
    """In Chinese: 15日, 次月底前."""
    article: str
    counted: str
    """The rule of counting with its articles."""
    holder: str
    """Whose time it is; "" where nobody's."""
    extension: str
    """Who may extend it by how much; "" where nobody may."""
    pauses: tuple[str, ...]
    reading: str


@dataclass(frozen=True, slots=True)
class GuideStep:
    """An act of the usual course."""

    label: str
    doers: str
    article: str
    help: str


@dataclass(frozen=True, slots=True)
class GuideResult:
    """A paper that is issued."""

    label: str
    article: str
    by: str
    remedy: bool


@dataclass(frozen=True, slots=True)
class ServiceGuide:
    """Everything that a person wants to know before applying. Empty texts are not told."""

    id: str
    label: str
    article: str
    audience: tuple[str, ...]
    who: str
    fee: str
    fee_article: str
    complain: str
    basis: tuple[str, ...]
    place: str
    note: str
    online: bool
    """Whether the applicant can apply without an organ."""
    conditions: tuple[GuideCondition, ...]
    questions: tuple[GuideQuestion, ...]
    papers: tuple[GuidePaper, ...]
    terms: tuple[GuideTerm, ...]
    steps: tuple[GuideStep, ...]
    results: tuple[GuideResult, ...]
    lists: tuple[CatalogueList, ...]


def service_guide(service: Service, procedure: Procedure) -> ServiceGuide:
    """Return the guide, generated from the procedure; each part in the order of the file."""
    said = service.guide or Guide(who="", fee="", complain="")
    opening = tuple(dict.fromkeys((check.label, check.article) for act in service.openings for check in act.checks))
    return ServiceGuide(
        id=service.id,
        label=service.label,
        article=service.article,
        audience=tuple(AUDIENCES[name] for name in service.audience),
        who=said.who,
        fee=said.fee,
        fee_article=said.fee_article,
        complain=said.complain,
        basis=said.basis,
        place=said.place,
        note=said.note,
        online=any(APPLICANT in act.by for act in service.openings),
        conditions=tuple(GuideCondition(label, article) for label, article in opening),
        questions=tuple(_questions(service)),
        papers=tuple(_paper(paper) for paper in _papers(service)),
        terms=tuple(_term(clock, service, procedure) for clock in service.clocks.values()),
        steps=tuple(_step(act, procedure) for act in service.acts.values() if _is_usual(act)),
        results=tuple(_results(service, procedure)),
        lists=tuple(procedure.catalogue[name] for name in said.lists),
    )


def _questions(service: Service) -> Iterator[GuideQuestion]:
    for name in dict.fromkeys(name for act in service.openings for name in act.fields):
        held = service.fields[name]
        when = describe(held.when) if held.when else ""
        yield GuideQuestion(held.label, held.article, held.help, when, held.required, bool(held.prefill))


def _papers(service: Service) -> Iterator[RequiredPaper]:
    """Yield the papers of the applicant: what is handed in with acts that an applicant does or opens a case with."""
    acts = [act for act in service.acts.values() if APPLICANT in act.by or act in service.openings]
    handed = {name for act in acts for name in act.papers}
    return (paper for name, paper in service.papers.items() if name in handed)


def _paper(paper: RequiredPaper) -> GuidePaper:
    need = "必交" if paper.required else "可不交"
    if paper.when:
        need = f"{describe(paper.when)}的{'提交' if paper.required else '可以提交'}"
    original, reused = paper.original, bool(paper.reuse)
    return GuidePaper(paper.label, paper.article, paper.help, need, original, reused, paper.promised)


def _term(clock: Clock, service: Service, procedure: Procedure) -> GuideTerm:
    people = clock.kind in (ClockKind.DUTY, ClockKind.WINDOW)
    return GuideTerm(
        label=clock.label,
        kind=_KINDS[clock.kind],
        length=term_label(clock, service),
        article=clock.article,
        counted=CountingRule(clock.rule).label,
        holder=procedure.roles[clock.holder].label if people else "",
        extension=_extension(clock, service, procedure),
        pauses=tuple(clock.pauses.values()),
        reading=clock.reading,
    )


def _extension(clock: Clock, service: Service, procedure: Procedure) -> str:
    if not clock.extended_by:
        return ""
    act = service.acts[clock.extended_by]
    return f"经{_doers(act, procedure)}决定可以延长{parse_term(clock.extension).label}，限一次"


def _is_usual(act: Act) -> bool:
    return not act.optional and any(role != SYSTEM for role in act.by)


def _step(act: Act, procedure: Procedure) -> GuideStep:
    return GuideStep(act.label, _doers(act, procedure), act.article, act.help)


def _doers(act: Act, procedure: Procedure) -> str:
    return "、".join(procedure.roles[role].label for role in act.by if role != SYSTEM)


def _results(service: Service, procedure: Procedure) -> Iterator[GuideResult]:
    for document in service.documents.values():
        yield GuideResult(document.label, document.article, procedure.roles[document.by].label, document.remedy)
