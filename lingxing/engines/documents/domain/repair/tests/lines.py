"""Sources and lines made of plain text, for tests."""

from lingxing.engines.documents.domain.model import Line, RawLine, Source


def source(text: str) -> Source:
    """Return a source of the text's lines, numbered from 1."""
    return Source("test.txt", "0" * 64, tuple(RawLine(at, line) for at, line in enumerate(text.split("\n"), 1)))


def lines(*texts: str) -> tuple[Line, ...]:
    """Return clean lines, numbered from 1."""
    return tuple(Line(text, at, at) for at, text in enumerate(texts, 1))
