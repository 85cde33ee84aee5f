"""One of several processes that act in the same cases at the same moment.

It prints one JSON line. Every process says that it is ready and waits to be let go, so that all of them act at once.
"""

import json
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import django
from django.db import connection

django.setup()

from lingxing.engines.cases.domain.refusals import Refused  # noqa: E402 - tables need Django
from lingxing.engines.cases.domain.state import Command  # noqa: E402
from lingxing.engines.cases.services.acting import perform  # noqa: E402
from lingxing.engines.cases.services.results import Stale  # noqa: E402
from lingxing.engines.cases.tests.homes import Town, at, installed_homes, open_town  # noqa: E402
from lingxing.engines.parties.models import Account  # noqa: E402
from lingxing.engines.parties.organs.models import Organ  # noqa: E402

MONDAY, TUESDAY = at("2026-03-02"), at("2026-03-03")


def lay_out() -> object:
    """Return the ids of a home, of two cases that may choose it, and of one that waits for the clerk."""
    _start()
    town = open_town()
    home = town.home(MONDAY).case.pk
    cases = [town.offered(MONDAY, who) for who in (town.anna, town.ben)]
    return {"home": str(home), "cases": [str(case) for case in cases], "sent": str(town.apply(MONDAY).case.pk)}


def choose(case: str, home: str, username: str) -> object:
    """Choose the home for a case."""
    town = _town()
    who = town.applicant(Account.objects.get(username=username))
    _start()
    perform(UUID(case), Command("choose", {"home": home, "ends_on": "2028-02-29"}), who, TUESDAY)
    return "done"


def send(case: str) -> object:
    """Send a case on from a page that shows its first event."""
    town = _town()
    _start()
    perform(UUID(case), Command("send", originals_seen=True), town.staff("clerk"), TUESDAY, revision=1)
    return "done"


def apply(username: str, count: str, key: str = "") -> list[str]:
    """Open cases and return their numbers; with a key, the same request again and again."""
    town = _town()
    who = Account.objects.get(username=username)
    _start()
    return [town.apply(TUESDAY, who, key).case.number for _ in range(int(count))]


def crowd(username: str, threads: str) -> object:
    """Open two cases in each of so many threads and return their numbers."""
    town, who = _town(), Account.objects.get(username=username)
    _start()
    with ThreadPoolExecutor(int(threads)) as pool:
        return [number for said in pool.map(lambda _: _alone(town, who), range(int(threads))) for number in said]


def _alone(town: Town, who: Account) -> list[str]:
    try:
        return [town.apply(TUESDAY, who).case.number for _ in range(2)]
    finally:
        connection.close()


def _town() -> Town:
    """Return the town that is laid out already."""
    named = {
        name: Account.objects.get(username=f"{name}_one") for name in ("clerk", "chief", "district", "police", "far")
    }
    house = Organ.objects.get(name="城东住房管理所")
    return Town(
        anna=Account.objects.get(username="zhaoliu"),
        ben=Account.objects.get(username="qianqi"),
        clerk=named["clerk"],
        chief=named["chief"],
        district=named["district"],
        police=named["police"],
        stranger=named["far"],
        house=house,
        organs={"clerk": house, "chief": house},
    )


def _start() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


_RUNS: Mapping[str, Callable[..., object]] = {
    "lay_out": lay_out,
    "choose": choose,
    "send": send,
    "apply": apply,
    "crowd": crowd,
}

if __name__ == "__main__":
    with installed_homes():
        try:
            said = _RUNS[sys.argv[1]](*sys.argv[2:])
        except (Refused, Stale) as refused:
            said = f"{type(refused).__name__}: {refused}"
    sys.stdout.write(json.dumps(said, ensure_ascii=False))
