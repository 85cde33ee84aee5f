"""How fast Spark works the rules out, by SQL and by the kernel inside it, and that every row is the same.

    python -m benchmarks.rules_spark [--millions 3]

Needs the extra `spark` and Java 17. The reference is the compiled kernel outside Spark, in the same run.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rules_files import made, program
from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.sql.spark_runner import by_kernel, by_sql, local_session

NUMBER = "stay"


def main() -> int:
    """Print the rates; return 1 where a row differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=int, default=3)
    count = parser.parse_args().millions * 1_000_000
    if shutil.which("java") is None:
        print("left out: Spark needs Java 17")
        return 0
    plan, columns = lower(program()), made(count)
    begun = time.perf_counter()
    wanted = kernel.run(plan, columns)
    kernel.run(plan, columns)
    print(f"kernel alone: compiled and run twice in {time.perf_counter() - begun:.2f} s")
    spark = local_session()
    try:
        with tempfile.TemporaryDirectory() as folder:
            given = Path(folder) / "given.parquet"
            pq.write_table(pa.table({**columns, NUMBER: np.arange(count)}), given, row_group_size=count // 8)
            frame = spark.read.parquet(str(given))
            runs = {
                "SQL": lambda: by_sql(plan, frame, (NUMBER,)),
                "mapInArrow": lambda: by_kernel({"": plan}, frame, (NUMBER,)),
            }
            met = [held(name, make, wanted, count, Path(folder)) for name, make in runs.items()]
    finally:
        spark.stop()
    return 0 if all(met) else 1


def held(name: str, make: object, wanted: dict[str, np.ndarray], count: int, folder: Path) -> bool:
    """Run twice, the second time on the clock; print the rate and return whether every row is the kernel's."""
    for attempt in ("warm", "timed"):
        out = folder / f"{name}-{attempt}"
        begun = time.perf_counter()
        make().write.parquet(str(out))  # type: ignore[operator]
        seconds = time.perf_counter() - begun
    found = pq.read_table(out).sort_by(NUMBER)
    equal = all(np.array_equal(values.astype(np.int64), found[column].to_numpy()) for column, values in wanted.items())
    print(
        f"Spark, {name}: {count / seconds / 1e6:.1f} M rows/s from Parquet to Parquet; equal on {count:,} rows: {equal}"
    )
    return equal


if __name__ == "__main__":
    sys.exit(main())
