"""Entering organs by hand, one at a time, where no imported document has named them."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.organs.domain import OrganKind
from lingxing.engines.parties.organs.models import Organ, OrganAlias
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError

LONGEST_CITY, LONGEST_NAME, MOST_ALIASES = 100, 300, 20


@dataclass(frozen=True, slots=True)
class NewOrgan:
    """An organ to enter: its city, full name, kind (an OrganKind or an empty text), the organ above it, other names."""

    city: str
    name: str
    kind: str = ""
    parent_id: int | None = None
    aliases: tuple[str, ...] = ()


@transaction.atomic
def add_organ(new: NewOrgan, actor: Actor, at: dt.datetime) -> int:
    """Enter an organ with its place in the tree and its other names; return its key.

    LingxingError where the city or the name is missing, a name already leads to an organ of that city, or the organ
    above it is of another city or no longer stands.
    """
    city, name = _written(new.city, "城市", LONGEST_CITY), _written(new.name, "名称", LONGEST_NAME)
    aliases = _other_names(new.aliases, name)
    if new.kind and new.kind not in list(OrganKind):
        raise LingxingError("没有这个类别", where="类别", remedy="请从列表中选择")
    _check_parent(city, new.parent_id)
    _check_free(city, [name], "名称")
    _check_free(city, aliases, "其他名称")
    made = _create(Organ(city=city, name=name, kind=new.kind, parent_id=new.parent_id))
    OrganAlias.objects.bulk_create(OrganAlias(city=city, name=alias, organ=made) for alias in aliases)
    payload = {"organ": made.pk, "city": city, "name": name, "kind": new.kind, "parent": new.parent_id}
    record("organs", "add", actor, payload | {"aliases": aliases}, at)
    return made.pk


def _create(organ: Organ) -> Organ:
    try:
        with transaction.atomic():
            organ.save()
    except IntegrityError:  # somebody else entered it meanwhile
        raise _taken(organ.name, organ.name, "名称") from None
    return organ


def _written(text: str, where: str, longest: int) -> str:
    said = " ".join(text.split())
    if not 1 <= len(said) <= longest or not said.isprintable():
        raise LingxingError(f"应为1至{longest}个字", where=where, remedy="请按文件中的写法填写")
    return said


def _other_names(aliases: tuple[str, ...], name: str) -> list[str]:
    """Return the other names in their order, each once, without the full name itself."""
    if len(aliases) > MOST_ALIASES:
        raise LingxingError(f"不超过{MOST_ALIASES}个", where="其他名称", remedy="请只写文件中用到的名称")
    found = dict.fromkeys(_written(alias, "其他名称", LONGEST_NAME) for alias in aliases if alias.strip())
    return [alias for alias in found if alias != name]


def _check_parent(city: str, parent_id: int | None) -> None:
    if parent_id is None:
        return
    parent = Organ.objects.filter(pk=parent_id, merged_into=None).first()
    if parent is None:
        raise LingxingError("没有这个机构，或已并入其他机构", where="上级机构", remedy="请从机构名录中选择")
    if parent.city != city:
        raise LingxingError("上级机构不在同一城市", where="上级机构", remedy="请选择同一城市的机构")


def _check_free(city: str, names: list[str], where: str) -> None:
    """Raise LingxingError where one of the names leads to an organ of the city already."""
    organ = Organ.objects.filter(city=city, name__in=names).order_by("name").first()
    if organ is not None:
        raise _taken(organ.name, organ.name, where)
    alias = OrganAlias.objects.filter(city=city, name__in=names).select_related("organ").order_by("name").first()
    if alias is not None:
        raise _taken(alias.name, alias.organ.name, where)


def _taken(name: str, holder: str, where: str) -> LingxingError:
    what = f"{'' if name == holder else f'“{holder}”又称'}“{name}”，该城市的名录中已有这个名称"
    return LingxingError(what, where=where, remedy="如是同一机构，请直接使用；否则请写能区分两者的全称")
