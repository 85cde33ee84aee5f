"""Names that stand for every district: 各县（市、区）人民政府, 各区人社局."""

import re

from lingxing.engines.documents.domain.organs.bodies import body_names, qualified
from lingxing.engines.documents.domain.organs.context import OrganContext
from lingxing.engines.documents.domain.organs.departments import full_department

_EACH = re.compile(r"(?:全市)?各(?P<types>[县市区州旗、（）()，自治]{1,16})(?P<office>.*)\Z")


def expand_collective(name: str, context: OrganContext) -> tuple[str, ...]:
    """Return the full names of the organs that 各区人民政府 means in this city, in the order of the official list.

    Empty where the name is no such word, where the districts are unknown, or where townships are meant too.
    """
    found = _EACH.match(name)
    if not found:
        return ()
    office = re.sub(r"[（(].*?[）)]", "", found["office"]).strip("、")
    levels = [level for level in "县市区州旗" if level in found["types"]]
    chosen = [district for district in context.districts if district[-1] in levels]
    names = [_office_of(district, office, context) for district in chosen]
    return tuple(name for name in names if name) if all(names) else ()


def _office_of(district: str, office: str, context: OrganContext) -> str:
    place = qualified(district, context.city)
    if office in {"", "人民政府", "政府"}:
        return place + "人民政府"
    body = body_names(context).get(district + office)
    if body:
        return body[0]
    department = full_department(office, context.printed)
    return place + department if department else ""
