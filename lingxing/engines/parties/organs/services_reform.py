"""Real reforms of organs, with their day and basis, and their place in the tree.

`organs.services.merge_organs` is for two names of one organ; what is written here happened to the organs themselves.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.organs.domain import ChangeKind, OrganKind
from lingxing.engines.parties.organs.models import Organ, OrganAlias, OrganChange
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


@dataclass(frozen=True, slots=True)
class Reform:
    """The first day on which a reform holds and the document that ordered it."""

    effective: dt.date
    basis: str


@transaction.atomic
def place_organ(organ_id: int, parent_id: int | None, kind: str, actor: Actor, at: dt.datetime) -> None:
    """Put an organ below another, or at the top, and say of which kind it is (an OrganKind, or an empty text).

    LingxingError where the other is of another city, merged away, or below the organ itself.
    """
    organ = _standing(organ_id)
    parent = _standing(parent_id) if parent_id is not None else None
    if kind and kind not in list(OrganKind):
        raise LingxingError("没有这个类别", where="类别", remedy="请从列表中选择")
    if parent is not None:
        _check_above(organ, parent)
    organ.parent, organ.kind = parent, kind
    organ.save(update_fields=["parent", "kind"])
    record("organs", "place", actor, {"organ": organ.pk, "parent": parent_id, "kind": kind}, at)


@transaction.atomic
def rename_organ(organ_id: int, new_name: str, reform: Reform, actor: Actor, at: dt.datetime) -> None:
    """Give an organ its new name; the old one still leads to it, and `organ_name_on` knows both days.

    LingxingError for a day that has not come, one before an earlier change of name, or a name that is taken.
    """
    organ, name = _standing(organ_id), new_name.strip()
    _check_reform(reform, at)
    if not 1 <= len(name) <= 300 or name == organ.name:
        raise LingxingError("没有写新名称，或与现名称相同", where="新名称", remedy="请填写文件中的新名称")
    if OrganChange.objects.filter(organ=organ, kind=ChangeKind.RENAMED, effective__gte=reform.effective).exists():
        raise LingxingError("生效日期不晚于上一次更名", where="生效日期", remedy="请按先后顺序登记")
    old, organ.name = organ.name, name
    try:
        with transaction.atomic():
            organ.save(update_fields=["name"])
    except IntegrityError:
        remedy = "如两者是同一机构，请先在机构页合并"
        raise LingxingError("名录中已有这个名称", where=name, remedy=remedy) from None
    OrganAlias.objects.filter(city=organ.city, name=name).delete()
    OrganAlias.objects.update_or_create(city=organ.city, name=old, defaults={"organ": organ})
    _add(organ, ChangeKind.RENAMED, None, (old, name), reform)
    payload = {"organ": organ.pk, "old_name": old, "new_name": name, "effective": str(reform.effective)}
    record("organs", "rename", actor, payload | {"basis": reform.basis.strip()}, at)


@transaction.atomic
def dissolve_into(organ_id: int, into: Sequence[int], reform: Reform, actor: Actor, at: dt.datetime) -> ChangeKind:
    """End an organ: merged into one other, split into several, or abolished where `into` is empty; return which.

    Its row, name and past stay. LingxingError where it has ended already or a successor is itself, named twice, of
    another city or ended.
    """
    organ = _standing(organ_id)
    _check_reform(reform, at)
    if OrganChange.objects.filter(organ=organ).exclude(kind=ChangeKind.RENAMED).exists():
        raise LingxingError("该机构已并入、分设或撤销", where=organ.name, remedy="请刷新页面后再试")
    kind = (ChangeKind.ABOLISHED, ChangeKind.MERGED, ChangeKind.SPLIT)[min(len(into), 2)]
    successors: list[Organ | None] = [*_successors(organ, into)]
    for successor in successors or [None]:
        _add(organ, kind, successor, (organ.name, successor.name if successor else ""), reform)
    payload = {"organ": organ.pk, "kind": str(kind), "into": list(into), "effective": str(reform.effective)}
    record("organs", "dissolve", actor, payload | {"basis": reform.basis.strip()}, at)
    return kind


def _add(organ: Organ, kind: ChangeKind, into: Organ | None, names: tuple[str, str], reform: Reform) -> None:
    OrganChange.objects.create(
        organ=organ,
        kind=kind,
        into=into,
        old_name=names[0],
        new_name=names[1],
        effective=reform.effective,
        basis=reform.basis.strip(),
    )


def _successors(organ: Organ, into: Sequence[int]) -> list[Organ]:
    found = [_standing(pk) for pk in into]
    ended = OrganChange.objects.filter(organ__in=found).exclude(kind=ChangeKind.RENAMED)
    wrong = len(set(into)) < len(into) or organ in found or any(one.city != organ.city for one in found)
    if wrong or ended.exists():
        what = "承接机构重复、是该机构自身、不在同一城市，或自己也已撤并"
        raise LingxingError(what, where="承接机构", remedy="请从现行机构中选择")
    return found


def _standing(organ_id: int) -> Organ:
    found = Organ.objects.select_for_update().filter(pk=organ_id, merged_into=None).first()
    if found is None:
        raise LingxingError("没有这个机构，或已并入其他机构", where=str(organ_id), remedy="请从机构名录中选择")
    return found


def _check_above(organ: Organ, parent: Organ) -> None:
    if parent.city != organ.city:
        raise LingxingError("上级机构不在同一城市", where=parent.name, remedy="请选择同一城市的机构")
    above: Organ | None = parent
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == organ.pk:
            raise LingxingError("上级机构在该机构之下，会成环", where=parent.name, remedy="请选择另一个上级机构")
        seen.add(above.pk)
        above = above.parent


def _check_reform(reform: Reform, at: dt.datetime) -> None:
    if not 1 <= len(reform.basis.strip()) <= 300:
        raise LingxingError("没有写依据", where="依据", remedy="请写明机构改革文件的标题或文号，不超过300字")
    if reform.effective > at.astimezone(SHANGHAI).date():
        raise LingxingError("生效日期未到", where="生效日期", remedy="请在生效之日起登记")
