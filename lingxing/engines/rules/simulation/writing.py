"""The file of results: the columns carried along, each output under the law in force, and under the reform."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from lingxing.engines.rules.domain.columns.plan import Output
from lingxing.engines.rules.simulation.results import Columns, column_name, eligible, written, written_type
from lingxing.kernel.errors import LingxingError

ROW = "row"
"""Name of the column that tells where a row stood in the data."""
REFORM = ".reform"
_GROUP_ROWS = 1 << 20


class ResultFile:
    """A Parquet or CSV file of results; it appears under its name when it is complete."""

    def __init__(self, path: Path, carried: pa.Schema, outputs: Sequence[Output], *, reformed: bool) -> None:
        self.path = path
        self._outputs = outputs
        self._reformed = reformed
        self.schema = pa.schema([pa.field(ROW, pa.int64()), *carried, *_fields(outputs, reformed=reformed)])
        self._partial = path.with_name(path.name + ".partial")
        self._writer = open_writer(self._partial, path.suffix.lower(), self.schema)

    def write(self, numbers: object, carried: Mapping[str, pa.Array], law: Columns, reform: Columns | None) -> None:
        """Add a batch."""
        arrays = [pa.array(numbers), *carried.values()]
        for output in self._outputs:
            arrays += _written(output, law)
            if reform is not None:
                arrays += _written(output, reform)
        self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self.schema))

    def close(self) -> None:
        """Complete the file."""
        self._writer.close()
        self._partial.replace(self.path)

    def abandon(self) -> None:
        """Leave no file."""
        self._writer.close()
        self._partial.unlink(missing_ok=True)


def _fields(outputs: Sequence[Output], *, reformed: bool) -> list[pa.Field]:
    fields = []
    for output in outputs:
        for suffix in ("", REFORM) if reformed else ("",):
            fields.append(pa.field(column_name(output) + suffix, written_type(output)))
            if output.eligible is not None:
                fields.append(pa.field(f"{output.name}.eligible{suffix}", pa.bool_()))
    return fields


def _written(output: Output, columns: Columns) -> list[pa.Array]:
    arrays = [written(output, columns)]
    if output.eligible is not None:
        arrays.append(pa.array(eligible(output, columns).view("bool")))
    return arrays


def open_writer(path: Path, suffix: str, schema: pa.Schema) -> "pq.ParquetWriter | pc_csv.CSVWriter":
    """Return what writes a Parquet or CSV file, as the suffix says."""
    if suffix == ".csv":
        return pc_csv.CSVWriter(path, schema)
    if suffix != ".parquet":
        raise LingxingError(f"结果文件不能是{suffix or '没有后缀的'}文件", where=str(path), remedy="请用.parquet或.csv")
    words = [field.name for field in schema if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]
    numbers = {field.name: "DELTA_BINARY_PACKED" for field in schema if pa.types.is_integer(field.type)}
    return pq.ParquetWriter(
        path,
        schema,
        compression="lz4",
        use_dictionary=words,
        column_encoding=numbers,
        write_statistics=False,
        store_decimal_as_integer=True,
    )
