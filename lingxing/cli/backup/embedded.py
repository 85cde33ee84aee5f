"""Backing up and restoring the embedded database, online: SQLite copies itself, readers and writers going on."""

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from lingxing.cli.backup.archive import Reader, Writer
from lingxing.engines.ledger.domain.entries import Entry, Fault, check_chain
from lingxing.kernel.errors import LingxingError

_MEMBER = "database.sqlite3"
_CHUNK = 1024 * 1024
_PATIENCE_SECONDS = 60


def back_up(database: Path, writer: Writer) -> None:
    """Add one consistent state of the database."""
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        copy = Path(folder) / _MEMBER
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source, closing(_open(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        writer.add(_MEMBER, _chunks(copy))


def restore(reader: Reader, database: Path) -> None:
    """Put the backup's state in place of the database's, once its digest, its pages and its ledger are found whole.

    LingxingError leaves the database as it was.
    """
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        candidate = Path(folder) / _MEMBER
        with candidate.open("wb") as output:
            for member in reader.manifest.members:
                if member.name == _MEMBER:
                    output.writelines(reader.chunks(member))
        with closing(_open(candidate)) as source:
            _check(source)
            with closing(_open(database)) as target:
                target.execute("PRAGMA journal_mode=WAL")
                source.backup(target)


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=_PATIENCE_SECONDS)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            yield chunk


def _check(candidate: sqlite3.Connection) -> None:
    try:
        sound = candidate.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        faults = list(_ledger_faults(candidate)) if sound else []
    except sqlite3.DatabaseError:
        sound, faults = False, []
    if not sound:
        raise LingxingError("备份中的数据库已损坏", where=_MEMBER, remedy="请换另一份备份；数据库未改动")
    if faults:
        raise LingxingError(f"备份中的台账不完整（{faults[0]}）", where=_MEMBER, remedy="请换另一份备份；数据库未改动")


def _ledger_faults(candidate: sqlite3.Connection) -> Iterator[Fault]:
    streams = candidate.execute("SELECT name, length, head FROM ledger_ledgerstream")
    heads = {name: (length, head) for name, length, head in streams}
    columns = ", ".join(Entry.__slots__)
    rows = candidate.execute(f"SELECT {columns} FROM ledger_ledgerentry ORDER BY stream, sequence")  # noqa: S608
    seen = set()
    for stream, group in groupby(map(_entry, rows), key=lambda entry: entry.stream):
        seen.add(stream)
        yield from check_chain(stream, group, head=heads.get(stream, (0, "")))
    for stream in sorted(set(heads) - seen):
        yield from check_chain(stream, [], head=heads[stream])


def _entry(row: tuple[object, ...]) -> Entry:
    values = dict(zip(Entry.__slots__, row, strict=True))
    values["at"] = dt.datetime.fromisoformat(str(values["at"])).replace(tzinfo=dt.UTC)
    return Entry(**values)  # type: ignore[arg-type]
