"""A receipt says what was signed and nothing else."""

import json
from functools import partial

import pytest

from lingxing.engines.auctions.domain.receipts import is_signed, read_receipt, receipt
from lingxing.engines.auctions.domain.tests.lots import OPENS
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.signing import public_key, sign

PRIVATE = "7" * 64
TEXT = receipt("lot:1", OPENS, "bid_placed", '{"price":5}', "e" * 64, public_key(PRIVATE), partial(sign, PRIVATE))


def test_a_receipt_is_read_as_it_was_written():
    found = read_receipt(TEXT + "\n")
    assert is_signed(found)
    assert (found.stream, found.at, found.act, found.payload) == ("lot:1", OPENS, "bid_placed", '{"price":5}')


@pytest.mark.parametrize(
    "change",
    [
        {"stream": "lot:2"},
        {"payload": {"price": 6}},
        {"at": "2026-11-21T01:00:00.000001Z"},
        {"entry": "f" * 64},
        {"key": public_key("8" * 64)},
        {"act": "proxy_set"},
    ],
)
def test_a_changed_receipt_is_not_signed(change):
    assert not is_signed(read_receipt(canonical_json({**json.loads(TEXT), **change})))


@pytest.mark.parametrize("text", ["", "[]", "{}", TEXT.replace(":", ": ", 1), TEXT[:-1], "[" * 100_000])
def test_other_texts_are_no_receipts(text):
    with pytest.raises(ValueError, match=r".*"):
        read_receipt(text)
