"""How fast gazettes are read whole, and in how much memory.

    python -m benchmarks.gazette_check [--times 1,10,100] [FILE…]

Reads the files together, and repeated 10 and 100 times, each repetition in a process of its own that does what
`lingxing gazette check --json` does. Beside it stands a plain pass over the same lines: decode, split at line ends, and
match each line against one expression that finds markers, dates and document numbers. The ratio says how much more the
whole reading costs than that.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sources import REPOSITORY, gazette_files
from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.report import gazette_report

_PLAIN = re.compile(
    r"第[一二三四五六七八九十百]+[章节条]|^\s*[一二三四五六七八九十]+、|^\s*（[一二三四五六七八九十]+）|^\s*\d+[.．、]"
    r"|\d{4}年\d{1,2}月\d{1,2}日|[\u4e00-\u9fff]+〔\d{4}〕\d+号"
)
REQUIRED_PACE = 300_000
REQUIRED_SECONDS = 5.0
REQUIRED_MEGABYTES = 500


def measure(files: Sequence[Path], times: int) -> dict[str, float]:
    """Read all files `times` times one after the other, in this process; return what it took."""
    characters = documents = 0
    whole = plain = 0.0
    with Path(os.devnull).open("w", encoding="utf-8") as sink:
        for _ in range(times):
            for path in files:
                data = path.read_bytes()
                started = time.perf_counter()
                gazette = parse_gazette(read_source(path.name, data))
                json.dump(gazette_report(gazette), sink, ensure_ascii=False)
                whole += time.perf_counter() - started
                started = time.perf_counter()
                text = data.decode()
                sum(len(_PLAIN.findall(line)) for line in text.split("\n"))
                plain += time.perf_counter() - started
                characters += len(text)
                documents += len(gazette.documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"characters": characters, "documents": documents, "whole": whole, "plain": plain, "megabytes": peak}


def in_one_file(files: Sequence[Path], times: int) -> dict[str, float]:
    """Read all files as one long source, `times` times over; return what it took."""
    data = ("\n".join(path.read_text("utf-8") for path in files) + "\n").encode() * times
    started = time.perf_counter()
    gazette = parse_gazette(read_source("joined", data))
    whole = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(data.decode())
    return {"characters": size, "documents": len(gazette.documents), "whole": whole, "plain": 0.0, "megabytes": peak}


def apart(how: str, times: int, files: Sequence[Path]) -> dict[str, float]:
    """Measure in a fresh process, so that memory is this measurement's alone."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.gazette_check",
        "--measure",
        how,
        "--times",
        str(times),
        *map(str, files),
    ]
    done = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 where a required figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--times", default="1,10,100")
    parser.add_argument("--measure", choices=["apart", "joined"], help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    files = [path.resolve() for path in gazette_files(options.files)]
    if options.measure:
        found = (measure if options.measure == "apart" else in_one_file)(files, int(options.times))
        print(json.dumps(found))
        return 0
    return _table(files, [int(times) for times in options.times.split(",")])


def _table(files: Sequence[Path], repetitions: Sequence[int]) -> int:
    print(f"{len(files)} files; a plain pass with one expression over the same lines is 1")
    print(f"{'':>14} {'characters':>12} {'seconds':>8} {'chars/s':>10} {'× plain':>8} {'peak MB':>8}")
    sound = True
    for times in repetitions:
        found = apart("apart", times, files)
        pace = _print_row(f"× {times}", found)
        within = found["whole"] < REQUIRED_SECONDS if times == 1 else pace >= REQUIRED_PACE
        sound = sound and within and found["megabytes"] < REQUIRED_MEGABYTES
    for times in (1, 4):
        _print_row(f"× {times}, one file", apart("joined", times, files))
    return 0 if sound else 1


def _print_row(label: str, found: dict[str, float]) -> float:
    pace = found["characters"] / found["whole"]
    ratio = f"{found['whole'] / found['plain']:8.1f}" if found["plain"] else f"{'':8}"
    size, seconds, peak = f"{found['characters']:12,.0f}", f"{found['whole']:8.2f}", f"{found['megabytes']:8.0f}"
    print(f"{label:>14} {size} {seconds} {pace:10,.0f} {ratio} {peak}")
    return pace


if __name__ == "__main__":
    sys.exit(main())
