"""Which organ plays a role in a case."""

from collections.abc import Mapping, Sequence

from lingxing.language.procedures.definitions import Role, Service

Bindings = Mapping[str, Sequence[int]]
"""Role → the organs bound to it."""


def lead_role(service: Service, roles: Mapping[str, Role]) -> str:
    """Return the role whose organ handles the cases of a service: the first, in the order of its acts, that an organ is
    bound to.

    Empty where only applicants, everyone, Lingxing itself and organs that the cases name act.
    """
    return next((role for act in service.acts.values() for role in act.by if roles[role].organ), "")


def named_organs(roles: Mapping[str, Role], values: Mapping[str, object]) -> dict[str, int]:
    """Return the roles whose organ the case's fields name now, each with that organ; nothing for empty fields."""
    found = {}
    for name, role in roles.items():
        organ = values.get(role.named_by) if role.named_by else None
        if isinstance(organ, int):
            found[name] = organ
    return found


def organs_for(role: str, bindings: Bindings, lead: int | None, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return the organs that may play the role in a case handled by `lead`, in the order of their ids.

    The lead itself where it is bound; else those under the same organ as the lead; else all that are bound.
    Reading: 同一角色绑定几个机关的，由与主办机关同属一个上级的机关办理；没有的，由绑定的任一机关办理。
    """
    bound = sorted(bindings.get(role, ()))
    if lead in bound:
        return (lead,) if lead is not None else ()
    above = parents.get(lead) if lead is not None else None
    siblings = tuple(organ for organ in bound if above is not None and parents.get(organ) == above)
    return siblings or tuple(bound)


def organ_for(role: str, bindings: Bindings, lead: int | None, parents: Mapping[int, int | None]) -> int | None:
    """Return the organ on whose work list a role's turn stands: the first of `organs_for`; None where none is bound."""
    organs = organs_for(role, bindings, lead, parents)
    return organs[0] if organs else None
