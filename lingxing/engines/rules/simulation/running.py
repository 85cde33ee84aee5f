"""A simulation from file to file: rows in, the law in force and the reform worked out, results and sums out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import SUBJECT, Output, Plan, covered_column, eligible_column
from lingxing.engines.rules.simulation.budget_pass import Settled, ceilings_of, share_budgets
from lingxing.engines.rules.simulation.computing import Computed, Computing, on_arrays, on_spark
from lingxing.engines.rules.simulation.engines import require
from lingxing.engines.rules.simulation.events import OutOfOrder, sorted_events, subject_starts, whole_subjects
from lingxing.engines.rules.simulation.grouping import Groups
from lingxing.engines.rules.simulation.lacking import Ways, nullable_facts
from lingxing.engines.rules.simulation.layout import Layout, lay_out
from lingxing.engines.rules.simulation.reading import Rows, read_rows
from lingxing.engines.rules.simulation.rejects import RejectFile
from lingxing.engines.rules.simulation.results import Columns
from lingxing.engines.rules.simulation.sources import Source, open_source
from lingxing.engines.rules.simulation.summary import Accumulator, OutputSummary, counted, not_added_up
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
    """Rows set aside for values that can't be used."""
    incomplete: int
    """Rows set aside since a fact is empty that a result needs."""
    reasons: Mapping[tuple[str, str], int]
    """Rejections by column and reason."""
    lacking: Mapping[str, int]
    """Incomplete rows by the fact that they lack; those of a subject with such a row count under `subject`."""
    subjects: int
    """Whom the rows are about: as many as rows, unless rows are events."""
    outputs: tuple[OutputSummary, ...]
    assumed: tuple[str, ...]
    """Labels of facts without a column, taken at their defaults."""
    sorted_first: bool
    """Whether the events had to be sorted."""
    single: Mapping[str, str] = field(default_factory=dict)
    """Outputs that mean nothing added up, with the reason by label: they are in the file of results only."""
    budgets: tuple[Settled, ...] = ()
    """What became of the document's yearly budgets."""

    @property
    def set_aside(self) -> int:
        """Return how many rows were not worked out."""
        return self.rejected + self.incomplete

    @property
    def read(self) -> int:
        """Return how many rows the file has."""
        return self.rows + self.set_aside


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a simulation is; the last one has the findings."""

    done: float
    rows: int
    rejected: int
    """Rows set aside, for whatever reason."""
    findings: Findings | None = None


@dataclass(slots=True)
class _Run:
    """A simulation under way."""

    study: Study
    source: Source
    plan: Plan
    layout: Layout
    computing: Computing
    accumulators: list[Accumulator]
    groups: Groups
    rows: int = 0
    rejected: int = 0
    incomplete: int = 0
    subjects: int = 0
    files: dict[str, ResultFile] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)


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
                for batch in run.computing(ahead(reading(run))):
                    rejects.write(batch.rows.rejections)
                    run.rejected += batch.rows.rejected
                    run.incomplete += batch.rows.incomplete
                    if len(batch.rows):
                        behind.put(_counted(run, batch))
                    yield Progress(batch.rows.done, run.rows, run.rejected + run.incomplete)
            _complete(run)
        except BaseException:
            for file in run.files.values():
                file.abandon()
            rejects.abandon()
            raise
    findings = _findings(run, rejects, sorted_first=reading is _sorted_first)
    yield Progress(1.0, run.rows, run.rejected + run.incomplete, findings)


def _prepared(study: Study, source: Source) -> _Run:
    present = [name for name in source.schema.names if name in facts_of(study.law)]
    law = Ways(study.law, tuple(present))
    reform = Ways(study.reform, tuple(present)) if study.reform else None
    plans = [plan for ways in (law, reform) if ways for plan in (ways.plain, ways.partial)]
    labels = {name: fact.label for name, fact in facts_of(study.law).items()}
    asked = _asked(study.law, present)
    inputs = {fact.name: fact for plan in (asked, *plans) for fact in plan.inputs}
    needed = replace(asked, inputs=tuple(inputs.values()))
    layout = lay_out(needed, labels, source.schema, study.by, study.keep)
    by = facts_of(study.law).get(study.by or "")
    return _Run(
        study,
        source,
        law.plain,
        layout,
        _computing(study, law, reform),
        counted(study.law, law.plain.outputs),
        Groups(study.by, by.choices if by else {}),
    )


def _computing(study: Study, law: Ways, reform: Ways | None) -> Computing:
    require(study.engine)
    if study.engine == "spark":
        return on_spark(law, reform, study.out.parent)
    return on_arrays(study.engine, law, reform, study.kernels)


def facts_of(program: Program) -> Mapping[str, Fact]:
    """Return the facts of the subject and of its lists."""
    events = {name: fact for held in program.lists.values() for name, fact in held.facts.items()}
    return {**program.facts, **events}


def _asked(program: Program, present: Sequence[str]) -> Plan:
    """Return the plan that reads every fact that it can't work out itself, whether the file has it or not."""
    own = [name for name, fact in facts_of(program).items() if fact.source is None]
    return lower(program, {*own, *present}, nullable=nullable_facts(program))


# ---- a batch ----


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch worked out."""

    rows: Rows
    law: Columns
    reform: Columns | None
    starts: np.ndarray | None


def _counted(run: _Run, batch: Computed) -> _Batch:
    rows, law, reform = batch.rows, batch.law, batch.reform
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
    known = np.logical_and.reduceat(columns[covered_column(output.name)], starts)
    sums = np.add.reduceat(columns[output.name].astype(np.int64), starts)
    found = {output.name: np.where(known, sums, 0), covered_column(output.name): known}
    if output.eligible is not None:
        found[eligible_column(output.name)] = np.logical_or.reduceat(columns[eligible_column(output.name)], starts)
    return found


def _writer_of(run: _Run) -> Callable[[_Batch], None]:
    def write(batch: _Batch) -> None:
        rows = batch.rows
        kept = {name: rows.carried[name] for name in run.layout.kept}
        types = {name: array.type for name, array in kept.items()}
        _file(run, types, whole=False).write(rows.numbers, kept, batch.law, batch.reform)
        if batch.starts is not None and _outputs(run.plan, whole=True):
            first = pa.array(batch.starts)
            firsts = {name: array.take(first) for name, array in kept.items()}
            _file(run, types, whole=True).write(rows.numbers[batch.starts], firsts, batch.law, batch.reform)

    return write


def _outputs(plan: Plan, *, whole: bool) -> list[Output]:
    """Return the outputs of rows, or, where rows are events, those of `whole` subjects."""
    return [output for output in plan.outputs if (output.scope != plan.rows) is whole]


def _file(run: _Run, types: Mapping[str, pa.DataType], *, whole: bool) -> ResultFile:
    """Return the file of results, made at its first use; one that budgets are still to be shared in waits aside."""
    path = run.study.subjects_path if whole else run.study.out
    if path.name not in run.files:
        outputs = _outputs(run.plan, whole=whole)
        reformed = run.study.reform is not None
        first = _aside(path) if ceilings_of(run.study.law, outputs) else path
        run.files[path.name] = ResultFile(first, pa.schema(list(types.items())), outputs, reformed=reformed)
    return run.files[path.name]


def _aside(path: Path) -> Path:
    return path.with_name(path.name + ".asked.parquet")


def _complete(run: _Run) -> None:
    """Put the files under their names; without a single sound row the results are a heading."""
    study = run.study
    _file(run, {name: run.source.schema.field(name).type for name in run.layout.kept}, whole=False)
    for file in run.files.values():
        file.close()
    for whole, path in ((False, study.out), (True, study.subjects_path)):
        ceilings = ceilings_of(study.law, _outputs(run.plan, whole=whole))
        if ceilings and _aside(path).exists():
            run.settled += share_budgets(study.law, study.reform, ceilings, _aside(path), path)


def _findings(run: _Run, rejects: RejectFile, *, sorted_first: bool) -> Findings:
    reformed = run.study.reform is not None
    return Findings(
        run.study,
        run.plan,
        run.rows,
        run.rejected,
        run.incomplete,
        dict(rejects.reasons),
        dict(rejects.lacking),
        run.subjects,
        tuple(accumulator.summary(run.groups.names, reformed=reformed) for accumulator in run.accumulators),
        tuple(fact.label for fact in run.layout.absent),
        sorted_first,
        {one.label: why for one in run.plan.outputs if (why := not_added_up(run.study.law, one))},
        tuple(run.settled),
    )
