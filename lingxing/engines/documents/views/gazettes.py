"""Gazettes: the list, one gazette, and taking a new one in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.forms import UploadForm
from lingxing.engines.documents.views.answers import editor
from lingxing.engines.documents.views.uploads import read_upload
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.kernel.errors import LingxingError, NotFound

_OUTCOMES = (
    (services.Outcome.NEW, "新文件"),
    (services.Outcome.CHANGED, "内容有变"),
    (services.Outcome.EARLIER, "较早版本（不取代现行文本）"),
    (services.Outcome.UNCHANGED, "未变"),
)


@require_safe
@public
def gazettes(request: Request) -> HttpResponse:
    """Show the gazettes in the library, latest import first."""
    return render(request, "documents/gazettes.html", {"gazettes": queries.gazettes()})


@require_safe
@public
def gazette(request: Request, gazette_id: int) -> HttpResponse:
    """Show a gazette with its documents in printed order."""
    found = queries.gazette_page(gazette_id, request.on)
    if found is None:
        raise NotFound("没有这期公报", where=str(gazette_id), remedy="请从公报列表中选择")
    return render(request, "documents/gazette.html", {"page": found, "gazette": found.gazette})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT_GAZETTES)
def upload(request: Request) -> HttpResponse:
    """Show the form that takes a gazette in; check it only, or store it."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            read = read_upload(form.cleaned_data["file"])
            if request.POST.get("act") == "import":
                return _store(request, read)
            context["checked"] = read
        except LingxingError as error:
            form.add_error("file", str(error))
    return render(request, "documents/upload.html", context)


def _store(request: Request, read: Gazette) -> HttpResponse:
    result = services.import_gazette(read, editor(request), timezone.now())
    if result.unchanged:
        messages.info(request, "这份公报已在文库中，内容没有变化。")
    else:
        outcomes = [document.outcome for document in result.documents]
        counts = [(name, outcomes.count(outcome)) for outcome, name in _OUTCOMES]
        text = f"已导入：{'，'.join(f'{name} {count} 件' for name, count in counts)}。"
        messages.success(request, text)
    return HttpResponseRedirect(reverse("documents:gazette", args=[result.gazette_id]))
