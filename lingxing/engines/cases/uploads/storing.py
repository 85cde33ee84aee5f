"""Where the bytes of handed-in files lie: sealed, outside the web root, under the digest of what lies there.

`<LINGXING_HOME>/uploads/ab/cdef…`: the name is the SHA-256 of the sealed bytes, so that a copy can be checked without
any key. A file is on the disk, whole, before anything in the database speaks of it.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from lingxing.engines.parties.access_sealing import seal_file, unseal_file
from lingxing.kernel.errors import NotFound
from lingxing.kernel.sealing import HEAD_BYTES, sealed_with


def store_file(content: bytes, context: str) -> str:
    """Return the name under which the sealed content now lies on the disk. `context` is needed to open it again."""
    sealed = seal_file(content, context)
    name = hashlib.sha256(sealed).hexdigest()
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)
    return name


def load_file(name: str, context: str) -> bytes:
    """Return the content. NotFound where the file is gone, Unsealable where it was altered."""
    try:
        sealed = _path(name).read_bytes()
    except FileNotFoundError:
        raise NotFound("这份材料的文件不在数据目录里", remedy="请管理员从备份恢复数据目录的 uploads") from None
    return unseal_file(sealed, context)


def is_newest(name: str) -> bool:
    """Return whether the newest key has sealed the file. NotFound where it is gone."""
    try:
        with _path(name).open("rb") as file:
            return sealed_with(file.read(HEAD_BYTES)) == settings.DATA_KEYS[0].id
    except FileNotFoundError:
        raise NotFound("这份材料的文件不在数据目录里", remedy="请管理员从备份恢复数据目录的 uploads") from None


def remove_file(name: str) -> None:
    """Take the file away; one that is gone already is no fault."""
    _path(name).unlink(missing_ok=True)


def stored_files(older_than_seconds: int = 0) -> Iterator[str]:
    """Yield the names of the files that have lain for so long, unfinished ones included as they are named."""
    before = time.time() - older_than_seconds
    root: Path = settings.UPLOAD_DIRECTORY
    for folder in sorted(root.glob("[0-9a-f][0-9a-f]")):
        for path in folder.iterdir():
            if path.stat().st_mtime <= before:
                yield folder.name + path.name


def _path(name: str) -> Path:
    root: Path = settings.UPLOAD_DIRECTORY
    return root / name[:2] / name[2:]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
