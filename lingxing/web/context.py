"""What every page's template knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from lingxing.engines.parties.access import Permission, may
from lingxing.web.settings import ENVIRONMENT


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the main navigation."""

    label: str
    address: str
    current: bool


_OWN_NAVIGATION = (
    ("我的办件", "cases:mine", Permission.APPLY),
    ("我的竞买", "auctions:mine", Permission.BID),
    ("待办", "cases:desk", Permission.HANDLE_CASES),
    ("热线台", "hotline:desk", Permission.TAKE_CALLS),
    ("待公开", "disclosure:desk", Permission.PUBLISH),
    ("督查室", "supervision:plans", Permission.RUN_SUPERVISION),
    ("督查看板", "supervision:boards", Permission.READ_BOARDS),
    ("督办", "cases:overview", Permission.SUPERVISE_CASES),
    ("公开督办", "disclosure:overview", Permission.SUPERVISE_CASES),
    ("挂牌经办", "auctions:desk", Permission.RUN_LISTINGS),
    ("挂牌监看", "auctions:watched", Permission.WATCH_LISTINGS),
    ("导入底价", "auctions:reserve-imports", Permission.MAINTAIN_LISTINGS),
    ("管理员登录", "auctions:co-signs", Permission.SUPERVISE_LISTINGS),
    ("网挂日志", "auctions:maintenance", Permission.MAINTAIN_LISTINGS),
)
"""What stands before the rest for those who hold the permission."""
_NAVIGATION = (
    ("办事", "cases:services"),
    ("12345热线", "hotline:index"),
    ("可享政策", "rules:entitlements"),
    ("规则计算", "rules:rules"),
    ("挂牌出让", "auctions:listings"),
    ("信息公开", "disclosure:index"),
    ("文库", "documents:home"),
    ("检索", "documents:search"),
)
_MORE = (
    ("机构", "documents:organs"),
    ("到期", "documents:expiring"),
    ("任务", "documents:tasks"),
    ("公报", "documents:gazettes"),
    ("待核对", "documents:problems"),
)
"""What few people need every day: folded away behind 更多."""
_ALWAYS_TODAY = frozenset({"parties", "cases", "disclosure", "auctions", "hotline", "supervision"})
"""Engines whose pages speak of today, whatever day the address asks for: rights and what is public are today's."""
_OF_ANY_DAY = frozenset({"cases:services", "cases:guide"})


def page(request: HttpRequest) -> Mapping[str, Any]:
    """Return `may` (permission → bool), `navigation` with its `_more`, `on`, `on_given`, `owner` for the templates, and
    `of_any_day`: whether the page follows the day that it is asked for."""
    user = getattr(request, "user", None)
    own = [(label, name) for label, name, needed in _OWN_NAVIGATION if user is not None and may(user, needed)]
    return {
        "may": {permission.value: user is not None and may(user, permission) for permission in Permission},
        "navigation": _navigation(request, (*own, *_NAVIGATION)),
        "navigation_more": _navigation(request, _MORE),
        "on": getattr(request, "on", None),
        "on_given": getattr(request, "on_given", False),
        "of_any_day": _is_of_any_day(request),
        "owner": ENVIRONMENT.owner,
    }


def _is_of_any_day(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or match.app_name not in _ALWAYS_TODAY or match.view_name in _OF_ANY_DAY


def _navigation(request: HttpRequest, entries: Sequence[tuple[str, str]]) -> list[NavigationItem]:
    items = []
    for label, name in entries:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        current = request.path == address or (address != "/" and request.path.startswith(address))
        items.append(NavigationItem(label, address, current))
    return items
