"""Files of rows, read batch after batch: Parquet, and CSV whose cells stay text until they are checked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from lingxing.kernel.errors import UnreadableSource

BATCH_ROWS = 1 << 18
_CSV_BLOCK = 1 << 24
_PROBE = 1 << 16
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Chunk:
    """A batch of rows as they stand in the file, with their numbers in it; the first data row is 1."""

    batch: pa.RecordBatch
    numbers: np.ndarray
    done: float
    """Share of the file that is read, 0 to 1."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line of a CSV file that has too many or too few cells."""

    number: int
    text: str
    cells: int
    expected: int


class Source(Protocol):
    """A file of rows."""

    path: Path
    schema: pa.Schema
    broken: list[BrokenLine]
    """Lines that could not be split, as far as the file is read."""

    def chunks(self, columns: Sequence[str], words: Sequence[str] = ()) -> Iterator[Chunk]:
        """Yield the named columns, batch after batch, in the order of the file; `words` have few different values."""


def open_source(path: Path) -> Source:
    """Return the file's rows. UnreadableSource where it is neither Parquet nor CSV, or broken."""
    if not path.is_file():
        raise UnreadableSource("没有这个文件", where=str(path), remedy="请写出Parquet或CSV文件的路径")
    readers: dict[str, Callable[[Path], Source]] = {".parquet": _open_parquet, ".csv": _open_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableSource(f"不认识{path.suffix or '没有后缀的'}文件", where=str(path), remedy="请用.parquet或.csv")
    try:
        return reader(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableSource(f"读不了这个文件（{error}）", where=str(path), remedy="请重新导出") from error


@dataclass(slots=True)
class ParquetSource:
    """A Parquet file; a row group is taken apart into batches, so that memory doesn't grow with the file."""

    path: Path
    schema: pa.Schema
    rows: int
    broken: list[BrokenLine] = field(default_factory=list)

    def chunks(self, columns: Sequence[str], words: Sequence[str] = ()) -> Iterator[Chunk]:
        """Yield the named columns, batch after batch, in the order of the file; `words` have few different values."""
        first = 1
        with pq.ParquetFile(self.path, read_dictionary=list(words), buffer_size=_BUFFER) as file:
            for batch in file.iter_batches(BATCH_ROWS, columns=list(columns), use_threads=False):
                after = first + batch.num_rows
                yield Chunk(batch, np.arange(first, after), (after - 1) / max(self.rows, 1))
                first = after


def _open_parquet(path: Path) -> ParquetSource:
    with pq.ParquetFile(path) as file:
        return ParquetSource(path, file.schema_arrow, file.metadata.num_rows)


@dataclass(slots=True)
class CsvSource:
    """A CSV file with a heading, in UTF-8 or GB18030."""

    path: Path
    schema: pa.Schema
    encoding: str
    broken: list[BrokenLine] = field(default_factory=list)

    def chunks(self, columns: Sequence[str], words: Sequence[str] = ()) -> Iterator[Chunk]:
        """Yield the named columns as text, batch after batch, in the order of the file."""
        del words
        self.broken.clear()
        size = max(self.path.stat().st_size, 1)
        first = 1
        with self.path.open("rb") as file, self._reader(file, columns) as reader:
            for batch in reader:
                numbers = self._numbers(first, batch.num_rows)
                first = int(numbers[-1]) + 1 if len(numbers) else first
                yield Chunk(batch, numbers, min(1.0, file.tell() / size))

    def _reader(self, file: object, columns: Sequence[str]) -> pc_csv.CSVStreamingReader:
        texts = {name: pa.string() for name in columns}
        return pc_csv.open_csv(
            file,
            read_options=pc_csv.ReadOptions(use_threads=False, block_size=_CSV_BLOCK, encoding=self.encoding),
            parse_options=pc_csv.ParseOptions(invalid_row_handler=self._set_aside, newlines_in_values=False),
            convert_options=pc_csv.ConvertOptions(
                column_types=texts, include_columns=list(columns), strings_can_be_null=True, null_values=[""]
            ),
        )

    def _set_aside(self, row: pc_csv.InvalidRow) -> str:
        self.broken.append(BrokenLine(row.number - 1, row.text or "", row.actual_columns, row.expected_columns))
        return "skip"

    def _numbers(self, first: int, count: int) -> np.ndarray:
        """Return the numbers of the next `count` sound rows from row `first` on."""
        gaps = np.array([line.number for line in self.broken if line.number >= first], dtype=np.int64)
        numbers = np.arange(first, first + count + len(gaps))
        return numbers[~np.isin(numbers, gaps)][:count]


def _open_csv(path: Path) -> CsvSource:
    encoding = _encoding(path)
    with path.open("rb") as file:
        options = pc_csv.ReadOptions(use_threads=False, block_size=_CSV_BLOCK, encoding=encoding)
        skipping = pc_csv.ParseOptions(invalid_row_handler=lambda _: "skip")
        names = pc_csv.open_csv(file, read_options=options, parse_options=skipping).schema.names
    return CsvSource(path, pa.schema([(name, pa.string()) for name in names]), encoding)


def _encoding(path: Path) -> str:
    """Return the encoding of the first bytes: spreadsheets in China still write GB18030."""
    with path.open("rb") as file:
        start = file.read(_PROBE)
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
