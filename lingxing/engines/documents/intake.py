"""Gazettes from outside: what a person names (files, folders, http(s) addresses) or uploads, read whole."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.reading.limits import MAX_BYTES, too_large
from lingxing.engines.documents.fetching import fetch
from lingxing.kernel.errors import UnreadableSource

SUFFIXES = frozenset({".txt", ".html", ".htm", ".xhtml", ".docx", ".pdf"})
_SCHEMES = ("http://", "https://")


def places(names: Sequence[str]) -> Iterator[str]:
    """Yield the files and addresses behind `names`, in order; a folder yields its gazettes, subfolders too, by name.

    In a folder only files that look like gazettes (SUFFIXES) are taken, hidden ones never. Raises UnreadableSource for
    a name that leads nowhere and a folder without gazettes.
    """
    for name in names:
        path = Path(name)
        if name.lower().startswith(_SCHEMES) or path.is_file():
            yield name
        elif path.is_dir():
            yield from _gazettes_in(path)
        else:
            raise UnreadableSource("没有这个文件或文件夹", where=name, remedy="请核对路径")


def _gazettes_in(folder: Path) -> Iterator[str]:
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _is_hidden(path.relative_to(folder))
    )
    if not found:
        raise UnreadableSource(
            "文件夹里没有公报文件", where=str(folder), remedy=f"可读的文件：{'、'.join(sorted(SUFFIXES))}"
        )
    yield from map(str, found)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def read_gazette(name: str, data: bytes) -> Gazette:
    """Return the gazette that the bytes print; raise UnreadableSource where they can't be read or print no document."""
    gazette = parse_gazette(read_source(name, data))
    if not gazette.documents:
        remedy = "请确认这是政府公报或规范性文件，且文字完整"
        raise UnreadableSource("没有认出任何文件", where=name, remedy=remedy)
    return gazette


def load(place: str) -> bytes:
    """Return the bytes of a file or address; an operator may name addresses of the own network.

    Raises UnreadableSource where they can't be had or are too many.
    """
    if place.lower().startswith(_SCHEMES):
        return fetch(place, allow_private=True)
    path = Path(place)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(place, "文件字节数", size, MAX_BYTES, "请按期拆分后分别导入")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableSource(f"文件打不开（{reason}）", where=place, remedy="请核对路径和权限") from error
