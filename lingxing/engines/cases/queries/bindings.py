"""Which organs play which roles: the installation's bindings, and what is missing before a service can open."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.engines.cases.domain.capacities import Bindings, named_organs
from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.cases.statements import bound_rows
from lingxing.engines.parties.organs.queries_standing import carried_on_by
from lingxing.language.procedures.definitions import Role, Service


@dataclass(frozen=True, slots=True)
class Bound:
    """The organs that play each role of a service, and the organ above each of them."""

    roles: Bindings
    parents: Mapping[int, int | None]
    named: Mapping[str, int] = field(default_factory=dict)
    """Role → the organ that a field of the case names for it; those that carry on its work stand in `roles`."""


def playing_in(bound: Bound, roles: Mapping[str, Role], values: Mapping[str, object], on: dt.date) -> Bound:
    """Return `bound` with the roles that fields of a case name organs for, as its values stand; no query without any.

    Reading: 字段所填单位并入、分设的，自改革生效之日起由承接单位办理；撤销而没有承接单位的，无人办理，须另行指定。
    """
    if not any(role.named_by for role in roles.values()):
        return bound
    named = named_organs(roles, values)
    if named == bound.named:
        return bound
    carried_on = carried_on_by(named.values(), on)
    found = {role: [one.id for one in carried_on[organ]] for role, organ in named.items()}
    parents = {one.id: one.parent for standing in carried_on.values() for one in standing}
    kept = {role: organs for role, organs in bound.roles.items() if role not in bound.named}
    return Bound({**kept, **found}, {**bound.parents, **parents}, named)


@dataclass(frozen=True, slots=True)
class RoleBindings:
    """A role of a package with its bindings, for one service or (`service` empty) for all; `needed` says for which
    services it still has no organ."""

    role: Role
    bindings: tuple[ServiceBinding, ...]
    needed: tuple[Service, ...]


def bound_organs(package: str, service: str) -> Bound:
    """Return the organs bound to each role of the service; one query."""
    roles: dict[str, list[int]] = {}
    parents: dict[int, int | None] = {}
    for role, organ, parent in bound_rows(package, service):
        parents[organ] = parent
        if organ not in roles.setdefault(role, []):
            roles[role].append(organ)
    return Bound(roles, parents)


def role_bindings(package: str) -> list[RoleBindings]:
    """Return every role of the package that an organ plays, in the order of the file, with what is bound to it."""
    declared = procedure(package)
    rows = list(
        ServiceBinding.objects.filter(package=package).select_related("organ").order_by("service", "organ__name")
    )
    found = []
    for role in declared.roles.values():
        if not role.organ:
            continue
        own = tuple(row for row in rows if row.role == role.name)
        covered = {row.service for row in own}
        users = (service for service in declared.services.values() if _uses(service, role.name))
        needed = tuple(service for service in users if not covered & {"", service.name})
        found.append(RoleBindings(role, own, needed))
    return found


def missing_roles(service: Service) -> list[str]:
    """Return the labels of the roles that no organ plays yet: the service can't be opened while there is one."""
    declared = procedure(service.package)
    bound = bound_organs(service.package, service.name).roles
    roles = (role for role in declared.roles.values() if role.organ and _uses(service, role.name))
    return [role.label for role in roles if not bound.get(role.name)]


def _uses(service: Service, role: str) -> bool:
    return any(role in act.by for act in service.acts.values())
