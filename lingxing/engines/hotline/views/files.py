"""The files of a ticket: added and opened by who works on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.hotline.forms.files import EncloseForm, OfficeEncloseForm
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.callers import has_ticket
from lingxing.engines.hotline.queries.files import load_file
from lingxing.engines.hotline.queries.tickets import ticket_shown
from lingxing.engines.hotline.services.enclosing import enclose
from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound


def enclosing_form(account: Account, ticket: Ticket, *, operates: bool) -> EncloseForm | None:
    """Return the form by which the account adds a file to the ticket; None where it may not, or the ticket is over."""
    if not ticket.open or not (operates or has_ticket(account, ticket, today())):
        return None
    return OfficeEncloseForm() if operates else EncloseForm()


@never_cache
@require_POST
@requires(Permission.HANDLE_CASES)
def add_file(request: Request, ticket_id: UUID) -> HttpResponse:
    """Add a file; whatever is wrong with it is said on the ticket's page."""
    form = OfficeEncloseForm(request.POST, request.FILES)
    if form.is_valid():
        file, of_caller = form.cleaned_data["file"], form.cleaned_data["of_caller"]
        try:
            account = account_of(request)
            enclose(account, ticket_id, file.name or "", file.read(), timezone.now(), of_caller=of_caller)
            messages.success(request, "附件已添加。")
        except (NotAllowed, NotFound):
            raise
        except LingxingError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, "没有选择文件，或者文件是空的。请选择照片、PDF、Word 或者 Excel 文件。")
    return redirect("hotline:ticket", ticket_id)


@never_cache
@require_safe
@requires(Permission.HANDLE_CASES)
def enclosed_file(request: Request, ticket_id: UUID, key: UUID) -> HttpResponse:
    """Give a file of a ticket, as a download."""
    account = account_of(request)
    shown = ticket_shown(account, ticket_id, today())
    card, content = load_file(account, shown.ticket, key, today())
    return as_download(content, card.media_type, card.name)
