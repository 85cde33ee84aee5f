"""One run of `benchmarks.cases_intake`, in the installation that the environment names."""

import sys

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from benchmarks.cases.operators import OPERATORS, measure  # noqa: E402
from benchmarks.hotline.town import NOW, PACKAGE, SERVICE, open_town  # noqa: E402
from lingxing.engines.cases.access_types import Acting, Command  # noqa: E402
from lingxing.engines.cases.services.starting import start_case  # noqa: E402


def main() -> int:
    """Measure and print; return 1 where the figure is missed or a case failed."""
    return 0 if measure(open_town(OPERATORS).acting, take, "case") else 1


def take(who: Acting, number: int) -> None:
    """Open a case as an operator does who types a call in."""
    values = {
        "channel": "telephone",
        "kind": "help",
        "topic": "roads",
        "matter": f"云梦街{number % 500}号路灯不亮",
        "content": f"云梦街{number % 500}号门前的路灯一周不亮，晚上走路不方便，请尽快派人来修。",
        "place": f"云梦街{number % 500}号",
        "anonymous": "false",
    }
    start_case(PACKAGE, SERVICE, Command("take", values), who, NOW)


if __name__ == "__main__":
    sys.exit(main())
