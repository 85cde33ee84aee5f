"""A simulation from file to file: rows in, the law in force and the reform worked out, results and sums out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import SUBJECT, Output, Plan, covered_column, eligible_column
from lingxing.engines.rules.simulation.engines import Engine, engine_for
from lingxing.engines.rules.simulation.events import OutOfOrder, sorted_events, subject_starts, whole_subjects
from lingxing.engines.rules.simulation.grouping import Groups
from lingxing.engines.rules.simulation.layout import Layout, lay_out
from lingxing.engines.rules.simulation.reading import Rows, read_rows
from lingxing.engines.rules.simulation.rejects import RejectFile
from lingxing.engines.rules.simulation.results import Columns
from lingxing.engines.rules.simulation.sources import Source, open_source
from lingxing.engines.rules.simulation.summary import Accumulator, OutputSummary, counted
from lingxing.engines.rules.simulation.threads import Behind, ahead
from lingxing.engines.rules.simulation.writing import ResultFile
from lingxing.language.definitions import Fact, Program


@dataclass(frozen=True, slots=True)
class Study:
    """What is to be simulated."""

    law: Program
    reform: Program | None
    """The same rules with other parameters; None where only the law in force is worked out."""
    data: Path
    out: Path
    engine: str = "kernel"
    by: str | None = None
    keep: tuple[str, ...] = ()
    kernels: Path | None = None
    """Where compiled code is kept between runs."""

    @property
    def rejected_path(self) -> Path:
        """Return where rejected rows go."""
        return self.out.with_name(self.out.name + ".rejected.csv")

    @property
    def subjects_path(self) -> Path:
        """Return where results of whole subjects go, where rows are events."""
        return self.out.with_name(f"{self.out.stem}.subjects{self.out.suffix}")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a simulation found."""

    study: Study
    plan: Plan
    rows: int
    """Rows worked out."""
    rejected: int
    """Rows set aside."""
    reasons: Mapping[tuple[str, str], int]
    """Rejections by column and reason."""
    subjects: int
    """Whom the rows are about: as many as rows, unless rows are events."""
    outputs: tuple[OutputSummary, ...]
    assumed: tuple[str, ...]
    """Labels of facts without a column, taken at their defaults."""
    sorted_first: bool
    """Whether the events had to be sorted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a simulation is; the last one has the findings."""

    done: float
    rows: int
    rejected: int
    findings: Findings | None = None


@dataclass(slots=True)
class _Run:
    """A simulation under way."""

    study: Study
    source: Source
    plan: Plan
    layout: Layout
    law: Engine
    reform: Engine | None
    accumulators: list[Accumulator]
    groups: Groups
    rows: int = 0
    rejected: int = 0
    subjects: int = 0
    files: dict[str, ResultFile] = field(default_factory=dict)


def simulate(study: Study) -> Iterator[Progress]:
    """Work the study out, telling how far it is. Memory does not grow with the file.

    Results go to `study.out`, rejected rows to `study.rejected_path`. LingxingError where the file, its columns or the
    engine can't be used; then no result is left.
    """
    source = open_source(study.data)
    try:
        yield from _attempt(study, source, _streamed)
    except OutOfOrder:
        yield from _attempt(study, source, _sorted_first)


_Reading = Callable[["_Run"], Iterator[Rows]]


def _streamed(run: _Run) -> Iterator[Rows]:
    rows = read_rows(run.plan, run.layout, run.source)
    return whole_subjects(rows, run.plan.order, run.plan.most_events) if run.plan.rows else rows


def _sorted_first(run: _Run) -> Iterator[Rows]:
    rows = read_rows(run.plan, run.layout, run.source)
    return sorted_events(rows, run.plan.order, run.plan.most_events, run.study.out.parent)


def _attempt(study: Study, source: Source, reading: _Reading) -> Iterator[Progress]:
    run = _prepared(study, source)
    with RejectFile(study.rejected_path) as rejects:
        try:
            with Behind(_writer_of(run)) as behind:
                for rows in ahead(reading(run)):
                    rejects.write(rows.rejections)
                    run.rejected += rows.rejected
                    if len(rows):
                        behind.put(_worked_out(run, rows))
                    yield Progress(rows.done, run.rows, run.rejected)
        except BaseException:
            for file in run.files.values():
                file.abandon()
            rejects.abandon()
            raise
    for file in run.files.values():
        file.close()
    findings = _findings(run, rejects.reasons, sorted_first=reading is _sorted_first)
    yield Progress(1.0, run.rows, run.rejected, findings)


def _prepared(study: Study, source: Source) -> _Run:
    present = [name for name in source.schema.names if name in facts_of(study.law)]
    plan = lower(study.law, present)
    changed = lower(study.reform, present) if study.reform else None
    labels = {name: fact.label for name, fact in facts_of(study.law).items()}
    asked = _asked(study.law, present)
    inputs = {fact.name: fact for fact in (*asked.inputs, *plan.inputs, *(changed.inputs if changed else ()))}
    needed = replace(asked, inputs=tuple(inputs.values()))
    layout = lay_out(needed, labels, source.schema, study.by, study.keep)
    by = facts_of(study.law).get(study.by or "")
    return _Run(
        study,
        source,
        plan,
        layout,
        engine_for(study.engine, plan, study.kernels),
        engine_for(study.engine, changed, study.kernels) if changed else None,
        counted(plan.outputs),
        Groups(study.by, by.choices if by else {}),
    )


def facts_of(program: Program) -> Mapping[str, Fact]:
    """Return the facts of the subject and of its lists."""
    events = {name: fact for held in program.lists.values() for name, fact in held.facts.items()}
    return {**program.facts, **events}


def _asked(program: Program, present: Sequence[str]) -> Plan:
    """Return the plan that reads every fact that it can't work out itself, whether the file has it or not."""
    own = [name for name, fact in facts_of(program).items() if fact.source is None]
    return lower(program, {*own, *present})


# ---- a batch ----


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch worked out."""

    rows: Rows
    law: Columns
    reform: Columns | None
    starts: np.ndarray | None


def _worked_out(run: _Run, rows: Rows) -> _Batch:
    law = run.law(rows.columns)
    reform = run.reform(rows.columns) if run.reform else None
    starts = subject_starts(rows.columns[SUBJECT]) if run.plan.rows else None
    run.rows += len(rows)
    run.subjects += len(rows) if starts is None else len(starts)
    groups = run.groups.numbers(rows.carried)
    groups = groups[starts] if groups is not None and starts is not None else groups
    for accumulator in run.accumulators:
        before = by_subject(accumulator.output, law, starts)
        after = before if reform is None else by_subject(accumulator.output, reform, starts)
        accumulator.add(before, after, groups, run.groups.count)
    return _Batch(rows, law, reform, starts)


def by_subject(output: Output, columns: Columns, starts: np.ndarray | None) -> Columns:
    """Return the output's columns with a value a subject: events are added up, covered where all of them are."""
    if starts is None or not output.scope:
        return columns
    found = {output.name: np.add.reduceat(columns[output.name].astype(np.int64), starts)}
    found[covered_column(output.name)] = np.logical_and.reduceat(columns[covered_column(output.name)], starts)
    if output.eligible is not None:
        found[eligible_column(output.name)] = np.logical_or.reduceat(columns[eligible_column(output.name)], starts)
    return found


def _writer_of(run: _Run) -> Callable[[_Batch], None]:
    study, plan = run.study, run.plan

    def file(kind: str, path: Path, batch: _Batch, outputs: Sequence[Output]) -> ResultFile:
        if kind not in run.files:
            kept = [pa.field(name, batch.rows.carried[name].type) for name in run.layout.kept]
            run.files[kind] = ResultFile(path, pa.schema(kept), outputs, reformed=study.reform is not None)
        return run.files[kind]

    def write(batch: _Batch) -> None:
        rows = batch.rows
        kept = {name: rows.carried[name] for name in run.layout.kept}
        outputs = [output for output in plan.outputs if output.scope == plan.rows]
        file("rows", study.out, batch, outputs).write(rows.numbers, kept, batch.law, batch.reform)
        whole = [output for output in plan.outputs if output.scope != plan.rows]
        if whole and batch.starts is not None:
            first = pa.array(batch.starts)
            firsts = {name: array.take(first) for name, array in kept.items()}
            target = file("subjects", study.subjects_path, batch, whole)
            target.write(rows.numbers[batch.starts], firsts, batch.law, batch.reform)

    return write


def _findings(run: _Run, reasons: Mapping[tuple[str, str], int], *, sorted_first: bool) -> Findings:
    return Findings(
        run.study,
        run.plan,
        run.rows,
        run.rejected,
        dict(reasons),
        run.subjects,
        tuple(
            accumulator.summary(run.groups.names, reformed=run.reform is not None) for accumulator in run.accumulators
        ),
        tuple(fact.label for fact in run.layout.absent),
        sorted_first,
    )
