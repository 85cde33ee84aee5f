"""Yearly scores through the API: the units with counts, and what the score of one comes from, page by page."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from django.utils import timezone
from django.utils.http import urlencode
from ninja import Path, Query, Router

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.supervision.api.board_schemas import SIGNED_IN, Done
from lingxing.engines.supervision.api.score_schemas import (
    NamedCount,
    NamedMatters,
    NewAssessment,
    ScoreDeduction,
    ScoreDetail,
    ScoreInfo,
    ScorePart,
    ScoresAnswer,
)
from lingxing.engines.supervision.domain.boards import rounded
from lingxing.engines.supervision.domain.defining import definition_text, read_definition
from lingxing.engines.supervision.domain.scoring import Named, Score
from lingxing.engines.supervision.queries.indicators import stored
from lingxing.engines.supervision.queries.scores import YearScores, score_of, seen, year_scores
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.engines.supervision.services.assessing import set_assessment

router = Router(tags=["督查看板"], auth=SESSION)
_MOST = 100
City = Annotated[str, Path(description="城市，标识的前一段", max_length=60)]
Name = Annotated[str, Path(description="文件，标识的后一段", max_length=100)]
_FIRST, _LAST = 2000, 2199


@router.get("/supervision/scores", response={200: ScoresAnswer, **SIGNED_IN}, summary="年度考评")
@requires(Permission.READ_BOARDS)
def scores(request: Request, procedure: str, year: int, on: dt.date | None = None) -> ScoresAnswer:
    """Return the scores of a year that the account may see, as of today or the year's end: counts, and for each unit
    the address that names its matters."""
    del on
    found = year_scores(procedure, min(max(year, _FIRST), _LAST), today())
    rows = seen(found, sight_of(account_of(request), today()))
    return ScoresAnswer(
        procedure=procedure,
        year=found.year,
        on=found.on,
        definition=definition_text(found.by.assessment),
        scores=[ScoreInfo(**_score(found, row)) for row in rows],
    )


@router.get(
    "/supervision/scores/{unit}", response={200: ScoreDetail, **SIGNED_IN}, summary="一个单位的考评得分从哪里来"
)
@requires(Permission.READ_BOARDS)
def score(
    request: Request,
    unit: Annotated[int, Path(description="单位的机构编号", ge=0, le=2**31 - 1)],
    procedure: str,
    year: int,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    size: Annotated[int, Query(ge=1, le=_MOST, description="每页最多写出几件")] = _MOST,
) -> ScoreDetail:
    """Return a unit's score with a page of the matters that each measure and deduction comes from."""
    found = year_scores(procedure, min(max(year, _FIRST), _LAST), today(), (unit,))
    row = score_of(seen(found, sight_of(account_of(request), today())), unit)
    short = [(part.measure.label, part.short) for part in row.parts]
    taken = [(one.deduction.label, one.named) for one in row.taken]
    longest = max((len(named) for _, named in (*short, *taken)), default=0)
    return ScoreDetail(
        **_score(found, row),
        short=[_page(label, named[(page - 1) * size : page * size], len(named)) for label, named in short],
        taken_for=[_page(label, named[(page - 1) * size : page * size], len(named)) for label, named in taken],
        page=page,
        pages=max(1, -(-longest // size)),
    )


def _page(label: str, shown: Sequence[Named], total: int) -> NamedMatters:
    told = [NamedCount(id=one.id, label=one.label, times=one.times) for one in shown]
    return NamedMatters(label=label, total=total, named=told)


def _score(found: YearScores, row: Score) -> dict[str, Any]:
    parts = [
        ScorePart(
            label=part.measure.label,
            good=part.good,
            of=part.of,
            weight=stored(part.measure.weight),
            marks=None if part.marks is None else str(part.marks),
        )
        for part in row.parts
    ]
    lost = [
        ScoreDeduction(label=one.deduction.label, times=one.times, marks=str(one.marks), limited=one.limited)
        for one in row.taken
    ]
    return {
        "unit": row.unit,
        "name": found.names.get(row.unit, ""),
        "place": row.place,
        "marks": str(row.marks),
        "shown": rounded(row.marks, found.by.assessment.decimals),
        "grade": row.grade,
        "matters": row.matters,
        "parts": parts,
        "deductions": lost,
        "detail": _detail(found, row.unit),
    }


def _detail(found: YearScores, unit: int) -> str:
    query = urlencode({"procedure": found.procedure, "year": str(found.year)})
    return f"/api/supervision/scores/{unit}?{query}"


@router.post("/supervision/assessments/{city}/{name}", response={200: Done, **SIGNED_IN}, summary="督查室制定考评办法")
@requires(Permission.HANDLE_CASES)
def new_assessment(request: Request, city: City, name: Name, given: NewAssessment) -> Done:
    """Keep how the office assesses from a year on."""
    made = read_definition(given.definition)
    package = f"{city}/{name}"
    set_assessment(account_of(request), package, made, given.first_year, given.reason, given.source, timezone.now())
    return Done()
