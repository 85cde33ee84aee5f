"""Samples and simulations: for those who hold the permission, on generated rows only."""

import datetime as dt
from typing import Any

from ninja import Query, Router

from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.rules import queries
from lingxing.engines.rules.api.schemas import SIGNED_IN, City, Name, SampleAnswer, SampleSelection, Simulation
from lingxing.engines.rules.effects import comparison_json
from lingxing.engines.rules.live import compare
from lingxing.engines.rules.sampled import sampled_cases

router = Router(tags=["规则"])


@router.get(
    "/rules/{city}/{name}/sample", response={200: SampleAnswer, **SIGNED_IN}, auth=SESSION, summary="生成的样本"
)
@requires(Permission.SIMULATE_RULES)
def sample(request: Request, city: City, name: Name, selection: Query[SampleSelection]) -> SampleAnswer:
    """Return invented cases that fit the declarations, many of them on the rules' thresholds."""
    program = queries.program(city, name, request.on)
    cases = sampled_cases(program, selection.rows, selection.seed)
    return SampleAnswer(rows=len(cases), seed=selection.seed, cases=cases)


@router.post(
    "/rules/{city}/{name}/simulate",
    response={200: dict[str, Any], **SIGNED_IN},
    auth=SESSION,
    summary="在样本上模拟调整参数",
)
@requires(Permission.SIMULATE_RULES)
def simulate(request: Request, city: City, name: Name, asked: Simulation, on: dt.date | None = None) -> dict[str, Any]:
    """Return totals, distribution, winners and losers under the changed parameters against the law of the day."""
    del on
    package = queries.package(city, name)
    program = queries.program(city, name, request.on)
    overrides = queries.parameter_settings(program, asked.set)
    found = compare(package, request.on, overrides, rows=asked.rows, seed=asked.seed, by=asked.by)
    return comparison_json(found, program)
