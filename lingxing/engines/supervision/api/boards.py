"""Boards and the lists behind their numbers through the API."""

import datetime as dt
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.db.models import F
from ninja import Path, Query, Router

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.supervision.api.board_schemas import (
    SIGNED_IN,
    BoardAnswer,
    BoardGroup,
    BoardItem,
    BoardItems,
    BoardMonth,
    BoardSelection,
)
from lingxing.engines.supervision.domain.boards import Counts, Days, percent, standing
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.boards import Group, board
from lingxing.engines.supervision.queries.choosing import Choice, choice_from, chosen
from lingxing.engines.supervision.queries.sight import sight_of

router = Router(tags=["督查看板"], auth=SESSION)
PAGE = 100
City = Annotated[str, Path(description="城市，标识的前一段", max_length=60)]
Name = Annotated[str, Path(description="文件，标识的后一段", max_length=100)]
Key = Annotated[str, Path(description="指标的名称", max_length=100)]


@router.get("/supervision/boards", response={200: BoardAnswer, **SIGNED_IN}, summary="督查看板")
@requires(Permission.READ_BOARDS)
def board_answer(request: Request, selection: Query[BoardSelection]) -> BoardAnswer:
    """Return the board of what is asked for and seen, as of today."""
    found = board(_choice(selection), sight_of(account_of(request), today()), today())
    months = [
        BoardMonth(month=one.month.key, registered=one.registered, due=one.due, in_time=one.in_time, late=one.late)
        for one in found.trend
    ]
    return BoardAnswer(
        on=today(),
        **_counts(found.counts),
        units=[_group(one, one.choice.lead) for one in found.by_unit],
        plans=[_group(one, one.choice.plan) for one in found.by_plan],
        months=months,
    )


def _choice(selection: BoardSelection) -> Choice:
    given = selection.dict(exclude={"on"})
    return choice_from({name: str(value) for name, value in given.items() if value})


def _counts(counts: Counts) -> dict[str, Any]:
    share = counts.in_time_share
    standings = {one.value: number for one, number in counts.of.items()}
    return {"all": counts.all, "standings": standings, "in_time_share": None if share is None else percent(share)}


def _group(group: Group, key: object) -> BoardGroup:
    name = str(key) if key is not None else ""
    return BoardGroup(id=name, label=group.label, light=group.counts.light.value, **_counts(group.counts))


@router.get("/supervision/boards/items", response={200: BoardItems, **SIGNED_IN}, summary="看板数字后面的事项")
@requires(Permission.READ_BOARDS)
def board_items(request: Request, selection: Query[BoardSelection], page: int = 1) -> BoardItems:
    """Return a page of the matters of a selection, at most 100 on each."""
    on = today()
    rows = chosen(_choice(selection), sight_of(account_of(request), on), on).select_related("lead", "plan")
    found = Paginator(rows.order_by(F("due_on").asc(nulls_last=True), "number"), PAGE).get_page(page)
    items = [_item(row, on) for row in found.object_list]
    return BoardItems(total=found.paginator.count, page=found.number, pages=found.paginator.num_pages, items=items)


def _item(row: Item, on: dt.date) -> BoardItem:
    days = Days(row.closed, row.due_on, row.yellow_on, row.reported_on, row.concluded_on)
    return BoardItem(
        id=row.pk,
        case=row.case_id,
        number=row.number,
        heading=row.heading,
        unit=row.lead.name if row.lead else "",
        plan=row.plan.title if row.plan else "",
        source=row.source,
        standing=standing(days, on).value,
        registered_on=row.registered_on,
        due_on=row.due_on,
        reported_on=row.reported_on,
        concluded_on=row.concluded_on,
    )
