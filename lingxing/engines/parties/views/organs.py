"""The tree of organs and their reforms."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.forms.organs import DissolveForm, NewOrganForm, PlaceForm, RenameForm
from lingxing.engines.parties.organs.queries import OrganCard, organ_card, organ_cities, organs_by_name
from lingxing.engines.parties.organs.queries_reform import OrganNode, organ_changes, organ_node, organ_tree
from lingxing.engines.parties.organs.services_adding import NewOrgan, add_organ
from lingxing.engines.parties.organs.services_reform import Reform, dissolve_into, place_organ, rename_organ
from lingxing.engines.parties.views.answers import blame, sent
from lingxing.kernel.errors import LingxingError, NotFound

_NEW_FIELDS = {"城市": "city", "名称": "name", "类别": "kind", "上级机构": "parent", "其他名称": "aliases"}
_FIELDS = {
    "类别": "kind",
    "上级机构": "parent",
    "新名称": "new_name",
    "承接机构": "into",
    "生效日期": "effective",
    "依据": "basis",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_MEMBERSHIPS)
def tree(request: Request) -> HttpResponse:
    """Show the organs of a city below one another, or enter one by hand."""
    cities = organ_cities()
    city = request.GET.get("city", "") or next(iter(cities), "")
    form = NewOrganForm(sent(request), initial={"city": city})
    if request.method == "POST" and form.is_valid():
        try:
            made = _add(request, form)
        except LingxingError as error:
            blame(form, error, _NEW_FIELDS)
        else:
            messages.success(request, "已加入名录。")
            return HttpResponseRedirect(reverse("parties:organ", args=[made]))
    context = {"cities": cities, "city": city, "nodes": organ_tree(city), "form": form}
    return render(request, "parties/organ_tree.html", context)


def _add(request: Request, form: NewOrganForm) -> int:
    values, above = form.cleaned_data, form.cleaned_data["parent"].strip()
    city = values["city"].strip()
    parent = _named(city, [above], "上级机构")[0] if above else None
    new = NewOrgan(city, values["name"], values["kind"], parent, tuple(values["aliases"].splitlines()))
    return add_organ(new, account_of(request).actor, timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_MEMBERSHIPS)
def organ(request: Request, organ_id: int) -> HttpResponse:
    """Show an organ's place and reforms, or do one act: place, rename, dissolve."""
    node, card = organ_node(organ_id), organ_card(organ_id)
    if node is None or card is None:
        raise NotFound("没有这个机构，或已并入其他机构", where="机构", remedy="请从机构树中选择")
    made = _forms(request, node)
    act = request.POST.get("act", "")
    form = made.get(act)
    if request.method == "POST" and form is None:
        raise LingxingError("没有这种操作", where="操作", remedy="请从页面上选择")
    if form is not None and form.is_valid():
        try:
            _acts(request, card, form)[act]()
        except LingxingError as error:
            blame(form, error, _FIELDS)
        else:
            messages.success(request, "已保存。")
            return HttpResponseRedirect(reverse("parties:organ", args=[organ_id]))
    context = {"card": card, "node": node, "changes": organ_changes(organ_id), "form": form, **made}
    return render(request, "parties/organ.html", context)


def _forms(request: Request, node: OrganNode) -> dict[str, forms.Form]:
    act = request.POST.get("act", "") if request.method == "POST" else ""
    start = {"parent": node.parent_name, "kind": node.kind}
    return {
        "place": PlaceForm(request.POST if act == "place" else None, initial=start, prefix="place"),
        "rename": RenameForm(request.POST if act == "rename" else None, prefix="rename"),
        "dissolve": DissolveForm(request.POST if act == "dissolve" else None, prefix="dissolve"),
    }


def _acts(request: Request, card: OrganCard, form: forms.Form) -> dict[str, Callable[[], object]]:
    """Return what each act does with the values of its form."""
    values, actor, at = form.cleaned_data, account_of(request).actor, timezone.now()

    def place() -> None:
        above = values["parent"].strip()
        parent = _named(card.city, [above], "上级机构")[0] if above else None
        place_organ(card.id, parent, values["kind"], actor, at)

    def rename() -> None:
        rename_organ(card.id, values["new_name"], Reform(values["effective"], values["basis"]), actor, at)

    def dissolve() -> None:
        names = [line.strip() for line in values["into"].splitlines() if line.strip()]
        into = _named(card.city, names, "承接机构")
        dissolve_into(card.id, into, Reform(values["effective"], values["basis"]), actor, at)

    return {"place": place, "rename": rename, "dissolve": dissolve}


def _named(city: str, names: list[str], where: str) -> list[int]:
    known = organs_by_name(city, names)
    missing = [name for name in names if name not in known]
    if missing:
        what = f"该城市的名录中没有：{'、'.join(missing[:3])}"
        raise LingxingError(what, where=where, remedy="请填写机构页上的全称")
    return [known[name] for name in names]
