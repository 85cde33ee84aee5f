"""The installation's keys for personal data, one file each in the folder `keys` of the data directory.

`data-0001-<fingerprint>.key`, `data-0002-…`: the highest number seals what is new, the others still open what they
sealed. The fingerprint keeps two keys apart that were made on two machines. `digest.key` makes the keyed digests by
which numbers are found; it is made once and never changes.
"""

import base64
import binascii
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lingxing.kernel.errors import WrongSetting
from lingxing.kernel.sealing import KEY_BYTES, SealingKey

_DATA_KEY = re.compile(r"data-(\d{4})-([0-9a-f]{12})\.key")
_DIGEST_KEY = "digest.key"


def read_data_keys(folder: Path) -> tuple[SealingKey, ...]:
    """Return the sealing keys, newest first; empty where the folder holds none. WrongSetting names a broken file."""
    return tuple(SealingKey(number + mark, _read(path, mark)) for number, mark, path in _files(folder))


def read_digest_key(folder: Path) -> bytes:
    """Return the key of digests, empty where there is none yet. WrongSetting names a broken file."""
    path = folder / _DIGEST_KEY
    return _read(path) if path.is_file() else b""


def keep_data_keys(folder: Path) -> None:
    """Make the first sealing key and the key of digests where they are missing, readable by their owner alone."""
    with _alone(folder):
        if not _files(folder):
            _make_data_key(folder, 1)
        if not (folder / _DIGEST_KEY).exists():
            _write(folder / _DIGEST_KEY, secrets.token_bytes(KEY_BYTES))


def add_data_key(folder: Path) -> str:
    """Make a further sealing key and return its name; from a process's next start on it seals what is new."""
    with _alone(folder):
        newest = next((number for number, _, _ in _files(folder)), "0000")
        return _make_data_key(folder, int(newest) + 1)


def _files(folder: Path) -> list[tuple[str, str, Path]]:
    """Return number, fingerprint and path of every sealing key, newest first."""
    found = ((_DATA_KEY.fullmatch(path.name), path) for path in folder.glob("data-*.key"))
    return sorted(((match[1], match[2], path) for match, path in found if match), reverse=True)


def _make_data_key(folder: Path, number: int) -> str:
    secret = secrets.token_bytes(KEY_BYTES)
    mark = _fingerprint(secret)
    _write(folder / f"data-{number:04}-{mark}.key", secret)
    return f"{number:04}{mark}"


def _fingerprint(secret: bytes) -> str:
    return hashlib.sha256(b"lingxing data key\0" + secret).hexdigest()[:12]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time make keys: two that start at once must come to know the same ones."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, secret: bytes) -> None:
    """Write the key whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(base64.b64encode(secret) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def _read(path: Path, mark: str = "") -> bytes:
    try:
        secret = base64.b64decode(path.read_bytes().strip(), validate=True)
    except binascii.Error:
        secret = b""
    if len(secret) != KEY_BYTES or (mark and _fingerprint(secret) != mark):
        raise WrongSetting("密钥文件不完整", where=str(path), remedy="请从另存的副本恢复这个文件，不要删除或改写")
    return secret
