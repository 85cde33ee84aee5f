"""What a file is, by its content: six types are taken, and only where name and content agree. No Django.

A file that could pass for a second type, holds macros or unpacks beyond measure is refused. What is taken is still
only ever served as a download.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from lingxing.kernel.errors import LingxingError

_TAIL = 66_000
"""An end record of a ZIP with the longest comment lies within this many bytes of the end."""
_ZIP_HEAD = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|script|svg|\?php|iframe)", re.IGNORECASE)
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFiles?)(?![A-Za-z])")
_ACTIVE_OFFICE = re.compile(
    r"vbaproject|vbadata|activex|macrosheets|\.bin\.exe|embeddings/.*\.(?:exe|js|vbs|bat)", re.IGNORECASE
)
_REMOTE = re.compile(rb"attachedTemplate[^>]*TargetMode=.External", re.IGNORECASE)
_MOST_MEMBERS = 5000
_MOST_UNPACKED = 300 * 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class RefusedFile(LingxingError):
    """A file that is not taken. The message holds neither its name nor its content."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken: its Chinese name, the endings of names, the media type, how its content begins, and what it
    must hold to."""

    label: str
    endings: tuple[str, ...]
    media_type: str
    head: bytes
    check: Callable[[bytes], bool]


def _is_pdf(content: bytes) -> bool:
    return b"%%EOF" in content[-2048:] and not _ACTIVE_PDF.search(content) and not _MARKUP.search(content[:1024])


def _is_jpeg(content: bytes) -> bool:
    # Phones put more behind the end of the picture (moving pictures, settings), so it may lie anywhere.
    return content.rfind(b"\xff\xd9") > 0 and not _MARKUP.search(content)


def _is_png(content: bytes) -> bool:
    place = 8
    kinds: list[bytes] = []
    while place + 12 <= len(content) and (not kinds or kinds[-1] != b"IEND"):
        length = int.from_bytes(content[place : place + 4], "big")
        kinds.append(content[place + 4 : place + 8])
        place += 12 + length
    return kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"] and place == len(content)


def _packed(*needed: str) -> Callable[[bytes], bool]:
    def check(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return set(needed) <= set(archive.namelist()) and _is_harmless(archive)
        except _DAMAGE:
            return False

    return check


def _is_harmless(archive: zipfile.ZipFile) -> bool:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        return False
    if any(member.flag_bits & 1 or _ACTIVE_OFFICE.search(member.filename) for member in members):
        return False
    relations = [m for m in members if m.filename.endswith(".rels") and m.file_size < 1024 * 1024]
    return not any(_REMOTE.search(archive.read(member)) for member in relations)


FILE_TYPES = (
    FileType("PDF", (".pdf",), "application/pdf", b"%PDF-", _is_pdf),
    FileType("JPEG 图片", (".jpg", ".jpeg"), "image/jpeg", b"\xff\xd8\xff", _is_jpeg),
    FileType("PNG 图片", (".png",), "image/png", b"\x89PNG\r\n\x1a\n", _is_png),
    FileType(
        "Word 文档（docx）",
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ZIP_HEAD,
        _packed("[Content_Types].xml", "word/document.xml"),
    ),
    FileType(
        "Excel 表格（xlsx）",
        (".xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ZIP_HEAD,
        _packed("[Content_Types].xml", "xl/workbook.xml"),
    ),
    FileType("OFD 版式文件", (".ofd",), "application/ofd", _ZIP_HEAD, _packed("OFD.xml")),
)
ACCEPTED = ",".join(ending for kind in FILE_TYPES for ending in kind.endings)
"""For the `accept` attribute of a file field."""
_REMEDY = f"请上传 {'、'.join(kind.label for kind in FILE_TYPES)}；旧格式请另存为新格式，照片可直接上传"


def check_file(name: str, content: bytes, most_bytes: int) -> FileType:
    """Return the type of the file. RefusedFile where it is empty, too large, of another type than its name says, able
    to pass for two types, encrypted, or carries macros or scripts."""
    if not content:
        raise RefusedFile("文件是空的", remedy="请重新选择文件")
    if len(content) > most_bytes:
        raise RefusedFile(f"文件超过 {most_bytes // 1024 // 1024} MB", remedy="请压缩或分成几个文件后上传")
    ending = PurePath(name).suffix.lower()
    kind = next((kind for kind in FILE_TYPES if ending in kind.endings), None)
    if kind is None:
        raise RefusedFile(f"不接受{'扩展名为 ' + _shown(ending) if ending else '没有扩展名'}的文件", remedy=_REMEDY)
    if not content.startswith(kind.head):
        raise RefusedFile(f"文件内容不是{kind.label}，与扩展名不符", remedy=_REMEDY)
    if not kind.check(content) or _is_also_zip(kind, content):
        what = f"文件不是完整、普通的{kind.label}：已损坏、加密，或带有宏、脚本、其他格式的内容"
        raise RefusedFile(what, remedy="请打开文件检查，另存为一份不带宏和加密的，再上传")
    return kind


def _is_also_zip(kind: FileType, content: bytes) -> bool:
    return kind.head != _ZIP_HEAD and _ZIP_END in content[-_TAIL:]


def _shown(ending: str) -> str:
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else "其他"
