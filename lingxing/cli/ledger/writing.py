"""Files that appear whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from lingxing.kernel.errors import LingxingError


def write_whole(file: Path, chunks: Iterable[bytes]) -> None:
    """Write `chunks` to `file`, in place of what is there. LingxingError where that is not possible."""
    partial = file.with_name(file.name + ".partial")
    try:
        with partial.open("wb") as output:
            output.writelines(chunks)
            output.flush()
            os.fsync(output.fileno())
        partial.replace(file)
    except OSError as error:
        raise LingxingError(f"不能写入（{error.strerror}）", where=str(file), remedy="请检查目录与权限") from None
    finally:
        partial.unlink(missing_ok=True)
