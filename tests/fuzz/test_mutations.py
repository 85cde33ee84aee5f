"""No damage to a gazette makes the reader crash or hang, and what it reads stays sound."""

import signal

import pytest

from tests.fuzz.mutations import MUTATIONS, mutated
from tests.fuzz.soundness import faults, read_whole
from tests.sizes import sized

SEEDS_EACH = sized(8, 18)
TIMES = sized(40_000, 100_000)
MEGABYTES = sized(3, 10)
LONGEST = 12_000
PATIENCE = 60


@pytest.fixture(scope="module")
def texts(request, examples):
    """Return the examples, and the reference gazettes where they lie beside the repository."""
    beside = request.config.rootpath.parent / "shared" / "gazettes"
    files = [*sorted(examples.glob("*.txt")), *sorted(beside.glob("*.txt"))]
    return [path.read_text("utf-8") for path in files]


@pytest.fixture
def _patience():
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)


@pytest.mark.usefixtures("_patience")
@pytest.mark.parametrize("kind", range(len(MUTATIONS)), ids=[mutation.__name__ for mutation in MUTATIONS])
def test_a_damaged_gazette_is_read_or_refused(kind, texts):
    for turn in range(SEEDS_EACH):
        seed = kind + turn * len(MUTATIONS)
        name, data = mutated(texts[seed % len(texts)], seed, LONGEST)
        gazette = read_whole(data)
        if gazette is not None:
            assert list(faults(gazette)) == [], f"{name}, seed {seed}"


def test_megabytes_in_one_line_are_read_or_refused(texts):
    line = "".join("".join(texts).split())
    data = (line * (MEGABYTES * 1_000_000 // len(line.encode()) + 1)).encode()
    assert len(data) >= MEGABYTES * 1_000_000
    read_whole(data)


@pytest.mark.parametrize(
    "piece", ["（", "《", "第", "一、", "<div>", "“", "1.", "第一条", "　", "责任单位：", "、", "附件", "20", "\t"]
)
def test_the_same_over_and_over_is_read_or_refused(piece):
    read_whole((piece * TIMES).encode())
    read_whole((f"{piece}\n" * (TIMES // 5)).encode())


def test_a_fault_is_seen(texts):
    gazette = read_whole(texts[0].encode())
    assert gazette is not None
    assert gazette.documents
    shortened = type(gazette)(
        source=type(gazette.source)("a", "b", gazette.source.lines[:3]),
        info=gazette.info,
        documents=gazette.documents,
    )
    assert list(faults(shortened))
