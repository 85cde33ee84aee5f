"""Opening cases, seeing them, and acting in them."""

import datetime as dt
import uuid
from dataclasses import asdict, replace
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from lingxing.engines.cases.api.case_schemas import (
    ActCorrection,
    ActDone,
    CaseDetail,
    Grade,
    NewAct,
    NewCase,
    NextAct,
    ObjectionInfo,
    Settlement,
)
from lingxing.engines.cases.api.presenting import case_detail
from lingxing.engines.cases.api.schemas import ACTING, SIGNED_IN, City, Done, Name, ServiceName
from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command, Completion
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.objections import objections
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.seen import SeenCase, seen_case
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.correcting import correct
from lingxing.engines.cases.services.objecting import decide_objection
from lingxing.engines.cases.services.rating import rate
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.revealing import reveal
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.views.aftercare import handler_of
from lingxing.engines.cases.views.answers import own
from lingxing.engines.cases.views.record import JSON_LINES, handed_out
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.errors import NotAllowed, NotFound
from lingxing.language.procedures.definitions import APPLICANT, Service

router = Router(tags=["办件"])
Opened = Annotated[list[str], Query(default_factory=list, description="公开这一项的内容，可写多次；其余只有承诺")]
_RECORD = {"responses": {200: {"content": {JSON_LINES: {"schema": {"type": "string"}}}}}}


@router.post(
    "/services/{city}/{name}/{service_name}/cases",
    response={200: ActDone, **ACTING},
    auth=SESSION,
    summary="提出申请，或由单位立案",
)
@requires(Permission.OWN_ACCOUNT)
def start(request: Request, city: City, name: Name, service_name: ServiceName, new: NewCase) -> ActDone:
    """Open a case for oneself, for whom one represents, or, as a clerk, for somebody at the counter."""
    package = f"{city}/{name}"
    found = service(package, service_name)
    who = _opening(request, found, new)
    at, organ = timezone.now(), new.lead
    return _done(start_case(package, service_name, _command(new), who, at, organ_id=organ, key=new.key))


def _opening(request: Request, found: Service, new: NewCase) -> Acting:
    act = found.acts.get(new.act)
    roles = act.by if act else ()
    for one in acting_for(own(request), found, today()):
        fits = one.role in roles and new.role in ("", one.role) and new.organ in (None, one.organ_id)
        if fits and one.role == APPLICANT and new.party in (None, one.party_id):
            return one
        if fits and one.for_organ:
            return replace(one, party_id=new.party)
    raise NotAllowed("当前账号不能这样立案", where=found.label, remedy="请核对动作、身份、单位和为谁办理")


@router.get("/cases/{uuid:case_id}", response={200: CaseDetail, **SIGNED_IN}, auth=SESSION, summary="一件办件")
@requires(Permission.OWN_ACCOUNT)
def case(request: Request, case_id: uuid.UUID, on: dt.date | None = None) -> CaseDetail:
    """Return a case as the account may see it, with the acts that it may ask for."""
    del on
    return case_detail(own(request), seen_case(own(request), case_id, today()), today())


@router.post("/cases/{uuid:case_id}/acts", response={200: ActDone, **ACTING}, auth=SESSION, summary="办理一个动作")
@requires(Permission.OWN_ACCOUNT)
def act(request: Request, case_id: uuid.UUID, new: NextAct) -> ActDone:
    """Do an act in a case."""
    seen = seen_case(own(request), case_id, today())
    who = _acting(request, seen, new)
    return _done(perform(case_id, _command(new), who, timezone.now(), revision=new.revision, key=new.key))


def _acting(request: Request, seen: SeenCase, new: NewAct) -> Acting:
    found = seen.service.acts.get(new.act)
    roles = found.by if found else ()
    for one in acting_for(own(request), seen.case, today()):
        if one.role in roles and new.role in ("", one.role) and new.organ in (None, one.organ_id):
            return one
    raise NotAllowed("当前账号不能办理这个动作", where=seen.case.number, remedy="请看办件的 acts")


@router.post(
    "/cases/{uuid:case_id}/corrections", response={200: ActDone, **ACTING}, auth=SESSION, summary="更正办错的一步"
)
@requires(Permission.HANDLE_CASES)
def take_back(request: Request, case_id: uuid.UUID, correction: ActCorrection) -> ActDone:
    """Take the last act back by a new one."""
    seen = seen_case(own(request), case_id, today())
    capacities = [one for one in acting_for(own(request), seen.case, today()) if one.for_organ]
    if not capacities:
        raise NotAllowed("当前账号不能更正", where=seen.case.number, remedy="请用办理单位的账号登录")
    who = next((one for one in capacities if one.organ_id == seen.case.organ_id), capacities[0])
    at, revision = timezone.now(), correction.revision
    return _done(correct(case_id, correction.sequence, correction.reason, who, at, revision=revision))


@router.post("/cases/{uuid:case_id}/rating", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="评价")
@requires(Permission.APPLY)
def rating(request: Request, case_id: uuid.UUID, grade: Grade) -> Done:
    """Rate the service, once a case."""
    seen = seen_case(own(request), case_id, today())
    who = next((one for one in acting_for(own(request), seen.case, today()) if one.role == APPLICANT), None)
    if who is None:
        raise NotAllowed("只有申请人可以评价", where=seen.case.number, remedy="请用提交申请的账号登录")
    rate(case_id, grade.grade, grade.comment, who, timezone.now())
    return Done()


@router.get(
    "/cases/{uuid:case_id}/record",
    response={200: None, **SIGNED_IN},
    auth=SESSION,
    summary="办件存证，可用 lingxing verify 离线校验",
    openapi_extra=_RECORD,
)
@requires(Permission.OWN_ACCOUNT)
def record(request: Request, case_id: uuid.UUID, fields: Opened, on: dt.date | None = None) -> HttpResponse:
    """Return the ledger's record of a case as a file, one JSON a line, the named fields opened."""
    del on
    return handed_out(request, case_id, fields)


@router.post(
    "/cases/{uuid:case_id}/reveal",
    response={200: CaseDetail, **SIGNED_IN},
    auth=SESSION,
    summary="显示完整内容，记入台账",
)
@requires(Permission.HANDLE_CASES)
def show_in_full(request: Request, case_id: uuid.UUID) -> CaseDetail:
    """Return a case with its personal data, and record that they were shown."""
    seen = seen_case(own(request), case_id, today())
    reveal(seen, own(request).actor, timezone.now())
    return case_detail(own(request), seen, today(), revealed=True)


@router.get(
    "/cases/{uuid:case_id}/objections", response={200: list[ObjectionInfo], **SIGNED_IN}, auth=SESSION, summary="异议"
)
@requires(Permission.HANDLE_CASES)
def objection_list(request: Request, case_id: uuid.UUID, on: dt.date | None = None) -> list[ObjectionInfo]:
    """Return the objections to the public notice of a case, oldest first."""
    del on
    seen_case(own(request), case_id, today())
    return [ObjectionInfo(**asdict(one)) for one in objections(case_id)]


@router.post(
    "/cases/{uuid:case_id}/objections/{int:objection_id}",
    response={200: Done, **SIGNED_IN},
    auth=SESSION,
    summary="处理异议",
)
@requires(Permission.HANDLE_CASES)
def settle_objection(request: Request, case_id: uuid.UUID, objection_id: int, how: Settlement) -> Done:
    """Settle an objection, with the reason."""
    seen = seen_case(own(request), case_id, today())
    if objection_id not in {one.id for one in objections(case_id)}:
        raise NotFound("没有这条异议", where=seen.case.number, remedy="请看办件的异议列表")
    who = handler_of(request, seen)
    decide_objection(objection_id, upheld=how.upheld, reason=how.reason, who=who, at=timezone.now())
    return Done()


def _command(new: NewAct) -> Command:
    missing = new.completion
    completion = Completion(tuple(missing.papers), tuple(missing.fields), missing.note) if missing else None
    papers = {name: tuple(str(key) for key in keys) for name, keys in new.papers.items()}
    return Command(new.act, new.values, new.reason, papers, completion, new.originals_seen)


def _done(result: ActResult) -> ActDone:
    found = result.case
    state = service(found.package, found.service).states[found.state]
    return ActDone(
        id=found.pk,
        number=found.number,
        revision=found.revision,
        state=found.state,
        state_label=state.label,
        code=result.code,
        documents=[document.pk for document in result.documents],
        repeated=result.repeated,
    )
