"""Holds one profile against every package: what it is entitled to, what not and why, and what is still to be asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from lingxing.engines.rules.domain.answers import Answer, Missing, Range, Refusal, Result, State, Uncovered
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.overlaps import Candidate, candidate_of, kept_of, reason_for
from lingxing.engines.rules.domain.ownership import measures_of
from lingxing.engines.rules.domain.profiles import SharedFact, cases_of, compatible, shared_facts
from lingxing.language.definitions import Fact, Program
from lingxing.language.nodes import Value

__all__ = ["Entitlement", "Matches", "Question", "SharedFact", "Standing", "match", "shared_facts"]


class Standing(StrEnum):
    """How a profile stands to a measure."""

    ELIGIBLE = "eligible"
    """Every condition holds. Where the amount is still open, the value is None and the text gives the range."""
    GIVES_WAY = "gives_way"
    """Eligible, but another measure for the same thing is kept."""
    REFUSED = "refused"
    UNDECIDED = "undecided"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A measure as it stands for a profile. `reason` says in Chinese why it is not simply granted.

    `value` is in base units; `text` is the amount, or the range that is still possible.
    """

    policy: str
    title: str
    measure: str
    label: str
    article: str
    standing: Standing
    value: Value | None
    text: str
    reason: str
    refusals: tuple[Refusal, ...] = ()
    missing: tuple[Missing, ...] = ()
    scope: str = ""
    index: int | None = None

    @property
    def key(self) -> str:
        """Return `<package>.<measure>`."""
        return f"{self.policy}.{self.measure}"


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask once, and the measures (`<package>.<measure>`) that it helps to settle."""

    key: str
    """Where the answer goes in the profile."""
    kind: str
    label: str
    effort: int
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Measures of which the applicant may choose one; `chosen` is the key of the one taken, "" while that is open."""

    group: str
    label: str
    article: str
    options: tuple[tuple[str, str, str], ...]
    """Key, label and amount of each measure that is granted."""
    chosen: str


@dataclass(frozen=True, slots=True)
class Matches:
    """What a profile is entitled to, package by package; the answers hold everything else that was worked out."""

    entitlements: tuple[Entitlement, ...]
    questions: tuple[Question, ...]
    answers: Mapping[str, Answer]
    alternatives: tuple[Alternatives, ...] = ()

    def standing(self, *standings: Standing) -> tuple[Entitlement, ...]:
        """Return the entitlements that stand in one of the ways named."""
        return tuple(one for one in self.entitlements if one.standing in standings)


def match(
    programs: Iterable[Program], profile: Mapping[str, Any], *, audience: str = "", chosen: Iterable[str] = ()
) -> Matches:
    """Return how the profile stands to every measure of the programs that is for the audience, or to all of them.

    `chosen` names measures as `<package>.<measure>`, where the applicant may choose one. WrongCase holds all mistakes
    of the profile.
    """
    by_id = {program.policy.id: program for program in programs}
    cases = cases_of(by_id, profile)
    answers = {name: calculate(program, cases[name]) for name, program in by_id.items()}
    measures = {name: measures_of(program, audience) for name, program in by_id.items()}
    found = [one for name in by_id for one in _entitlements(by_id[name], answers[name], measures[name])]
    groups, picked = _groups(by_id, answers), frozenset(chosen)
    left = _after_overlaps(groups, found, picked)
    shown = frozenset(one.key for one in found)
    alternatives = tuple(_alternatives(groups, shown, picked))
    return Matches(tuple(left), tuple(_questions(by_id, answers, measures)), answers, alternatives)


# ---- each measure by itself ----


def _entitlements(program: Program, answer: Answer, measures: frozenset[str]) -> Iterator[Entitlement]:
    for result in answer.results():
        if result.name in measures:
            yield _entitlement(program, answer, result)


def _entitlement(program: Program, answer: Answer, result: Result) -> Entitlement:
    standing, reason = _standing(answer, result)
    return Entitlement(
        policy=program.policy.id,
        title=program.policy.instrument or program.policy.title,
        measure=result.name,
        label=result.label,
        article=result.article,
        standing=standing,
        value=result.value,
        text=result.text or _range_text(answer.ranges, result),
        reason=reason,
        refusals=tuple(one for one in answer.refusals if _about(one, result)) if standing is Standing.REFUSED else (),
        missing=tuple(one for one in answer.missing if result.name in one.outputs)
        if result.state is State.MISSING
        else (),
        scope=result.scope,
        index=result.index,
    )


def _standing(answer: Answer, result: Result) -> tuple[Standing, str]:
    if result.state is State.MISSING:
        labels = "、".join(one.label for one in answer.missing if result.name in one.outputs)
        granted = any(one.granted and one.output == result.name and one.index == result.index for one in answer.ranges)
        if granted:
            return Standing.ELIGIBLE, f"条件都已符合，确定金额还需知道：{labels}"
        return Standing.UNDECIDED, f"还需知道：{labels}"
    if result.state is State.NOT_COVERED:
        reason = next((one.reason for one in answer.not_covered if _about(one, result)), "")
        return Standing.NOT_COVERED, reason
    if result.value:
        return Standing.ELIGIBLE, ""
    failed = [one for one in answer.refusals if _about(one, result)]
    return Standing.REFUSED, "；".join(map(refusal_text, failed)) or "按规定计算为零"


def refusal_text(refusal: Refusal) -> str:
    """Return a refusal in one Chinese phrase: 得分实际 62 分，需 ≥ 70 分，差 8 分."""
    parts = [f"{refusal.label}实际{_spaced(refusal.actual)}", f"需{_spaced(refusal.required)}", refusal.distance]
    return "，".join(part for part in parts if part)


def _spaced(text: str) -> str:
    return f" {text}" if text[:1].isascii() or text[:1] in "≥≤≠" else f"为{text.removeprefix('为').lstrip()}"


def _about(one: Refusal | Uncovered, result: Result) -> bool:
    if one.output != result.name:
        return False
    return not one.scope or one.index == result.index


def _range_text(ranges: Sequence[Range], result: Result) -> str:
    return next((one.text for one in ranges if one.output == result.name and one.index == result.index), "")


# ---- measures that exclude each other ----


def _after_overlaps(
    groups: Mapping[str, Sequence[Candidate]], found: list[Entitlement], chosen: frozenset[str]
) -> list[Entitlement]:
    """Return the entitlements, those that give way marked with the reason."""
    for candidates in groups.values():
        kept = kept_of(candidates, chosen)
        others = {one.key for one in candidates if kept is None or one.key != kept.key}
        found = [_compared(one, kept, candidates) if one.key in others else one for one in found]
    return found


def _alternatives(
    groups: Mapping[str, Sequence[Candidate]], shown: frozenset[str], chosen: frozenset[str]
) -> Iterator[Alternatives]:
    """Yield the choices that are the applicant's, where more than one measure shown is granted."""
    for group, candidates in groups.items():
        granted = [one for one in candidates if one.value and one.key in shown]
        if len(granted) > 1 and granted[0].overlap.keep == "chosen":
            overlap, kept = granted[0].overlap, kept_of(candidates, chosen)
            options = tuple((one.key, one.label, one.text) for one in granted)
            yield Alternatives(group, overlap.label, overlap.article, options, kept.key if kept else "")


def _compared(one: Entitlement, kept: Candidate | None, candidates: Sequence[Candidate]) -> Entitlement:
    if one.standing is not Standing.ELIGIBLE or one.scope:
        return one
    if kept is not None:
        return replace(one, standing=Standing.GIVES_WAY, reason=reason_for(kept))
    rivals = [other.label for other in candidates if other.key != one.key and (other.value is None or other.value)]
    if not rivals:
        return one
    overlap = candidates[0].overlap
    rule = "由申请人选择其一" if overlap.keep == "chosen" else "尚未能确定保留哪一项"
    told = f"{one.reason}；" if one.reason else ""
    return replace(one, reason=f"{told}{overlap.label}（{overlap.article}）与“{'”“'.join(rivals)}”不重复享受，{rule}")


def _groups(programs: Mapping[str, Program], answers: Mapping[str, Answer]) -> dict[str, list[Candidate]]:
    """Return the measures of all packages that are compared with each other, by group."""
    groups: dict[str, list[Candidate]] = {}
    for name, program in programs.items():
        upper = {still.output: still.upper for still in answers[name].ranges if not still.scope}
        for overlap in program.policy.overlaps:
            groups.setdefault(overlap.group, []).extend(
                candidate_of(program, overlap, answers[name].outputs[measure], upper, f"{name}.{measure}")
                for measure in overlap.measures
                if measure in answers[name].outputs
            )
    return groups


# ---- what to ask ----


def _questions(
    programs: Mapping[str, Program], answers: Mapping[str, Answer], measures: Mapping[str, frozenset[str]]
) -> list[Question]:
    """Return what is still to be asked for measures, the cheapest first, then what settles more."""
    asked: dict[str, list[tuple[Missing, str]]] = {}
    for name, answer in answers.items():
        for missing in answer.missing:
            about = [f"{name}.{output}" for output in missing.outputs if output in measures[name]]
            if about and missing.kind != "parameter":
                key = _key(programs, name, missing)
                asked.setdefault(key, []).extend((missing, measure) for measure in about)
    questions = [_question(key, entries) for key, entries in asked.items()]
    return sorted(questions, key=lambda question: (question.effort, -len(question.measures)))


def _question(key: str, entries: Sequence[tuple[Missing, str]]) -> Question:
    first = entries[0][0]
    effort = min(missing.effort for missing, _ in entries)
    return Question(key, first.kind, first.label, effort, tuple(dict.fromkeys(measure for _, measure in entries)))


def _key(programs: Mapping[str, Program], policy: str, missing: Missing) -> str:
    """Return where the answer goes: the plain field, or under the package where others mean something else by it."""
    own = _fact(programs[policy], missing)
    others = [fact for fact in (_fact(program, missing) for program in programs.values()) if fact]
    shared = own is None or missing.scope or all(compatible(own, other) for other in others)
    return missing.field if shared else f"{policy}.{missing.field}"


def _fact(program: Program, missing: Missing) -> Fact | None:
    if missing.kind != "fact" or missing.scope:
        return None
    return program.facts.get(missing.name)
