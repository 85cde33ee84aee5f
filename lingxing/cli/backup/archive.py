"""The backup file: a ZIP of members and a manifest that holds each member's length and digest. No Django."""

import datetime as dt
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lingxing.kernel.errors import LingxingError

FORMAT = "lingxing-backup-3"
_READ = ("lingxing-backup-1", "lingxing-backup-2", FORMAT)
_MANIFEST = "manifest.json"
_CHUNK = 1024 * 1024
_SPEED_OVER_SIZE = 3
# What a damaged archive makes its reader raise; NotImplementedError and RuntimeError speak of unknown packing.
_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a backup: its length in bytes and its SHA-256 in hexadecimal."""

    name: str
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `migrations` are pairs (application, name); `sequences` PostgreSQL's counters by table and column.
    """

    database: str
    version: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]
    sequences: dict[str, int] = field(default_factory=dict)


class Writer:
    """Takes the members of a backup one after another."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: list[Member] = []

    def add(self, name: str, chunks: Iterable[bytes | memoryview], *, packed: bool = True) -> None:
        """Store a member; `packed` is off for what does not shrink."""
        digest, length = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name, dt.datetime.now(dt.UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._archive.open(entry, "w", force_zip64=True) as output:
            for chunk in chunks:
                digest.update(chunk)
                length += len(chunk)
                output.write(chunk)
        self.members.append(Member(name, length, digest.hexdigest()))

    def finish(
        self, database: str, version: str, migrations: Iterable[tuple[str, str]], sequences: dict[str, int]
    ) -> None:
        """Store the manifest."""
        facts = {
            "format": FORMAT,
            "database": database,
            "version": version,
            "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "migrations": [list(pair) for pair in migrations],
            "members": {m.name: {"length": m.length, "sha256": m.digest} for m in self.members},
            "sequences": sequences,
        }
        self._archive.writestr(_MANIFEST, json.dumps(facts, indent=1))


@contextmanager
def new_backup(file: Path) -> Iterator[Writer]:
    """Give a writer; `file` appears whole, readable by its owner alone, or not at all. An existing file is refused."""
    if file.exists():
        raise LingxingError("文件已存在，没有覆盖", where=str(file), remedy="请换一个文件名")
    partial = file.with_name(file.name + ".partial")
    try:
        handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise LingxingError(f"不能写入（{error.strerror}）", where=str(file), remedy="请检查目录与权限") from None
    try:
        with os.fdopen(handle, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=_SPEED_OVER_SIZE) as archive:
                yield Writer(archive)
            raw.flush()
            os.fsync(raw.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


class Reader:
    """An existing backup. Every member is checked against its digest while it is read."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def check(self) -> None:
        """Read everything once; LingxingError where a member is missing or does not match its digest."""
        for member in self.manifest.members:
            for _ in self.chunks(member):
                pass

    def chunks(self, member: Member) -> Iterator[bytes]:
        """Yield a member's bytes; LingxingError at its end where they are not those that were stored."""
        digest, length = hashlib.sha256(), 0
        try:
            with self._archive.open(member.name) as source:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    length += len(chunk)
                    if length > member.length:
                        raise _damaged(member.name)
                    yield chunk
        except _DAMAGE as error:
            raise _damaged(member.name) from error
        if (length, digest.hexdigest()) != (member.length, member.digest):
            raise _damaged(member.name)


@contextmanager
def open_backup(file: Path) -> Iterator[Reader]:
    """Give a reader of `file`; LingxingError where it is no backup or one of a later form."""
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGE:
        raise LingxingError("不是备份文件，或文件不完整", where=str(file), remedy="请换另一份备份") from None
    with archive:
        yield Reader(archive, _manifest(archive, file))


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        facts: dict[str, Any] = json.loads(archive.read(_MANIFEST))
        if facts["format"] not in _READ:
            raise LingxingError(f"备份格式 {facts['format']} 不认识", where=str(file), remedy="请用制作它的版本恢复")
        return Manifest(
            facts["database"],
            facts["version"],
            facts["made_at"],
            tuple((app, name) for app, name in facts["migrations"]),
            tuple(Member(name, m["length"], m["sha256"]) for name, m in facts["members"].items()),
            dict(facts["sequences"]),
        )
    except (*_DAMAGE, ValueError, TypeError, AttributeError):
        raise LingxingError("不是备份文件，或清单已损坏", where=str(file), remedy="请换另一份备份") from None


def _damaged(name: str) -> LingxingError:
    return LingxingError("备份内容与清单中的摘要不符，文件已损坏", where=name, remedy="请换另一份备份；数据库未改动")
