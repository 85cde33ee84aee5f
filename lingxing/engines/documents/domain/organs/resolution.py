"""From the printed name of a unit to the organs it stands for."""

import re
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import ResponsibleUnit
from lingxing.engines.documents.domain.organs.agencies import agency_name, institution_name
from lingxing.engines.documents.domain.organs.bodies import body_names, qualified
from lingxing.engines.documents.domain.organs.collectives import expand_collective
from lingxing.engines.documents.domain.organs.context import OrganContext
from lingxing.engines.documents.domain.organs.departments import departments, full_department
from lingxing.engines.documents.domain.organs.divisions import is_prefecture
from lingxing.engines.documents.domain.organs.groups import is_group
from lingxing.engines.documents.domain.organs.lists import split_unit_list

_BRACKET = re.compile(r"[（(〔][^（）()〔〕]*[）)〕]?\Z")
_ZONE = re.compile(
    r"(?P<zone>[\u4e00-\u9fffA-Za-z0-9·（）()“”—-]{0,16}(?:开发区|高新区|经开区|经济区|示范区|试验区|实验区|保税区|度假区|产业园区|工业园区|文旅区|农高区|新区"
    r"|风景区|旅游区|管理区|功能区|科技城|产业园))(?P<board>管委会|管理委员会)?"
)
_BOARD = re.compile(r"(?P<zone>[\u4e00-\u9fff（）()]{2,16}?)(?:管委会|管理委员会)")
_TOWNSHIP = re.compile(r"(?!各|市|县|区|有关)[\u4e00-\u9fff]{2,5}(?:[镇乡]人民政府|街道办事处)")
_LONGEST_GLUED = 60
_ANY_ZONE = frozenset(("园区", "功能区", "产业园区", "工业园区", "管理区", "风景区", "旅游区", "示范区"))
_GENERIC_ZONE = re.compile(r"(?:经济技术|高新技术产业|经济)?(?:开发区|高新区|经开区|新区)")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit of a list: `known` where it was resolved or is a group whose members the text leaves open."""

    unit: ResponsibleUnit
    known: bool


Memory = dict[tuple[str, str], tuple[NamedUnit, ...]]


def resolve_units(text: str, context: OrganContext, memory: Memory | None = None) -> tuple[NamedUnit, ...]:
    """Return the units of a printed list in order. A level once printed runs on: 市发改委、教育局 are the city's.

    `memory` holds names read before in the same context; it is filled, so that lists that repeat them are read faster.
    """
    found: list[NamedUnit] = []
    level = ""
    known = {} if memory is None else memory
    for name in split_unit_list(text):
        named = known.get((name, level))
        if named is None:
            named = known[name, level] = _resolve_within(name, level, context)
        found.extend(named)
        if name[:1] in "市省县区州" and name[:1] != "":
            level = name[0]
    return tuple(found)


def _resolve_within(name: str, level: str, context: OrganContext) -> tuple[NamedUnit, ...]:
    organs = resolve_name(name, context)
    group = not organs and (is_group(name) or is_group(_BRACKET.sub("", name)))
    if not organs and not group and level:
        organs = resolve_name(level + name, context)
    if organs or group:
        return (NamedUnit(ResponsibleUnit(name, organs), known=True),)
    return _unglue(name, context) or (NamedUnit(ResponsibleUnit(name), known=False),)


def _unglue(name: str, context: OrganContext) -> tuple[NamedUnit, ...]:
    """Return two units where a separator was lost between them: 市发改委市经信局."""
    if len(name) > _LONGEST_GLUED:
        return ()
    at = name.find(context.level, 3)
    while at > 0:
        halves = (name[:at], name[at:])
        organs = [resolve_name(half, context) for half in halves]
        if all(organs):
            return tuple(
                NamedUnit(ResponsibleUnit(h, found), known=True) for h, found in zip(halves, organs, strict=True)
            )
        at = name.find(context.level, at + 1)
    return ()


def resolve_name(name: str, context: OrganContext) -> tuple[str, ...]:
    """Return the full names of the organs that one printed name stands for, or () where none is certain."""
    if not context.city or len(name) > 40:
        return ()
    core = re.sub(r"\s", "", name).removeprefix("由")
    collective = expand_collective(core, context)
    if collective or core.startswith("各"):
        return collective
    whole = _certain(core, context)
    return whole or _certain(_BRACKET.sub("", core), context)


def _certain(core: str, context: OrganContext) -> tuple[str, ...]:
    alias = context.aliases.get(core)
    if alias:
        return (alias,)
    bodies = body_names(context).get(core)
    if bodies:
        return bodies
    one = (
        _department(core, context)
        or _district(core, context)
        or agency_name(core, context)
        or ("" if is_group(core) else _zone(core, context) or institution_name(core, context))
    )
    return (one,) if one else ()


def _department(core: str, context: OrganContext) -> str:
    for written, place in _owners(core, context):
        rest = core.removeprefix(written)
        name = full_department(rest, context.printed) or full_department(rest.removeprefix("政府"), context.printed)
        if name:
            return place + name
    return _part_of_body(core, context) if core.endswith(("科", "处", "室")) else ""


def possible_departments(printed: str, context: OrganContext) -> tuple[str, ...]:
    """Return the full names that an open abbreviation may stand for, for a person to choose from."""
    for written, place in _owners(printed, context):
        found = departments().get(printed.removeprefix(written))
        if found:
            return tuple(place + name for name in found.names)
    return ()


def _part_of_body(core: str, context: OrganContext) -> str:
    """Return a part of a body in full: 市政府办金融科 is 某某市人民政府办公室金融科."""
    bodies = body_names(context)
    for length in range(len(core) - 1, 2, -1):
        found = bodies.get(core[:length])
        if found:
            return found[0] + core[length:]
    return ""


def _owners(core: str, context: OrganContext) -> list[tuple[str, str]]:
    """Return the places that may own a department, each as written at the start of `core` and in full."""
    owners = [
        (district, qualified(district, context.city)) for district in context.districts if core.startswith(district)
    ]
    if core.startswith(context.city):
        owners.append((context.city, context.city))
    if core.startswith(context.short):
        owners.append((context.short, context.city))
    if core.startswith(context.level):
        owners.append((context.level, context.city))
    if context.province and core.startswith("省"):
        owners.append(("省", context.province))
    if context.province and core.startswith(context.province):
        owners.append((context.province, context.province))
    return [*owners, ("", context.city)]


def _district(core: str, context: OrganContext) -> str:
    name = core.removesuffix("人民政府").removesuffix("政府")
    if name in context.districts:
        return qualified(name, context.city) + "人民政府"
    if not _TOWNSHIP.fullmatch(core):
        return ""
    return core if is_prefecture(context.city) or context.districts else context.city + core


def _zone(core: str, context: OrganContext) -> str:
    found = _ZONE.fullmatch(core) or _BOARD.fullmatch(core)
    zone = found["zone"] if found else core if core in context.zones else ""
    if not zone or zone in context.districts or zone in _ANY_ZONE:
        return ""
    if _GENERIC_ZONE.fullmatch(zone):
        zone = context.stem + zone
    elif zone.startswith(context.level) and not zone.startswith(context.city):
        zone = context.city + zone[1:]
    return zone + "管理委员会"
