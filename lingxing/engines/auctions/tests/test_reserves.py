"""The sealed reserve price (art. 11): carried in within the last half hour, readable to nobody before the end."""

import json

import pytest

from lingxing.engines.auctions.domain.reserves import opens_reserve
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Lot, LotKey, SealedReserve
from lingxing.engines.auctions.queries.reserves import import_windows, private_key, public_key, window_of
from lingxing.engines.auctions.queries.states import events_of, state_of
from lingxing.engines.auctions.sealing import (
    LotKeyFile,
    WrongReserve,
    make_key,
    open_envelope,
    read_reserve_file,
    seal_reserve,
)
from lingxing.engines.auctions.services.reserves import enter_code, import_reserve
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.auctions.tests.bureau import at, clock, dumped, open_bureau, published
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.errors import LingxingError, NotAllowed

pytestmark = pytest.mark.django_db

PRICE = 13_131_313_100
WINDOW = at("2027-01-05 09:30")
CODE = "苇荡大道的开启口令"


@pytest.fixture
def bureau():
    return open_bureau()


@pytest.fixture
def lot(bureau):
    return published(bureau)


def carry_in(bureau, lot, text, moment=WINDOW):
    with clock(moment):
        return import_reserve(bureau.administrator, lot.number, text, moment)


def close(lot, moment="2027-01-05 10:00"):
    with clock(at(moment)):
        write(Request(lot.pk, SYSTEM, lambda state, at: ()))
    return Lot.objects.get(pk=lot.pk).stage


@pytest.mark.parametrize(
    ("moment", "fits"),
    [
        ("2027-01-05 09:29:59", False),
        ("2027-01-05 09:30", True),
        ("2027-01-05 09:59:59", True),
    ],
)
def test_only_within_the_last_half_hour(bureau, lot, moment, fits):
    text = seal_reserve(public_key(lot), PRICE)
    if fits:
        card = carry_in(bureau, lot, text, at(moment))
        assert state_of(lot.pk).reserve_commitment == card.commitment
    else:
        with pytest.raises(LingxingError, match="30 分钟"):
            carry_in(bureau, lot, text, at(moment))
        assert not SealedReserve.objects.exists()


def test_after_the_close_it_is_too_late(bureau, lot):
    with pytest.raises(LingxingError):
        carry_in(bureau, lot, seal_reserve(public_key(lot), PRICE), at("2027-01-05 10:00"))
    assert not SealedReserve.objects.exists()


def test_the_price_is_opened_with_the_result_and_fits_its_commitment(bureau, lot):
    file = read_reserve_file(text := seal_reserve(public_key(lot), PRICE))
    carry_in(bureau, lot, text)
    assert state_of(lot.pk).reserve is None
    assert close(lot) == Stage.ENDED
    assert state_of(lot.pk).reserve == PRICE
    assert opens_reserve(file.commitment, PRICE, _salt(lot))


def _salt(lot):
    return next(event.salt for _, event in events_of(lot.pk) if hasattr(event, "salt"))


def test_a_dump_of_the_database_does_not_tell_the_price(bureau, lot):
    """What stands in the tables, with everything that can be read off it, opens nothing without the key files."""
    carry_in(bureau, lot, seal_reserve(public_key(lot), PRICE))
    text = dumped("")
    for shown in (str(PRICE), "131313131", "131,313,131"):
        assert shown not in text
    row = LotKey.objects.get(lot=lot)
    assert private_key(lot.pk) not in text
    for guess in (row.public, row.private_sealed.partition(".")[2][:64].encode().hex()[:64]):
        with pytest.raises(WrongReserve):
            open_envelope(read_reserve_file(SealedReserve.objects.get().file), guess)


def test_with_a_code_all_keys_of_the_installation_are_not_enough(bureau, lot):
    carry_in(bureau, lot, seal_reserve(public_key(lot), PRICE, CODE))
    inner = open_envelope(read_reserve_file(SealedReserve.objects.get().file), private_key(lot.pk))
    assert b"price" not in inner
    with pytest.raises(WrongReserve, match="报价还没有截止"):
        enter_code(bureau.supervisor, lot.number, CODE, WINDOW)
    assert close(lot) == Stage.CLOSED
    assert state_of(lot.pk).reserve is None
    later = at("2027-01-05 10:20")
    with clock(later):
        with pytest.raises(WrongReserve, match="口令不对"):
            enter_code(bureau.supervisor, lot.number, "别的口令别的口令", later)
        with pytest.raises(NotAllowed):
            enter_code(bureau.administrator, lot.number, CODE, later)
        enter_code(bureau.supervisor, lot.number, CODE, later)
    assert Lot.objects.get(pk=lot.pk).stage == Stage.ENDED
    assert state_of(lot.pk).reserve == PRICE


def test_wrong_files_are_refused_and_change_nothing(bureau, lot):
    other = published(bureau)
    foreign = LotKeyFile(lot.number, make_key()[0])
    good = json.loads(seal_reserve(public_key(lot), PRICE))
    wrong = {
        "宗地 2026-0002 的文件": seal_reserve(public_key(other), PRICE),
        "不是用这宗地现在的公钥": seal_reserve(foreign, PRICE),
        "不是完整的": "{}",
        "文件太大": "x" * 10**6,
        "打不开": json.dumps({**good, "sealed": good["sealed"][:-8] + "AAAAAAA="}),
        "不符": json.dumps({**good, "commitment": "0" * 64}),
    }
    for told, text in wrong.items():
        with pytest.raises(WrongReserve, match=told):
            carry_in(bureau, lot, text)
    assert not SealedReserve.objects.exists()
    assert state_of(lot.pk).reserve_commitment == ""


def test_a_second_file_is_refused(bureau, lot):
    carry_in(bureau, lot, seal_reserve(public_key(lot), PRICE))
    with pytest.raises(LingxingError, match="不能更换"):
        carry_in(bureau, lot, seal_reserve(public_key(lot), PRICE + 100))


def test_only_the_administrator_carries_it_in(bureau, lot):
    text = seal_reserve(public_key(lot), PRICE)
    for who in (bureau.officer, bureau.supervisor):
        with clock(WINDOW), pytest.raises(NotAllowed):
            import_reserve(who, lot.number, text, WINDOW)


def test_a_lot_without_a_reserve_takes_none(bureau):
    lot = published(bureau, has_reserve="no")
    text = seal_reserve(LotKeyFile(lot.number, LotKey.objects.get(lot=lot).public), PRICE)
    with pytest.raises(LingxingError, match="没有设底价"):
        carry_in(bureau, lot, text)


def test_windows_are_told_until_the_file_is_here(bureau, lot):
    published(bureau, has_reserve="no")
    (window,) = import_windows()
    assert (window.opens_at, window.closes_at) == (WINDOW, at("2027-01-05 10:00"))
    carry_in(bureau, lot, seal_reserve(public_key(lot), PRICE))
    assert import_windows() == []
    close(lot)
    assert window_of(lot) is None
