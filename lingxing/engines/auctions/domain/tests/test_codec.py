"""Every event is read back as it was written, and nothing else is read."""

import datetime as dt
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain import codec
from lingxing.engines.auctions.domain.events import Announced, BidPlaced, Event, ProxySet, Run
from lingxing.engines.auctions.domain.tests.lots import ANNOUNCED, DIGEST, OPENS, RULES, terms
from lingxing.kernel.canonical import canonical_json

MICROSECONDS = st.integers(0, 75 * 366 * 86_400 * 10**6)
MOMENTS = MICROSECONDS.map(lambda count: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=count))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
TEXT_MAPS = st.dictionaries(TEXTS, TEXTS, max_size=3)
KNOWN = {
    int: WHOLE,
    str: TEXTS,
    bool: st.booleans(),
    dt.datetime: MOMENTS,
    dt.date: st.dates(),
    dt.timedelta: st.integers(0, 10**8).map(lambda seconds: dt.timedelta(seconds=seconds)),
    tuple[Run, ...]: st.lists(st.builds(Run, WHOLE, st.none() | WHOLE, WHOLE), max_size=3).map(tuple),
    int | None: st.none() | WHOLE,
    Mapping[str, str]: TEXT_MAPS,
    Mapping[str, object]: TEXT_MAPS,
}


def values(hint):
    """Return a strategy for the values of a field."""
    if hint in KNOWN:
        return KNOWN[hint]
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return fields_of(hint)


def fields_of(record):
    hints = get_type_hints(record)
    return st.builds(record, **{n: values(hint) for n, hint in hints.items() if n not in ("SECRET", "PUBLIC")})


EVENTS = st.sampled_from(get_args(Event)).flatmap(fields_of)


def written(event):
    """Return act, payload with commitments, and secrets, as JSON gives them back."""
    facts, secrets = codec.payload(event), codec.secrets(event)
    if secrets:
        facts["fields"] = dict.fromkeys(secrets, "c" * 64)
    return codec.kind(event), json.loads(canonical_json(facts)), json.loads(canonical_json(secrets))


@given(EVENTS)
def test_every_event_comes_back_exactly(event):
    act, facts, secrets = written(event)
    assert codec.decode(act, facts, secrets, event.at) == event
    assert act.isascii()
    assert not set(secrets) & (set(facts) - {"fields"})


BID = BidPlaced(at=OPENS, paddle=101, price=5, key="k", answers=(Run(102, None, 1),))


@pytest.mark.parametrize(
    "change",
    [
        {"price": "5"},
        {"price": True},
        {"price": 5.0},
        {"price": None},
        {"paddle": [101]},
        {"answers": [[102, None]]},
        {"answers": [[102, None, "1"]]},
        {"answers": {}},
        {"extra": 1},
        {"key": 7},
    ],
)
def test_values_of_another_type_are_refused(change):
    act, facts, _ = written(BID)
    with pytest.raises(ValueError, match=r".*"):
        codec.decode(act, {**facts, **change}, {}, OPENS)


def test_a_missing_field_and_an_unknown_act_are_refused():
    act, facts, _ = written(BID)
    with pytest.raises(ValueError, match="missing or foreign"):
        codec.decode(act, {name: facts[name] for name in ("paddle", "price")}, {}, OPENS)
    with pytest.raises(ValueError, match="no such act"):
        codec.decode("bid_placed_twice", facts, {}, OPENS)


def test_what_follows_from_a_closed_figure_is_not_guessed():
    act, facts, secrets = written(ProxySet(at=OPENS, paddle=101, ceiling=7, key="k"))
    assert "ceiling" not in json.dumps({name: facts[name] for name in facts if name != "fields"})
    with pytest.raises(ValueError, match="ceiling is not opened"):
        codec.decode(act, facts, {}, OPENS)
    with pytest.raises(ValueError, match="commitments"):
        codec.decode(act, {**facts, "fields": {}}, secrets, OPENS)


def test_moments_and_durations_have_one_form():
    event = Announced(at=ANNOUNCED, terms=terms(), rules=RULES, digest=DIGEST)
    _, facts, _ = written(event)
    assert facts["terms"]["opens_at"] == "2026-11-21T01:00:00.000000Z"
    assert facts["rules"]["countdown"] == 300
    for text in ("2026-11-21T09:00:00+08:00", "2026-11-21T01:00:00Z"):
        wrong = {**facts, "terms": {**facts["terms"], "opens_at": text}}
        with pytest.raises(ValueError, match=r".*"):
            codec.decode("announced", wrong, {}, ANNOUNCED)
