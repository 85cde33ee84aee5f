"""Characters that a file can hold."""

import re

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return `text` with the characters that XML can't hold replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)
