"""Writes to the register of organs."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.organs.domain import ChangeKind
from lingxing.engines.parties.organs.models import Organ, OrganAlias, OrganChange
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError


def register_organs(city: str, names: Iterable[str]) -> dict[str, int]:
    """Enter the organs of `city` that are not known yet; return every name's organ id (merged ones too).

    The name that an organ had before a reform leads to that organ, unless another bears it now.
    """
    wanted = sorted(set(names))
    renamed = OrganChange.objects.filter(organ__city=city, kind=ChangeKind.RENAMED, old_name__in=wanted)
    former = dict(renamed.order_by("effective", "pk").values_list("old_name", "organ_id"))
    missing = [Organ(city=city, name=name) for name in wanted if name not in former]
    Organ.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)
    return former | dict(Organ.objects.filter(city=city, name__in=wanted).values_list("name", "id"))


def register_aliases(city: str, aliases: Mapping[str, int]) -> None:
    """Keep other names of organs (name → organ id); a name that already leads somewhere keeps its meaning."""
    rows = [OrganAlias(city=city, name=name, organ_id=organ) for name, organ in sorted(aliases.items())]
    OrganAlias.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def assign_alias(organ_id: int, alias: str, actor: Actor, at: dt.datetime) -> None:
    """Let `alias` mean the organ in its city from now on, whatever it meant before."""
    organ = _organ(organ_id)
    name = alias.strip()
    if not name:
        raise LingxingError("没有写名称", where="别名", remedy="请填写文件中出现的名称")
    OrganAlias.objects.update_or_create(city=organ.city, name=name, defaults={"organ": organ})
    record("organs", "assign_alias", actor, {"organ": organ.pk, "alias": name, "city": organ.city}, at)


@transaction.atomic
def merge_organs(organ_id: int, into_id: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Let the organ `into_id` stand for `organ_id` and for all that `organ_id` stood for.

    Names lead to the remaining organ; the merged row stays, so that the merge can be seen and undone.
    """
    organ, into = _organ(organ_id), _organ(into_id)
    _check_merge(organ, into, reason)
    Organ.objects.filter(Q(pk=organ.pk) | Q(merged_into=organ)).update(merged_into=into)
    Organ.objects.filter(pk=organ.pk).update(merged_by=actor.id, merged_at=at, merge_reason=reason.strip())
    payload = {"organ": organ.pk, "name": organ.name, "into": into.pk, "into_name": into.name}
    record("organs", "merge", actor, payload, at)


@transaction.atomic
def separate_organ(organ_id: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Undo a merge: the organ stands for itself again."""
    organ = _organ(organ_id)
    if organ.merged_into_id is None:
        raise LingxingError("该机构没有并入其他机构", where=organ.name, remedy="请刷新页面后再试")
    _demand_reason(reason)
    Organ.objects.filter(pk=organ.pk).update(merged_into=None, merged_by="", merged_at=None, merge_reason="")
    record("organs", "separate", actor, {"organ": organ.pk, "name": organ.name, "from": organ.merged_into_id}, at)


def _organ(organ_id: int) -> Organ:
    found = Organ.objects.select_for_update().filter(pk=organ_id).first()
    if found is None:
        raise LingxingError("没有这个机构", where=str(organ_id), remedy="请从机构名录中选择")
    return found


def _check_merge(organ: Organ, into: Organ, reason: str) -> None:
    _demand_reason(reason)
    if organ.pk == into.pk:
        raise LingxingError("机构不能并入自身", where=organ.name, remedy="请选择另一个机构")
    if organ.city != into.city:
        raise LingxingError("两个机构不在同一城市", where=f"{organ.name}、{into.name}", remedy="只能合并同一城市的机构")
    if into.merged_into_id or organ.merged_into_id:
        name = into.name if into.merged_into_id else organ.name
        raise LingxingError("该机构已并入其他机构", where=name, remedy="请选择现行机构")


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise LingxingError("没有写理由", where="理由", remedy="请写明依据，例如机构改革文件的文号")
