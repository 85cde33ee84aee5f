"""The key that signs: made once, read from its file whenever it is needed, so that a change of key needs no restart."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.signing import new_key, public_key


def key_file() -> Path:
    """Return where the private key lies."""
    path: Path = settings.LEDGER_SIGNING_KEY
    return path


def signing_key() -> str:
    """Return the private key. LingxingError where the file is missing or holds none."""
    return read_key(key_file())


def read_key(file: Path) -> str:
    """Return the private key that `file` holds. LingxingError where it is missing or holds none."""
    try:
        private = file.read_text("ascii").strip()
        public_key(private)
    except FileNotFoundError:
        remedy = "请运行 lingxing migrate 生成，或从原来的机器拷来"
        raise LingxingError("没有台账签名密钥", where=str(file), remedy=remedy) from None
    except (OSError, ValueError):
        remedy = "文件应为 64 个十六进制数字，且本账号可读"
        raise LingxingError("台账签名密钥不能使用", where=str(file), remedy=remedy) from None
    return private


def keep_key(file: Path) -> None:
    """Write a new private key to `file`, readable by its owner alone, unless one is there.

    The file appears whole: of two processes that start at once one's key stays and both read it.
    """
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as output:
            output.write(new_key(secrets.token_bytes) + "\n")
            output.flush()
            os.fsync(output.fileno())
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)
