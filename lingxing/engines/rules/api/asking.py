"""Questions to the rules: one case, or one profile against a whole city. Asked by POST, answered, forgotten."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ninja import Router

from lingxing.engines.parties.access import Request, only_answers, public
from lingxing.engines.rules import queries
from lingxing.engines.rules.api.schemas import (
    REFUSALS,
    Calculation,
    City,
    EntitlementInfo,
    MatchAnswer,
    Name,
    Profile,
    QuestionInfo,
)
from lingxing.engines.rules.domain.answers import answer_json
from lingxing.engines.rules.domain.calculation import calculate as work_out
from lingxing.engines.rules.domain.cases import WrongCase, WrongValue, read_case
from lingxing.engines.rules.domain.matching import Entitlement, Question, SharedFact, shared_facts
from lingxing.engines.rules.domain.matching import match as match_profile
from lingxing.engines.rules.domain.wording import json_value
from lingxing.engines.rules.schema import fact_schema
from lingxing.kernel.errors import NotFound
from lingxing.language.definitions import Program

router = Router(tags=["规则"])


@router.post("/rules/match", response={200: MatchAnswer, **REFUSALS}, summary="能享受什么，不保存")
@public
@only_answers
def match(request: Request, asked: Profile, on: dt.date | None = None) -> dict[str, Any]:
    """Return how the profile stands to every measure of the city that is in force, and what to ask next."""
    del on
    programs = queries.programs(asked.city, asked.audience, request.on)
    if not programs:
        raise NotFound("这个城市没有在施行的这类规则", where=asked.city, remedy="有哪些规则见 /api/rules")
    _check_chosen(asked.chosen, programs)
    found = match_profile(programs, asked.profile, audience=asked.audience, chosen=asked.chosen)
    by_id = {program.policy.id: program for program in programs}
    facts = {shared.key: shared for shared in shared_facts(programs) if shared.listed is None}
    return {
        "entitlements": [_entitlement(one, by_id[one.policy]) for one in found.entitlements],
        "questions": [_question(one, facts) for one in found.questions],
    }


@router.post(
    "/rules/{city}/{name}/calculate", response={200: dict[str, Any], **REFUSALS}, summary="计算一个情况，不保存"
)
@public
@only_answers
def calculate(
    request: Request, city: City, name: Name, asked: Calculation, on: dt.date | None = None
) -> dict[str, Any]:
    """Return the answer as `lingxing rules calculate --json` prints it: outputs, trace, refusals, what is missing."""
    del on
    program = queries.program_with(city, name, request.on, asked.set)
    return answer_json(work_out(program, read_case(program, asked.case)))


def _check_chosen(chosen: Sequence[str], programs: Sequence[Program]) -> None:
    """Raise WrongCase that names every entry that is no measure among which the applicant chooses."""
    overlaps = [(program.policy.id, overlap) for program in programs for overlap in program.policy.overlaps]
    known = [f"{name}.{one}" for name, overlap in overlaps if overlap.keep == "chosen" for one in overlap.measures]
    told = f"应为其中之一：{'、'.join(known)}" if known else "这里没有可以自选其一的措施"
    wrong = [WrongValue(f"chosen[{at}]", one, told) for at, one in enumerate(chosen) if one not in known]
    if wrong:
        raise WrongCase(wrong)


def _entitlement(one: Entitlement, program: Program) -> EntitlementInfo:
    kind = program.formulas[one.measure].node.type
    return EntitlementInfo(
        policy=one.policy,
        title=one.title,
        measure=one.measure,
        label=one.label,
        article=one.article,
        standing=one.standing.value,
        value=json_value(one.value, kind),
        unit=str(kind.unit) if kind.unit.label else "",
        text=one.text,
        reason=one.reason,
        missing=[missing.field for missing in one.missing],
    )


def _question(one: Question, facts: dict[str, SharedFact]) -> QuestionInfo:
    shared = facts.get(one.key)
    return QuestionInfo(
        key=one.key,
        kind=one.kind,
        label=one.label,
        effort=one.effort,
        measures=list(one.measures),
        fact=fact_schema(shared.fact) if shared else {},
    )
