"""The page on which the papers of a draft are handed in."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.base import File
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.domain.requirements import is_due
from lingxing.engines.cases.queries.drafts import AttachmentCard
from lingxing.engines.cases.queries.on_record import papers_on_record
from lingxing.engines.cases.services.attaching import attach, remove_attachment, reuse
from lingxing.engines.cases.uploads.checking import ACCEPTED, FILE_TYPES
from lingxing.engines.cases.views.answers import own
from lingxing.engines.cases.views.applying import paper_note
from lingxing.engines.cases.views.draft_flow import Flow, flow_of
from lingxing.engines.cases.views.drafts import kept_for_later
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.procedures.definitions import RequiredPaper

Problems = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PaperSlot:
    """A paper on the page, with the files handed in for it so far."""

    name: str
    label: str
    note: str
    required: bool
    asked: bool
    files: tuple[AttachmentCard, ...]
    errors: tuple[str, ...]
    on_record: tuple[AttachmentCard, ...] = ()
    """Files handed in before that may be used again instead of a new one."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def papers(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """Show the papers that are asked; take a file, one on record, give one back, or go on."""
    flow = flow_of(own(request), draft_id)
    if not flow.papers:
        return HttpResponseRedirect(flow.address("check"))
    if request.method != "POST":
        return _page(request, flow, {})
    if "remove" in request.POST:
        remove_attachment(flow.account, _key(request.POST["remove"]))
        return HttpResponseRedirect(flow.address("papers"))
    problems = _take(request, flow)
    if "reuse" in request.POST:
        reuse(flow.account, flow.id, request.POST["reuse"][:60], timezone.now())
        messages.success(request, "已沿用以前交过的材料，请核对是否仍然有效。")
        return HttpResponseRedirect(flow.address("papers"))
    changed = flow_of(flow.account, flow.id)
    if problems:
        return _page(request, changed, problems)
    return _go_on(request, changed)


def _take(request: Request, flow: Flow) -> dict[str, list[str]]:
    """Keep every file that was chosen, whichever button was pressed; return what is wrong by paper."""
    problems: dict[str, list[str]] = {}
    for paper in flow.papers:
        for file in request.FILES.getlist(f"file_{paper.name}"):
            wrong = _attached(flow, paper.name, file)
            if wrong:
                problems.setdefault(paper.name, []).append(wrong)
    return problems


def _attached(flow: Flow, name: str, file: "File[bytes]") -> str:
    if (file.size or 0) > settings.PAPER_MAX_BYTES:
        return f"文件太大，每个最大 {filesizeformat(settings.PAPER_MAX_BYTES)}"
    try:
        attach(flow.account, flow.id, name, file.name or "", file.read(), timezone.now())
    except NotFound:
        raise
    except LingxingError as error:
        return str(error)
    return ""


def _go_on(request: Request, flow: Flow) -> HttpResponse:
    where = request.POST.get("go", "next")
    if where == "later":
        return kept_for_later(request, flow)
    if where == "stay":
        return HttpResponseRedirect(flow.address("papers"))
    missing = _missing(flow)
    return _page(request, flow, missing) if missing else HttpResponseRedirect(flow.address("check"))


def _missing(flow: Flow) -> dict[str, list[str]]:
    """Return the papers without which the act can't be done."""
    held = set(flow.view.attachments) | set(flow.state.papers)
    due = (paper for paper in flow.papers if is_due(flow.service, flow.act, paper) or paper.name in flow.wanted_papers)
    return {
        paper.name: ["还没有上传"]
        for paper in due
        if paper.name not in (flow.view.attachments if paper.name in flow.wanted_papers else held)
    }


def _page(request: Request, flow: Flow, problems: Problems) -> HttpResponse:
    known = _on_record(flow)
    slots = [_slot(flow, paper, problems, known) for paper in flow.papers]
    kinds = "、".join(kind.label for kind in FILE_TYPES)
    context = {
        "heading": flow.heading,
        "party": flow.party,
        "steps": flow.steps("papers"),
        "papers": slots,
        "problems": [(slot.name, f"{slot.label}：{text}") for slot in slots for text in slot.errors],
        "types": f"{ACCEPTED},image/*",
        "accepted": f"拍照或扫描件都可以（{kinds}），每个最大 {filesizeformat(settings.PAPER_MAX_BYTES)}。",
        "counter": flow.at_counter,
        "before": flow.before("papers"),
        "act": flow.act,
        "back": flow.back,
    }
    return render(request, "cases/papers.html", context)


def _on_record(flow: Flow) -> Mapping[str, tuple[AttachmentCard, ...]]:
    """Return the files that the applicant may use again, by paper; nothing where an organ acts."""
    party = flow.view.draft.party_id
    return papers_on_record(flow.service, party, flow.account.pk, today()) if party and not flow.by_organ else {}


def _slot(
    flow: Flow, paper: RequiredPaper, problems: Problems, known: Mapping[str, tuple[AttachmentCard, ...]]
) -> PaperSlot:
    wanted = paper.name in flow.wanted_papers
    later = "可以承诺以后补交" if paper.promised else ""
    held = "以前交的还有效，要换才再传" if paper.name in flow.state.papers and not wanted else ""
    notes = (paper.help, paper_note(paper.original, needed=True), later, held)
    return PaperSlot(
        paper.name,
        paper.label,
        "。".join(note.rstrip("。") for note in notes if note),
        wanted or is_due(flow.service, flow.act, paper),
        wanted,
        flow.view.attachments.get(paper.name, ()),
        tuple(problems.get(paper.name, ())),
        () if paper.name in flow.view.attachments else known.get(paper.name, ()),
    )


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("没有这份文件", where="材料", remedy="请刷新页面后再试") from None
