"""Each way to cheat with an export is recognised, by who has our key, by who has not, and by our own keeper."""

import dataclasses
import hashlib
import json

from lingxing.engines.ledger.domain.checkpoints import checkpoint_file
from lingxing.engines.ledger.domain.entries import entry_as_json, entry_from_json, seal
from lingxing.engines.ledger.exports import line, signed_foot
from lingxing.engines.ledger.tests.ledgers import (
    LATER,
    OURS,
    THEIRS,
    Ledger,
    public,
    rotated,
    sample,
    sample_of,
    with_fields,
)
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.verdicts import Evidence

LINES = sample().export()
OUR_KEY = Evidence((public(OURS),))


def verify(lines, evidence=OUR_KEY):
    return verify_export(lines, evidence)


def resigned(lines, key):
    """Return the lines with a foot made anew, as whoever holds `key` can make it."""
    values = [json.loads(text) for text in lines[:-1]]
    entries = [value["entry"] for value in values if "entry" in value]
    digest = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    streams = {value[kind]["stream"] for value in values for kind in ("entry", "inclusion", "absence") if kind in value}
    return [*lines[:-1], line(signed_foot(digest, len(streams), len(entries), key))]


def stream_of(text):
    """Return the stream that a line speaks of, None for head, checkpoints and foot."""
    values = list(json.loads(text).values())
    return values[0].get("stream") if isinstance(values[0], dict) else None


def place_of(lines, kind, count=0):
    """Return where the line of that kind stands that follows `count` others of it."""
    return [n for n, text in enumerate(lines) if text.startswith(b'{"%s"' % kind.encode())][count]


# What an attacker can do who has our key, so that the foot is right: the hashes and the checkpoints still speak.


def signed_by_us(lines):
    return verify(resigned(lines, OURS)).faults


def changed_entry(lines, count, **values):
    place = place_of(lines, "entry", count)
    entry = dataclasses.replace(entry_from_json(json.loads(lines[place])["entry"]), **values)
    return place, entry


def test_a_tampered_entry_is_named():
    place, entry = changed_entry(LINES, 1, act="refuse")
    lines = [*LINES[:place], line({"entry": entry_as_json(entry)}), *LINES[place + 1 :]]
    assert signed_by_us(lines) == ["case:1 第2条：内容与哈希不符，已被改动"]


def test_an_entry_hashed_anew_breaks_the_next_link():
    place, entry = changed_entry(LINES, 0, act="refuse")
    entry = dataclasses.replace(entry, hash=seal(entry))
    lines = [*LINES[:place], line({"entry": entry_as_json(entry)}), *LINES[place + 1 :]]
    assert signed_by_us(lines) == ["case:1 第2条：与上一条衔接不上"]


def test_a_chain_hashed_anew_from_end_to_end_does_not_fit_its_checkpoint():
    forged = sample()
    forged.streams["case:1"] = Ledger().add("case:1", n=9).add("case:1", n=2).add("case:1", n=3).streams["case:1"]
    assert verify(forged.export()).faults == ["case:1 第3条：与检查点所证明的不符，链已被重写"]


def test_two_entries_in_another_order_are_found():
    first, second = place_of(LINES, "entry", 0), place_of(LINES, "entry", 1)
    lines = list(LINES)
    lines[first], lines[second] = lines[second], lines[first]
    assert signed_by_us(lines)[0] == "case:1 第2条：序号不连续，应为第1条"


def test_a_doubled_entry_is_found():
    place = place_of(LINES, "entry", 1)
    assert "case:1 第2条：序号不连续，应为第3条" in signed_by_us([*LINES[:place], LINES[place], *LINES[place:]])


def test_an_entry_of_another_stream_in_between_is_found():
    place, foreign = place_of(LINES, "entry", 1), LINES[place_of(LINES, "entry", 3)]
    faults = signed_by_us([*LINES[:place], foreign, *LINES[place:]])
    assert "case:1：分作几处或重复" in faults


def test_a_stream_cut_at_its_end_does_not_fit_its_checkpoint():
    place = place_of(LINES, "entry", 2)
    faults = signed_by_us([*LINES[:place], *LINES[place + 1 :]])
    assert faults == ["case:1：检查点证明有第3条，文件里没有，末尾被截去"]


def test_a_stream_left_out_of_an_export_of_all_is_found():
    lines = [text for text in LINES if stream_of(text) != "case:2"]
    assert signed_by_us(lines) == ["第2号检查点有 2 条链，文件只有 1 条"]
    lines = [text for text in LINES if stream_of(text) != "case:1"]
    assert signed_by_us(lines) == ["case:2：在第2号检查点中的位置不对，缺少前面的链"]


def test_a_stream_that_its_keeper_left_out_of_later_checkpoints_is_found_by_a_kept_one():
    kept = Evidence((), (checkpoint_file(sample().checkpoints[0]),))
    forged = sample()
    del forged.streams["case:2"], forged.checkpoints[1]
    forged.add("case:3", n=2).checkpoint()
    # two streams as before, so that the counts of the chain of checkpoints say nothing
    assert verify(forged.export()).faults == []
    assert "第1号检查点有 2 条链，文件只有 1 条" in verify(forged.export(numbers=[1]), kept).faults


def test_a_tree_in_another_order_is_found():
    # whoever signs could hide a stream from proofs of absence by putting it elsewhere
    ledger = sample()
    ledger.checkpoints, ledger.leaves = [], {}
    ledger.checkpoint(order=lambda leaves: leaves[::-1])
    assert "case:1：在第1号检查点中的位置不对，缺少前面的链" in verify(ledger.export()).faults


def test_a_stream_without_its_proof_is_found():
    place = place_of(LINES, "inclusion")
    faults = signed_by_us([*LINES[:place], *LINES[place + 1 :]])
    assert "case:1：没有第2号检查点的证明，请导出时加 --at 2" in faults


def test_a_stream_said_to_be_younger_than_the_checkpoint_is_found():
    ledger = sample()
    forged = ledger.proof("case:2", 2)
    ledger.proof = lambda stream, number: dataclasses.replace(Ledger.proof(ledger, "case:3", number), stream=stream)
    assert forged.holds(ledger.checkpoints[1])
    assert "case:2：第2号检查点的证明不成立" in verify(ledger.export("case:2")).faults


# What an attacker can do without our key: everything fits, but it is signed by another.


NO_ENDORSEMENT = "第3号检查点：换了签名密钥而没有原密钥的背书，或用了已停用的密钥"


def test_a_foot_signed_by_another_is_found_even_without_our_key():
    lines = resigned(LINES, THEIRS)
    assert "不是所给的公钥或检查点" in verify(lines).faults[0]
    assert "不是文件里检查点的密钥" in verify(lines, Evidence()).faults[0]


def test_a_ledger_signed_anew_by_another_is_found_by_our_key_or_a_kept_checkpoint():
    forged = sample_of(THEIRS).export(numbers=[1])
    assert verify(forged, Evidence()).faults == []
    assert len(verify(forged).faults) == 1
    kept = checkpoint_file(sample().checkpoints[0])
    assert "第1号检查点：与所给的不同，台账已被重写" in verify(forged, Evidence((), (kept,))).faults


def test_checkpoints_of_another_after_ours_are_found():
    ledger = sample()
    ledger.key = THEIRS
    ledger.checkpoint()
    assert NO_ENDORSEMENT in verify(ledger.export()).faults
    assert NO_ENDORSEMENT in verify(ledger.export(key=OURS)).faults


# What a checkpoint kept elsewhere shows, against whoever holds the key and the database.


def test_a_kept_checkpoint_is_found_the_same():
    kept = checkpoint_file(sample().checkpoints[0])
    verdict = verify(sample().export(numbers=[1]), Evidence((), (kept,)))
    assert verdict.faults == []
    assert "第1号检查点与所给的相同。" in verdict.facts


def test_a_ledger_rewritten_by_its_own_keeper_is_found_by_a_kept_checkpoint():
    kept = Evidence((public(OURS),), (checkpoint_file(sample().checkpoints[0]),))
    forged = sample_of(OURS)
    assert verify(forged.export(numbers=[1])).faults == []
    assert "第1号检查点：与所给的不同，台账已被重写" in verify(forged.export(numbers=[1]), kept).faults


def test_a_keeper_who_leaves_the_kept_checkpoint_and_rewrites_what_it_covered_is_found():
    kept = Evidence((), (checkpoint_file(sample().checkpoints[0]),))
    forged = sample()
    forged.checkpoints.pop()
    forged.streams["case:1"] = Ledger().add("case:1", n=9).add("case:1", n=9).streams["case:1"]
    forged.checkpoint()
    assert verify(forged.export()).faults == []
    # against the kept one the keeper has no proof to show, and the old proof names another hash
    assert verify(forged.export(), kept).faults[0] == "case:1：没有第1号检查点的证明，请导出时加 --at 1"
    faults = verify(forged.export(numbers=[1]), kept).faults
    assert "case:1：两个检查点对第2条的证明不一致" in faults


def test_a_kept_checkpoint_that_is_missing_in_the_file_or_damaged_is_a_fault():
    ledger = sample()
    kept = checkpoint_file(ledger.checkpoints[1])
    assert verify(Ledger().export(), Evidence((), (kept,))).faults[0] == "第2号检查点：文件里没有，不能与所给的核对"
    broken = kept.replace(b'"entries":4', b'"entries":5')
    assert "签名无效" in verify(LINES, Evidence((), (broken,))).faults[0]
    assert verify(LINES, Evidence((), (b"{}",))).faults == ["所给的检查点文件：不是检查点文件，或已被改动"]


# Changing the key.


def test_a_new_key_that_the_old_one_vouches_for_is_trusted_by_who_has_either():
    for key in (OURS, LATER):
        assert verify(rotated().export(), Evidence((public(key),))).faults == []
    assert verify(rotated().export(), Evidence()).faults == []
    assert verify(rotated().export(), Evidence((public(THEIRS),))).faults


def test_after_the_change_the_old_key_signs_no_more():
    ledger = rotated()
    ledger.key = OURS
    lines = ledger.checkpoint().export()
    for evidence in (OUR_KEY, Evidence((public(OURS), public(LATER))), Evidence()):
        assert "已停用的密钥" in verify(lines, evidence).faults[0]


def test_a_forged_endorsement_is_found():
    ledger = rotated()
    ledger.checkpoints[-1] = dataclasses.replace(ledger.checkpoints[-1], endorsement="00" * 64)
    assert verify(ledger.export(), Evidence()).faults == ["第3号检查点：原密钥的背书无效"]


def test_a_key_after_a_loss_is_trusted_by_who_was_given_it():
    ledger = sample()
    ledger.key = LATER
    lines = ledger.checkpoint().export()
    assert verify(lines, Evidence((public(LATER),))).faults == []
    assert verify(lines).faults


def test_an_opening_that_stands_under_another_entry_is_found():
    ledger, fields = with_fields()
    lines = ledger.export(openings={("case:1", 1): {"name": fields["name"]}})
    place = place_of(lines, "opening")
    value = json.loads(lines[place])["opening"] | {"sequence": 2}
    lines[place] = line({"opening": value})
    assert signed_by_us(lines) == ["case:1 第2条：公开的字段 name 与当时的承诺不符"]
