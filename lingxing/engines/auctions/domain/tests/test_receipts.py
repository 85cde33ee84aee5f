"""A receipt says what was signed and nothing else."""

import json
from functools import partial

import pytest

from lingxing.engines.auctions.domain.receipts import Told, is_signed, read_receipt, receipt, receipts
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
        {"path": ["<" + "0" * 64]},
    ],
)
def test_a_changed_receipt_is_not_signed(change):
    assert not is_signed(read_receipt(canonical_json({**json.loads(TEXT), **change})))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 13, 64])
def test_one_signature_stands_for_all_and_each_is_proven_by_itself(count):
    signed = []

    def once(message):
        signed.append(message)
        return sign(PRIVATE, message)

    told = [Told("lot:1", OPENS, "bid_placed", f'{{"price":{number}}}', f"{number:064x}") for number in range(count)]
    found = [read_receipt(text) for text in receipts(told, public_key(PRIVATE), once)]
    assert len(signed) == 1
    assert all(map(is_signed, found))
    assert [one.payload for one in found] == [one.payload for one in told]
    # A tree of n leaves is as high as the number of bits that n - 1 takes.
    assert max(len(one.path) for one in found) == (count - 1).bit_length()


def test_a_receipt_does_not_hold_with_the_path_of_another():
    told = [Told("lot:1", OPENS, "bid_placed", f'{{"price":{number}}}', f"{number:064x}") for number in range(4)]
    first, second, *_ = [json.loads(text) for text in receipts(told, public_key(PRIVATE), partial(sign, PRIVATE))]
    assert not is_signed(read_receipt(canonical_json({**first, "path": second["path"]})))
    turned = ["<" + step[1:] for step in first["path"]]
    assert not is_signed(read_receipt(canonical_json({**first, "path": turned})))
    assert not is_signed(read_receipt(canonical_json({**first, "path": first["path"][:1]})))


@pytest.mark.parametrize("path", [None, "x", [1], [""], ["=" + "0" * 64], ["<" + "0" * 63], ["<" + "G" * 64]])
def test_a_path_of_another_form_is_none(path):
    with pytest.raises(ValueError, match=r".*"):
        read_receipt(canonical_json({**json.loads(TEXT), "path": path}))


@pytest.mark.parametrize("text", ["", "[]", "{}", TEXT.replace(":", ": ", 1), TEXT[:-1], "[" * 100_000])
def test_other_texts_are_no_receipts(text):
    with pytest.raises(ValueError, match=r".*"):
        read_receipt(text)
