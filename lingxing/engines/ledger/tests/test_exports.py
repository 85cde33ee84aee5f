"""Exports: verified anywhere, any changed byte found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.ledger.exports import export_lines, verify_export
from lingxing.engines.ledger.tests.test_chain import AT, chain

ENTRIES = [*chain(3, "account:7"), *chain(2, "document:1")]
LINES = list(export_lines(ENTRIES, AT))
WHOLE = b"".join(LINES)


def verify(data):
    return verify_export(data.splitlines(keepends=True))


def test_a_whole_export_is_found_whole():
    verdict = verify(WHOLE)
    assert verdict.faults == []
    assert verdict.entries == 5
    assert verdict.heads == {"account:7": (3, ENTRIES[2].hash), "document:1": (2, ENTRIES[4].hash)}


def test_an_empty_ledger_can_be_exported():
    verdict = verify(b"".join(export_lines([], AT)))
    assert (verdict.faults, verdict.entries) == ([], 0)


def test_every_changed_bit_of_every_byte_is_found():
    for place in range(len(WHOLE)):
        for bit in range(8):
            changed = bytearray(WHOLE)
            changed[place] ^= 1 << bit
            # The moment of the export is guarded by the digest in the foot, everything else by its own hash as well.
            assert verify(bytes(changed)).faults, (place, bit)


def test_every_cut_is_found():
    for length in range(len(WHOLE)):
        assert verify(WHOLE[:length]).faults, length


@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_a_line_taken_out_doubled_or_moved_is_found(source, target):
    without = LINES[:source] + LINES[source + 1 :]
    assert verify(b"".join(without)).faults
    assert verify(b"".join([*LINES[:target], LINES[source], *LINES[target:]])).faults
    if source != target:
        assert verify(b"".join([*without[:target], LINES[source], *without[target:]])).faults


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"{}", b"{}\n{}\n", b"[" * 100_000 + b"\n{}\n", b"\xff\xfe\n\x00\n", b"null\n1\n2\n"]
)
def test_what_is_no_export_is_a_fault_and_no_crash(data):
    assert verify(data).faults


@given(st.binary(max_size=400))
def test_noise_is_a_fault_and_no_crash(data):
    assert verify(data).faults


def test_fields_of_another_type_are_faults():
    entry = json.loads(LINES[1])
    for name, value in [("sequence", "1"), ("sequence", True), ("actor", 7), ("at", 0), ("payload", None)]:
        line = (
            json.dumps(entry | {name: value}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            + b"\n"
        )
        assert len(verify(LINES[0] + line + b"".join(LINES[2:])).faults) > 1, name
