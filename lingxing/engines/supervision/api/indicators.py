"""Indicators and what documents state beside them through the API."""

import datetime as dt
from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Router

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.supervision.api.board_schemas import SIGNED_IN, Done
from lingxing.engines.supervision.api.measured_schemas import (
    DefinitionInfo,
    IndicatorDetail,
    IndicatorInfo,
    NewValue,
    RedefinedAsked,
    StatedInfo,
    TakenAsked,
    TargetInfo,
    ValueInfo,
)
from lingxing.engines.supervision.domain.entering import entered
from lingxing.engines.supervision.domain.taking import indicator_from, told_definition
from lingxing.engines.supervision.models import TakenIndicator
from lingxing.engines.supervision.queries.indicators import (
    MeasuredIndicator,
    indicator_of,
    measured,
    measured_one,
    plans_with_indicators,
    stored,
)
from lingxing.engines.supervision.queries.stated import uncovered_of
from lingxing.engines.supervision.queries.taken import definitions_of
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.services.taking import redefine_taken, take_indicator

router = Router(tags=["督查看板"], auth=SESSION)
City = Annotated[str, Path(description="城市，标识的前一段", max_length=60)]
Name = Annotated[str, Path(description="文件，标识的后一段", max_length=100)]
Key = Annotated[str, Path(description="指标的名称", max_length=100)]


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
    definitions = [_definition(row) for row in definitions_of(f"{city}/{name}", key)]
    return IndicatorDetail(**_indicator(found), values=values, definitions=definitions)


def _definition(row: TakenIndicator) -> DefinitionInfo:
    ended = "" if row.withdrawn_at is None else "corrected" if row.corrected_id else "withdrawn"
    return DefinitionInfo(
        since=row.taken_at,
        organ=row.organ.name,
        told=told_definition(indicator_from(row.name, row.definition)),
        ended_at=row.withdrawn_at,
        ended=ended,
        reason=row.withdrawn_reason,
    )


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


@router.put(
    "/supervision/indicators/{city}/{name}/{key}/definition",
    response={200: Done, **SIGNED_IN},
    summary="改正从文件列入的指标的定义",
)
@requires(Permission.HANDLE_CASES)
def redefine(request: Request, city: City, name: Name, key: Key, asked: RedefinedAsked) -> Done:
    """Correct the definition of an indicator that was taken over; its values stay and are judged anew."""
    given = asked.dict(exclude={"reason"})
    redefine_taken(account_of(request), f"{city}/{name}", key, given, asked.reason, timezone.now())
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
