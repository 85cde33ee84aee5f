"""Adding to the stored ledger, and what happens to those who would change it."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from lingxing.engines.ledger import queries
from lingxing.engines.ledger.guards import install_guards, remove_guards
from lingxing.engines.ledger.models import AppendOnlyError, LedgerEntry, LedgerStream
from lingxing.engines.ledger.services import Act, Together, record, record_many
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.actors import OPERATOR, Actor
from lingxing.kernel.verdicts import Evidence

AT = dt.datetime(2026, 1, 5, 9, 30, 0, 123456, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [record("document:1", "confirm", OPERATOR, {"路径": "title", "n": n}, AT) for n in range(3)]


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_entries_follow_one_another_and_read_back_as_written(three):
    assert [entry.sequence for entry in three] == [1, 2, 3]
    assert list(queries.entries("document:1")) == three
    assert three[0].at == AT
    assert three[2].payload == '{"n":2,"路径":"title"}'
    assert queries.verify_all() == []


def test_streams_count_for_themselves(three):
    other = record("organs", "merge", Actor("account:7", "editor"), {}, AT, article="第一条")
    assert (other.sequence, other.actor, other.role, other.article) == (1, "account:7", "editor", "第一条")
    assert queries.stream_names() == ["document:1", "organs"]
    assert [entry for _, entry in queries.recent_entries(2)] == [other, three[2]]
    newest = queries.recent_entries(1)[0][0]
    assert [entry for _, entry in queries.recent_entries(5, before=newest)] == three[::-1]
    assert [entry for _, entry in queries.recent_entries(5, stream="organs")] == [other]


def test_an_act_begins_a_stream_once_and_others_follow(three):
    first = record("case:1", "apply", OPERATOR, {"n": 1}, AT, begins=True)
    second = record("case:1", "accept", OPERATOR, {"n": 2}, AT)
    assert (first.sequence, second.sequence, second.previous) == (1, 2, first.hash)
    for stream in ("case:1", "document:1"):
        with pytest.raises(DatabaseError), transaction.atomic():
            record(stream, "apply", OPERATOR, {"n": 1}, AT, begins=True)
    assert len(list(queries.entries("case:1"))) == 2
    assert queries.verify_all() == []


def test_entries_sent_together_are_stored_when_they_are_sent_and_once(three):
    together = Together()
    begun = record("case:1", "apply", OPERATOR, {"n": 1}, AT, begins=True, together=together)
    after = record("document:1", "confirm", OPERATOR, {"n": 3}, AT, together=together)
    assert (begun.sequence, after.sequence, after.previous) == (1, 4, three[2].hash)
    assert (list(queries.entries("case:1")), list(queries.entries("document:1"))) == ([], three)
    together.send()
    together.send()
    assert (list(queries.entries("case:1")), list(queries.entries("document:1"))) == ([begun], [*three, after])
    assert queries.verify_all() == []


def test_of_what_is_sent_together_nothing_stays_where_a_part_is_refused(three):
    together = Together()
    record("document:1", "confirm", OPERATOR, {"n": 3}, AT, together=together)
    together.add("INSERT INTO ledger_ledgerstream (name, length, head) VALUES (%s, 0, 'x')", ["document:1"])
    with pytest.raises(DatabaseError), transaction.atomic():
        together.send()
    assert list(queries.entries("document:1")) == three
    assert queries.verify_all() == []


def test_an_act_that_fails_leaves_no_entry(three):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _record_and_fail()
    assert len(list(queries.entries("document:1"))) == 3
    assert queries.verify_all() == []


def _record_and_fail():
    record("document:1", "confirm", OPERATOR, {}, AT)
    return 1 // 0


def test_many_acts_are_recorded_like_one_after_another(three):
    streams = ["document:2", "document:1", "account:7", "document:2", "document:1"]
    acts = [Act(stream, "confirm", OPERATOR, {"n": n}, AT, "第一条") for n, stream in enumerate(streams)]
    made = record_many(acts)
    assert [(entry.stream, entry.sequence) for entry in made] == [
        ("document:2", 1),
        ("document:1", 4),
        ("account:7", 1),
        ("document:2", 2),
        ("document:1", 5),
    ]
    assert list(queries.entries("document:1")) == [*three, made[1], made[4]]
    assert list(queries.entries("document:2")) == [made[0], made[3]]
    assert record("document:2", "confirm", OPERATOR, {}, AT).sequence == 3
    assert queries.verify_all() == []
    assert record_many([]) == []


def test_of_many_acts_all_stand_or_none():
    acts = [Act("document:1", "confirm", OPERATOR, {}, AT), Act("document:1", "No Name", OPERATOR, {}, AT)]
    with pytest.raises(ValueError, match="no name"), transaction.atomic():
        record_many(acts)
    assert queries.stream_names() == []


def test_an_act_takes_few_ways_to_the_database(three, django_assert_num_queries):
    # into a stream that exists: its lock, its entry, its head; PostgreSQL takes the last two together
    with django_assert_num_queries(3 if connection.vendor == "sqlite" else 2):
        record("document:1", "confirm", OPERATOR, {}, AT)
    with django_assert_num_queries(4 if connection.vendor == "sqlite" else 3):
        record("document:2", "confirm", OPERATOR, {}, AT)


def test_a_payload_without_an_exact_form_is_refused():
    with pytest.raises(ValueError, match="float"):
        record("document:1", "confirm", OPERATOR, {"amount": 0.1}, AT)
    assert not LedgerEntry.objects.exists()


def test_the_models_refuse_every_change(three):
    entry = LedgerEntry.objects.get(sequence=1)
    for act in (
        entry.save,
        entry.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(act="x"),
    ):
        with pytest.raises(AppendOnlyError):
            act()
    with pytest.raises(AppendOnlyError):
        LedgerEntry.objects.bulk_update([entry], ["act"])


@pytest.fixture
def guarded():
    install_guards(connection)
    yield
    remove_guards(connection)


STATEMENTS = ["UPDATE ledger_ledgerentry SET act = 'x'", "DELETE FROM ledger_ledgerentry WHERE sequence = 3"]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_every_change(three, guarded, statement):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        run(statement)
    assert queries.verify_all() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces a row without deleting it")
def test_sqlite_refuses_replacement_too(three, guarded):
    entry = LedgerEntry.objects.get(sequence=2)
    columns = "id, stream, sequence, at, actor, role, act, article, payload, previous, hash"
    same = columns.replace("act,", "'withdraw',")
    for selected in (same, f"99 + {same}"):
        rows = f"SELECT {selected} FROM ledger_ledgerentry WHERE id = %s"
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run(f"INSERT OR REPLACE INTO ledger_ledgerentry ({columns}) {rows}", entry.pk)
    assert queries.verify_all() == []
    assert record("document:1", "confirm", OPERATOR, {}, AT).sequence == 4


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_truncation_too(three, guarded):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        run("TRUNCATE ledger_ledgerentry")


TAMPERING = [
    "UPDATE ledger_ledgerentry SET act = 'withdraw' WHERE sequence = 2",
    "UPDATE ledger_ledgerentry SET actor = 'account:9' WHERE sequence = 1",
    'UPDATE ledger_ledgerentry SET payload = \'{"n":1, "路径":"title"}\' WHERE sequence = 2',
    "UPDATE ledger_ledgerentry SET stream = 'document:2' WHERE sequence = 3",
    "DELETE FROM ledger_ledgerentry WHERE sequence = 1",
    "DELETE FROM ledger_ledgerentry WHERE sequence = 3",
    "DELETE FROM ledger_ledgerentry",
    "DELETE FROM ledger_ledgerstream",
    "UPDATE ledger_ledgerstream SET length = 2",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_tampering_past_every_guard_is_found(three, statement):
    run(statement)
    assert queries.verify_all()


def test_a_moment_moved_by_a_microsecond_is_found(three):
    run("UPDATE ledger_ledgerentry SET at = %s WHERE sequence = 2", AT + dt.timedelta(microseconds=1))
    assert [fault.sequence for fault in queries.verify_stream("document:1")] == [2]


def test_an_entry_added_while_the_stream_is_read_is_no_fault(three, monkeypatch):
    first = LedgerStream.objects.filter(name="document:1").first()
    record("document:1", "confirm", OPERATOR, {"n": 3}, AT)
    # the reader has seen the stream's row as it was before the entry
    reading = import_module("lingxing.engines.ledger.queries.entries")
    monkeypatch.setattr(reading, "_stream", lambda name: first)
    assert queries.verify_stream("document:1") == []


def test_a_stream_that_was_never_written_has_no_fault(three):
    assert queries.verify_stream("document:9") == []


def test_an_entry_beyond_the_stated_length_is_found(three):
    run("UPDATE ledger_ledgerstream SET length = 2, head = %s", three[1].hash)
    assert [fault.sequence for fault in queries.verify_stream("document:1")] == [3]


def test_the_stored_ledger_exports_whole(three):
    record("account:7", "sign_in", OPERATOR, {}, AT)
    verdict = verify_export(queries.export(AT), Evidence())
    assert (verdict.faults, verdict.facts[0]) == ([], "台账完好：2 条链，共 4 条。")


def test_a_stream_keeps_its_length_and_head(three):
    row = LedgerStream.objects.get(name="document:1")
    assert (row.length, row.head) == (3, three[2].hash)
