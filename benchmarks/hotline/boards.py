"""One run of `benchmarks.hotline_boards`, in the installation that the environment names."""

import argparse
import datetime as dt
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.db import connection, connections, transaction  # noqa: E402

from benchmarks.cases.desk import get, report, served, session  # noqa: E402
from benchmarks.cases.filling import copy_rows, day_of, padded, uuid_of  # noqa: E402
from benchmarks.hotline.town import KINDS, PACKAGE, SERVICE, Town, intake, open_town  # noqa: E402
from lingxing.engines.cases.models import Case  # noqa: E402
from lingxing.engines.hotline.models import Tally, Ticket  # noqa: E402
from lingxing.engines.hotline.services.dispatching import forward  # noqa: E402
from lingxing.engines.hotline.services.following import recount  # noqa: E402
from lingxing.engines.hotline.services.intake import take  # noqa: E402
from lingxing.kernel.dates import SHANGHAI  # noqa: E402

REQUIRED_MILLISECONDS = 300.0
MONTHS = 24
_CHUNK = 50_000


def main() -> int:
    """Measure and print; return 1 where a page misses its figure or a sum is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60)
    options = parser.parse_args()
    town = open_town(2)
    begun = time.perf_counter()
    _fill(town, options.tickets)
    wrong = recount(town.hotline) if options.tickets <= 100_000 else []
    stored, summed = Ticket.objects.count(), sum(Tally.objects.values_list("received", flat=True))
    print(
        f"{connection.vendor}: {stored:,} tickets stored in {time.perf_counter() - begun:.0f} s; figures say {summed:,}"
    )
    key = session(town.operators[0])
    today = dt.datetime.now(SHANGHAI).date()
    base = f"/hotline/{PACKAGE}/{SERVICE}/"
    month, year = f"{_month(today, 3):%Y-%m}", str(_month(today, 3).year)
    unit = town.units[3]
    pages = {
        "month": [f"{base}board/?period={month}"],
        "year": [f"{base}board/?period={year}"],
        "desk": ["/hotline-desk/"],
        "lists": [
            f"{base}tickets/",
            f"{base}tickets/?period={month}&organ={unit}",
            f"{base}tickets/?period={month}&measure=emergency",
            f"{base}tickets/?period={year}&measure=redone&organ={unit}",
            f"{base}tickets/?period={year}&measure=overdue",
        ],
        "call": [f"{base}call/?phone=13900000007"],
    }
    connections.close_all()
    worst = 0.0
    with served() as address:
        report("/health", options.requests, lambda _: get(f"{address}/health", ""))
        for name, paths in pages.items():
            addresses = cycle([address + path for path in paths])
            worst = max(worst, report(name, options.requests, partial(_get_next, addresses, key)))
    print(f"  the slowest p95 is {worst:.1f} ms; required < {REQUIRED_MILLISECONDS:.0f} ms")
    return 0 if worst < REQUIRED_MILLISECONDS and stored == summed and not wrong else 1


def _get_next(addresses: Iterator[str], key: str, _: int) -> None:
    get(next(addresses), key)


def _month(day: dt.date, back: int) -> dt.date:
    months = day.year * 12 + day.month - 1 - back
    return dt.date(months // 12, months % 12 + 1, 1)


def _fill(town: Town, count: int) -> None:
    """Copy a ticket that went through the services: of every hundred one is open with a unit, the rest are filed."""
    now = dt.datetime.now(SHANGHAI)
    made = take(town.hotline, intake(1), town.acting[0], now)
    forward(town.operators[0], made.case_id, town.units[0], "", now)
    changed = _changed(town, now.date())
    for start in range(1, count, _CHUNK):
        span = (start, min(start + _CHUNK, count) - 1)
        with transaction.atomic():
            copy_rows(
                Case, "id", made.case_id, span, {"id": uuid_of(9), "number": changed["number"], "code_digest": "''"}
            )
            copy_rows(Ticket, "case_id", made.case_id, span, changed)
    _sum_up()
    if connection.vendor == "postgresql":  # its autovacuum does the same within a minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _changed(town: Town, today: dt.date) -> dict[str, str]:
    """Return SQL for the columns of a copy, {i} its number."""
    date = "DATE " if connection.vendor == "postgresql" else ""
    months = [f"{date}'{_month(today, back)}'" for back in range(MONTHS)]
    filed = ",received,forwarded,concluded,handled,on_time,to_call,called,rated,satisfied,"
    counts = (
        f"CASE WHEN {{i}} %% 100 = 0 THEN ',received,forwarded,' WHEN {{i}} %% 500 = 1 THEN '{filed}emergency,' "
        f"WHEN {{i}} %% 37 = 0 THEN '{filed}redone,' ELSE '{filed}' END"
    )
    return {
        "case_id": uuid_of(9),
        "number": "'B' || " + padded("{i}", 8),
        "kind": _one_of(KINDS),
        "channel": _one_of(("telephone", "web", "wechat", "mail")),
        "month": _choice(months),
        "organ_id": f"{town.units[0]} + {{i}} %% {len(town.units)}",
        "state": "CASE WHEN {i} %% 100 = 0 THEN 'forwarded' ELSE 'archived' END",
        "open": "({i} %% 100 = 0)",
        "handled": "({i} %% 100 <> 0)",
        "due_on": f"CASE WHEN {{i}} %% 100 = 0 THEN {day_of(today, '({i} / 100) % 9 - 4')} END",
        "caller": padded("{i}", 64),
        "counts": counts,
    }


def _one_of(words: Sequence[str]) -> str:
    return _choice([f"'{word}'" for word in words])


def _choice(values: Sequence[str]) -> str:
    whens = " ".join(f"WHEN {place} THEN {value}" for place, value in enumerate(values))
    return f"CASE {{i}} %% {len(values)} {whens} END"


def _sum_up() -> None:
    """Write the sums of all tickets by the database itself, in the words of the recount."""
    names = [field.name for field in Tally._meta.concrete_fields][7:]
    sums = ", ".join(f"SUM(CASE WHEN counts LIKE '%%,{name},%%' THEN 1 ELSE 0 END)" for name in names)
    place = "package, service, month, organ, kind, channel"
    select = f"SELECT package, service, month, COALESCE(organ_id, 0), kind, channel, {sums} FROM hotline_ticket"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM hotline_tally")
        cursor.execute(
            f"INSERT INTO hotline_tally ({place}, {', '.join(names)}) {select} "
            "GROUP BY package, service, month, organ_id, kind, channel",
            (),
        )


if __name__ == "__main__":
    sys.exit(main())
