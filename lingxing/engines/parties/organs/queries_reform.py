"""The tree of organs, and what they were called and became over time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from lingxing.engines.parties.organs.domain import ChangeKind, OrganKind
from lingxing.engines.parties.organs.models import Organ, OrganChange

# Every paper that is issued asks this, so that its text is not built anew each time.
_NAMES_ON = (
    "SELECT organ.id, coalesce((SELECT later.old_name FROM parties_organchange later WHERE later.organ_id = organ.id "
    "AND later.kind = %s AND later.effective > %s ORDER BY later.effective, later.id LIMIT 1), organ.name) "
    "FROM parties_organ organ WHERE organ.id IN ({marks})"
)


@dataclass(frozen=True, slots=True)
class OrganNode:
    """An organ in the tree of its city: `depth` 0 at the top, `parent` its organ above it."""

    id: int
    name: str
    kind: str
    parent: int | None
    depth: int
    parent_name: str = ""

    @property
    def level(self) -> int:
        """Return the level in the tree, 1 at the top."""
        return self.depth + 1

    @property
    def kind_label(self) -> str:
        """Return the kind's Chinese name, or an empty text."""
        return OrganKind(self.kind).label if self.kind else ""


def organ_tree(city: str) -> tuple[OrganNode, ...]:
    """Return the standing organs of a city, each after its parent, those of one parent by code point; one query.

    An organ whose parent was merged away stands at the top.
    """
    rows = sorted(Organ.objects.filter(city=city, merged_into=None), key=lambda row: row.name)
    standing = {row.pk for row in rows}
    children: dict[int | None, list[Organ]] = {}
    for row in rows:
        children.setdefault(row.parent_id if row.parent_id in standing else None, []).append(row)
    found: list[OrganNode] = []
    open_rows = [(row, 0) for row in reversed(children.get(None, []))]
    while open_rows:
        row, depth = open_rows.pop()
        parent = row.parent_id if depth else None
        found.append(OrganNode(row.pk, row.name, row.kind, parent, depth))
        open_rows += [(child, depth + 1) for child in reversed(children.get(row.pk, []))]
    return tuple(found)


def organ_node(organ_id: int) -> OrganNode | None:
    """Return one standing organ with its parent's name, or None; `depth` is 0 or 1 for having none or one above."""
    row = Organ.objects.filter(pk=organ_id, merged_into=None).select_related("parent").first()
    if row is None:
        return None
    above = row.parent.name if row.parent else ""
    return OrganNode(row.pk, row.name, row.kind, row.parent_id, int(row.parent_id is not None), above)


def organs_below(organ_id: int) -> tuple[int, ...]:
    """Return the organ and all below it in the tree, by level; one query a level."""
    found, level = [organ_id], [organ_id]
    while level:
        below = Organ.objects.filter(parent__in=level, merged_into=None).order_by("pk").values_list("pk", flat=True)
        level = [pk for pk in below if pk not in found]
        found += level
    return tuple(found)


def organ_name_on(organ_id: int, day: dt.date) -> str:
    """Return what the organ was called on the day; an empty text where there is no such organ."""
    return organ_names_on([organ_id], day).get(organ_id, "")


def organ_names_on(ids: list[int], day: dt.date) -> Mapping[int, str]:
    """Return what these organs were called on the day; one query for any number.

    A new name holds from the day of the change itself on.
    """
    if not ids:
        return {}
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        after = connection.ops.adapt_datefield_value(day)
        cursor.execute(_NAMES_ON.format(marks=marks), [ChangeKind.RENAMED.value, after, *ids])
        return dict(cursor.fetchall())


def successors_on(organ_id: int, day: dt.date) -> tuple[int, ...]:
    """Return the organs that carry on the organ's work on the day: itself while it stands, then what it became.

    Empty where it was abolished without a successor. Followed over several reforms, each organ once, in key order.
    """
    found: set[int] = set()
    seen: set[int] = set()
    open_ids = [organ_id]
    while open_ids:
        current = open_ids.pop()
        if current in seen:
            continue
        seen.add(current)
        ended = OrganChange.objects.filter(organ=current, effective__lte=day).exclude(kind=ChangeKind.RENAMED)
        into = list(ended.values_list("into_id", flat=True))
        if into:
            open_ids += [pk for pk in into if pk is not None]
        else:
            found.add(current)
    return tuple(sorted(found))


def organ_changes(organ_id: int) -> list[OrganChange]:
    """Return what reforms did to the organ, oldest first."""
    return list(OrganChange.objects.filter(organ=organ_id).select_related("into").order_by("effective", "pk"))
