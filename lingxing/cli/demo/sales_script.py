"""What the demo's sales of land are made of, as written in `examples/town/land_sales.yaml`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from lingxing.cli.demo.script import TOWN, Person
from lingxing.kernel.dates import SHANGHAI

FILE = TOWN / "land_sales.yaml"
VISITORS = ("bidder", "rival")
"""Those as whom a visitor bids. The others bid by themselves while the demo runs."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SalesScript:
    """The package that binds the sales, the organs that hold them, the bidders by key, and the drafts of the lots."""

    package: str
    grantor: str
    agency: str
    bidders: Mapping[str, Person]
    lots: Mapping[str, Mapping[str, str]]

    @property
    def rivals(self) -> list[str]:
        """Return the accounts that bid by themselves."""
        return [person.username for key, person in self.bidders.items() if key not in VISITORS]


@dataclass(frozen=True, slots=True)
class Days:
    """When a lot was announced, when its listing opens and closes, and until when money counts."""

    announced: dt.datetime
    opens: dt.datetime
    due: dt.datetime
    closes: dt.datetime

    def typed(self) -> dict[str, str]:
        """Return the moments as an officer types them."""
        moments = {"opens_at": self.opens, "closes_at": self.closes, "deposit_due_at": self.due}
        return {name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in moments.items()}


def days_before(closes: dt.datetime) -> Days:
    """Return the days of a lot whose listing closes then: it lasts 13 days and was announced 21 days before it."""
    closes = closes.astimezone(SHANGHAI)
    opens = dt.datetime.combine(closes.date() - 13 * _DAY, dt.time(9), SHANGHAI)
    due = dt.datetime.combine(closes.date() - 2 * _DAY, dt.time(17), SHANGHAI)
    return Days(opens - 21 * _DAY + dt.timedelta(hours=1), opens, due, closes)


def read_sales() -> SalesScript:
    """Return the sales of the town."""
    told = yaml.safe_load(FILE.read_text("utf-8"))
    bidders = {key: Person(key, **given) for key, given in told["bidders"].items()}
    lots = {key: {**told["alike"], **draft} for key, draft in told["lots"].items()}
    return SalesScript(told["package"], told["grantor"], told["agency"], bidders, lots)
