"""Characters that a file can hold."""

import re

_REFUSED = '\\/:*?"<>|'
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return `text` with the characters that XML can't hold replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def file_name(name: str, extension: str, fallback: str) -> str:
    """Return a file name without characters that file systems refuse, cut to 80; `fallback` for an empty name."""
    safe = "".join(c for c in name if c.isprintable() and c not in _REFUSED).strip(". ")
    return f"{safe[:80] or fallback}.{extension}"
