"""The files that people handed in, as parts of a backup. They lie sealed, and stay so: the keys are not in it.

A file's name is the SHA-256 of what lies there, so that it can be checked without opening it. The database is backed up
first: whatever it speaks of then is on the disk before it, and stays unless somebody takes it back in these moments.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lingxing.cli.backup.archive import Member, Reader, Writer
from lingxing.kernel.errors import LingxingError

_MEMBER = re.compile(r"uploads/([0-9a-f]{2})/([0-9a-f]{62})")
_FILE = re.compile(r"[0-9a-f]{62}")
_CHUNK = 1024 * 1024


def back_up(folder: Path, writer: Writer) -> int:
    """Add every file below the folder and return how many."""
    count = 0
    for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
        if not _FILE.fullmatch(path.name):
            continue
        try:
            source = path.open("rb")
        except FileNotFoundError:
            continue  # taken back since the database was copied
        with source:
            writer.add(f"uploads/{path.parent.name}/{path.name}", _chunks(source), packed=False)
        count += 1
    return count


def members(reader: Reader) -> Iterator[Member]:
    """Yield the backup's files."""
    return (member for member in reader.manifest.members if member.name.startswith("uploads/"))


def restore(reader: Reader, folder: Path) -> int:
    """Put the backup's files into the folder, each whole or not at all, and return how many; others stay.

    LingxingError where a file is not what its name says. Done before the database is replaced: a file that no row
    speaks of does no harm and is cleaned up.
    """
    count = 0
    for member in members(reader):
        found = _MEMBER.fullmatch(member.name)
        if found is None or found[1] + found[2] != member.digest:
            raise LingxingError("备份中的材料与它的名称不符，文件已损坏", where=member.name, remedy="请换另一份备份")
        _put(reader, member, folder / found[1] / found[2])
        count += 1
    return count


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _put(reader: Reader, member: Member, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
            output.writelines(reader.chunks(member))
            output.flush()
            os.fsync(output.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
