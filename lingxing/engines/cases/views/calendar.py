"""The calendar of working days: what officers change in it, and how many running clocks a change may move."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.forms.plain import CalendarChangeForm
from lingxing.engines.cases.queries.calendar import calendar as work_calendar
from lingxing.engines.cases.queries.calendar import calendar_changes, clocks_touched
from lingxing.engines.cases.services.calendar import change_calendar, revoke_calendar_change
from lingxing.engines.cases.views.answers import actor, redirect, sent
from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CALENDAR)
def calendar(request: Request) -> HttpResponse:
    """Show the changed days; count what a change would move; make it or take one back."""
    if "revoke" in request.POST:
        return _revoked(request)
    form, preview = CalendarChangeForm(sent(request)), None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "change" and _changed(request, form):
            return redirect("calendar")
        if not form.errors:
            day = form.cleaned_data["day"]
            preview = {"day": day, "working": form.working, "moved": clocks_touched(day)}
    context = {"form": form, "preview": preview, "changes": calendar_changes(), "known": _known()}
    return render(request, "cases/calendar.html", context)


def _known() -> str:
    return f"放假安排已知到{format_date(work_calendar().known_until)}，之后的期限为暂定。"


def _changed(request: Request, form: CalendarChangeForm) -> bool:
    values = form.cleaned_data
    try:
        change_calendar(
            values["day"],
            working=form.working,
            reason=values["reason"],
            source=values["source"],
            actor=actor(request),
            at=timezone.now(),
        )
    except LingxingError as error:
        form.add_error(None, forms.ValidationError(str(error)))
        return False
    messages.success(request, "日历已修改，受影响的期限随即重算并通知有关的人。")
    return True


def _revoked(request: Request) -> HttpResponse:
    text = request.POST["revoke"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise LingxingError("没有这项更改", where="工作日历", remedy="请刷新页面后再试")
    revoke_calendar_change(int(text), actor(request), timezone.now())
    messages.success(request, "已撤销，期限随即重算。")
    return redirect("calendar")
