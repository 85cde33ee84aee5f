"""Which organs carry on the work of others on a day, however they ended: reforms, or names joined in the register."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from lingxing.engines.parties.organs.domain import ChangeKind
from lingxing.engines.parties.organs.models import Organ, OrganChange

# Every act in a case whose organ a field names asks this, so that its text is not built anew each time.
_NEXT = (
    "SELECT organ.id, organ.parent_id, organ.merged_into_id, later.id, later.into_id FROM parties_organ organ "
    "LEFT JOIN parties_organchange later ON later.organ_id = organ.id AND later.kind <> %s AND later.effective <= %s "
    "WHERE organ.id IN ({marks})"
)


@dataclass(frozen=True, slots=True)
class StandingOrgan:
    """An organ that stands, and the one above it."""

    id: int
    parent: int | None


def carried_on_by(ids: Iterable[int], day: dt.date) -> Mapping[int, tuple[StandingOrgan, ...]]:
    """Return for each organ those that do its work on the day, in key order: itself while it stands, then what it
    became.

    None for one that was abolished without a successor, or that is not there. One query where all of them stand.
    """
    wanted = set(ids)
    steps: dict[int, set[int]] = {}
    standing: dict[int, StandingOrgan] = {}
    left = wanted
    while left:
        for organ, parent, merged, ended, into in _next(left, day):
            onward = steps.setdefault(organ, set())
            if merged is None and ended is None:
                standing[organ] = StandingOrgan(organ, parent)
            else:
                onward |= {key for key in (merged, into) if key is not None}
        left = {key for onward in steps.values() for key in onward} - steps.keys()
    return {organ: tuple(standing[key] for key in sorted(_reached(organ, steps) & standing.keys())) for organ in wanted}


def _reached(organ: int, steps: Mapping[int, set[int]]) -> set[int]:
    found, open_ids = {organ}, [organ]
    while open_ids:
        new = steps.get(open_ids.pop(), set()) - found
        found |= new
        open_ids += new
    return found


def _next(ids: Iterable[int], day: dt.date) -> list[tuple[int, int | None, int | None, int | None, int | None]]:
    """Return organ, the one above it, the one it is joined to, and the key and successor of a reform that ended it."""
    keys = sorted(ids)
    with connection.cursor() as cursor:
        values = [ChangeKind.RENAMED.value, connection.ops.adapt_datefield_value(day), *keys]
        cursor.execute(_NEXT.format(marks=", ".join(["%s"] * len(keys))), values)
        rows: list[tuple[int, int | None, int | None, int | None, int | None]] = cursor.fetchall()
    return rows


def standing_in(city: str, day: dt.date) -> dict[int, str]:
    """Return the organs of a city that stand on the day, id → name, by name; one query."""
    ended = OrganChange.objects.filter(effective__lte=day).exclude(kind=ChangeKind.RENAMED)
    rows = Organ.objects.filter(city=city, merged_into=None).exclude(pk__in=ended.values("organ"))
    return dict(rows.order_by("name").values_list("pk", "name"))


def ended_by(day: dt.date) -> frozenset[int]:
    """Return the organs that no longer stand on the day: joined to another in the register, or ended by a reform."""
    reformed = OrganChange.objects.filter(effective__lte=day).exclude(kind=ChangeKind.RENAMED)
    joined = Organ.objects.filter(merged_into__isnull=False).values_list("pk", flat=True)
    return frozenset(reformed.values_list("organ_id", flat=True)) | frozenset(joined)
