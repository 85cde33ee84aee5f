"""Which characters the fonts have: a name that can't be printed must not vanish from a paper."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lingxing.printing.typesetting import FONTS

GETA = "〓"
"""What printers set for a character that they do not have."""
_BLANK = frozenset("\n\t 　")
_ENDINGS = (".otf", ".ttf", ".ttc", ".otc")


@dataclass(frozen=True, slots=True)
class Covered:
    """Text that the fonts can set, and the characters that had to be replaced, each once."""

    text: str
    missing: tuple[str, ...]


def covered(text: str, font_directories: Sequence[Path] = ()) -> Covered:
    """Return `text` with 〓 for each character that neither the shipped fonts nor those of the directories have.

    Selectors of variants are dropped: the plain form of the character is printed.
    """
    known = _characters(tuple(map(str, (FONTS, *font_directories))))
    plain = "".join(c for c in text if not _selects_variant(c))
    missing = tuple(dict.fromkeys(c for c in plain if c not in _BLANK and ord(c) not in known))
    return Covered(plain.translate({ord(c): GETA for c in missing}) if missing else plain, missing)


def named(characters: Iterable[str]) -> str:
    """Return the characters by their code points: U+2A6D6、U+E000."""
    return "、".join(f"U+{ord(c):04X}" for c in characters)


def _selects_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@lru_cache(maxsize=8)
def _characters(directories: tuple[str, ...]) -> frozenset[int]:
    found: set[int] = set()
    for directory in directories:
        for file in sorted(Path(directory).rglob("*")):
            if file.suffix.lower() in _ENDINGS:
                found |= characters_of(file.read_bytes())
    return frozenset(found)


def characters_of(font: bytes) -> frozenset[int]:
    """Return the code points that a font file (OpenType, TrueType or a collection) has; none for another file."""
    try:
        return frozenset(code for start in _faces(font) for code in _face(font, start))
    except (struct.error, IndexError):
        return frozenset()


def _faces(font: bytes) -> Sequence[int]:
    if font[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", font, 8)
        return struct.unpack_from(f">{min(count, 64)}I", font, 12)
    return (0,) if font[:4] in (b"OTTO", b"\0\1\0\0", b"true") else ()


def _face(font: bytes, start: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, start + 4)
    for place in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * place)
        if tag == b"cmap":
            yield from _map(font, offset)


def _map(font: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", font, start + 2)
    offsets = {struct.unpack_from(">HHI", font, start + 4 + 8 * place)[2] for place in range(count)}
    for offset in sorted(offsets):
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 4:
            yield from _segments(font, start + offset)
        elif form == 12:
            yield from _groups(font, start + offset)


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Yield the code points of a map of format 4 (up to U+FFFF) that lead to a glyph."""
    (twice,) = struct.unpack_from(">H", font, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * twice)
    at = start + 16 + 3 * twice
    ranges = struct.unpack_from(f">{count}H", font, at)
    for place, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[place]:
                (glyph,) = struct.unpack_from(">H", font, at + 2 * place + ranges[place] + 2 * (code - first))
                if not glyph:
                    continue
            if (glyph + deltas[place]) & 0xFFFF:
                yield code


def _groups(font: bytes, start: int) -> Iterator[int]:
    """Yield the code points of a map of format 12."""
    (count,) = struct.unpack_from(">I", font, start + 12)
    for place in range(count):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * place)
        yield from range(first + (not glyph), min(last, 0x10FFFF) + 1)
