"""Exports of lots without a database: what an office hands out, and what somebody with its key could forge."""

import dataclasses
from functools import partial

from lingxing.engines.auctions.domain import codec, deciding
from lingxing.engines.auctions.domain.receipts import receipt
from lingxing.engines.auctions.domain.tests.lots import MINUTE, OPENS, SALT, SECOND, START, STEP, Lot
from lingxing.engines.auctions.exports import lot_lines
from lingxing.engines.ledger.domain.commitments import commit_fields
from lingxing.engines.ledger.domain.entries import START as FIRST
from lingxing.engines.ledger.domain.entries import next_entry
from lingxing.engines.ledger.tests.ledgers import OURS, Ledger
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.signing import public_key, sign

STREAM = "lot:1"
RESERVE = START + 4 * STEP


def sale():
    """Return a lot that was sold to 303 after proxies had bid, with a refused bid in between."""
    lot = Lot(has_reserve=True)
    lot.admit(101, 202, 303)
    lot.bid(OPENS, 101, START)
    lot.bid(OPENS, 202, START + STEP)
    lot.bid(OPENS, 303, START + 2 * STEP)
    lot.do(OPENS, deciding.decide_bid_on_record(101, START, "low"))
    lot.seal(RESERVE)
    began = lot.live(101, 202, 303)
    lot.proxy(began, 101, START + 10 * STEP)
    lot.proxy(began + SECOND, 202, START + 20 * STEP)
    lot.bid(began + MINUTE, 303, START + 30 * STEP)
    end = lot.deadline
    lot.wait(end)
    lot.do(end, deciding.decide_result(RESERVE, SALT))
    return lot


@dataclasses.dataclass
class Record(Ledger):
    """A ledger that holds one lot."""

    openings: dict = dataclasses.field(default_factory=dict)

    def take(self, events, closed=()):
        """Add events; the secret fields named in `closed` are not opened."""
        entries = self.streams.setdefault(STREAM, [])
        for event in events:
            last = (entries[-1].sequence, entries[-1].hash) if entries else (0, FIRST)
            facts, secrets = codec.payload(event), codec.secrets(event)
            if secrets:
                facts["fields"], salts = commit_fields(secrets, lambda size: bytes(range(size)))
                opened = {name: (salts[name], value) for name, value in secrets.items() if name not in closed}
                self.openings[STREAM, last[0] + 1] = opened
            text, act = canonical_json(facts), codec.kind(event)
            entry = next_entry(STREAM, last, at=event.at, who=("a", "bidder"), act=act, article="", payload=text)
            entries.append(entry)
        return self

    def lines(self, key=OURS, **changes):
        """Return the lot's export."""
        return list(lot_lines(STREAM, self.export(STREAM, key=key, **{"openings": self.openings, **changes})))

    def receipts(self, act="bid_placed", key=OURS):
        """Return the receipts of all entries of an act."""
        signed = partial(sign, key)
        return [
            receipt(e.stream, e.at, e.act, e.payload, e.hash, public_key(key), signed).encode()
            for e in self.streams[STREAM]
            if e.act == act
        ]


def whole(events=None):
    """Return the record of the sale with a checkpoint over it; losers and their papers stay closed."""
    happened = sale().happened if events is None else events
    return Record().take(happened, closed=("order_number", "bidder", "details")).checkpoint()


def changed(events, kind, count=0, **values):
    """Return the events with one of a kind changed."""
    places = [n for n, event in enumerate(events) if isinstance(event, kind)]
    place = places[count]
    return [*events[:place], dataclasses.replace(events[place], **values), *events[place + 1 :]]


def without(events, kind, count=0):
    """Return the events with one of a kind left out."""
    places = [n for n, event in enumerate(events) if isinstance(event, kind)]
    return [event for n, event in enumerate(events) if n != places[count]]
