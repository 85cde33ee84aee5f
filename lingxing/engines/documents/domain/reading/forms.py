"""Which form the bytes have: their content decides, never the file's name."""

import re
from enum import StrEnum

from lingxing.kernel.errors import UnreadableSource


class Form(StrEnum):
    """The forms that can be read."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_HEAD = 4096
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "旧版Office文件（doc、xls、wps）或加密的Office文件", "请去除密码，另存为DOCX或PDF后再导入"),
    (b"{\\rtf", "RTF文件", "请另存为DOCX后再导入"),
    (b"\x89PNG", "图片", "请先作文字识别，导入识别出的文本"),
    (b"\xff\xd8\xff", "图片", "请先作文字识别，导入识别出的文本"),
    (b"GIF8", "图片", "请先作文字识别，导入识别出的文本"),
    (b"II*\x00", "图片", "请先作文字识别，导入识别出的文本"),
    (b"MM\x00*", "图片", "请先作文字识别，导入识别出的文本"),
    (b"BM", "图片", "请先作文字识别，导入识别出的文本"),
    (b"Rar!", "压缩包", "请解压后导入其中的文件"),
    (b"7z\xbc\xaf", "压缩包", "请解压后导入其中的文件"),
    (b"\x1f\x8b", "压缩包", "请解压后导入其中的文件"),
    (b"BZh", "压缩包", "请解压后导入其中的文件"),
    (b"\xfd7zXZ", "压缩包", "请解压后导入其中的文件"),
    (b"\x28\xb5\x2f\xfd", "压缩包", "请解压后导入其中的文件"),
    (b"MZ", "程序文件", "请选择公报的文本、HTML、DOCX或PDF文件"),
    (b"\x7fELF", "程序文件", "请选择公报的文本、HTML、DOCX或PDF文件"),
    (b"SQLite format 3\x00", "数据库文件", "请选择公报的文本、HTML、DOCX或PDF文件"),
)
_PRINTABLE_MARKS = (b"BM", b"MZ", b"BZh", b"GIF8")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"\s*<(?:div|p|table|h[1-6]|section|article|main|center|font|span|ul)(?:\s[^<>]*)?>", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def form_of(name: str, data: bytes) -> Form:
    """Return the form of `data`; raise UnreadableSource for a form that can't be read, naming it and the remedy."""
    if not data.strip():
        raise UnreadableSource("文件是空的", where=name, remedy="请重新下载或另选文件")
    if data.startswith(b"PK\x03\x04"):
        return Form.DOCX
    if b"%PDF-" in data[:1024]:
        return Form.PDF
    _refuse_known(name, data)
    if _is_html(data):
        return Form.HTML
    _refuse_binary(name, data)
    return Form.TEXT


def _refuse_known(name: str, data: bytes) -> None:
    for mark, what, remedy in _REFUSED:
        if data.startswith(mark) and (mark not in _PRINTABLE_MARKS or _CONTROL.search(data[:_HEAD])):
            raise UnreadableSource(f"这是{what}，不能作为公报读入", where=name, remedy=remedy)


def _is_html(data: bytes) -> bool:
    head = data[:_HEAD].removeprefix(_BYTE_ORDER_MARKS[0])
    if head.startswith(_BYTE_ORDER_MARKS[1:]):
        head = head.replace(b"\x00", b"")[2:]
    if head.lstrip().startswith(b"<") and _PAGE.search(head):
        return True
    return bool(_FRAGMENT.match(head)) and data.rstrip().endswith(b">")


def _refuse_binary(name: str, data: bytes) -> None:
    if data.startswith(_BYTE_ORDER_MARKS):
        return
    found = _CONTROL.search(data)
    if found and (b"\x00" in data or len(_CONTROL.findall(data[:_HEAD])) > 8):
        raise UnreadableSource(
            f"第{found.start() + 1:,}字节是控制字符，这不是文本，也不是HTML、DOCX或PDF文件",
            where=name,
            remedy="请选择公报的文本、HTML、DOCX或PDF文件",
        )
