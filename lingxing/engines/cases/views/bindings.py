"""Which organ of this installation plays which role of a package."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.queries.bindings import RoleBindings, role_bindings
from lingxing.engines.cases.queries.in_force import continuation
from lingxing.engines.cases.queries.offered import every_service, procedure
from lingxing.engines.cases.services.binding import bind as bind_organ
from lingxing.engines.cases.services.binding import unbind
from lingxing.engines.cases.services.continuing import continue_policy
from lingxing.engines.cases.views.answers import actor, redirect
from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.engines.parties.organs.queries import organ_cards, standing_organs
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Policy
from lingxing.language.procedures.definitions import Duty

DUTIES = {
    Duty.CLERK: "经办",
    Duty.HEAD: "负责人",
    Duty.FINANCE: "财务",
    Duty.INSPECTOR: "检查",
    Duty.SUPERVISOR: "监督",
}
MOST_ORGANS = 40
LONGEST_QUERY = 60


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFIGURE_SERVICES)
def bindings(request: Request) -> HttpResponse:
    """Show every package with its roles and what is missing; take a binding away, or continue a document that ends."""
    if request.method == "POST":
        messages.success(request, _changed(request))
        return redirect("bindings")
    policies = {card.service.package: card.policy for card in every_service()}
    packages = [_package(package, policy) for package, policy in policies.items()]
    return render(request, "cases/bindings.html", {"packages": packages})


def _changed(request: Request) -> str:
    """Do what the form asks for and return what to say of it."""
    given, now = request.POST, timezone.now()
    if "continue" not in given:
        unbind(_number(given.get("unbind", "")), actor(request), now)
        return "已撤下。"
    made = continue_policy(given["continue"], _day(given.get("until", "")), given.get("basis", ""), actor(request), now)
    return f"已登记：新的办件可以受理到{format_date(made.until)}。"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        remedy = "请写作 2027-01-05 这样的年-月-日"
        raise LingxingError("日期无法识别", where="延续至", remedy=remedy) from None


def _package(package: str, policy: Policy) -> dict[str, object]:
    roles = role_bindings(package)
    waiting = {service.name: service.label for role in roles for service in role.needed}
    services = procedure(package).services.values()
    return {
        "city": package.partition("/")[0],
        "name": package.partition("/")[2],
        "title": f"{policy.city} 《{policy.instrument or policy.title}》",
        "missing": [role.role.label for role in roles if role.needed],
        "waiting": list(waiting.values()),
        "ready": [service.label for service in services if service.name not in waiting],
        "roles": [_role(role, package) for role in roles],
        "named": [role.label for role in procedure(package).roles.values() if role.named_by],
        "id": package,
        "expires": policy.expires,
        "continued": continuation(package) if policy.expires else None,
    }


def _role(found: RoleBindings, package: str) -> dict[str, object]:
    services = procedure(package).services
    bound = [
        {
            "id": row.pk,
            "organ": row.organ.name,
            "only": services[row.service].label if row.service in services else row.service,
        }
        for row in found.bindings
    ]
    role = found.role
    return {"name": role.name, "label": role.label, "organ": role.organ, "duty": DUTIES[role.duty], "bound": bound}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFIGURE_SERVICES)
def bind(request: Request, city: str, name: str, role: str) -> HttpResponse:
    """Choose an organ for a role."""
    package = f"{city}/{name}"
    declared = procedure(package)
    found = declared.roles.get(role)
    if found is None or not found.organ:
        raise Http404
    if request.method == "POST":
        organ = _number(request.POST.get("organ", ""))
        bind_organ(package, request.POST.get("service", "")[:60], role, organ, actor(request), timezone.now())
        messages.success(request, f"已指定由谁承担“{found.label}”。")
        return redirect("bindings")
    words = request.GET.get("q", found.organ)[:LONGEST_QUERY].strip()
    ids = standing_organs(text=words)[:MOST_ORGANS]
    context = {
        "role": found,
        "q": words,
        "organs": [(card.id, f"{card.name}（{card.city}）" if card.city else card.name) for card in organ_cards(ids)],
        "services": [(one.name, one.label) for one in declared.services.values()],
    }
    return render(request, "cases/bind.html", context)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise LingxingError("没有选单位", where="单位", remedy="请从列表中选择")
    return int(text)
