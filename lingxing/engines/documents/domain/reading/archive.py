"""Office archives, measured before anything is unpacked, and their parts as XML without entities."""

import io
import zipfile
import zlib

from lxml import etree

from lingxing.engines.documents.domain.reading.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_ENTRIES,
    MAX_ARCHIVE_RATIO,
    MAX_DEPTH,
    MAX_PART_BYTES,
    RATIO_COUNTS_FROM,
    too_large,
)
from lingxing.kernel.errors import UnreadableSource

_BOMB = "文件展开后异常庞大，可能有害；请从发布单位网站重新下载"
_DAMAGED = "请重新下载，或用Word打开后另存为DOCX"
_ENCRYPTED = 0x1


def open_archive(name: str, data: bytes) -> zipfile.ZipFile:
    """Return the archive; raise UnreadableSource for a damaged or encrypted one and for one that would blow up."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError) as error:
        raise UnreadableSource("文件已损坏，压缩结构读不出来", where=name, remedy=_DAMAGED) from error
    entries = archive.infolist()
    if len(entries) > MAX_ARCHIVE_ENTRIES:
        raise too_large(name, "压缩条目数", len(entries), MAX_ARCHIVE_ENTRIES, _BOMB)
    total = sum(entry.file_size for entry in entries)
    if total > MAX_ARCHIVE_BYTES:
        raise too_large(name, "展开后的字节数", total, MAX_ARCHIVE_BYTES, _BOMB)
    for entry in entries:
        _check_entry(name, entry)
    return archive


def _check_entry(name: str, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableSource("文件有密码", where=f"{name}（{entry.filename}）", remedy="请去除密码后再导入")
    ratio = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size > RATIO_COUNTS_FROM and ratio > MAX_ARCHIVE_RATIO:
        raise too_large(f"{name}（{entry.filename}）", "压缩比", ratio, MAX_ARCHIVE_RATIO, _BOMB)


def read_part(name: str, archive: zipfile.ZipFile, part: str) -> etree._Element | None:
    """Return the root of an XML part, None where the archive has no such part.

    A part that is longer than the archive says, broken, nested too deeply or that declares a document type (no office
    file does; entities come that way) raises UnreadableSource.
    """
    where = f"{name}（{part}）"
    try:
        with archive.open(part) as stream:
            data = stream.read(MAX_PART_BYTES + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableSource("文件已损坏，内容展不开", where=where, remedy=_DAMAGED) from error
    if len(data) > MAX_PART_BYTES:
        raise too_large(where, "展开后的字节数", len(data), MAX_PART_BYTES, _BOMB)
    return _parse(where, data)


def _parse(where: str, data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise UnreadableSource(f"第{line}行的XML结构有误，文件已损坏", where=where, remedy=_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableSource(
            "含有外部实体或文档类型声明，已拒绝", where=where, remedy="正常的DOCX没有这种声明；请从发布单位网站重新下载"
        )
    _check_depth(where, root)
    return root


def _check_depth(where: str, root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise UnreadableSource(f"内容嵌套超过{MAX_DEPTH}层", where=where, remedy=_DAMAGED)
