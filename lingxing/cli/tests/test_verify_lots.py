"""`lingxing verify` on a lot's record and a bidder's receipt."""

import subprocess
import sys

from click.testing import CliRunner

from lingxing.cli.verify import verify
from lingxing.engines.auctions.domain.events import BidPlaced
from lingxing.engines.auctions.tests.records import changed, sale, whole
from lingxing.engines.ledger.tests.ledgers import OURS, public

EVENTS = sale().happened


def run(tmp_path, record, *receipts):
    (tmp_path / "lot.jsonl").write_bytes(b"".join(record.lines()))
    (tmp_path / "key").write_text(public(OURS))
    arguments = [str(tmp_path / "lot.jsonl"), "--key", str(tmp_path / "key")]
    for number, text in enumerate(receipts):
        (tmp_path / f"receipt-{number}").write_bytes(text)
        arguments += ["--receipt", str(tmp_path / f"receipt-{number}")]
    return CliRunner().invoke(verify, arguments)


def test_a_record_with_a_receipt_is_told_in_words(tmp_path):
    record = whole(EVENTS)
    found = run(tmp_path, record, record.receipts()[0])
    assert found.exit_code == 0
    assert "结果由记录推得" in found.output
    assert "与记录第11条相符" in found.output


def test_a_forged_record_is_told_with_the_place(tmp_path):
    found = run(tmp_path, whole(changed(EVENTS, BidPlaced, 1, price=1)))
    assert found.exit_code == 1
    assert "lot:1 第12条（bid_placed）与此前的记录不符" in found.output


def test_a_receipt_belongs_to_a_lot(tmp_path):
    record = whole(EVENTS)
    (tmp_path / "ledger").write_bytes(b"".join(record.export()))
    (tmp_path / "receipt").write_bytes(record.receipts()[0])
    found = CliRunner().invoke(verify, [str(tmp_path / "ledger"), "--receipt", str(tmp_path / "receipt")])
    assert found.exit_code == 2
    assert "--receipt 只与宗地记录同用" in found.output


def test_verifying_needs_no_django():
    """The modules that verify a lot load without the web framework: another machine has none."""
    code = "import sys, lingxing.engines.auctions.verification; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
