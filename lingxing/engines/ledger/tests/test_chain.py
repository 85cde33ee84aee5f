"""Chains of entries."""

import dataclasses
import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.ledger.domain.entries import START, Entry, check_chain, next_entry, seal

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
EDITOR = ("account:7", "editor")


def chain(length, stream="document:1"):
    entries, last = [], (0, START)
    for n in range(length):
        at = AT + dt.timedelta(seconds=n)
        entries.append(next_entry(stream, last, at=at, who=EDITOR, act="confirm", article="", payload=f'{{"n":{n}}}'))
        last = (n + 1, entries[-1].hash)
    return entries


def faults(entries, **known):
    return list(check_chain("document:1", entries, **known))


def test_the_hash_is_sha256_of_the_domain_line_and_the_canonical_entry():
    entry = chain(1)[0]
    text = (
        'lingxing ledger entry 1\n{"act":"confirm","actor":"account:7","article":"","at":"2026-01-05T09:30:00.000000Z",'
        f'"payload":{{"n":0}},"previous":"{START}","role":"editor","sequence":1,"stream":"document:1"}}'
    )
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()


def test_a_moment_in_another_zone_is_the_same_moment():
    shanghai = dt.datetime(2026, 1, 5, 17, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    entry = next_entry("document:1", (0, START), at=shanghai, who=EDITOR, act="confirm", article="", payload='{"n":0}')
    assert entry.hash == chain(1)[0].hash


def test_a_whole_chain_has_no_fault():
    entries = chain(5)
    assert faults(entries) == []
    assert faults(entries, head=(5, entries[-1].hash)) == []
    assert faults(entries[2:], after=(2, entries[1].hash)) == []


CHANGES = {
    "stream": "document:2",
    "sequence": 9,
    "at": AT + dt.timedelta(microseconds=1),
    "actor": "account:8",
    "role": "reader",
    "act": "correct",
    "article": "第一条",
    "payload": '{"n":8}',
    "previous": "f" * 64,
    "hash": "f" * 64,
}


def test_every_field_can_be_changed_here():
    assert set(CHANGES) == set(Entry.__slots__)


@pytest.mark.parametrize(("name", "value"), CHANGES.items())
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_changed_field_is_found(place, name, value):
    entries = chain(5)
    entries[place] = dataclasses.replace(entries[place], **{name: value})
    assert faults(entries, head=(5, chain(5)[-1].hash))


@pytest.mark.parametrize("payload", ['{"n": 2}', '{"n":2,"n":2}', "[]", "nonsense", ""])
def test_a_payload_in_another_form_is_found_even_where_its_value_is_the_same(payload):
    entries = chain(5)
    entries[2] = dataclasses.replace(entries[2], payload=payload)
    assert faults(entries)


@given(st.permutations(range(6)))
def test_another_order_is_found(order):
    entries = chain(6)
    shuffled = [entries[n] for n in order]
    assert bool(faults(shuffled)) == (list(order) != list(range(6)))


@given(st.sets(st.integers(0, 5), min_size=1, max_size=6))
def test_entries_taken_out_are_found(gone):
    entries = chain(6)
    rest = [entry for n, entry in enumerate(entries) if n not in gone]
    assert faults(rest, head=(6, entries[-1].hash))


def test_an_entry_sealed_again_after_a_change_breaks_the_next_link():
    entries = chain(5)
    changed = dataclasses.replace(entries[2], payload='{"n":8}')
    entries[2] = dataclasses.replace(changed, hash=seal(changed))
    assert [fault.sequence for fault in faults(entries)] == [4]


@pytest.mark.parametrize(
    ("stream", "act"), [("Document:1", "a"), ("document: 1", "a"), ("", "a"), ("document:1", "Act!"), ("x:1", "")]
)
def test_names_of_another_form_are_refused(stream, act):
    with pytest.raises(ValueError, match="no name"):
        next_entry(stream, (0, START), at=AT, who=EDITOR, act=act, article="", payload="{}")


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        seal(dataclasses.replace(chain(1)[0], at=AT.replace(tzinfo=None)))
