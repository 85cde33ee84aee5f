"""The sealed reserve price opens with its key (and code) alone, and with nothing else."""

import json
import subprocess
import sys

import pytest

from lingxing.engines.auctions.domain.reserves import opens_reserve
from lingxing.engines.auctions.sealing import (
    LotKeyFile,
    WrongReserve,
    file_text,
    key_file,
    make_key,
    open_reserve_file,
    read_key_file,
    read_reserve_file,
    seal_reserve,
)

PUBLIC, PRIVATE = make_key()
KEY = LotKeyFile("2026-0001", PUBLIC)
CODE = "苇荡 2026 开启口令"
PRICE = 12_345_678_900


def test_a_price_is_sealed_and_opened():
    text = seal_reserve(KEY, PRICE)
    file = read_reserve_file(text)
    opened = open_reserve_file(file, PRIVATE)
    assert opened.price == PRICE
    assert opens_reserve(file.commitment, opened.price, opened.salt)
    assert file_text(file) == text


def test_the_same_price_is_never_sealed_alike():
    first, second = (read_reserve_file(seal_reserve(KEY, PRICE)) for _ in range(2))
    assert first.sealed != second.sealed
    assert first.commitment != second.commitment


def test_the_length_tells_nothing_of_the_price():
    assert len({len(seal_reserve(KEY, price)) for price in (1, PRICE, 10**15)}) == 1


def test_another_key_does_not_open_it():
    with pytest.raises(WrongReserve, match="打不开"):
        open_reserve_file(read_reserve_file(seal_reserve(KEY, PRICE)), make_key()[1])


def test_a_file_moved_to_another_lot_does_not_open():
    text = seal_reserve(KEY, PRICE).replace("2026-0001", "2026-0002")
    with pytest.raises(WrongReserve, match="打不开"):
        open_reserve_file(read_reserve_file(text), PRIVATE)


def test_a_file_whose_commitment_was_exchanged_is_seen():
    file, other = (read_reserve_file(seal_reserve(KEY, PRICE)) for _ in range(2))
    values = json.loads(file_text(file)) | {"commitment": other.commitment}
    with pytest.raises(WrongReserve, match="不符"):
        open_reserve_file(read_reserve_file(json.dumps(values)), PRIVATE)


@pytest.mark.parametrize("place", [0, 31, 40, -1])
def test_any_altered_byte_is_noticed(place):
    file = read_reserve_file(seal_reserve(KEY, PRICE))
    sealed = bytearray(file.sealed)
    sealed[place] ^= 1
    values = json.loads(file_text(file))
    wrong = file_text(type(file)(file.lot, file.key, file.commitment, "", bytes(sealed)))
    assert json.loads(wrong) != values
    with pytest.raises(WrongReserve):
        open_reserve_file(read_reserve_file(wrong), PRIVATE)


def test_with_a_code_the_key_alone_is_not_enough():
    file = read_reserve_file(seal_reserve(KEY, PRICE, CODE))
    assert file.has_code
    for wrong in ("", "another code", CODE + " "):
        with pytest.raises(WrongReserve, match="口令"):
            open_reserve_file(file, PRIVATE, wrong)
    assert open_reserve_file(file, PRIVATE, CODE).price == PRICE


def test_a_code_that_could_be_guessed_is_refused():
    with pytest.raises(WrongReserve, match="8 至 100"):
        seal_reserve(KEY, PRICE, "1234567")


@pytest.mark.parametrize("price", [0, -1, 10**15 + 1])
def test_a_price_out_of_bounds_is_refused(price):
    with pytest.raises(WrongReserve, match="底价"):
        seal_reserve(KEY, price)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "x" * 10**6, '{"format":"lingxing-reserve-1"}', "[" * 3000, '{"format":1e400}'],
)
def test_what_is_no_file_is_refused(text):
    with pytest.raises(WrongReserve):
        read_reserve_file(text)
    with pytest.raises(WrongReserve):
        read_key_file(text)


def test_a_key_of_small_order_is_refused():
    with pytest.raises(WrongReserve, match="公钥"):
        seal_reserve(LotKeyFile("2026-0001", "0" * 64), PRICE)


def test_a_key_file_reads_back():
    assert read_key_file(key_file(KEY)) == KEY


def test_sealing_needs_no_django():
    code = "import sys, lingxing.engines.auctions.sealing; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
