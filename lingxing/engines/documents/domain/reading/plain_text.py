"""Plain text into lines."""

import re

from lingxing.engines.documents.domain.model import RawLine
from lingxing.engines.documents.domain.reading.limits import MAX_CHARACTERS, MAX_LINES, too_large

_LINE_END = re.compile(r"\r\n|\n|\r")


def text_lines(name: str, text: str) -> tuple[RawLine, ...]:
    """Return the lines of `text` as they stand, numbered from 1; the end of the last line makes no further line."""
    check_length(name, len(text))
    ends = text.count("\n") + text.count("\r")
    if ends > MAX_LINES:
        raise too_large(name, "行数", ends, MAX_LINES, "请按期拆分后分别导入")
    parts = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if parts and not parts[-1]:
        parts.pop()
    return tuple(RawLine(number, part) for number, part in enumerate(parts, start=1))


def check_length(name: str, characters: int) -> None:
    """Raise UnreadableSource where a source holds more characters than may be read at once."""
    if characters > MAX_CHARACTERS:
        raise too_large(name, "字符数", characters, MAX_CHARACTERS, "请按期拆分后分别导入")
