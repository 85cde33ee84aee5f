"""Objections to public notices: anybody may object while a notice lasts; the organ decides each with a reason."""

import datetime as dt
import json
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.models import Case, Objection, PublicationOrder
from lingxing.engines.cases.queries.bindings import bound_organs
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.objections import objection_context, reason_context
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.cases.services.entitlement import check_organ
from lingxing.engines.cases.services.telling import News, tell_accounts
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Duty
from lingxing.engines.parties.duties.queries import members_of
from lingxing.kernel.actors import Actor
from lingxing.kernel.counting import due
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound
from lingxing.kernel.terms import CountingRule, parse_term
from lingxing.language.procedures.definitions import PublicationKind, Service

OBJECTOR = Actor("visitor", "everyone")
"""Whoever objects: no account is needed."""
MOST_OPEN = 200
"""How many undecided objections a case takes: a flood of them needs one answer, not a full disk."""
_LONGEST = {"name": 60, "contact": 100, "text": 2000}
_LABELS = {"name": "姓名或名称", "contact": "联系方式", "text": "异议内容"}


@transaction.atomic
def object_to(case_id: UUID, name: str, contact: str, text: str, at: dt.datetime) -> Objection:
    """Keep an objection to the public notice of a case and return it; the organ's clerks are told.

    LingxingError where no notice of the case lasts on that day or it was withdrawn, or something is missing.
    Reading: 公示期内任何单位和个人均可提出异议，须留姓名和联系方式 — without them nobody can be asked or answered.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or not notice_lasts(case, at.astimezone(SHANGHAI).date()):
        raise NotFound(
            "这个办件没有正在公示的内容", where="异议", remedy="请从公示页面提出；公示期已过的，请向办理机关反映"
        )
    given = {key: _said(key, value) for key, value in (("name", name), ("contact", contact), ("text", text))}
    if Objection.objects.filter(case=case, decided_at=None).count() >= MOST_OPEN:
        raise LingxingError("这个办件待处理的异议过多", where="异议", remedy="请直接与办理机关联系")
    objection = Objection(case=case, at=at)
    objection.sealed = ""
    objection.save()
    objection.sealed = seal_text(json.dumps(given, ensure_ascii=False), objection_context(objection.pk))
    objection.save(update_fields=["sealed"])
    record(f"case:{case.pk}", "object", OBJECTOR, {"number": case.number, "objection": objection.pk}, at)
    _tell_organ(case, at)
    return objection


@transaction.atomic
def decide_objection(objection_id: int, *, upheld: bool, reason: str, who: Acting, at: dt.datetime) -> Objection:
    """Settle an objection, upheld or not, with the reason; return it. It is settled once.

    NotAllowed unless `who` has a duty on that day in the organ that handles the case, in a role of the service.
    """
    objection = Objection.objects.select_for_update().filter(pk=objection_id).select_related("case").first()
    if objection is None:
        raise NotFound("没有这条异议", where="异议", remedy="请从办件页面选择")
    case = objection.case
    if who.organ_id is None or who.organ_id != case.organ_id:
        raise NotAllowed("异议由办理机关处理", remedy="请用办理机关的账号登录")
    bound = bound_organs(case.package, case.service)
    check_organ(who, procedure(case.package), bound, case.organ_id, at.astimezone(SHANGHAI).date())
    if objection.decided_at is not None:
        raise LingxingError("这条异议已经处理", where=case.number, remedy="请刷新页面")
    said = _said("text", reason, "处理理由")
    objection.decided_at, objection.upheld = at, upheld
    objection.reason_sealed = seal_text(said, reason_context(objection.pk))
    objection.save(update_fields=["decided_at", "upheld", "reason_sealed"])
    payload = {"number": case.number, "objection": objection.pk, "upheld": upheld, "organ": who.organ_id}
    record(f"case:{case.pk}", "decide_objection", who.actor, payload, at)
    return objection


def notice_lasts(case: Case, on: dt.date) -> bool:
    """Return whether a public notice of the case is out, not withdrawn, and its period has not ended before the day."""
    orders = PublicationOrder.objects.filter(case=case, dropped_at=None, released_at__isnull=False, withdrawn_at=None)
    declared = service(case.package, case.service)
    return any(_lasts(declared, order, on) for order in orders)


def _lasts(declared: Service, order: PublicationOrder, on: dt.date) -> bool:
    publication = declared.publications.get(order.name)
    if publication is None or publication.kind is not PublicationKind.PUBLIC_NOTICE or order.released_at is None:
        return False
    released = order.released_at.astimezone(SHANGHAI).date()
    last = due(released, parse_term(publication.lasts), CountingRule(publication.rule), calendar()).day
    return released <= on <= last


def _tell_organ(case: Case, at: dt.datetime) -> None:
    if case.organ_id is not None:
        clerks = members_of(case.organ_id, Duty.CLERK, at.astimezone(SHANGHAI).date())
        tell_accounts([clerk.pk for clerk in clerks], News("turn", f"{case.number} 收到一条异议，请处理", case), at)


def _said(key: str, text: str, label: str = "") -> str:
    said = text.strip()
    name = label or _LABELS[key]
    if not said:
        raise LingxingError(f"请填写{name}", where=name, remedy="各项都须填写")
    if len(said) > _LONGEST[key] or "\x00" in said:
        raise LingxingError(f"{name}不超过{_LONGEST[key]}字", where=name, remedy="请精简后提交")
    return said
