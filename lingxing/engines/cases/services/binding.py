"""Saying which organ of this installation plays which role of a package."""

import datetime as dt

from django.db import transaction

from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.organs.queries import organ_card
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError


@transaction.atomic
def bind(package: str, service_name: str, role: str, organ_id: int, actor: Actor, at: dt.datetime) -> ServiceBinding:
    """Let an organ play a role, in one service or (with an empty name) in all of the package; twice is once.

    LingxingError where the package has no such role that an organ plays, or the organ does not stand.
    """
    _check(package, service_name, role)
    organ = organ_card(organ_id)
    if organ is None or organ.merged_into is not None:
        raise LingxingError("没有这个单位，或已并入其他单位", where="单位", remedy="请从单位名录中选择")
    bound, new = ServiceBinding.objects.get_or_create(
        package=package, service=service_name, role=role, organ_id=organ_id
    )
    if new:
        _record("bind", bound, actor, at)
    return bound


@transaction.atomic
def unbind(binding_id: int, actor: Actor, at: dt.datetime) -> None:
    """End a binding: the organ gets no new cases by it and no longer acts in that role; where there is none, nothing.

    Turns that wait for it stay on its list until another organ is bound and the case moves on.
    """
    bound = ServiceBinding.objects.select_for_update().filter(pk=binding_id).first()
    if bound is not None:
        _record("unbind", bound, actor, at)
        bound.delete()


def _check(package: str, service_name: str, role: str) -> None:
    declared = procedure(package)
    if service_name:
        service(package, service_name)
    known = [found for found in declared.roles.values() if found.organ]
    if role not in {found.name for found in known}:
        names = "、".join(f"{found.label}（{found.name}）" for found in known)
        raise LingxingError("没有这个由单位承担的角色", where=package, remedy=f"可选：{names}")


def _record(act: str, bound: ServiceBinding, actor: Actor, at: dt.datetime) -> None:
    payload = {"service": bound.service, "role": bound.role, "organ": bound.organ_id}
    record(f"services:{bound.package}", act, actor, payload, at)
