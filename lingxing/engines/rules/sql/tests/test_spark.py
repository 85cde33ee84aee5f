"""Spark, by SQL and by the kernel inside it, against the arrays."""

import random
import shutil

import numpy as np
import pyarrow as pa
import pytest

from lingxing.engines.rules.columns import numpy_blocks
from lingxing.engines.rules.columns.tests.cases import cases, columns_of
from lingxing.engines.rules.columns.tests.test_equality import random_program
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import SUBJECT
from lingxing.engines.rules.sql.spark_runner import by_kernel, by_sql, local_session
from lingxing.engines.rules.sql.text import ROW_ORDER

pytest.importorskip("pyspark", reason="the extra spark is not installed")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, which is not installed")
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def spark():
    session = local_session()
    yield session
    session.stop()


def in_kernel(plan, frame, carried):
    return by_kernel({"": plan}, frame, carried)


@pytest.mark.parametrize("events", [False, True])
@pytest.mark.parametrize("run", [by_sql, in_kernel])
@pytest.mark.parametrize("seed", SEEDS)
def test_spark_gives_what_the_arrays_give(spark, events, run, seed):
    chance = random.Random(seed)
    program = random_program(chance, events=events)
    plan = lower(program, rows="claims" if events else "")
    columns = columns_of(program, cases(chance, program, 60), plan.rows)
    wanted = numpy_blocks.run(plan, columns)
    given = {name: pa.array(values) for name, values in columns.items()}
    given[ROW_ORDER] = pa.array(np.arange(len(next(iter(columns.values())))))
    frame = spark.createDataFrame(pa.table(given)).repartition(3)
    carried = (SUBJECT, ROW_ORDER) if events else (ROW_ORDER,)
    found = run(plan, frame, carried).toArrow().sort_by(ROW_ORDER)
    for name in plan.row_cells:
        assert np.array_equal(wanted[name], found[name].to_numpy()), name
    if events:
        place = np.unique(columns[SUBJECT], return_inverse=True)[1]
        for name in plan.subject_cells:
            assert np.array_equal(wanted[name][place], found[name].to_numpy()), name
