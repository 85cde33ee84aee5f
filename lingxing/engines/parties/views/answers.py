"""What the pages of parties share: what was sent, and which field a refusal belongs to."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import QueryDict

from lingxing.engines.parties.access import Request
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.errors import LingxingError

BACKEND = "lingxing.engines.parties.backends.AccountBackend"


def sent(request: Request) -> QueryDict | None:
    """Return the fields of a form that was sent, None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def blame(form: forms.Form, error: LingxingError, fields: Mapping[str, str]) -> None:
    """Show a refusal at the field whose Chinese name it gives (`fields`: name → field), else above the form."""
    field = fields.get(error.where)
    found = field if field in form.fields else None
    form.add_error(found, str(LingxingError(error.what, remedy=error.remedy)) if found else str(error))


def applicant_named(username: str) -> UUID:
    """Return the account of an applicant in use. LingxingError for any other name, whether or not somebody has it."""
    found = account_named(username.strip())
    if found is None or not found.is_active or found.role not in (Role.APPLICANT, Role.BIDDER):
        raise LingxingError("没有这个申请人账号", where="账号", remedy="请向对方核对用户名")
    return found.pk


def account_in_use(username: str, where: str) -> UUID:
    """Return the account of that name that may sign in. LingxingError, naming the field `where`, for any other name."""
    found = account_named(username.strip())
    if found is None or not found.is_active:
        raise LingxingError("没有这个账号，或账号已停用", where=where, remedy="请核对用户名")
    return found.pk
