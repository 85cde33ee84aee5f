"""Letting the rows of matters repeat their cases.

Whatever is done in a matter's case, by whomever, is followed in the transaction of the act: `follow_cases` stands in
`CASE_FOLLOWERS`. `catch_up` runs with every sweep for cases that came in another way, as by an import.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from lingxing.engines.cases.queries.following import FollowedCase, acts_after, followed_cases
from lingxing.engines.cases.services.followers import Changed
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.supervision.domain.mirror import ASSIST, ITEM, Act, Mirror, Run, mirrored
from lingxing.engines.supervision.domain.sources import source_of
from lingxing.engines.supervision.models import Item, ItemUnit, PlanTask, Source, UnitRole, Watermark
from lingxing.engines.supervision.models.item import settled_of
from lingxing.engines.supervision.queries.sight import procedures, supervises
from lingxing.engines.supervision.services.telling_units import tell_joint, tell_lead
from lingxing.kernel.dates import SHANGHAI

_NAME = "cases"
_QUIET = dt.timedelta(minutes=2)
_PAGE = 2000


def follow_cases(changed: Sequence[Changed]) -> None:
    """Write the rows of the matters and joint units among the cases that an act changed, in its transaction."""
    if ids := [case.id for case in changed if case.service in (ITEM, ASSIST) and supervises(case.package)]:
        follow(ids)


def catch_up(at: dt.datetime) -> int:
    """Follow every act since the last time, done by whomever, and return how many cases changed.

    Harmless to run twice or by several at once: a row is written as its case stands.
    """
    services = {(package, name) for package in procedures() for name in (ITEM, ASSIST)}
    mark, _ = Watermark.objects.get_or_create(name=_NAME)
    key, settled, touched = mark.event, mark.event, 0
    while True:
        page = acts_after(key, services, at - _QUIET, _PAGE)
        if stale := _stale(page.cases):
            follow(stale)
            touched += len(stale)
        settled = page.settled if settled == key else settled
        if page.looked_at < _PAGE:
            break
        key = page.last
    if settled != mark.event:
        Watermark.objects.filter(name=_NAME, event__lt=settled).update(event=settled)
    return touched


def _stale(cases: Mapping[UUID, int]) -> list[UUID]:
    """Return those whose row is older than the revision given, or is not there."""
    held = dict(Item.objects.filter(case__in=list(cases)).values_list("case_id", "revision"))
    return [case for case, revision in cases.items() if held.get(case, -1) < revision]


@write_transaction()
def follow(case_ids: Iterable[UUID]) -> None:
    """Write the rows of these cases as they stand: matters first, then the units that help in them."""
    found = followed_cases(set(case_ids))
    items = [case for case in found if case.service == ITEM]
    rows = Item.objects.select_for_update().filter(case__in=[case.id for case in items]).order_by("pk")
    held = {row.case_id: row for row in rows}
    for case in items:
        _write(case, held.get(case.id))
    for case in found:
        if case.service == ASSIST:
            _write_joint(case)


def _write(case: FollowedCase, row: Item | None) -> None:
    acts = [Act(act.act, act.at.astimezone(SHANGHAI).date(), act.values) for act in case.acts]
    mirror = mirrored(acts, [Run(run.clock, run.due, run.yellow) for run in case.runs])
    if mirror is None or (row is not None and row.revision > case.revision):
        return
    seen = row.revision if row is not None else 0
    row = row or _new(case)
    _lay(row, case, mirror)
    row.save()
    _write_lead(row)
    tell_lead(row, case, seen)


def _new(case: FollowedCase) -> Item:
    task = PlanTask.objects.filter(case=case.id).first()
    item = Item(case_id=case.id)
    item.source = source_of(case.values.get("source"), Source.values)
    item.origin = str(case.values.get("origin_document", ""))[:300]
    if task is not None:
        item.plan_id, item.place, item.source, item.origin = task.plan_id, task.place, task.source, task.origin
        item.task_id = next(iter(task.sources), "")[:200]
    return item


def _lay(row: Item, case: FollowedCase, mirror: Mirror) -> None:
    values = case.values
    row.number, row.heading = case.number, (case.title or str(values.get("heading", "")))[:200]
    unit = values.get("unit")
    row.lead_id = unit if isinstance(unit, int) else None
    row.urgent, row.major = values.get("urgent") is True, values.get("major") is True
    row.state, row.closed, row.revision = case.state, case.closed, case.revision
    for name in Mirror.__dataclass_fields__:
        setattr(row, name, getattr(mirror, name))
    row.settled = settled_of(row)


def _write_lead(row: Item) -> None:
    if row.lead_id is None:
        return
    leads = ItemUnit.objects.filter(item=row, role=UnitRole.LEAD)
    leads.exclude(organ=row.lead_id).delete()
    ItemUnit.objects.update_or_create(
        item=row, organ_id=row.lead_id, defaults={"role": UnitRole.LEAD, "position": 0, "case": None}
    )


def _write_joint(case: FollowedCase) -> None:
    """Write the joint unit that a case of its own is for. One that helps no more is taken away."""
    unit = case.values.get("unit")
    named = case.values.get("item")
    item = Item.objects.filter(case=UUID(named)).first() if isinstance(named, str) else None
    if item is None or not isinstance(unit, int) or unit == item.lead_id:
        return
    if case.state == "cancelled":
        ItemUnit.objects.filter(item=item, case=case.id).delete()
        return
    place = ItemUnit.objects.filter(item=item).count()
    row, new = ItemUnit.objects.get_or_create(
        item=item, organ_id=unit, defaults={"role": UnitRole.JOINT, "position": place, "case_id": case.id}
    )
    if new:
        tell_joint(row, case)
