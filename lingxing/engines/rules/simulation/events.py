"""Rows that are events: sorted by subject and day, each batch holding subjects whole, none with an event missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns.plan import SUBJECT
from lingxing.engines.rules.simulation.reading import Rejection, Rows

BUCKETS = 32
"""Parts that unsorted rows are split into; one at a time is sorted in memory."""
SPOILED = "同一对象的另一行不能用，累计不完整"
_TOO_MANY = "同一对象的事件超过{most}项"
_NUMBERS = "row number"
_COPIES = "in the file"


class OutOfOrder(Exception):
    """Events that are not sorted by subject and day."""


def whole_subjects(batches: Iterator[Rows], order: str, most_events: int) -> Iterator[Rows]:
    """Yield the rows again so that no subject is split. OutOfOrder where they are not sorted.

    A subject with a rejected event, or with more events than the plan's ranges allow, is rejected as a whole.
    """
    waiting: Rows | None = None
    spoiled = np.empty(0, np.int64)
    for rows in batches:
        spoiled = np.union1d(spoiled, rows.spoiled)
        joined = rows if waiting is None else _joined(waiting, rows)
        _check_order(joined.columns[SUBJECT], joined.columns[order])
        cut = _last_start(joined.columns[SUBJECT])
        yield _sound(_part(joined, slice(0, cut)), spoiled, most_events)
        waiting = replace(_part(joined, slice(cut, None)), rejections=(), rejected=0)
        # what was spoiled earlier has been passed by, unless it is the subject still open or one to come
        if len(waiting):
            spoiled = spoiled[spoiled >= waiting.columns[SUBJECT][0]]
    if waiting is not None:
        yield _sound(waiting, spoiled, most_events)


def _check_order(subject: np.ndarray, day: np.ndarray) -> None:
    later = subject[1:] > subject[:-1]
    same = subject[1:] == subject[:-1]
    if not bool(np.all(later | (same & (day[1:] >= day[:-1])))):
        raise OutOfOrder


def _last_start(subject: np.ndarray) -> int:
    """Return where the last subject's rows begin."""
    return int(np.searchsorted(subject, subject[-1])) if len(subject) else 0


def _joined(first: Rows, second: Rows) -> Rows:
    if not len(first):
        return second
    return replace(
        second,
        columns={name: np.concatenate([first.columns[name], second.columns[name]]) for name in first.columns},
        carried={name: _concatenated(first.carried[name], second.carried[name]) for name in first.carried},
        numbers=np.concatenate([first.numbers, second.numbers]),
    )


def _concatenated(first: pa.Array, second: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(first.type):
        return pa.chunked_array([first, second]).unify_dictionaries().combine_chunks()
    return pa.concat_arrays([first, second])


def _part(rows: Rows, part: slice) -> Rows:
    return replace(
        rows,
        columns={name: values[part] for name, values in rows.columns.items()},
        carried={name: array[part] for name, array in rows.carried.items()},
        numbers=rows.numbers[part],
    )


def _sound(rows: Rows, spoiled: np.ndarray, most_events: int) -> Rows:
    subject = rows.columns[SUBJECT]
    broken = np.isin(subject, spoiled) if len(spoiled) else np.zeros(len(subject), np.bool_)
    long = _crowded(subject, most_events)
    left = ~(broken | long)
    if left.all():
        return rows
    reasons = [(broken, SPOILED), (long & ~broken, _TOO_MANY.format(most=most_events))]
    rejections = [
        Rejection(number, SUBJECT, str(who), reason)
        for mask, reason in reasons
        for number, who in zip(rows.numbers[mask].tolist(), subject[mask].tolist(), strict=True)
    ]
    return replace(
        rows,
        columns={name: values[left] for name, values in rows.columns.items()},
        carried={name: array.filter(pa.array(left)) for name, array in rows.carried.items()},
        numbers=rows.numbers[left],
        rejections=(*rows.rejections, *rejections),
        rejected=rows.rejected + len(rejections),
    )


def _crowded(subject: np.ndarray, most_events: int) -> np.ndarray:
    """Return which rows are of subjects with too many events."""
    starts = subject_starts(subject)
    lengths = np.diff(np.append(starts, len(subject)))
    return np.repeat(lengths > most_events, lengths)


def subject_starts(subject: np.ndarray) -> np.ndarray:
    """Return each subject's first row."""
    if not len(subject):
        return np.empty(0, np.int64)
    return np.concatenate([[0], np.flatnonzero(subject[1:] != subject[:-1]) + 1])


# ---- sorting more rows than memory holds ----


@dataclass(slots=True)
class _Buckets:
    """Files of rows, a subject's all in one."""

    folder: Path
    writers: dict[int, pa.RecordBatchFileWriter] = field(default_factory=dict)

    def add(self, place: int, batch: pa.RecordBatch) -> None:
        if place not in self.writers:
            self.writers[place] = pa.ipc.new_file(self.path(place), batch.schema)
        self.writers[place].write_batch(batch)

    def path(self, place: int) -> str:
        return str(self.folder / f"{place}.arrow")


def sorted_events(batches: Iterator[Rows], order: str, most_events: int, folder: Path) -> Iterator[Rows]:
    """Yield the rows sorted by subject and day, bucket after bucket; rows of one day keep the order of the file.

    A subject is rejected as in `whole_subjects`.

    The rows wait in a folder of their own below `folder`, which goes when they are through.
    """
    with TemporaryDirectory(prefix="lingxing-sort-", dir=folder) as held:
        buckets = _Buckets(Path(held))
        spoiled = np.empty(0, np.int64)
        for rows in batches:
            spoiled = np.union1d(spoiled, rows.spoiled)
            yield _part(rows, slice(0, 0))
            _spread(rows, buckets)
        for writer in buckets.writers.values():
            writer.close()
        for place in sorted(buckets.writers):
            yield _sound(_sorted(_loaded(buckets.path(place)), order), spoiled, most_events)


def _spread(rows: Rows, buckets: _Buckets) -> None:
    names = [_NUMBERS, *rows.columns, *(_COPIES + name for name in rows.carried)]
    columns = map(np.ascontiguousarray, rows.columns.values())
    arrays = [pa.array(rows.numbers), *map(pa.array, columns), *map(_plain, rows.carried.values())]
    batch = pa.RecordBatch.from_arrays(arrays, names=names)
    places = (rows.columns[SUBJECT] * 0x9E3779B97F4A7C1 >> 40) % BUCKETS
    ordered = np.argsort(places, kind="stable")
    limits = np.searchsorted(places[ordered], np.arange(BUCKETS + 1))
    for place in range(BUCKETS):
        first, last = limits[place], limits[place + 1]
        if first < last:
            buckets.add(place, batch.take(pa.array(ordered[first:last])))


def _plain(array: pa.Array) -> pa.Array:
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _loaded(path: str) -> pa.Table:
    with pa.memory_map(path) as file, pa.ipc.open_file(file) as reader:
        return reader.read_all().combine_chunks()


def _sorted(table: pa.Table, order: str) -> Rows:
    held = {name: table[name].chunk(0) for name in table.column_names}
    numbers = np.asarray(held.pop(_NUMBERS))
    columns: Mapping[str, np.ndarray] = {n: np.asarray(a) for n, a in held.items() if not n.startswith(_COPIES)}
    ordered = np.lexsort((numbers, columns[order], columns[SUBJECT]))
    carried = {n.removeprefix(_COPIES): a.take(pa.array(ordered)) for n, a in held.items() if n.startswith(_COPIES)}
    return Rows({name: values[ordered] for name, values in columns.items()}, carried, numbers[ordered], (), 0, 1.0)
