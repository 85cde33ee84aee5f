"""Which characters the bytes stand for: UTF-8, UTF-16 with its mark, or GB18030."""

import codecs
import re

from lingxing.kernel.errors import UnreadableSource

_HIGH = re.compile(rb"[\x80-\xff]")
_CHINESE_IN_UTF8 = re.compile(rb"[\xe2-\xe9\xef][\x80-\xbf]{2}")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOSTLY = 0.5
_REMEDY = "请用UTF-8或GB18030编码重新保存或重新下载"


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """Return the text of `data`; `declared` is the charset that a page names of itself.

    Chinese that is sound UTF-8 is never anything else, so UTF-8 goes before what is declared. A file that breaks in
    every encoding raises UnreadableSource with the encoding it mostly is, line and byte.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(name, data, encoding).removeprefix("\ufeff")
    if (text := _attempt(data, "utf-8")) is not None:
        return text
    if _is_mostly_utf8(data):
        return _strict(name, data, "utf-8")
    if declared and (text := _attempt(data, declared)) is not None:
        return text
    return _strict(name, data, "gb18030")


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableSource(
            f"第{line:,}行、第{error.start + 1:,}字节起不是有效的{encoding.upper()}文字",
            where=name,
            remedy=_REMEDY,
        ) from error


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 file from a GB18030 one, which would decode the former into other characters silently.

    Chinese takes three bytes with their own leading ones in UTF-8; GB18030 hardly ever forms such a row.
    """
    return 3 * len(_CHINESE_IN_UTF8.findall(data)) > _MOSTLY * len(_HIGH.findall(data))
