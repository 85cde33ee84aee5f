"""Exports: verified anywhere, any changed byte found, and each way to cheat recognised."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.ledger.domain.checkpoints import checkpoint_file
from lingxing.engines.ledger.exports import line
from lingxing.engines.ledger.tests.ledgers import OURS, THEIRS, Ledger, public, rotated, sample, sample_of, with_fields
from lingxing.engines.ledger.verification import verify_checkpoint_file, verify_export
from lingxing.kernel.signing import fingerprint
from lingxing.kernel.verdicts import Evidence
from tests.sizes import sized

LINES = sample().export()
WHOLE = b"".join(LINES)
OUR_KEY = Evidence((public(OURS),))
STEP = sized(7, 1)
"""From one byte that is changed to the next."""


def verify(data, evidence=OUR_KEY):
    lines = data.splitlines(keepends=True) if isinstance(data, bytes) else data
    return verify_export(lines, evidence)


def test_a_whole_export_is_found_whole_in_exact_words():
    verdict = verify(WHOLE)
    assert verdict.faults == []
    assert verdict.facts == [
        "台账完好：3 条链，共 6 条。",
        "检查点 2 个（第1号至第2号），首尾相接，签名有效。",
        # the second checkpoint saw three entries of case:1 and one of case:2
        "第2号检查点证明其中 4 条，其余 2 条在它之后。",
        f"签名的密钥 {fingerprint(public(OURS))} 与所给的公钥或检查点相符。",
    ]


def test_without_a_key_from_elsewhere_the_verdict_says_so():
    verdict = verify(WHOLE, Evidence())
    assert verdict.faults == []
    assert "只出自文件本身" in verdict.facts[-1]


def test_an_empty_ledger_and_one_without_checkpoints_can_be_exported():
    assert verify(Ledger().export()).faults == []
    verdict = verify(Ledger().add("case:1").export())
    assert verdict.faults == []
    assert "文件里没有检查点，只由导出者的签名保证。" in verdict.facts


def test_one_stream_leaves_alone_with_its_proofs():
    for stream in ("case:1", "case:2", "case:3"):
        verdict = verify(sample().export(stream, numbers=[1]))
        assert verdict.faults == []
        assert verdict.facts[0].startswith("台账完好：1 条链")
    assert b"case:2" not in b"".join(sample().export("case:1"))


def test_a_changed_bit_is_found_wherever_it_is():
    for place in range(0, len(WHOLE), STEP):
        assert verify(flipped(WHOLE, place, 1 << place % 8), Evidence()).faults, place


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place, change):
    assert verify(flipped(WHOLE, place, change), Evidence()).faults


def flipped(data, place, change):
    return data[:place] + bytes([data[place] ^ change]) + data[place + 1 :]


def test_a_cut_is_found_wherever_it_is():
    for length in range(0, len(WHOLE), STEP):
        assert verify(WHOLE[:length], Evidence()).faults, length


@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_a_line_taken_out_doubled_or_moved_is_found(source, target):
    without = LINES[:source] + LINES[source + 1 :]
    assert verify(without).faults
    assert verify([*LINES[:target], LINES[source], *LINES[target:]]).faults
    if source != target:
        assert verify([*without[:target], LINES[source], *without[target:]]).faults


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"{}", b"{}\n{}\n", b"[" * 100_000 + b"\n{}\n", b"\xff\xfe\n\x00\n", b"null\n1\n2\n"]
)
def test_what_is_no_export_is_a_fault_and_no_crash(data):
    assert verify(data).faults


@given(st.binary(max_size=400))
def test_noise_is_a_fault_and_no_crash(data):
    assert verify(data).faults


@given(st.integers(0, len(LINES) - 1), st.binary(max_size=60))
def test_noise_in_place_of_a_line_is_a_fault_and_no_crash(place, data):
    assert verify([*LINES[:place], data + b"\n", *LINES[place + 1 :]]).faults or data + b"\n" == LINES[place]


def test_fields_of_another_type_are_faults():
    place = next(n for n, text in enumerate(LINES) if text.startswith(b'{"entry"'))
    entry = json.loads(LINES[place])["entry"]
    for name, value in [("sequence", "1"), ("sequence", True), ("actor", 7), ("at", 0), ("payload", None)]:
        changed = [*LINES[:place], line({"entry": entry | {name: value}}), *LINES[place + 1 :]]
        assert len(verify(changed).faults) > 1, name


# Fields.


def test_opened_fields_are_proven_and_withheld_ones_leave_no_trace():
    ledger, fields = with_fields()
    lines = ledger.export(openings={("case:1", 1): {"name": fields["name"]}})
    verdict = verify(lines)
    assert verdict.faults == []
    assert "字段承诺 2 项，公开 1 项，均与承诺相符；其余未公开。" in verdict.facts
    assert "张三" in b"".join(lines).decode()
    assert b"13800000000" not in b"".join(lines)


def test_a_field_opened_to_another_value_or_name_is_found():
    ledger, fields = with_fields()
    salt, value = fields["name"]
    for wrong in ({"name": (salt, "李四")}, {"phone": (salt, value)}, {"other": (salt, value)}):
        faults = verify(ledger.export(openings={("case:1", 1): wrong})).faults
        assert faults == [f"case:1 第1条：公开的字段 {next(iter(wrong))} 与当时的承诺不符"]


# A checkpoint's own file.

FILE = checkpoint_file(sample().checkpoints[1])


def verify_file(data, evidence=OUR_KEY):
    return verify_checkpoint_file(data.splitlines(keepends=True), evidence)


def test_a_checkpoint_file_is_verified_by_itself():
    verdict = verify_file(FILE)
    assert verdict.faults == []
    assert verdict.facts[0] == "检查点完好：第2号，2 条链，共 4 条。"
    assert "只出自文件本身" in verify_file(FILE, Evidence()).facts[-1]
    assert verify_file(FILE, Evidence((), (FILE,))).faults == []


def test_a_changed_bit_of_a_checkpoint_file_is_found_wherever_it_is():
    for data in (FILE, checkpoint_file(rotated().checkpoints[2])):
        for place in range(0, len(data), STEP):
            for bit in range(8):
                changed = bytearray(data)
                changed[place] ^= 1 << bit
                assert verify_file(bytes(changed), Evidence()).faults, (place, bit)


def test_a_checkpoint_signed_by_another_is_found():
    forged = sample_of(THEIRS).checkpoints
    assert verify_file(checkpoint_file(forged[1])).faults
    assert verify_file(checkpoint_file(forged[1]), Evidence((), (FILE,))).faults
