"""The pages on which the ledger's checkpoints and keys are published."""

import pytest

from lingxing.engines.ledger import queries
from lingxing.engines.ledger.services import make_checkpoint, record
from lingxing.engines.ledger.verification import verify_checkpoint_file
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import AT, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.signing import read_public
from lingxing.kernel.verdicts import Evidence

pytestmark = pytest.mark.django_db


def test_anybody_keeps_a_checkpoint_and_its_key(client):
    record("case:secret", "accept", OPERATOR, {}, AT)
    made = make_checkpoint(AT)
    page = client.get("/ledger/checkpoints").content.decode()
    assert made.root in page
    assert "case:secret" not in page
    kept = client.get("/ledger/checkpoints/1")
    assert kept["Content-Disposition"] == 'attachment; filename="lingxing-checkpoint-1.json"'
    assert kept.content == queries.checkpoint_file(1)
    assert f"/ledger/keys/{made.key_id}" in page
    key = read_public(client.get(f"/ledger/keys/{made.key_id}").content.decode())
    verdict = verify_checkpoint_file([kept.content], Evidence((key,)))
    assert (verdict.faults, verdict.facts[0]) == ([], "检查点完好：第1号，1 条链，共 1 条。")


def test_long_lists_have_pages(client):
    for _ in range(52):
        make_checkpoint(AT)
    page = client.get("/ledger/checkpoints").content.decode()
    assert "下载第52号" in page
    assert "下载第2号<" not in page
    assert "?before=3" in page
    older = client.get("/ledger/checkpoints?before=3").content.decode()
    assert "下载第2号<" in older
    assert "更早的检查点" not in older


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/ledger/checkpoints?before=x", 400),
        ("/ledger/checkpoints/9", 404),
        ("/ledger/keys/0000", 404),
        ("/ledger/checkpoints/99999999999999999999", 404),
    ],
)
def test_what_does_not_exist_is_said_so(client, address, status):
    assert client.get(address).status_code == status


def test_the_api_gives_what_the_files_say(client):
    record("case:1", "accept", OPERATOR, {"n": 1}, AT)
    for _ in range(3):
        make_checkpoint(AT)
    one = client.get("/api/ledger/checkpoints/2").json()
    assert canonical_json(one).encode() + b"\n" == queries.checkpoint_file(2)
    found = client.get("/api/ledger/checkpoints?before=3&limit=1").json()
    assert found == [one]
    assert client.get("/api/ledger/checkpoints/9").status_code == 404
    assert client.get("/api/ledger/checkpoints?before=0").status_code == 422


def test_what_was_done_is_for_those_who_may_read_it(client):
    first = record("case:1", "accept", OPERATOR, {"n": 1}, AT, article="第一条")
    record("case:2", "accept", OPERATOR, {}, AT)
    assert client.get("/api/ledger/entries").status_code == 401
    client.force_login(account("bianji", Role.EDITOR))
    assert client.get("/api/ledger/entries").status_code == 403
    client.force_login(account("guanli", Role.ADMINISTRATOR))
    (found,) = client.get("/api/ledger/entries?stream=case:1").json()
    assert (found["hash"], found["payload"], found["article"]) == (first.hash, {"n": 1}, "第一条")
    assert [entry["stream"] for entry in client.get("/api/ledger/entries?limit=2").json()][-1] != "case:1"


def test_an_empty_page_says_so(client):
    assert "还没有检查点" in client.get("/ledger/checkpoints").content.decode()
