"""What each organ must do."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.db.models import Count
from django.db.models.functions import Coalesce

from lingxing.engines.documents.domain.model import DeadlineKind
from lingxing.engines.documents.domain.status import BINDING
from lingxing.engines.documents.models import TaskRow, TaskUnit
from lingxing.engines.documents.queries.tasks import task_views
from lingxing.engines.documents.queries.values import OrganPage, OrganView, TaskView, UnresolvedName
from lingxing.engines.parties.organs.queries import OrganCard, family_ids, organ_card, organ_cards, standing_organs

_ORGANS = 400
_STANDING = frozenset({DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING})


def organs(city: str = "", query: str = "") -> tuple[OrganView, ...]:
    """Return at most 400 organs that stand for themselves (not merged into another), most tasks first."""
    counts = _task_counts()
    ids = sorted(standing_organs(city, query), key=lambda organ: -counts.get(organ, 0))[:_ORGANS]
    views = [_view(card, counts.get(card.id, 0)) for card in organ_cards(ids)]
    return tuple(sorted(views, key=lambda view: (-view.tasks, view.city, view.name)))


def organ_page(organ_id: int, on: dt.date) -> OrganPage | None:
    """Return what an organ must do as of `on`, or None where there is no such organ."""
    card = organ_card(organ_id)
    if card is None:
        return None
    named = TaskUnit.objects.filter(organ__in=family_ids(organ_id))
    rows = TaskRow.objects.filter(pk__in=named.values("task")).order_by("-document__newest_by", "document", "position")
    views = [_in_role(view, card) for view in task_views(rows, on)]
    binding = [view for view in views if view.status in BINDING]
    dated = sorted(((view.due_on, at, view) for at, view in enumerate(binding) if view.due_on), key=lambda row: row[:2])
    undated = [view for view in binding if not view.due_on]
    return OrganPage(
        organ=_view(card, len(views)),
        on=on,
        overdue=tuple(view for day, _, view in dated if day < on),
        dated=tuple(view for day, _, view in dated if day >= on),
        standing=tuple(view for view in undated if view.deadline_kind in _STANDING),
        undated=tuple(view for view in undated if view.deadline_kind not in _STANDING),
        ended=tuple(view for view in views if view.status not in BINDING),
        merged_from=card.merged_from,
        merged_into=card.merged_into,
    )


def unresolved_names(city: str = "") -> tuple[UnresolvedName, ...]:
    """Return the printed names of units that no organ is known for, the most frequent first."""
    rows = TaskUnit.objects.filter(organ=None).order_by()
    if city:
        rows = rows.filter(task__document__city=city)
    counts = rows.values_list("task__document__city", "printed").annotate(many=Count("task", distinct=True))
    return tuple(UnresolvedName(*row) for row in counts.order_by("-many", "task__document__city", "printed"))


def _task_counts() -> Mapping[int, int]:
    units = TaskUnit.objects.exclude(organ=None).order_by()
    standing = units.values_list(Coalesce("organ__merged_into", "organ"))
    return dict(standing.annotate(many=Count("task", distinct=True)))


def _in_role(view: TaskView, card: OrganCard) -> TaskView:
    """Return the task with the organ's weightiest role in it; a merged organ's page speaks of the one that stands."""
    standing = card.merged_into or card.id
    role = next((unit.role for unit in view.units if unit.organ_id == standing), "")
    return dataclasses.replace(view, role=role)


def _view(card: OrganCard, tasks: int) -> OrganView:
    return OrganView(card.id, card.name, card.city, card.aliases, tasks)
