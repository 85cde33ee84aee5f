"""How fast a policy is simulated from Parquet to Parquet, and that memory does not grow with the file.

    python -m benchmarks.rules_files [--millions 1 10 50] [--folder FOLDER]

The rules are the two steps of `benchmarks/rules/packages/sample/two_steps_2024`. Every row is read, checked, worked
out, written and counted for the summary. Each run is a process of its own, so that its peak memory is its own. Beside
it stands, in the same run, what reading and writing the same columns costs with nothing in between. Then DuckDB: the
same rules as SQL on a table in memory, bit for bit the same as the kernel.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.simulation.running import Study, simulate
from lingxing.engines.rules.sql.dialects import DuckDb
from lingxing.engines.rules.sql.duckdb_runner import as_columns, connect
from lingxing.engines.rules.sql.text import select
from lingxing.language.definitions import Program
from lingxing.language.packages import load_folder

PACKAGE = Path(__file__).parent / "rules" / "packages" / "sample" / "two_steps_2024"
REQUIRED_MILLION = 10.0
REQUIRED_MEGABYTES = 1536
FLAT = 1.3
"""What the largest file may take of the memory that the smallest takes."""
GROUP = 1 << 20
LEVELS = ("primary", "secondary", "tertiary")


def main() -> int:
    """Print the rates; return 1 where one misses its figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_run(options.one)))
        return 0
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        met = [files(Path(folder), options.millions), duckdb(10_000_000)]
    return 0 if all(met) else 1


def program() -> Program:
    """Return the two steps."""
    return load_folder(PACKAGE).program()


def made(count: int, seed: int = 7) -> dict[str, np.ndarray]:
    """Return so many stays: expenses in fen, some refunded, and the hospital's level."""
    random = np.random.default_rng(seed)
    expenses = np.minimum(random.exponential(20_000_00, count), 3_000_000_00).astype(np.int64)
    return {
        "expenses": np.where(random.random(count) < 0.01, -expenses // 10, expenses),
        "level": random.integers(0, 3, count),
    }


def write_file(path: Path, count: int) -> None:
    """Write a Parquet file of stays, as any office might: money as DECIMAL(18, 2), names as text."""
    schema = pa.schema(
        [("stay_id", pa.int64()), ("expenses", pa.decimal64(18, 2)), ("level", pa.dictionary(pa.int8(), pa.string()))]
    )
    options = {"use_dictionary": ["level"], "compression": "lz4", "store_decimal_as_integer": True}
    with pq.ParquetWriter(path, schema, **options) as writer:
        for first in range(0, count, GROUP):
            stays = made(min(GROUP, count - first), first)
            size = len(stays["level"])
            money = pa.Array.from_buffers(pa.decimal64(18, 2), size, [None, pa.py_buffer(stays["expenses"])])
            levels = pa.DictionaryArray.from_arrays(stays["level"].astype(np.int8), list(LEVELS))
            ids = pa.array(np.arange(first, first + size))
            writer.write_batch(pa.RecordBatch.from_arrays([ids, money, levels], schema=schema))


def files(folder: Path, millions: list[int]) -> bool:
    """Simulate files of several sizes; return whether rate and memory are as required."""
    peaks: list[float] = []
    rates: list[float] = []
    for million in millions:
        path = folder / "stays.parquet"
        write_file(path, million * 1_000_000)
        command = [sys.executable, "-m", "benchmarks.rules_files", "--one", str(path)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        peaks.append(found["megabytes"])
        rates.append(found["million"])
        print(
            f"{million:3} M rows: {found['million']:.1f} M rows/s from file to file ({found['cpu']:.0f} ns of processor"
            f" a row), {found['million'] / found['copied']:.2f} of a plain copy; peak {found['megabytes']:.0f} MB",
            flush=True,
        )
    fast, small = max(rates) >= REQUIRED_MILLION, max(peaks) <= REQUIRED_MEGABYTES
    flat = peaks[-1] <= FLAT * peaks[0]
    print(f"required ≥ {REQUIRED_MILLION:.0f} M rows/s: {fast}; ≤ {REQUIRED_MEGABYTES} MB: {small}; flat: {flat}")
    return fast and small and flat


def one_run(path: Path) -> dict[str, float]:
    """Return rate, processor time and peak memory of one file; a small file before it warms the compiler up."""
    rules = program()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        out = Path(folder) / "out.parquet"
        small = Path(folder) / "small.parquet"
        write_file(small, 1000)
        run(rules, small, out)
        begun, used = time.perf_counter(), time.process_time()
        rows = run(rules, path, out)
        seconds, processor = time.perf_counter() - begun, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.perf_counter()
        copy(path, out, Path(folder) / "copy.parquet")
        copied = time.perf_counter() - begun
    return {
        "million": rows / seconds / 1e6,
        "cpu": processor / rows * 1e9,
        "megabytes": peak,
        "copied": rows / copied / 1e6,
    }


def run(rules: Program, path: Path, out: Path) -> int:
    """Simulate the file and return how many rows it has."""
    last = list(simulate(Study(rules, None, path, out)))[-1]
    if last.findings is None or last.findings.rejected:
        raise SystemExit("rows were rejected")
    return last.findings.rows


def copy(path: Path, out: Path, to: Path) -> None:
    """Read the data's columns and write as many as the results have, one after the other."""
    writer = None
    with pq.ParquetFile(path) as source, pq.ParquetFile(out) as results:
        for _ in source.iter_batches(GROUP):
            pass
        for batch in results.iter_batches(GROUP):
            writer = writer or pq.ParquetWriter(to, batch.schema, compression="lz4", store_decimal_as_integer=True)
            writer.write_batch(batch)
    if writer is not None:
        writer.close()


def duckdb(count: int) -> bool:
    """Run the rules as SQL on a table in DuckDB's memory; return whether it is fast and equal to the kernel."""
    plan = lower(program())
    columns = made(count)
    wanted = kernel.run(plan, columns)
    duck = connect(memory="4GB")
    given = pa.table(columns)
    duck.register("given", given)
    duck.execute("CREATE TABLE stays AS SELECT * FROM given")
    text = select(plan, "stays", DuckDb())
    rates = []
    for _ in range(3):
        begun = time.perf_counter()
        duck.execute(f"CREATE OR REPLACE TABLE results AS {text}")
        rates.append(count / (time.perf_counter() - begun) / 1e6)
    found = as_columns(plan, duck.sql("SELECT * FROM results").to_arrow_table())
    equal = all(np.array_equal(wanted[name], found[name]) for name in wanted)
    fast = max(rates) >= REQUIRED_MILLION
    print(
        f"DuckDB, table to table: {max(rates):.1f} M rows/s (required ≥ {REQUIRED_MILLION:.0f}: {fast}); equal: {equal}"
    )
    return fast and equal


if __name__ == "__main__":
    sys.exit(main())
