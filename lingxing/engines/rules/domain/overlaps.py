"""Measures that exclude each other for the same thing: which one is kept, and why the others give way."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.answers import GivesWay, Range, Result, State
from lingxing.engines.rules.domain.wording import value_text
from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Overlap, Program

_RULES = {"highest": "就高不重复", "newest": "从新", "chosen": "由申请人选择"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure in a comparison. `value` is None while it is undecided, and then it may reach `upper` (None: any)."""

    key: str
    label: str
    value: Exact | None
    upper: Any
    effective: dt.date
    text: str
    overlap: Overlap


def kept_of(candidates: Sequence[Candidate], chosen: Iterable[str] = ()) -> Candidate | None:
    """Return the measure that is kept, None while that is open.

    `highest`: nothing undecided may still exceed it; of equal ones the first. `newest`: of the document in force last;
    of one document the highest. `chosen`: the one that the applicant names.
    """
    settled = [candidate for candidate in candidates if candidate.value]
    undecided = [candidate for candidate in candidates if candidate.value is None]
    keep = candidates[0].overlap.keep if candidates else ""
    picked = set(chosen)
    if keep == "chosen":
        return next((candidate for candidate in settled if candidate.key in picked), None)
    if not settled:
        return None
    if keep == "newest":
        latest = max(candidate.effective for candidate in settled)
        if any(candidate.effective >= latest for candidate in undecided):
            return None
        settled = [candidate for candidate in settled if candidate.effective == latest]
        return max(settled, key=_value)
    best = max(settled, key=_value)
    open_ = any(one.upper is None or one.upper > _value(best) for one in undecided)
    return None if open_ else best


def _value(candidate: Candidate) -> Exact:
    return candidate.value or 0


def reason_for(kept: Candidate) -> str:
    """Return in Chinese why the others give way."""
    rule = _RULES[kept.overlap.keep]
    article = f"（{kept.overlap.article}）" if kept.overlap.article else ""
    return f"{kept.overlap.label}{rule}{article}，已取“{kept.label}”{kept.text}"


def compare_own(program: Program, outputs: Mapping[str, Result], ranges: Iterable[Range]) -> tuple[GivesWay, ...]:
    """Return the measures of one document that give way to another of it."""
    upper = {still.output: still.upper for still in ranges if not still.scope}
    found: list[GivesWay] = []
    for overlap in program.policy.overlaps:
        candidates = [
            candidate_of(program, overlap, outputs[name], upper) for name in overlap.measures if name in outputs
        ]
        kept = kept_of(candidates)
        if kept is None:
            continue
        found += [
            GivesWay(candidate.key, kept.key, reason_for(kept), overlap)
            for candidate in candidates
            if candidate.value and candidate is not kept
        ]
    return tuple(found)


def choices_to_make(program: Program, outputs: Mapping[str, Result]) -> tuple[str, ...]:
    """Return in Chinese which measures exclude each other by the applicant's choice, where more than one is granted."""
    notices: list[str] = []
    for overlap in program.policy.overlaps:
        granted = [outputs[name] for name in overlap.measures if name in outputs and outputs[name].value]
        if overlap.keep == "chosen" and len(granted) > 1:
            labels = "”“".join(result.label for result in granted)
            article = f"（{overlap.article}）" if overlap.article else ""
            notices.append(f"{overlap.label}{article}：“{labels}”只能享受一项，由申请人选择")
    return tuple(notices)


def candidate_of(
    program: Program, overlap: Overlap, result: Result, upper: Mapping[str, Any], key: str = ""
) -> Candidate:
    """Return a measure as it enters the comparison."""
    value = result.value
    amount = value if isinstance(value, (int, Fraction)) else 0
    return Candidate(
        key or result.name,
        result.label,
        None if result.state is State.MISSING else amount,
        upper.get(result.name),
        program.policy.effective,
        value_text(value, result.type) if value is not None else "",
        overlap,
    )
