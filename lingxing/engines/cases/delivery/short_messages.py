"""Short messages: written to a file, one JSON object a line, for the program of a gateway to take.

Another way is another function of the same form in `channels`.
"""

import fcntl
import json
import os
from pathlib import Path

from django.conf import settings

from lingxing.engines.cases.delivery.message import Message, Undelivered


def can_send_short_messages() -> bool:
    """Return whether a file is set."""
    return settings.SMS_FILE is not None


def write_short_message(message: Message) -> None:
    """Add one line, on the disk before this returns. Undelivered where the file can't be written."""
    file_path: Path | None = settings.SMS_FILE
    if file_path is None:
        raise Undelivered("没有设置短信文件")
    line = json.dumps({"id": message.reference, "to": message.address, "text": message.text}, ensure_ascii=False)
    try:
        handle = os.open(file_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Undelivered(f"短信文件不能写入（{error.strerror}）") from None
