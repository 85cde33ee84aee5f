"""Who may do what: permissions, the roles that hold them, and the mark that every view carries."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from lingxing.engines.parties.domain import Role
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from lingxing.engines.parties.models import Account


class Permission(StrEnum):
    """Something that not everybody may do. The value stands in templates: `{% if may.merge_organs %}`."""

    OWN_ACCOUNT = "own_account"
    IMPORT_GAZETTES = "import_gazettes"
    CORRECT_DOCUMENTS = "correct_documents"
    RESOLVE_PROBLEMS = "resolve_problems"
    MERGE_ORGANS = "merge_organs"
    SIMULATE_RULES = "simulate_rules"
    READ_LEDGER = "read_ledger"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_MEMBERSHIPS = "manage_memberships"
    CONFIGURE_SERVICES = "configure_services"
    EDIT_CALENDAR = "edit_calendar"
    APPLY = "apply"
    HANDLE_CASES = "handle_cases"
    SUPERVISE_CASES = "supervise_cases"
    READ_BOARDS = "read_boards"
    RUN_SUPERVISION = "run_supervision"
    PUBLISH = "publish"
    BID = "bid"
    RUN_LISTINGS = "run_listings"
    DECIDE_LISTINGS = "decide_listings"
    WATCH_LISTINGS = "watch_listings"
    SUPERVISE_LISTINGS = "supervise_listings"
    MAINTAIN_LISTINGS = "maintain_listings"
    TAKE_CALLS = "take_calls"
    WATCH_HOTLINE = "watch_hotline"
    WRITE_KNOWLEDGE = "write_knowledge"


_EVERYBODY = {Permission.OWN_ACCOUNT, Permission.SIMULATE_RULES}
_CASEWORK = {
    Permission.APPLY,
    Permission.HANDLE_CASES,
    Permission.SUPERVISE_CASES,
    Permission.READ_BOARDS,
    Permission.RUN_SUPERVISION,
    Permission.PUBLISH,
}
_SALES = {
    Permission.BID,
    Permission.RUN_LISTINGS,
    Permission.DECIDE_LISTINGS,
    Permission.WATCH_LISTINGS,
    Permission.SUPERVISE_LISTINGS,
}
_HOTLINE = {Permission.TAKE_CALLS, Permission.WATCH_HOTLINE, Permission.WRITE_KNOWLEDGE}
_EDITOR = {
    *_EVERYBODY,
    Permission.IMPORT_GAZETTES,
    Permission.CORRECT_DOCUMENTS,
    Permission.RESOLVE_PROBLEMS,
    Permission.MERGE_ORGANS,
}
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.READER: frozenset(_EVERYBODY),
    Role.APPLICANT: frozenset({*_EVERYBODY, Permission.APPLY}),
    Role.CLERK: frozenset(
        {
            *_EVERYBODY,
            Permission.HANDLE_CASES,
            Permission.READ_BOARDS,
            Permission.PUBLISH,
            Permission.WATCH_HOTLINE,
            Permission.WRITE_KNOWLEDGE,
        }
    ),
    Role.SUPERVISION_OFFICER: frozenset(
        {
            *_EVERYBODY,
            Permission.HANDLE_CASES,
            Permission.READ_BOARDS,
            Permission.RUN_SUPERVISION,
            Permission.WRITE_KNOWLEDGE,
            Permission.PUBLISH,
        }
    ),
    Role.OPERATOR: frozenset({*_EVERYBODY, Permission.HANDLE_CASES, Permission.PUBLISH, *_HOTLINE}),
    Role.SUPERVISOR: frozenset(
        {
            *_EVERYBODY,
            Permission.SUPERVISE_CASES,
            Permission.READ_BOARDS,
            Permission.EDIT_CALENDAR,
            Permission.WATCH_LISTINGS,
            Permission.SUPERVISE_LISTINGS,
        }
    ),
    Role.BIDDER: frozenset({*_EVERYBODY, Permission.APPLY, Permission.BID}),
    Role.LAND_OFFICER: frozenset(
        {
            *_EVERYBODY,
            Permission.HANDLE_CASES,
            Permission.READ_BOARDS,
            Permission.PUBLISH,
            Permission.RUN_LISTINGS,
            Permission.WATCH_LISTINGS,
        }
    ),
    Role.GRANTOR: frozenset(
        {
            *_EVERYBODY,
            Permission.HANDLE_CASES,
            Permission.READ_BOARDS,
            Permission.PUBLISH,
            Permission.DECIDE_LISTINGS,
            Permission.WATCH_LISTINGS,
        }
    ),
    Role.AUCTIONEER: frozenset({*_EVERYBODY, Permission.WATCH_LISTINGS}),
    Role.EDITOR: frozenset(_EDITOR),
    Role.ADMINISTRATOR: frozenset(set(Permission) - _CASEWORK - _SALES - _HOTLINE),
}
"""What each role may do; nobody without an account may do any of it. Who keeps the machine sees no casework
and no sale: of the listings an administrator only carries in files and keeps the log of maintenance."""

PUBLIC = "public"
"""The mark of a view that anybody may see."""

_MARK = "lingxing_access"
_ANSWER_MARK = "lingxing_only_answers"
_View = TypeVar("_View", bound=Callable[..., Any])


class Request(HttpRequest):
    """A request as our middleware hands it to views.

    `on` is the day that the page speaks of (`?on=`, today in Shanghai otherwise), `on_given` whether it was asked for.
    `co_signed` is set where a supervisor let an administrator's session in: key of the co-sign, and who acts.
    """

    user: "Account | AnonymousUser"
    on: dt.date
    on_given: bool
    request_id: str
    co_signed: Sequence[tuple[int, Actor]]


def today() -> dt.date:
    """Return the day by which rights are judged: that of this server in Shanghai, whatever `?on=` asks to be shown.

    Duties that ended, agencies that were recalled and drafts of another day stay closed to who asks for yesterday.
    """
    return timezone.now().astimezone(SHANGHAI).date()


def requires(permission: Permission) -> Callable[[_View], _View]:
    """Mark a view or API operation with the permission it needs. Put it nearest to the function."""

    def mark(view: _View) -> _View:
        setattr(view, _MARK, permission)
        return view

    return mark


def public(view: _View) -> _View:
    """Mark a view or API operation that anybody may see."""
    setattr(view, _MARK, PUBLIC)
    return view


def only_answers(view: _View) -> _View:
    """Mark a view or API operation that is asked by POST, so that what it is told stands in no address, and that
    stores nothing: it may be open to everybody. Put it under the permission's mark."""
    setattr(view, _ANSWER_MARK, True)
    return view


def stores_nothing(view: object) -> bool:
    """Return whether `view` is marked as one that only answers."""
    return bool(getattr(view, _ANSWER_MARK, False))


def access_of(view: object) -> Permission | str | None:
    """Return the permission that `view` names, PUBLIC, or None: a view without a mark is never served."""
    found: Permission | str | None = getattr(view, _MARK, None)
    return found


def may(user: "Account | AnonymousUser", permission: Permission) -> bool:
    """Return whether `user` holds `permission`: signed in, not disabled, in a role that grants it."""
    role = getattr(user, "role", None)
    return bool(user.is_active and role and permission in GRANTS[Role(role)])


def demand(user: "Account | AnonymousUser", permission: Permission) -> None:
    """Raise NotAllowed unless `user` holds `permission`."""
    if not may(user, permission):
        raise NotAllowed("当前账号没有这项权限", remedy="请用有权限的账号登录，或联系管理员")


def account_of(request: Request) -> "Account":
    """Return the account that is signed in. NotAllowed where nobody is: a view with a permission has one always."""
    if isinstance(request.user, AnonymousUser):
        raise NotAllowed("请先登录", remedy="请登录后重试")
    return request.user
