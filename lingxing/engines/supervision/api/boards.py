"""Boards, lists, indicators and scores through the API."""

import datetime as dt
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.db.models import F
from django.utils import timezone
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
    Done,
    IndicatorDetail,
    IndicatorInfo,
    NamedCount,
    NewAssessment,
    NewValue,
    ScoreDeduction,
    ScoreInfo,
    ScorePart,
    ScoresAnswer,
    StatedInfo,
    TakenAsked,
    TargetInfo,
    ValueInfo,
)
from lingxing.engines.supervision.domain.boards import Counts, Days, percent, rounded, standing
from lingxing.engines.supervision.domain.defining import definition_text, read_definition
from lingxing.engines.supervision.domain.entering import entered
from lingxing.engines.supervision.domain.scoring import Named, Score
from lingxing.engines.supervision.models import Item
from lingxing.engines.supervision.queries.boards import Group, board
from lingxing.engines.supervision.queries.choosing import Choice, choice_from, chosen
from lingxing.engines.supervision.queries.indicators import (
    MeasuredIndicator,
    indicator_of,
    measured,
    measured_one,
    plans_with_indicators,
    stored,
)
from lingxing.engines.supervision.queries.scores import YearScores, seen, year_scores
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.engines.supervision.queries.stated import uncovered_of
from lingxing.engines.supervision.services.assessing import set_assessment
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.services.taking import take_indicator

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


@router.get("/supervision/indicators", response={200: list[IndicatorInfo], **SIGNED_IN}, summary="各文件的指标")
@requires(Permission.READ_BOARDS)
def indicators(request: Request, on: dt.date | None = None) -> list[IndicatorInfo]:
    """Return the indicators of every plan, always as of today."""
    del request, on
    return [IndicatorInfo(**_indicator(one)) for one in measured(plans_with_indicators(), today())]


@router.get(
    "/supervision/indicators/{city}/{name}/{key}",
    response={200: IndicatorDetail, **SIGNED_IN},
    summary="一项指标和它的数值",
)
@requires(Permission.READ_BOARDS)
def indicator(request: Request, city: City, name: Name, key: Key, on: dt.date | None = None) -> IndicatorDetail:
    """Return an indicator with every value that was entered, always as of today."""
    del request, on
    found = measured_one(f"{city}/{name}", key, today())
    values = [
        ValueInfo(
            id=row.pk,
            on=row.on,
            area=row.area,
            value=row.value,
            source=row.source,
            reason=row.reason,
            superseded=row.superseded,
            organ=row.organ.name,
            entered_at=row.entered_at,
        )
        for row in found.values
    ]
    return IndicatorDetail(**_indicator(found), values=values)


def _indicator(one: MeasuredIndicator) -> dict[str, Any]:
    held, outlook = one.indicator, one.outlook
    targets = [
        TargetInfo(
            on=found.target.on,
            value=stored(found.target.value),
            verdict=found.verdict.value,
            why=found.why,
            measured=None if found.value is None else stored(found.value),
        )
        for found in one.findings
    ]
    return {
        "package": one.package,
        "name": held.name,
        "label": held.label,
        "unit": held.unit_label,
        "better": held.better.value,
        "area": held.area,
        "holder": list(held.holder),
        "targets": targets,
        "method": outlook.method.value if outlook else "",
        "told": outlook.told if outlook else "",
        "needed_per_year": stored(outlook.needed) if outlook and outlook.needed is not None else None,
        "forecast": stored(outlook.forecast) if outlook and outlook.forecast is not None else None,
        "reaches": outlook.reaches if outlook else None,
    }


@router.get(
    "/supervision/stated-indicators/{city}/{name}",
    response={200: list[StatedInfo], **SIGNED_IN},
    summary="文件还写明的数",
)
@requires(Permission.READ_BOARDS)
def stated_indicators(request: Request, city: City, name: Name, on: dt.date | None = None) -> list[StatedInfo]:
    """Return what the document of a package states as numbers and no indicator covers, in printed order."""
    del request, on
    return [
        StatedInfo(
            key=one.key,
            place=one.place,
            label=one.name,
            comparator=one.better,
            value=one.value,
            unit=one.unit,
            text=one.text,
            due_on=one.due_on,
        )
        for one in uncovered_of(f"{city}/{name}")
    ]


@router.post(
    "/supervision/stated-indicators/{city}/{name}/{key}",
    response={200: Done, **SIGNED_IN},
    summary="把文件写明的数列为指标",
)
@requires(Permission.HANDLE_CASES)
def take_stated(request: Request, city: City, name: Name, key: Key, asked: TakenAsked) -> Done:
    """Take a stated number over as an indicator, as the office confirms and corrects it."""
    take_indicator(account_of(request), f"{city}/{name}", key, asked.dict(), timezone.now())
    return Done()


@router.post(
    "/supervision/indicators/{city}/{name}/{key}/values",
    response={200: Done, **SIGNED_IN},
    summary="填报或更正指标的数值",
)
@requires(Permission.HANDLE_CASES)
def new_value(request: Request, city: City, name: Name, key: Key, value: NewValue) -> Done:
    """Keep a value for who answers for the indicator; a correction stands beside what it corrects."""
    package = f"{city}/{name}"
    given = entered(indicator_of(package, key), value.dict(), today())
    enter_value(account_of(request), package, given, timezone.now())
    return Done()


@router.get("/supervision/scores", response={200: ScoresAnswer, **SIGNED_IN}, summary="年度考评")
@requires(Permission.READ_BOARDS)
def scores(request: Request, procedure: str, year: int, on: dt.date | None = None) -> ScoresAnswer:
    """Return the scores of a year that the account may see, as of today or the year's end."""
    del on
    sight = sight_of(account_of(request), today())
    named = None if sight.every else sight.organs
    found = year_scores(procedure, min(max(year, 2000), 2199), today(), named)
    rows = seen(found, sight)
    return ScoresAnswer(
        procedure=procedure,
        year=found.year,
        on=found.on,
        definition=definition_text(found.by.assessment),
        scores=[_score(found, row) for row in rows],
    )


def _score(found: YearScores, row: Score) -> ScoreInfo:
    parts = [
        ScorePart(
            label=part.measure.label,
            good=part.good,
            of=part.of,
            weight=stored(part.measure.weight),
            marks=None if part.marks is None else str(part.marks),
            short=_named(part.short),
        )
        for part in row.parts
    ]
    lost = [
        ScoreDeduction(label=one.deduction.label, marks=str(one.marks), limited=one.limited, named=_named(one.named))
        for one in row.taken
    ]
    return ScoreInfo(
        unit=row.unit,
        name=found.names.get(row.unit, ""),
        place=row.place,
        marks=str(row.marks),
        shown=rounded(row.marks, found.by.assessment.decimals),
        grade=row.grade,
        matters=row.matters,
        parts=parts,
        deductions=lost,
    )


def _named(every: tuple[Named, ...]) -> list[NamedCount]:
    return [NamedCount(id=one.id, label=one.label, times=one.times) for one in every]


@router.post("/supervision/assessments/{city}/{name}", response={200: Done, **SIGNED_IN}, summary="督查室制定考评办法")
@requires(Permission.HANDLE_CASES)
def new_assessment(request: Request, city: City, name: Name, given: NewAssessment) -> Done:
    """Keep how the office assesses from a year on."""
    made = read_definition(given.definition)
    package = f"{city}/{name}"
    set_assessment(account_of(request), package, made, given.first_year, given.reason, given.source, timezone.now())
    return Done()
