"""The officer's page: losses reported by telephone or at the counter, what the services confirmed, unlocking."""

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.certificates import queries, services, services_locking
from lingxing.engines.parties.certificates.forms import ConfirmationForm, FindForm
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.certificates.services_locking import Confirmed
from lingxing.engines.parties.queries import account_named
from lingxing.engines.parties.views.answers import blame
from lingxing.kernel.errors import LingxingError

_FIELDS = {"核实机构": "service", "核实文号": "reference", "核实日期": "day"}
_CONFIRMING = ("confirm-lock", "confirm-loss")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def desk(request: Request) -> HttpResponse:
    """Show locks and losses, or do one act: find, report a loss, record a confirmation, unlock."""
    act, key = request.POST.get("act", ""), request.POST.get("key", "")
    finder, confirming = FindForm(request.POST if act == "find" else None), _confirming(request, act, key)
    found = _found(finder) if act == "find" else []
    if act and act != "find" and (act not in _CONFIRMING or confirming.is_valid()):
        try:
            _act(request, act, confirming)
        except LingxingError as error:
            if act not in _CONFIRMING:
                raise
            blame(confirming, error, _FIELDS)
        else:
            messages.success(request, "已记录。")
            return HttpResponseRedirect(reverse("parties:certificate-desk"))
    forms_of = {(act, key): confirming} if act in _CONFIRMING else {}
    context = {
        "locks": _with_forms("confirm-lock", queries.locks_in_force(), forms_of),
        "losses": _with_forms("confirm-loss", queries.losses(), forms_of),
        "finder": finder,
        "found": found,
        "form": confirming if act in _CONFIRMING else finder,
    }
    return render(request, "parties/certificates/desk.html", context)


def _confirming(request: Request, act: str, key: str) -> ConfirmationForm:
    return ConfirmationForm(request.POST if act in _CONFIRMING else None, auto_id=f"{act}-{_number(key)}-%s")


def _with_forms(act: str, lines: Sequence[Model], sent: Mapping[tuple[str, str], Form]) -> list[tuple[Model, Form]]:
    """Return each line with the form of its confirmation: the one that was sent, or an empty one."""
    empty = ((line, ConfirmationForm(auto_id=f"{act}-{line.pk}-%s")) for line in lines)
    return [(line, sent.get((act, str(line.pk)), form)) for line, form in empty]


def _found(finder: FindForm) -> list[Certificate]:
    if not finder.is_valid():
        return []
    account = account_named(finder.cleaned_data["username"].strip())
    found = queries.certificates_of(account.pk) if account else []
    if not found:
        finder.add_error("username", "这个用户名没有登记数字证书")
    return found


def _act(request: Request, act: str, confirming: Form) -> None:
    """Do the act that the page asked for. LingxingError where there is none of that name."""
    officer, at, key = account_of(request), timezone.now(), _number(request.POST.get("key", ""))

    def confirmed() -> Confirmed:
        values = confirming.cleaned_data
        return Confirmed(values["service"], values["reference"], values["day"])

    acts: Mapping[str, Callable[[], object]] = {
        "loss": lambda: services.report_loss(key, officer.actor, at),
        "confirm-lock": lambda: services_locking.confirm_lock(key, confirmed(), officer, at),
        "confirm-loss": lambda: services_locking.confirm_loss(key, confirmed(), officer, at),
        "unlock": lambda: services_locking.unlock_bidding(key, officer, at),
    }
    if act not in acts:
        raise LingxingError("没有这种操作", where="操作", remedy="请从页面上选择")
    acts[act]()


def _number(text: str) -> int:
    """Return a key; 0, which is nobody's, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
