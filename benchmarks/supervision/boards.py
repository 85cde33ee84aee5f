"""One run of `benchmarks.supervision_boards`, in the installation that the environment names."""

import argparse
import datetime as dt
import sys
import time
from collections.abc import Sequence
from functools import partial

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cases.desk import get, report, served, session  # noqa: E402
from benchmarks.cases.filling import fill  # noqa: E402
from benchmarks.cases.town import open_town  # noqa: E402
from benchmarks.supervision.matters import PROCEDURE, open_offices, store_matters  # noqa: E402
from lingxing.engines.parties.access_types import Account  # noqa: E402
from lingxing.engines.supervision.bulletin_files import bulletin_docx, bulletin_pdf  # noqa: E402
from lingxing.engines.supervision.domain.defining import from_form  # noqa: E402
from lingxing.engines.supervision.domain.snapshots import Period  # noqa: E402
from lingxing.engines.supervision.services.assessing import set_assessment  # noqa: E402
from lingxing.engines.supervision.services.bulletins import draw_up  # noqa: E402

REQUIRED_MILLISECONDS = 300.0
REQUIRED_SECONDS = 10.0
BOARDS = "/supervision/boards/"
ITEMS = "/supervision/boards/items/"
SCORED = {
    "weight-in_time": "70",
    "weight-answered": "30",
    "each-urged": "0.5",
    "most-urged": "10",
    "ranks": "好 60\n差 0",
}


def main() -> int:
    """Measure and print; return 1 where a board or a bulletin misses its figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60)
    options = parser.parse_args()
    today = dt.date.today()  # noqa: DTZ011 - any day near the server's own
    shares = {"submitted": options.cases // 10, "producing": options.cases // 10}
    filled = fill(open_town(20, 5, stations=20), {**shares, "usable": options.cases - sum(shares.values())}, today, {})
    offices, begun = open_offices(), time.perf_counter()
    store_matters(offices, options.matters, today)
    stored = filled.seconds + time.perf_counter() - begun
    print(f"{connection.vendor}: {options.matters:,} matters beside {options.cases:,} cases stored in {stored:.0f} s")
    now = timezone.now()
    set_assessment(offices.office, PROCEDURE, from_form(SCORED), today.year, "基准测试", "", now)
    bulletin = _bulletin(offices.office, today)
    office, leader, unit = (session(one) for one in (offices.office, offices.leader, offices.unit_clerk))
    own, plan = f"{BOARDS}units/{offices.units[0]}/", f"{BOARDS}plans/{offices.plans[0]}/"
    month = f"{today:%Y-%m}"
    connections.close_all()
    with served() as address:
        health = report("/health", options.requests, lambda _: get(f"{address}/health", ""))
        asked = {
            "city": (leader, (BOARDS,)),
            "filters": (
                office,
                (f"{BOARDS}?source=meeting", f"{BOARDS}?urgent=yes", f"{BOARDS}?lead={offices.units[3]}"),
            ),
            "unit": (unit, (own, f"{own}?role=joint", BOARDS)),
            "plan": (leader, (plan,)),
            "list": (
                office,
                (f"{ITEMS}?standing=red", f"{ITEMS}?month={month}&day=due_on", f"{ITEMS}?standing=done&page=9"),
            ),
        }
        tails = [
            report(name, options.requests, partial(_ask, address, pages, key)) for name, (key, pages) in asked.items()
        ]
        report("scores", max(5, options.requests // 10), lambda _: get(f"{address}/supervision/scores/", leader))
    worst = max(tails)
    print(
        f"  p95 of the slowest board is {worst / health:.1f} times that of /health; required < "
        f"{REQUIRED_MILLISECONDS:.0f} ms; a bulletin took {bulletin:.1f} s, required < {REQUIRED_SECONDS:.0f} s"
    )
    return 0 if worst < REQUIRED_MILLISECONDS and bulletin < REQUIRED_SECONDS else 1


def _ask(address: str, pages: Sequence[str], key: str, turn: int) -> None:
    get(address + pages[turn % len(pages)], key)


def _bulletin(account: Account, today: dt.date) -> float:
    """Return the seconds in which the bulletin of the year, the largest there is, is drawn up and set twice."""
    begun = time.perf_counter()
    row = draw_up(account, PROCEDURE, Period(today.year), timezone.now())
    sizes = len(bulletin_pdf(row)), len(bulletin_docx(row))
    took = time.perf_counter() - begun
    print(f"  bulletin of the year: {took:.2f} s, PDF {sizes[0] // 1024} KiB, DOCX {sizes[1] // 1024} KiB")
    return took


if __name__ == "__main__":
    sys.exit(main())
