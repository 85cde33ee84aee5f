"""The pages of one document."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.documents import queries
from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.labels import label
from lingxing.engines.documents.queries.pages import DocumentPage
from lingxing.engines.documents.queries.values import RelationLink
from lingxing.engines.documents.views.facts import facts
from lingxing.engines.documents.views.passages import outline, parts
from lingxing.engines.documents.views.tasks import task_rows
from lingxing.engines.documents.views.timeline import timeline
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.errors import LingxingError, NotFound


@require_safe
@public
def document(request: Request, key: str) -> HttpResponse:
    """Show a document: text, metadata, validity, tasks, relations."""
    page = found_page(request, key)
    shown = parts(page.document)
    repairs = Counter(label(repair.kind) for repair in page.document.repairs)
    context = {
        "page": page,
        "document": page.document,
        "facts": facts(page),
        "corrected": _corrected(page),
        "parts": shown,
        "outline": outline(shown),
        "tasks": task_rows(page.document, page.organs),
        "timeline": timeline(page.timeline, page.status, request.on),
        "outgoing": _by_kind(page.outgoing),
        "incoming": _by_kind(page.incoming),
        "repairs": repairs.most_common(),
        "repair_count": repairs.total(),
        "version_asked": request.GET.get("version", ""),
    }
    return render(request, "documents/document.html", context)


@require_safe
@public
def raw(request: Request, key: str) -> HttpResponse:
    """Show the raw lines beside the clean text, with every repair."""
    page = found_page(request, key)
    blocks = queries.raw_blocks(key, page.version.sequence)
    return render(request, "documents/raw.html", {"page": page, "document": page.document, "blocks": blocks})


@require_safe
@public
def versions(request: Request, key: str) -> HttpResponse:
    """Show the versions of a document and what editors did to it."""
    page = found_page(request, key)
    return render(request, "documents/versions.html", {"page": page, "document": page.document})


@require_safe
@public
def changes(request: Request, key: str, version: int) -> HttpResponse:
    """Show what changed from one version to the next."""
    found = queries.version_diff(key, version)
    if found is None:
        raise NotFound("没有这个版本，或它之前没有别的版本", where=key, remedy="请从版本页选择")
    return render(request, "documents/changes.html", {"found": found})


def found_page(request: Request, key: str) -> DocumentPage:
    """Return the document under `key` on the day asked for; NotFound where there is none."""
    page = queries.document_page(key, request.on, version_asked(request))
    if page is None:
        raise NotFound("文库中没有这份文件", where=key, remedy="请用标题或发文字号检索")
    return page


def version_asked(request: Request) -> int | None:
    """Return the version number of the address, or None. LingxingError where it is none."""
    text = request.GET.get("version", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise LingxingError(f"“{text[:20]}”不是版本号", where="version", remedy="请从版本页选择")
    return int(text)


def _corrected(page: DocumentPage) -> frozenset[str]:
    """Return the ids of the units and tasks of which an editor set a value."""
    segments = (mark.act.path.split("/") for mark in page.marks)
    return frozenset(names[1] for names in segments if names[0] in ("units", "tasks") and len(names) > 1)


def _by_kind(links: Sequence[RelationLink]) -> list[tuple[RelationKind, list[RelationLink]]]:
    ranks = list(RelationKind)
    ordered = sorted(links, key=lambda link: ranks.index(link.kind))
    return [(kind, list(group)) for kind, group in groupby(ordered, key=lambda link: link.kind)]
