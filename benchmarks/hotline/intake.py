"""One run of `benchmarks.hotline_intake`, in the installation that the environment names."""

import sys

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from benchmarks.cases.operators import OPERATORS, measure  # noqa: E402
from benchmarks.hotline.town import NOW, intake, open_town  # noqa: E402
from lingxing.engines.cases.access_types import Acting  # noqa: E402
from lingxing.engines.hotline.models import Tally, Ticket  # noqa: E402
from lingxing.engines.hotline.services.following import recount  # noqa: E402
from lingxing.engines.hotline.services.intake import take  # noqa: E402


def main() -> int:
    """Measure and print; return 1 where the figure is missed, a call failed, or a sum is wrong."""
    town = open_town(OPERATORS)

    def take_call(who: Acting, number: int) -> None:
        take(town.hotline, intake(number), who, NOW)

    met = measure(town.acting, take_call, "ticket")
    stored, summed = Ticket.objects.count(), sum(Tally.objects.values_list("received", flat=True))
    wrong = stored != summed or bool(recount(town.hotline))
    print(f"  {stored} tickets stored, the figures say {summed}" + (": WRONG" if wrong else ""))
    return 0 if met and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
