"""Stored checkpoints: what they cover, who makes them, what they show about a database that was changed."""

import datetime as dt
import itertools
import random

import pytest
from django.db import DatabaseError, connection, transaction

from lingxing.engines.ledger import queries
from lingxing.engines.ledger.domain.commitments import check_opening
from lingxing.engines.ledger.domain.merkle import root_of
from lingxing.engines.ledger.domain.proofs import Absence, Inclusion, Leaf
from lingxing.engines.ledger.guards import install_guards, remove_guards
from lingxing.engines.ledger.keys import keep_key, read_key, signing_key
from lingxing.engines.ledger.models import AppendOnlyError, CheckpointLeaf, LedgerCheckpoint
from lingxing.engines.ledger.services import checkpoint_if_due, commit, make_checkpoint, record, rotate_key
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.signing import public_key
from lingxing.kernel.verdicts import Evidence

AT = dt.datetime(2026, 1, 5, 9, 30, 0, 123456, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key(tmp_path, settings):
    """Give the test a key file of its own and return it."""
    settings.LEDGER_SIGNING_KEY = tmp_path / "keys" / "ledger-signing.key"
    keep_key(settings.LEDGER_SIGNING_KEY)
    return settings.LEDGER_SIGNING_KEY


def act(*streams):
    return [record(stream, "accept", OPERATOR, {}, AT) for stream in streams]


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults(evidence=None, **wanted):
    return verify_export(queries.export(AT, **wanted), evidence or Evidence()).faults


def test_a_checkpoint_signs_the_heads_of_all_streams_in_the_order_of_their_names():
    # by code point: digits, capital letters, small letters; a collation of a language would mix the letters
    names = ["case:b", "case:A", "case:a", "case:B", "case:1", "case:Z", "case:一"]
    heads = {entry.stream: entry.hash for entry in act(*names, "case:a")}
    made = make_checkpoint(AT)
    leaves = [Leaf(name, 2 if name == "case:a" else 1, heads[name]) for name in sorted(names)]
    assert made.root == root_of([leaf.hash for leaf in leaves]).hex()
    assert (made.number, made.at, made.streams, made.entries) == (1, AT, 7, 8)
    assert queries.last_checkpoint() == made == queries.checkpoint(1)
    assert made.key == public_key(signing_key())
    assert queries.verify_checkpoints() == []


def test_an_empty_ledger_has_a_checkpoint_too():
    made = make_checkpoint(AT)
    assert (made.streams, made.entries, made.root) == (0, 0, root_of([]).hex())
    act("case:1")
    proof = queries.inclusion_proof("case:1", 1)
    assert isinstance(proof, Absence)
    assert proof.holds(made)


def test_any_stream_is_proven_against_any_checkpoint():
    # random acts and checkpoints; the oracle remembers lengths as they were
    chance = random.Random(7)
    lengths: dict[str, int] = {}
    then = {}
    for number in range(1, 6):
        for _ in range(chance.randrange(8)):
            stream = f"case:{chance.randrange(12)}"
            act(stream)
            lengths[stream] = lengths.get(stream, 0) + 1
        make_checkpoint(AT + number * HOUR)
        then[number] = dict(lengths)
    for number, stream in itertools.product(then, [*(f"case:{n}" for n in range(12)), "a", "z"]):
        proof = queries.inclusion_proof(stream, number)
        assert proof.holds(queries.checkpoint(number))
        assert (proof.leaf.length if isinstance(proof, Inclusion) else None) == then[number].get(stream)
        assert not any(proof.holds(queries.checkpoint(other)) for other in then if other != number)
    assert queries.verify_checkpoints() == []


def test_only_streams_that_changed_are_stored_again():
    act("case:1", "case:2", "case:3")
    make_checkpoint(AT)
    act("case:2")
    make_checkpoint(AT)
    make_checkpoint(AT)
    rows = CheckpointLeaf.objects.order_by("pk").values_list("number", "stream", "length")
    assert sorted(rows) == [(1, "case:1", 1), (1, "case:2", 1), (1, "case:3", 1), (2, "case:2", 2)]
    assert [found.entries for found in queries.checkpoints()] == [3, 4, 4]


def test_the_sweep_makes_one_when_it_is_due():
    first = checkpoint_if_due(AT, HOUR)
    assert first
    assert checkpoint_if_due(AT, HOUR) is None
    assert checkpoint_if_due(AT + HOUR - dt.timedelta(microseconds=1), HOUR) is None
    second = checkpoint_if_due(AT + HOUR, HOUR)
    assert second
    assert second.number == 2
    # the clock had run ahead and was put back: the last one lies in the future and doesn't stop the sweep
    third = checkpoint_if_due(AT - HOUR, HOUR)
    assert third
    assert third.previous == second.hash


def test_of_two_makers_one_gives_way(monkeypatch):
    act("case:1")
    first = make_checkpoint(AT)
    act("case:1")
    seen = [None, first]
    # both have seen no checkpoint yet; the other one was quicker
    monkeypatch.setattr(queries, "last_checkpoint", lambda: seen.pop(0) if len(seen) > 1 else seen[0])
    assert checkpoint_if_due(AT, HOUR) is None
    assert LedgerCheckpoint.objects.count() == 1
    # who must have one tries again over what the other stored
    seen[:] = [first, None, first]
    assert make_checkpoint(AT + HOUR).previous == first.hash


def test_without_a_key_there_is_no_checkpoint_and_no_export(key):
    act("case:1")
    key.unlink()
    for wanted in (lambda: make_checkpoint(AT), lambda: list(queries.export(AT))):
        with pytest.raises(LingxingError, match="没有台账签名密钥"):
            wanted()
    key.write_text("secret")
    with pytest.raises(LingxingError, match="64 个十六进制数字"):
        make_checkpoint(AT)


def test_the_key_is_made_once_and_is_its_owners_alone(key):
    before = key.read_text()
    keep_key(key)
    assert key.read_text() == before
    assert key.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in key.parent.iterdir()] == [key.name]


def test_another_key_does_not_go_on_with_the_chain(key):
    make_checkpoint(AT)
    key.write_text("07" * 32)
    with pytest.raises(LingxingError, match="rotate-key"):
        make_checkpoint(AT)
    with pytest.raises(LingxingError, match="--lost"):
        rotate_key(AT)


def test_a_new_key_is_endorsed_by_the_old_one(key):
    act("case:1")
    old = make_checkpoint(AT)
    made = rotate_key(AT)
    assert (made.number, made.former) == (2, old.key)
    assert made.key == public_key(read_key(key)) != old.key
    assert make_checkpoint(AT).key == made.key
    assert faults(Evidence((old.key,))) == []
    assert [found.since for found in queries.public_keys()] == [2, 1]
    assert queries.verify_checkpoints() == []


def test_a_change_of_key_that_was_cut_off_is_finished_by_the_next(key):
    make_checkpoint(AT)
    waiting = key.with_suffix(".new")
    before = key.read_text()
    made = rotate_key(AT)
    # as if the process had died between the checkpoint and the file
    waiting.write_text(key.read_text())
    key.write_text(before)
    with pytest.raises(LingxingError, match="rotate-key"):
        make_checkpoint(AT)
    assert rotate_key(AT) == made
    assert make_checkpoint(AT).number == 3
    assert not waiting.exists()


def test_after_a_loss_nobody_vouches_for_the_new_key(key):
    old = make_checkpoint(AT)
    key.unlink()
    made = rotate_key(AT, lost=True)
    assert (made.former, made.endorsement) == ("", "")
    assert queries.verify_checkpoints() == []
    assert faults(Evidence((made.key,))) == []
    assert faults(Evidence((old.key,)))


def test_opened_fields_leave_with_their_entry():
    values = {"name": "张三", "phone": "13800000000"}
    commitments, openings = commit(values)
    entry = record("case:1", "accept", OPERATOR, {"fields": commitments}, AT)
    assert entry.facts["fields"] == commitments
    assert check_opening("name", "张三", openings["name"], commitments["name"])
    lines = list(queries.export(AT, openings={("case:1", 1): {"name": (openings["name"], "张三")}}))
    verdict = verify_export(lines, Evidence())
    assert verdict.faults == []
    assert "字段承诺 2 项，公开 1 项，均与承诺相符；其余未公开。" in verdict.facts
    assert b"13800000000" not in b"".join(lines)


def test_exports_of_one_stream_of_several_and_of_all():
    act("case:1", "case:2", "case:3")
    make_checkpoint(AT)
    act("case:4")
    make_checkpoint(AT)
    for wanted in (None, ["case:2"], ["case:4", "case:1"]):
        assert faults(streams=wanted, numbers=[1]) == []
    with pytest.raises(LingxingError, match="没有这条链"):
        list(queries.export(AT, ["case:9"]))
    with pytest.raises(NotFound):
        list(queries.export(AT, numbers=[3]))


# A database that was changed past every guard.

REHASH = "UPDATE ledger_ledgerentry SET payload = %s, hash = %s WHERE stream = 'case:1'"


def test_a_rewritten_stream_does_not_fit_its_checkpoint():
    act("case:1", "case:2")
    make_checkpoint(AT)
    before = [leaf for leaf, _ in queries.present_leaves()]
    forged = record("case:9", "accept", OPERATOR, {"n": 9}, AT)
    run(REHASH, forged.payload, forged.hash)
    run("UPDATE ledger_ledgerstream SET head = %s WHERE name = 'case:1'", forged.hash)
    assert [(f.stream, f.sequence) for f in queries.verify_checkpoints()] == [("case:1", 1)]
    # the leaf changed too: now the root does not fit
    run("UPDATE ledger_checkpointleaf SET head = %s WHERE stream = 'case:1'", forged.hash)
    assert [fault.stream for fault in queries.verify_checkpoints()] == ["第1号检查点"]
    with pytest.raises(LingxingError, match="数据库被改动"):
        queries.inclusion_proof("case:1", 1)
    # the root changed too: now the signature does not fit
    leaves = [Leaf("case:1", 1, forged.hash), *(leaf for leaf in before if leaf.stream != "case:1")]
    run("UPDATE ledger_ledgercheckpoint SET root = %s", root_of([leaf.hash for leaf in leaves]).hex())
    assert [str(fault) for fault in queries.verify_checkpoints()] == [
        "第1号检查点：签名无效，内容已被改动或不是此密钥所签"
    ]


def test_a_published_checkpoint_catches_a_database_that_was_written_anew():
    act("case:1")
    kept = queries.checkpoint_file(make_checkpoint(AT).number)
    assert faults(Evidence((), (kept,))) == []
    # whoever holds the key and the database begins again: everything fits but what others have kept
    for table in ("ledger_ledgerentry", "ledger_ledgerstream", "ledger_ledgercheckpoint", "ledger_checkpointleaf"):
        run(f"DELETE FROM {table}")
    record("case:1", "refuse", OPERATOR, {}, AT)
    make_checkpoint(AT)
    assert queries.verify_all() == queries.verify_checkpoints() == []
    assert faults() == []
    assert faults(Evidence((), (kept,))) == ["第1号检查点：与所给的不同，台账已被重写"]


def test_the_models_refuse_every_change():
    act("case:1")
    make_checkpoint(AT)
    for model in (LedgerCheckpoint, CheckpointLeaf):
        row = model.objects.get()
        for change in (row.save, row.delete, model.objects.all().delete, lambda m=model: m.objects.update(number=2)):
            with pytest.raises(AppendOnlyError):
                change()


@pytest.fixture
def guarded():
    install_guards(connection)
    yield
    remove_guards(connection)


@pytest.mark.parametrize("table", ["ledger_ledgercheckpoint", "ledger_checkpointleaf"])
def test_the_database_refuses_every_change(guarded, table):
    act("case:1")
    make_checkpoint(AT)
    statements = [f"UPDATE {table} SET number = 2", f"DELETE FROM {table}"]
    if connection.vendor == "sqlite":
        statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        statements.append(f"TRUNCATE {table}")
    for statement in statements:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run(statement)
    act("case:1")
    assert make_checkpoint(AT).number == 2
    assert queries.verify_checkpoints() == []
