"""Which characters differ between two texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_CLAUSES = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]?")
_CHARACTERS = 250_000
_CLAUSE_LIMIT = 3_000


class RunKind(StrEnum):
    """What happened to a run of characters."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of the old text (same, removed) or of the new one (same, added)."""

    kind: RunKind
    text: str


def text_runs(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs in reading order; same and removed make up `before`, same and added make up `after`.

    Clauses are compared first and characters only inside clauses that differ, so that long texts stay quick; a single
    equal character between two changes counts as changed, so that a reader sees words and not letters.
    """
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    inner = _by_clause(before[head : len(before) - tail], after[head : len(after) - tail])
    runs = [Run(RunKind.SAME, before[:head]), *inner, Run(RunKind.SAME, before[len(before) - tail :])]
    return tuple(_joined(_without_crumbs([run for run in runs if run.text])))


def _shared(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def _by_clause(before: str, after: str) -> list[Run]:
    old, new = _clauses(before), _clauses(after)
    if len(old) > _CLAUSE_LIMIT or len(new) > _CLAUSE_LIMIT:
        return [Run(RunKind.REMOVED, before), Run(RunKind.ADDED, after)]
    runs: list[Run] = []
    for same, first, second in _matched(old, new):
        runs.extend([Run(RunKind.SAME, "".join(first))] if same else _by_character("".join(first), "".join(second)))
    return runs


def _by_character(before: str, after: str) -> list[Run]:
    if not before or not after or len(before) * len(after) > _CHARACTERS:
        return [Run(RunKind.REMOVED, before), Run(RunKind.ADDED, after)]
    runs: list[Run] = []
    for same, first, second in _matched(before, after):
        if same:
            runs.append(Run(RunKind.SAME, "".join(first)))
        else:
            runs += [Run(RunKind.REMOVED, "".join(first)), Run(RunKind.ADDED, "".join(second))]
    return runs


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[bool, Sequence[str], Sequence[str]]]:
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", old[a1:a2], new[b1:b2]


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSES.findall(text) if clause]


def _without_crumbs(runs: list[Run]) -> list[Run]:
    """Return the runs with one-character equal runs between changes taken out on one side and put in on the other."""
    kept: list[Run] = []
    for at, run in enumerate(runs):
        crumb = run.kind is RunKind.SAME and len(run.text) == 1 and 0 < at < len(runs) - 1
        kept += [Run(RunKind.REMOVED, run.text), Run(RunKind.ADDED, run.text)] if crumb else [run]
    return kept


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    removed = added = same = ""
    for run in runs:
        if run.kind is RunKind.SAME:
            yield from _changes(removed, added)
            removed = added = ""
            same += run.text
            continue
        if same:
            yield Run(RunKind.SAME, same)
            same = ""
        removed += run.text if run.kind is RunKind.REMOVED else ""
        added += run.text if run.kind is RunKind.ADDED else ""
    yield from _changes(removed, added)
    if same:
        yield Run(RunKind.SAME, same)


def _changes(removed: str, added: str) -> Iterable[Run]:
    if removed:
        yield Run(RunKind.REMOVED, removed)
    if added:
        yield Run(RunKind.ADDED, added)
