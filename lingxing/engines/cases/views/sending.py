"""The last page of a draft: everything at a glance, and sending it."""

import uuid
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command, RefusedCheck
from lingxing.engines.cases.forms.controls import Filling, RowsControl, field_form
from lingxing.engines.cases.forms.posted import clean_text
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.cases.queries.sent import sent_with
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.doing import request_key
from lingxing.engines.cases.services.results import ActResult, Stale
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.views.answers import Place, Places, own, redirect
from lingxing.engines.cases.views.draft_flow import ORGAN, Flow, flow_of
from lingxing.engines.cases.views.drafts import cases_to_link
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.engines.parties.people.queries import consented
from lingxing.engines.parties.people.services_facts import give_consent
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import APPLICANT

_PLEDGE = "以上内容和材料真实、完整。如有虚假，愿承担相应责任。"
_COUNTER_PLEDGE = "已请申请人核对以上内容，与所交材料一致。"
_CODE = "case-code:"
"""Begins the session's key of a tracking code until it has been shown."""


@dataclass(frozen=True, slots=True)
class Section:
    """What was filled in on one page."""

    label: str
    address: str
    lines: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A reason why it can't be sent, with the page on which it is put right."""

    text: str
    article: Place
    address: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def check(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """Show everything that was filled in; send it. A second sending finds what the first one made."""
    account = own(request)
    if request.method == "POST" and (before := _sent_before(request, draft_id)):
        return redirect("sent", before)
    flow = flow_of(account, draft_id)
    if request.method != "POST":
        return _page(request, flow)
    if request.POST.get("true") != "yes":
        return _page(request, flow, unticked=True)
    try:
        result = _send(request, flow)
    except Refused as refused:
        return _page(request, flow, refused=refused.items)
    except Stale as stale:
        messages.warning(request, str(stale))
        return _page(request, flow)
    return _after(request, flow, result)


def _sent_before(request: Request, draft_id: uuid.UUID) -> uuid.UUID | None:
    account = own(request)
    return sent_with(request_key(Acting(account.actor, account.pk, APPLICANT), draft_id.hex))


def shown_once(request: Request, case_id: uuid.UUID) -> str:
    """Return the tracking code of a case that was just sent, the first time it is asked for; empty afterwards."""
    return str(request.session.pop(f"{_CODE}{case_id}", ""))


def _send(request: Request, flow: Flow) -> ActResult:
    values = {one.name: flow.values.get(one.name, "") for page in flow.pages for one in page}
    asked = {paper.name for paper in flow.papers}
    command = Command(
        flow.act.name,
        values,
        clean_text(request.POST.get("reason", "")),
        {name: ids for name, ids in flow.view.papers.items() if name in asked},
        originals_seen=request.POST.get("originals") == "yes",
    )
    who, at, key = acting_of(flow), timezone.now(), flow.id.hex
    if flow.case is not None:
        revision = request.POST.get("revision", "")
        seen = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else None
        return perform(flow.case.pk, command, who, at, revision=seen, key=key, draft_id=flow.id)
    organ = str(flow.values.get(ORGAN) or "")
    lead, found = int(organ) if organ else None, flow.service
    return start_case(found.package, found.name, command, who, at, organ_id=lead, key=key, draft_id=flow.id)


def acting_of(flow: Flow) -> Acting:
    """Return in which capacity the draft is sent. LingxingError where the account has none any more."""
    draft, organ = flow.view.draft, str(flow.values.get(ORGAN) or "")
    for one in acting_for(flow.account, flow.case or flow.service, today()):
        if one.role not in flow.act.by:
            continue
        if flow.case is not None or (one.role == APPLICANT and not flow.by_organ and one.party_id == draft.party_id):
            return one
        if flow.by_organ and one.for_organ and organ in ("", str(one.organ_id)):
            return replace(one, party_id=draft.party_id)
    whom = "为这位申请人" if flow.party is not None else ""
    raise LingxingError(f"您现在不能{whom}办理", where=flow.act.label, remedy="请核对代办关系或单位职责是否仍然有效")


def _pledge(flow: Flow) -> str:
    """Return what is confirmed with the act: by the applicant, by a clerk for an applicant, or by an organ for itself.

    A unit that the case names answers for what it says; an office that handles the case acts in its own name.
    """
    if not flow.by_organ:
        return _PLEDGE
    if flow.at_counter:
        return _COUNTER_PLEDGE
    what = "以上内容和材料" if flow.papers else "以上内容"
    try:
        who = acting_of(flow)
    except LingxingError:
        return f"{what}已经核对，真实、完整。"
    organ = next((card.name for card in organ_cards([who.organ_id] if who.organ_id else [])), "本单位")
    role = procedure(flow.service.package).roles.get(who.role)
    if role is not None and role.named_by:
        return f"{what}已经{organ}核对，真实、完整，由{organ}负责。"
    return f"{what}已经核对，以{organ}的名义办理。"


def _after(request: Request, flow: Flow, result: ActResult) -> HttpResponse:
    if request.POST.get("consent") == "yes" and flow.party is not None and not flow.by_organ:
        give_consent(flow.party.id, _scope(flow), flow.account.actor, timezone.now())
    if result.code:
        request.session[f"{_CODE}{result.case.pk}"] = result.code
    if flow.case is not None:
        messages.success(request, f"已办理：{flow.act.label}。")
        return redirect("case", result.case.pk)
    return redirect("sent", result.case.pk)


def _scope(flow: Flow) -> str:
    return f"reuse:{flow.service.package.partition('/')[0]}"


def _page(
    request: Request, flow: Flow, *, refused: tuple[RefusedCheck, ...] = (), unticked: bool = False
) -> HttpResponse:
    policy = load_package(flow.service.package).policy
    places = Places(policy)
    wants_consent = flow.party is not None and not flow.by_organ and flow.case is None
    context = {
        "heading": flow.heading,
        "party": flow.party,
        "steps": flow.steps("check"),
        "sections": sections(flow),
        "refused": [_refused(flow, item, places) for item in refused],
        "act": flow.act,
        "asks_reason": flow.act.needs_reason,
        "reason": request.POST.get("reason", ""),
        "originals": _originals(flow),
        "promised": [one.label for one in flow.papers if one.promised and one.name not in flow.view.attachments],
        "unticked": unticked,
        "pledge": _pledge(flow),
        "offers_consent": wants_consent and flow.party and not consented(flow.party.id, _scope(flow), today()),
        "city": policy.city,
        "revision": flow.case.revision if flow.case else "",
        "before": flow.before("check"),
        "back": flow.back,
    }
    return render(request, "cases/check.html", context)


def sections(flow: Flow) -> list[Section]:
    """Return what was filled in, by page, and the files handed in."""
    found = [_section(flow, number) for number in range(1, len(flow.pages) + 1)]
    if flow.papers:
        files = [(one.label, flow.view.attachments.get(one.name, ())) for one in flow.papers]
        lines = tuple((label, "、".join(card.name for card in cards) or "没有交") for label, cards in files)
        found.append(Section("材料", flow.address("papers"), lines))
    return found


def _section(flow: Flow, number: int) -> Section:
    form = field_form(flow.pages[number - 1], Filling(flow.values, cases=cases_to_link(flow, flow.pages[number - 1])))
    lines = tuple((one.label, one.said) for one in form.controls if not isinstance(one, RowsControl))
    tables = tuple(
        (one.label, tuple(column.label for column in one.field.columns.values()), one.said)
        for one in form.controls
        if isinstance(one, RowsControl)
    )
    return Section(flow.titles[number - 1], flow.address(str(number)), lines, tables)


def _originals(flow: Flow) -> list[str]:
    if not flow.act.verifies_originals:
        return []
    return [one.label for one in flow.papers if one.original and one.name in flow.view.attachments]


def _refused(flow: Flow, item: RefusedCheck, places: Places) -> RefusedLine:
    address = ""
    for number, page in enumerate(flow.pages, 1):
        if any(one.name == item.field for one in page):
            address = f"{flow.address(str(number))}#id_{item.field}"
    if any(paper.name == item.field for paper in flow.papers):
        address = f"{flow.address('papers')}#paper_{item.field}"
    return RefusedLine(item.label, places.place(item.article), address)
