"""Roles that a field of the case names an organ for: the field must be there wherever the role has something to do."""

from collections.abc import Iterator, Mapping

from lingxing.language.packages.items import Item
from lingxing.language.packages.procedures.outlines import Outline
from lingxing.language.procedures.definitions import START, FieldKind, Role, Service

Named = Mapping[str, Role]


def check_named_roles(
    services: Mapping[str, Service], outlines: Mapping[str, Outline], item: Item | None, roles: Mapping[str, Role]
) -> None:
    """Refuse a role named by what is no field of kind organ, or one that is to act where no organ is named yet."""
    named = {name: role for name, role in roles.items() if role.named_by}
    if item is None or not named:
        return
    organs = dict.fromkeys(field for outline in outlines.values() for field in _organ_fields(outline))
    for name in named:
        item.section().item(name).section().item("named_by").word(tuple(organs))
    for outline in outlines.values():
        for place, role in _uses(services[outline.name], outline, named):
            if role.named_by not in _organ_fields(outline):
                told = f"{role.name} is named by {role.named_by}, which is no field of type organ of {outline.name}"
                raise place.wrong(told, f"add the field {role.named_by}, or take another role")


def _organ_fields(outline: Outline) -> tuple[str, ...]:
    return tuple(name for name, held in outline.fields.items() if held.kind is FieldKind.ORGAN)


def _uses(service: Service, outline: Outline, named: Named) -> Iterator[tuple[Item, Role]]:
    """Yield every place of the service where such a role stands, with the role."""
    for name, act in service.acts.items():
        place = _entry(outline, "acts", name, "by")
        for role in _of(named, *act.by):
            if START in act.source:
                remedy = "let another role open the case, or bind an organ to the role"
                raise place.wrong(f"no organ is named {role.name} before a case is opened", remedy)
            yield place, role
    for name, clock in service.clocks.items():
        for role in _of(named, clock.holder, *(rung.tells for rung in clock.rungs)):
            yield _entry(outline, "clocks", name), role
    for name, document in service.documents.items():
        yield from ((_entry(outline, "documents", name, "by"), role) for role in _of(named, document.by))
    for name, publication in service.publications.items():
        yield from ((_entry(outline, "publications", name, "by"), role) for role in _of(named, publication.by))


def _of(named: Named, *roles: str) -> Iterator[Role]:
    return (named[role] for role in roles if role in named)


def _entry(outline: Outline, *path: str) -> Item:
    item = outline.section.at
    for key in path:
        item = item.section().item(key)
    return item
