"""One's own cases, drafts and notices."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.cases.queries.applicants import PAGE as CASES_PAGE
from lingxing.engines.cases.queries.applicants import my_cases
from lingxing.engines.cases.queries.drafts import drafts
from lingxing.engines.cases.queries.enclosed import enclosures
from lingxing.engines.cases.queries.notices import PAGE, unread
from lingxing.engines.cases.queries.notices import notices as own_notices
from lingxing.engines.cases.services.telling import mark_all_read, mark_read
from lingxing.engines.cases.views.answers import own, redirect
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.people.queries import party_cards


@require_safe
@requires(Permission.APPLY)
def mine(request: Request) -> HttpResponse:
    """Show the drafts and the cases of every party that the account is or represents."""
    account = own(request)
    before = _instant(request.GET.get("before", ""))
    cases = my_cases(account, today(), before=before)
    begun = [] if before else drafts(account)
    ids = {one.case.party_id for one in cases} | {one.draft.party_id for one in begun}
    names = {key: card.name for key, card in party_cards({key for key in ids if key}, mask=False).items()}
    several = len(names) > 1
    context = {
        "cases": [(one, _named(names, one.case.party_id) if several else "") for one in cases],
        "drafts": [(one, _named(names, one.draft.party_id) if several else "") for one in begun],
        "older": f"?{urlencode({'before': cases[-1].case.opened_at.isoformat()})}" if len(cases) == CASES_PAGE else "",
    }
    return render(request, "cases/mine.html", context)


def _named(names: Mapping[UUID, str], party_id: UUID | None) -> str:
    return names.get(party_id, "") if party_id else ""


def _instant(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text[:40])
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def notices(request: Request) -> HttpResponse:
    """Show the notices of the account, newest first; mark one or all as read."""
    account = own(request)
    if request.method == "POST":
        _read(request)
        return redirect("notices")
    before = request.GET.get("before", "")
    found = own_notices(account.pk, before=int(before) if _is_number(before) else None)
    older = f"?before={found[-1].pk}" if len(found) == PAGE else ""
    enclosed = enclosures(account, {one.case_id for one in found if one.case_id}, today())
    context = {
        "notices": [(one, enclosed.get(one.case_id, ()) if one.case_id else ()) for one in found],
        "unread": unread(account.pk),
        "older": older,
    }
    return render(request, "cases/notices.html", context)


def _read(request: Request) -> None:
    account, which = own(request), request.POST.get("read", "")
    if which == "all":
        mark_all_read(account.pk, timezone.now())
        messages.success(request, "全部记为已读。")
    elif _is_number(which):
        mark_read(account.pk, [int(which)], timezone.now())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
