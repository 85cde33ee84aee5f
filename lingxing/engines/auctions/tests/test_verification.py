"""A lot's export: whole it proves the result; every forgery is recognised and named, even one by who holds the key."""

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.events import (
    BidPlaced,
    BidRefused,
    Ended,
    ListingClosed,
    LiveClosed,
    Outcome,
    ProxySet,
    Qualified,
    ReserveOpened,
    Run,
)
from lingxing.engines.auctions.domain.tests.lots import SECOND, START, STEP
from lingxing.engines.auctions.exports import lot_lines
from lingxing.engines.auctions.tests.records import STREAM, Record, changed, sale, whole, without
from lingxing.engines.auctions.verification import verify_lot
from lingxing.engines.ledger.domain.checkpoints import checkpoint_file
from lingxing.engines.ledger.tests.ledgers import OURS, THEIRS, public
from lingxing.kernel.verdicts import Evidence

EVENTS = sale().happened
RECORD = whole(EVENTS)
LINES = RECORD.lines()
OUR_KEY = Evidence((public(OURS),))


def faults(lines, evidence=OUR_KEY):
    return verify_lot(lines, evidence).faults


def forged(events):
    """Return what is found in a record that somebody with the office's key wrote from start to end."""
    return faults(Record().take(events).lines())


def test_a_whole_record_proves_the_result():
    verdict = verify_lot(LINES, OUR_KEY)
    assert verdict.faults == []
    assert verdict.facts[-2:] == [
        f"{STREAM}：结果由记录推得。",
        # 3 listing bids; 101's proxy opens at 103; 202 and 101 bid in turn to 110 (7 bids); 303 bids 130
        "303 号以 130,000.00 元竞得；有效报价 12 次，其中限时竞价 9 次；底价 104,000.00 元。",
    ]
    assert any("字段承诺" in fact for fact in verdict.facts)


def test_a_record_that_has_not_ended_says_so():
    verdict = verify_lot(whole(EVENTS[:20]).lines(), OUR_KEY)
    assert verdict.faults == []
    assert "还没有结果" in verdict.facts[-1]


def test_a_kept_checkpoint_shows_a_record_that_was_made_anew():
    other = whole(changed(EVENTS, BidPlaced, 0, key="other"))
    evidence = Evidence((public(OURS),), (checkpoint_file(RECORD.checkpoints[0]),))
    assert faults(LINES, evidence) == []
    assert any("台账已被重写" in fault for fault in faults(other.lines(), evidence))


def test_another_key_is_not_ours():
    assert any("不是所给的公钥" in fault for fault in faults(Record().take(EVENTS).lines(key=THEIRS)))


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (changed(EVENTS, BidPlaced, 2, price=START + STEP + 1), "第13条（bid_placed）与此前的记录不符"),
        (changed(EVENTS, BidPlaced, 3, price=START + 31 * STEP), "第26条（ended）"),
        (without(EVENTS, BidPlaced, 3), "所记的结果不是由报价和底价得出的"),
        (changed(EVENTS, Ended, paddle=202), "第26条（ended）与此前的记录不符：所记的结果"),
        (changed(EVENTS, Ended, outcome=Outcome.NO_BID, paddle=None, price=None), "所记的结果"),
        (changed(EVENTS, ReserveOpened, price=START), "开启的底价与导入时的承诺不符"),
        (changed(EVENTS, BidRefused, reason="too_late"), "所记的拒绝理由 too_late 不对，应为 price_too_low"),
        (changed(EVENTS, BidRefused, price=START + 3 * STEP), "报价有效，却以 price_too_low 拒绝"),
        (changed(EVENTS, ProxySet, 1, answers=(Run(202, None, 1),)), "所记的自动报价不是按各委托推算的结果"),
        (changed(EVENTS, ProxySet, 1, ceiling=START + 9 * STEP), "所记的自动报价"),
        (changed(EVENTS, Qualified, 1, paddle=101), "号牌已被占用"),
        (changed(EVENTS, BidPlaced, 3, key=EVENTS[18].key), "同一请求记了两次"),
        (changed(EVENTS, LiveClosed, at=EVENTS[-3].at - SECOND), "尚未到"),
        (changed(EVENTS, ListingClosed, at=EVENTS[0].at), "早于上一条记录"),
        (without(EVENTS, Qualified, 2), "303 号没有本宗地的竞买资格"),
        (EVENTS[1:], "第1条（applied）"),
    ],
)
def test_a_forged_course_is_named_at_the_first_event_that_does_not_fit(events, words):
    found = forged(events)
    assert len(found) == 1
    assert words in found[0]


def test_an_export_of_nothing_is_no_record():
    assert faults(lot_lines(STREAM, Record().export())) == [f"{STREAM}：文件里没有这宗地的记录"]


def test_events_in_another_order_do_not_follow():
    bids = [n for n, event in enumerate(EVENTS) if isinstance(event, BidPlaced)]
    swapped = list(EVENTS)
    swapped[bids[0]], swapped[bids[1]] = EVENTS[bids[1]], EVENTS[bids[0]]
    assert any("低于当前最高价" in fault for fault in forged(swapped))


def test_a_ceiling_that_is_opened_falsely_is_named():
    place = next(place for place, opened in RECORD.openings.items() if "ceiling" in opened)
    salt, ceiling = RECORD.openings[place]["ceiling"]
    openings = {**RECORD.openings, place: {"ceiling": (salt, ceiling + STEP)}}
    found = faults(RECORD.lines(openings=openings))
    assert any("公开的字段 ceiling 与当时的承诺不符" in fault for fault in found)


def test_a_ceiling_that_stays_closed_leaves_the_answers_unproved():
    openings: dict = {place: {} for place in RECORD.openings}
    assert any("ceiling is not opened" in fault for fault in faults(RECORD.lines(openings=openings)))


def test_a_cut_record_is_found():
    assert all(faults(LINES[:length]) for length in range(len(LINES)))


@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_a_line_taken_out_doubled_or_moved_is_found(source, target):
    taken = LINES[:source] + LINES[source + 1 :]
    assert faults(taken)
    assert faults([*LINES[:target], LINES[source], *LINES[target:]])
    if source != target:
        assert faults([*taken[:target], LINES[source], *taken[target:]])


@given(st.integers(0, len(b"".join(LINES)) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place, change):
    data = b"".join(LINES)
    data = data[:place] + bytes([data[place] ^ change]) + data[place + 1 :]
    assert faults(data.splitlines(keepends=True), Evidence())


@given(st.binary(max_size=400))
def test_noise_is_a_fault_and_no_crash(data):
    assert faults(data.splitlines(keepends=True))
    assert faults([LINES[0], *data.splitlines(keepends=True)])


def test_another_lot_under_this_head_is_found():
    lines = [LINES[0].replace(b"lot:1", b"lot:2"), *LINES[1:]]
    assert any("属于 lot:1，不属于 lot:2" in fault for fault in faults(lines))


# Receipts


def with_receipt(*receipts, key=OURS):
    return Evidence((public(key),), receipts=receipts)


def test_every_receipt_is_found_in_the_record():
    receipts = [*RECORD.receipts(), *RECORD.receipts("proxy_set")]
    verdict = verify_lot(LINES, with_receipt(*receipts))
    assert verdict.faults == []
    assert len(receipts) == 6
    assert verdict.facts[-1].startswith("回执（proxy_set ")
    assert sum("与记录第" in fact for fact in verdict.facts) == 6


def test_a_receipt_shows_a_bid_that_was_dropped():
    lot = [event for event in EVENTS if not (isinstance(event, BidPlaced) and event.paddle == 101)]
    record = Record().take(lot[:14])
    told = with_receipt(RECORD.receipts()[0])
    assert any("已被删去或改动" in fault for fault in faults(record.lines(), told))


def test_a_changed_receipt_and_one_of_another_key_prove_nothing():
    values = json.loads(RECORD.receipts()[0])
    values["payload"]["price"] += 1
    lied = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    assert faults(LINES, with_receipt(lied)) == ["所给的回执文件：签名无效，内容已被改动"]
    foreign = RECORD.receipts(key=THEIRS)[0]
    assert any("签名的密钥不是此文件的" in fault for fault in faults(LINES, with_receipt(foreign)))
    for noise in (b"", b"\xff", b"{}", b"[" * 90_000):
        assert faults(LINES, with_receipt(noise)) == ["所给的回执文件：不是回执，或已被改动"]


def test_time_in_a_record_is_exact():
    late = dataclasses.replace(EVENTS[-3], at=EVENTS[-3].at - dt.timedelta(microseconds=1))
    assert isinstance(late, LiveClosed)
    assert any("尚未到" in fault for fault in forged([*EVENTS[:-3], late, *EVENTS[-2:]]))
